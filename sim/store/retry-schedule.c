/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/retry-schedule.h"

RetrySchedule
retry_schedule_postfix (void)
{
  return (RetrySchedule){ RETRY_POSTFIX, 300 * SIM_SECOND, 4000 * SIM_SECOND, 0 };
}

RetrySchedule
retry_schedule_growing (SimTime first, double factor, SimTime longest)
{
  return (RetrySchedule){ RETRY_GROWING, MAX (first, 1), MAX (longest, 1), (guint32) (factor * 1000 + 0.5) };
}

static SimTime
growing_wait (const RetrySchedule *schedule, guint attempts)
{
  SimTime wait = schedule->first;

  for (guint i = 1; i < attempts && wait < schedule->longest; i++)
    {
      SimTime next = (SimTime) MIN ((__int128) wait * schedule->factor_thousandths / 1000, SIM_NEVER);

      if (next <= wait && schedule->factor_thousandths <= 1000)
        break;
      wait = next;
    }
  return MIN (wait, schedule->longest);
}

SimTime
retry_schedule_wait (const RetrySchedule *schedule, guint attempts, SimTime age)
{
  switch (schedule->kind)
    {
    case RETRY_POSTFIX:
      return CLAMP (age, schedule->first, schedule->longest);
    case RETRY_GROWING:
      return growing_wait (schedule, attempts);
    }
  g_assert_not_reached ();
}
