/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-retry.h"

#include <string.h>

RetrySchedule
scenario_retry_get_schedule (const ScenarioRetry *retry)
{
  return strcmp (retry->name, "own") == 0 ? retry_schedule_growing (retry->first, retry->factor, retry->longest) : retry_schedule_named (retry->name);
}
