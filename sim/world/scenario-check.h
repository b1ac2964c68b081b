/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-check: whether the names in a scenario fit together: each host, domain and message
 * exists once, and whatever is referred to exists.
 */
#pragma once

#include "sim/world/scenario-reading.h"

/* After all has been read and the defaults filled in. */
void scenario_check (ScenarioReading *reading);
