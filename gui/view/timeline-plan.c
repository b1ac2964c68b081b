/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/timeline-plan.h"

#include "gui/model/event-item.h"

#include <string.h>

enum
{
  FEW_STOPS = 40, /* of which each may have its time below it */
};

static const SimTime skipped = SIM_MINUTE; /* from this on, waiting counts as skipped */

static TimelineKind
kind_of (const Trace *trace, const Stop *stop)
{
  const TraceRecord *record = trace_get (trace, stop->record);

  switch (story_tone (record))
    {
    case STORY_TONE_GOOD:
      return record->kind == TRACE_SENT ? TIMELINE_HOP : TIMELINE_GOOD;
    case STORY_TONE_WAIT:
      return record->kind == TRACE_FAULT_START ? TIMELINE_HOP : record->kind == TRACE_SMTP_REPLY ? TIMELINE_STEP : TIMELINE_WAIT;
    case STORY_TONE_BAD:
      return record->kind == TRACE_SMTP_REPLY ? TIMELINE_STEP : TIMELINE_BAD;
    case STORY_TONE_PLAIN:
    case STORY_TONE_QUIET:
      return stop->hop ? TIMELINE_HOP : TIMELINE_STEP;
    }
  g_assert_not_reached ();
}

/* The end of the fault that record START began: as seconds of the presentation. */
static double
fault_end (Player *player, TraceId start)
{
  const Trace *trace = player_get_trace (player);
  const Stops *stops = player_get_stops (player);

  for (TraceId id = start + 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_FAULT_END && record->item == trace_get (trace, start)->item)
        return time_warp_arrive (stops_get_warp (stops), record->t);
    }
  return stops_get_length (stops);
}

static void
add_faults (TimelinePlan *plan, Player *player)
{
  const Trace *trace = player_get_trace (player);
  const TimeWarp *warp = stops_get_warp (player_get_stops (player));

  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == TRACE_FAULT_START)
      timeline_plan_add_span (plan->faults, time_warp_arrive (warp, trace_get (trace, id)->t), fault_end (player, id), NULL);
}

static void
add_skips (TimelinePlan *plan, const TimeWarp *warp)
{
  for (guint i = 1; i < time_warp_count (warp); i++)
    {
      SimTime from = time_warp_get_instant (warp, i - 1), to = time_warp_get_instant (warp, i);

      if (to - from >= skipped)
        timeline_plan_add_span (plan->skips, time_warp_leave (warp, from), time_warp_arrive (warp, to), NULL);
    }
}

/* As short as a run of EXTENT allows. */
static char *
format_clock (Player *player, SimTime t, SimTime extent)
{
  const Trace *trace = player_get_trace (player);
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (trace), t, extent >= SIM_DAY);
  char *point = strchr (clock, '.');

  if (extent >= 2 * SIM_SECOND && extent < 10 * SIM_MINUTE && point != NULL && strlen (point) > 3)
    point[3] = '\0';
  else if (extent >= 10 * SIM_MINUTE && point != NULL)
    *point = '\0';
  if (extent >= SIM_DAY)
    *strrchr (clock, ':') = '\0';
  return g_steal_pointer (&clock);
}

char *
timeline_plan_format_clock (Player *player, SimTime t)
{
  return format_clock (player, t, MAX (trace_end_time (player_get_trace (player)), 2 * SIM_SECOND));
}

/* Labels stand where something is told; where little is seen, at everything. */
static void
add_clocks (TimelinePlan *plan, Player *player, SimTime extent)
{
  const Stops *stops = player_get_stops (player);
  guint first = stops_find_next (stops, plan->from - 1e-9), last = stops_find_previous (stops, plan->to + 1e-9);
  gboolean all = last - first < FEW_STOPS && plan->extent != NULL;

  for (guint i = first; i <= last; i++)
    {
      const Stop *stop = stops_get (stops, i);
      SimTime t = trace_get (player_get_trace (player), stop->record)->t;

      if (stop->hop || all)
        timeline_plan_add_span (plan->clocks, stop->seconds, stop->seconds, format_clock (player, t, extent));
    }
}

static SimTime
time_at (Player *player, double seconds)
{
  return stops_locate (player_get_stops (player), seconds).t;
}

void
timeline_plan_zoom (TimelinePlan *plan, Player *player, double from, double to)
{
  g_autofree char *shown = NULL, *whole = sim_time_format_friendly (trace_end_time (player_get_trace (player)));
  SimTime extent;

  timeline_plan_show (plan, from, to, NULL);
  extent = time_at (player, plan->to) - time_at (player, plan->from);
  shown = sim_time_format_friendly (extent);
  if (plan->to - plan->from < plan->length * 0.999)
    timeline_plan_show (plan, plan->from, plan->to, g_strdup_printf ("%s of %s", shown, whole));
  g_array_set_size (plan->clocks, 0);
  add_clocks (plan, player, plan->extent == NULL ? MAX (extent, 2 * SIM_SECOND) : extent);
}

static void
add_lesson (TimelinePlan *plan, Player *player)
{
  const GArray *lesson = run_get_lesson (player_get_run (player));
  const Stops *stops = player_get_stops (player);

  for (guint i = 0; i < lesson->len; i++)
    timeline_plan_add_mark (plan, stops_get (stops, stops_find_record (stops, g_array_index (lesson, LessonStop, i).record))->seconds, TIMELINE_LESSON);
}

TimelinePlan *
timeline_plan_of_player (Player *player)
{
  const Stops *stops = player_get_stops (player);
  TimelinePlan *plan = timeline_plan_new (stops_get_length (stops));

  for (guint i = 0; i < stops_count (stops); i++)
    {
      const Stop *stop = stops_get (stops, i);

      timeline_plan_add_mark (plan, stop->seconds, kind_of (player_get_trace (player), stop));
    }
  add_lesson (plan, player);
  add_faults (plan, player);
  add_skips (plan, stops_get_warp (stops));
  timeline_plan_zoom (plan, player, 0, plan->length);
  return plan;
}
