/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-checks: the key 'checks': when people look for mail, beside what their programs do by themselves.
 */
#pragma once

#include "sim/world/scenario-fields.h"

SCENARIO_FIELD (scenario_checks_read);
