/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-faults: reads the key 'faults' of a scenario.
 */
#pragma once

#include "sim/world/scenario-fields.h"

/* A row's function; MEMBER is the scenario's array of faults. */
SCENARIO_FIELD (scenario_faults_read);
