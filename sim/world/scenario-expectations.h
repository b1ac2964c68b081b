/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-expectations: reads the key 'expect' of a scenario.
 */
#pragma once

#include "sim/world/scenario-fields.h"

/* A row's function; MEMBER is the scenario's array of expectations. */
SCENARIO_FIELD (scenario_expectations_read);
