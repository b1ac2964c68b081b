/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/retry-lanes.h"

#include "gui/model/retry-forecast.h"

/* While an attempt goes on it is taken to fail after as long as the one before. */
static void
foresee (Player *player, RetryLane *lane)
{
  const RetryPlanPast past = {
    .queued = lane->queued,
    .expires = lane->expires,
    .attempts = lane->attempts,
    .started = lane->started,
    .failed = lane->ended != 0 ? lane->ended : lane->started + lane->lasted,
    .last_wait = lane->last_wait,
    .next_try = lane->next_try,
    .warned = lane->warned,
  };
  g_autoptr (RetryPlan) plan = lane->attempts == 0 || lane->over ? NULL : retry_forecast_new (player_get_run (player), lane->name, &past);

  if (plan != NULL)
    retry_lane_foresee (lane, (const SimTime *) plan->tries->data, plan->tries->len, plan->warning, TRUE);
  else if (lane->next_try != 0 && !lane->over)
    retry_lane_foresee (lane, &lane->next_try, 1, SIM_NEVER, FALSE); /* a trace alone knows no more */
}

static char *
describe (Player *player, HostId host, TraceId queued)
{
  const Trace *trace = player_get_trace (player);
  g_autofree char *program = retry_forecast_describe (player_get_run (player), trace_host_name (trace, host));

  return g_strdup_printf ("%s%s%s", program == NULL ? "" : program, program == NULL ? "" : ", ", trace_message_label (trace, trace_get (trace, queued)->message));
}

static void
add_host (Player *player, HostId host, MessageId message, GPtrArray *lanes)
{
  const Trace *trace = player_get_trace (player);
  TraceId queued = retry_lane_choose (trace, player_get_index (player), host, message, player_get_position (player));
  RetryLane *lane;

  if (queued == 0)
    return;
  lane = retry_lane_new (trace, player_get_index (player), queued, player_get_position (player), player_get_time (player));
  lane->detail = describe (player, host, queued);
  foresee (player, lane);
  g_ptr_array_add (lanes, lane);
}

static gboolean
is_run_by (Player *player, const GPtrArray *lanes, const char *program)
{
  for (guint i = 0; i < lanes->len; i++)
    {
      const ScenarioServer *server = run_find_server (player_get_run (player), ((const RetryLane *) g_ptr_array_index (lanes, i))->name);

      if (server != NULL && retry_plan_is_textbook (server, program))
        return TRUE;
    }
  return FALSE;
}

static void
add_textbook (const char *program, SimTime queued, GPtrArray *lanes)
{
  g_autoptr (RetryPlan) plan = retry_plan_new_textbook (program, queued);
  SimTime lifetime = g_array_index (plan->tries, SimTime, plan->tries->len - 1) - queued;
  g_autofree char *life = sim_time_format_friendly (lifetime), *detail = g_strdup_printf ("gives up after %s", life);
  RetryLane *lane = retry_lane_new_textbook (retry_plan_program_name (program), detail, queued);

  retry_lane_foresee (lane, (const SimTime *) plan->tries->data, plan->tries->len, SIM_NEVER, TRUE);
  g_ptr_array_add (lanes, lane);
}

GPtrArray *
retry_lanes_new (Player *player, const GArray *hosts, MessageId message, gboolean comparing)
{
  GPtrArray *lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) retry_lane_free);
  g_autoptr (GPtrArray) programs = g_ptr_array_new ();
  SimTime queued;

  for (guint i = 0; i < hosts->len; i++)
    add_host (player, g_array_index (hosts, HostId, i), message, lanes);
  queued = lanes->len == 0 ? player_get_time (player) : ((const RetryLane *) g_ptr_array_index (lanes, 0))->queued;
  for (guint i = 0; comparing && retry_plan_programs[i] != NULL; i++)
    if (!is_run_by (player, lanes, retry_plan_programs[i]))
      g_ptr_array_add (programs, (gpointer) retry_plan_programs[i]);
  for (guint i = 0; i < programs->len; i++)
    add_textbook (g_ptr_array_index (programs, i), queued, lanes);
  return lanes;
}
