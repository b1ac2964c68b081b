/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fault-plan: a scenario's faults, each begun and ended in its time. Several may strike one host at
 * once; it is well again when the last has ended.
 */
#pragma once

#include "sim/net/network.h"
#include "sim/world/scenario.h"

typedef struct FaultPlan FaultPlan;

/* Schedules the faults of SCENARIO. Both are borrowed. */
FaultPlan *fault_plan_new (const Scenario *scenario, Network *network);
void fault_plan_free (FaultPlan *plan);
