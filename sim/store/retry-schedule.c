/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/retry-schedule.h"

#include <string.h>

static SimTime postfix_wait (const RetrySchedule *schedule, const RetryPast *past);
static SimTime exim_wait (const RetrySchedule *schedule, const RetryPast *past);
static SimTime steady_wait (const RetrySchedule *schedule, const RetryPast *past);
static SimTime qmail_wait (const RetrySchedule *schedule, const RetryPast *past);
static SimTime exchange_wait (const RetrySchedule *schedule, const RetryPast *past);
static SimTime growing_wait (const RetrySchedule *schedule, const RetryPast *past);

typedef struct
{
  const char *name;
  SimTime first, longest;
  SimTime lifetime;
  SimTime (*wait) (const RetrySchedule *schedule, const RetryPast *past);
} Kind;

static const Kind kinds[] = {
  /* minimal_backoff_time, maximal_backoff_time, maximal_queue_lifetime (postconf(5)) */
  [RETRY_POSTFIX] = { "postfix", 300 * SIM_SECOND, 4000 * SIM_SECOND, 5 * SIM_DAY, postfix_wait },
  [RETRY_EXIM] = { "exim", 15 * SIM_MINUTE, 6 * SIM_HOUR, 4 * SIM_DAY, exim_wait },
  /* Timeout.queuereturn=5d */
  [RETRY_SENDMAIL] = { "sendmail", 30 * SIM_MINUTE, 30 * SIM_MINUTE, 5 * SIM_DAY, steady_wait },
  /* control/queuelifetime */
  [RETRY_QMAIL] = { "qmail", 400 * SIM_SECOND, 0, 604800 * SIM_SECOND, qmail_wait },
  /* QueueGlitchRetryInterval, OutboundConnectionFailureRetryInterval, MessageExpirationTimeout */
  [RETRY_EXCHANGE] = { "exchange", SIM_MINUTE, 10 * SIM_MINUTE, 2 * SIM_DAY, exchange_wait },
  [RETRY_GROWING] = { "own", 0, 0, 5 * SIM_DAY, growing_wait },
};

RetrySchedule
retry_schedule_named (const char *name)
{
  for (RetryKind kind = RETRY_POSTFIX; kind < RETRY_GROWING; kind++)
    if (strcmp (kinds[kind].name, name) == 0)
      return (RetrySchedule){ kind, kinds[kind].first, kinds[kind].longest, 0 };
  g_assert_not_reached ();
}

RetrySchedule
retry_schedule_growing (SimTime first, double factor, SimTime longest)
{
  return (RetrySchedule){ RETRY_GROWING, MAX (first, 1), MAX (longest, 1), (guint32) (factor * 1000 + 0.5) };
}

SimTime
retry_schedule_lifetime (const RetrySchedule *schedule)
{
  return kinds[schedule->kind].lifetime;
}

static SimTime
postfix_wait (const RetrySchedule *schedule, const RetryPast *past)
{
  return CLAMP (past->now - past->arrived, schedule->first, schedule->longest);
}

/* "G" multiplies the interval before, but is never shorter than its own first one. */
static SimTime
exim_wait (const RetrySchedule *schedule, const RetryPast *past)
{
  SimTime age = past->now - past->arrived;

  if (age < 2 * SIM_HOUR)
    return schedule->first;
  if (age < 16 * SIM_HOUR)
    return MAX (past->last_wait * 3 / 2, SIM_HOUR);
  return schedule->longest;
}

static SimTime
steady_wait (const RetrySchedule *schedule, const RetryPast *past)
{
  return schedule->first;
}

static gint64
whole_root (gint64 number)
{
  gint64 root = 0;

  for (gint64 bit = (gint64) 1 << 30; bit > 0; bit >>= 1)
    if ((root + bit) * (root + bit) <= number)
      root += bit;
  return root;
}

/* qmail-send's nextretry(), with the 20 of remote mail; reckoned when the attempt begins. */
static SimTime
qmail_wait (const RetrySchedule *schedule, const RetryPast *past)
{
  gint64 root = whole_root ((past->started - past->arrived) / SIM_SECOND) + 20;
  SimTime next = past->arrived + root * root * SIM_SECOND;

  return MAX (next - past->now, SIM_SECOND);
}

static SimTime
exchange_wait (const RetrySchedule *schedule, const RetryPast *past)
{
  if (past->attempts <= 4)
    return schedule->first;
  return past->attempts <= 4 + 6 ? 5 * SIM_MINUTE : schedule->longest;
}

static SimTime
growing_wait (const RetrySchedule *schedule, const RetryPast *past)
{
  SimTime wait = schedule->first;

  for (guint i = 1; i < past->attempts && wait < schedule->longest; i++)
    {
      SimTime next = (SimTime) MIN ((__int128) wait * schedule->factor_thousandths / 1000, SIM_NEVER);

      if (next <= wait && schedule->factor_thousandths <= 1000)
        break;
      wait = next;
    }
  return MIN (wait, schedule->longest);
}

SimTime
retry_schedule_wait (const RetrySchedule *schedule, const RetryPast *past)
{
  return kinds[schedule->kind].wait (schedule, past);
}
