/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/retry-plan.h"

#include "sim/store/retry-schedule.h"
#include "sim/world/scenario-retry.h"

#include <string.h>

enum
{
  MOST_TRIES = 5000, /* of one that tries each second */
};

const char *const retry_plan_programs[] = { "postfix", "exim", "sendmail", "qmail", "exchange", NULL };

/* The queue is run at fixed times; which, the try that is known says. */
static SimTime
find_queue_run (SimTime every, SimTime known, SimTime t)
{
  return every == 0 ? t : known + (t - known + every - 1) / every * every;
}

static void
add_try (RetryPlan *plan, SimTime t)
{
  g_array_append_val (plan->tries, t);
}

static gboolean
is_over (const RetryPlan *plan)
{
  return plan->tries->len >= MOST_TRIES;
}

/* Of the attempt that PAST tells of. KNOWN: a time at which the queue is run. */
static SimTime
find_next (const RetrySchedule *schedule, const RetryPast *past, SimTime expires, SimTime queue_run, SimTime known)
{
  SimTime next = find_queue_run (queue_run, known, past->now + retry_schedule_wait (schedule, past));

  return MIN (next, MAX (expires, past->now + 1));
}

/* As fates.c does after each failure. */
static void
foresee (RetryPlan *plan, const RetrySchedule *schedule, const RetryPlanPast *from, SimTime queue_run, SimTime warn_after)
{
  SimTime duration = from->failed - from->started, known = from->next_try == 0 ? from->started : from->next_try;
  RetryPast past = { from->queued, from->started, from->failed, from->last_wait, from->attempts };
  SimTime next = from->next_try != 0 ? from->next_try : find_next (schedule, &past, from->expires, queue_run, known);

  past.last_wait = next - past.now;
  while (!is_over (plan))
    {
      add_try (plan, next);
      past.started = next;
      past.now = next + duration;
      past.attempts++;
      if (past.now >= from->expires)
        return;
      if (plan->warning == SIM_NEVER && warn_after > 0 && past.now - from->queued >= warn_after)
        plan->warning = past.now;
      next = find_next (schedule, &past, from->expires, queue_run, known);
      past.last_wait = next - past.now;
    }
}

static RetryPlan *
create (void)
{
  RetryPlan *plan = g_new (RetryPlan, 1);

  plan->tries = g_array_new (FALSE, FALSE, sizeof (SimTime));
  plan->warning = SIM_NEVER;
  return plan;
}

RetryPlan *
retry_plan_new (const ScenarioServer *server, const RetryPlanPast *past)
{
  RetryPlan *plan = create ();
  const RetrySchedule schedule = scenario_retry_get_schedule (&server->retry);

  foresee (plan, &schedule, past, server->queue_run, past->warned ? 0 : server->warn_after);
  return plan;
}

RetryPlan *
retry_plan_new_textbook (const char *program, SimTime queued)
{
  RetryPlan *plan = create ();
  const RetrySchedule schedule = retry_schedule_named (program);
  const RetryPlanPast past = { .queued = queued, .expires = queued + retry_schedule_lifetime (&schedule), .attempts = 1, .started = queued, .failed = queued };

  add_try (plan, queued);
  foresee (plan, &schedule, &past, 0, 0);
  return plan;
}

void
retry_plan_free (RetryPlan *plan)
{
  g_array_unref (plan->tries);
  g_free (plan);
}

gboolean
retry_plan_is_textbook (const ScenarioServer *server, const char *program)
{
  const RetrySchedule schedule = retry_schedule_named (program);

  return strcmp (server->retry.name, program) == 0 && server->lifetime == retry_schedule_lifetime (&schedule) && server->queue_run == 0;
}

const char *
retry_plan_program_name (const char *program)
{
  static const char *const names[] = { "Postfix", "Exim", "Sendmail", "qmail", "Exchange" };

  for (guint i = 0; retry_plan_programs[i] != NULL; i++)
    if (strcmp (retry_plan_programs[i], program) == 0)
      return names[i];
  return program;
}

char *
retry_plan_describe (const ScenarioServer *server)
{
  g_autofree char *first = sim_time_format_friendly (server->retry.first), *longest = sim_time_format_friendly (server->retry.longest);

  if (strcmp (server->retry.name, "own") != 0)
    return g_strdup (retry_plan_program_name (server->retry.name));
  return g_strdup_printf ("own: %s, then %g times as long, at most %s", first, server->retry.factor, longest);
}
