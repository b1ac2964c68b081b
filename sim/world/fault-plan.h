/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fault-plan: a scenario's faults, each begun and ended in its time, and recorded. What they do is
 * fault-effect's.
 */
#pragma once

#include "sim/world/fault-effect.h"

typedef struct FaultPlan FaultPlan;

/* Schedules the faults of the scenario. */
FaultPlan *fault_plan_new (const FaultTargets *targets);
void fault_plan_free (FaultPlan *plan);
