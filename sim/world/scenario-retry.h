/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-retry: the schedule that a scenario's "retry" stands for.
 */
#pragma once

#include "sim/store/retry-schedule.h"
#include "sim/world/scenario.h"

RetrySchedule scenario_retry_get_schedule (const ScenarioRetry *retry);
