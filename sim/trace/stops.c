/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/stops.h"

#include "sim/trace/stop-plan.h"

struct Stops
{
  const Trace *trace; /* borrowed */
  TimeWarp *warp;
  GArray *rests;      /* StopRest, by seconds */
  GArray *stops;      /* Stop, by seconds */
  guint *by_record;   /* indexes of STOPS in the order of their records */
  double length;
};

Stops *
stops_new (const Trace *trace)
{
  Stops *stops = g_new0 (Stops, 1);

  g_assert (trace_count (trace) > 0);
  stops->trace = trace;
  stops->warp = stop_plan_warp (trace);
  stops->rests = stop_plan_rests (trace, stops->warp);
  stops->stops = stop_plan_stops (trace, stops->warp, stops->rests);
  stops->by_record = stop_plan_order (stops->stops);
  stops->length = MAX (time_warp_get_length (stops->warp), stops_get (stops, stops->stops->len - 1)->seconds);
  return stops;
}

void
stops_free (Stops *stops)
{
  time_warp_free (stops->warp);
  g_array_unref (stops->rests);
  g_array_unref (stops->stops);
  g_free (stops->by_record);
  g_free (stops);
}

const TimeWarp *
stops_get_warp (const Stops *stops)
{
  return stops->warp;
}

double
stops_get_length (const Stops *stops)
{
  return stops->length;
}

guint
stops_count (const Stops *stops)
{
  return stops->stops->len;
}

const Stop *
stops_get (const Stops *stops, guint index)
{
  return &g_array_index (stops->stops, Stop, index);
}

guint
stops_find (const Stops *stops, double seconds)
{
  guint low = 0, high = stops->stops->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (stops_get (stops, middle)->since <= seconds)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* How many stops are at or before SECONDS. */
static guint
count_until (const Stops *stops, double seconds)
{
  guint low = 0, high = stops->stops->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (stops_get (stops, middle)->seconds <= seconds)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
stops_find_next (const Stops *stops, double seconds)
{
  return MIN (count_until (stops, seconds), stops->stops->len - 1);
}

guint
stops_find_previous (const Stops *stops, double seconds)
{
  guint count = count_until (stops, seconds);

  if (count > 0 && stops_get (stops, count - 1)->seconds >= seconds)
    count--;
  return count > 0 ? count - 1 : 0;
}

guint
stops_find_record (const Stops *stops, TraceId record)
{
  guint low = 0, high = stops->stops->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (stops_get (stops, stops->by_record[middle])->record < record)
        low = middle + 1;
      else
        high = middle;
    }
  return stops->by_record[MIN (low, stops->stops->len - 1)];
}

guint
stops_find_opening (const Stops *stops)
{
  for (guint i = 0; i < stops->stops->len; i++)
    if (trace_get (stops->trace, stops_get (stops, i)->record)->kind == TRACE_COMPOSED)
      return i;
  return 0;
}

/* The last rest begun by SECONDS, or NULL. */
static const StopRest *
find_rest (const Stops *stops, double seconds)
{
  guint low = 0, high = stops->rests->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (stops->rests, StopRest, middle).begin <= seconds)
        low = middle + 1;
      else
        high = middle;
    }
  return low == 0 ? NULL : &g_array_index (stops->rests, StopRest, low - 1);
}

StopPlace
stops_locate (const Stops *stops, double seconds)
{
  const StopRest *rest = find_rest (stops, seconds);
  SimTime t;

  if (rest != NULL && seconds < rest->end)
    return (StopPlace){ trace_get (stops->trace, rest->record)->t, rest->position };
  t = time_warp_get_time (stops->warp, seconds);
  return (StopPlace){ t, trace_count_until (stops->trace, t) };
}

/* Likewise, of a packet that is there at once: it flies while the line that it carries is looked at. */
static double
get_progress_at_rest (const Stops *stops, TraceId packet, double seconds)
{
  const StopRest *rest = find_rest (stops, seconds);

  return rest != NULL && rest->packet == packet && seconds < rest->end ? (seconds - rest->begin) / (rest->end - rest->begin) : 2;
}

double
stops_get_progress (const Stops *stops, TraceId packet, double seconds)
{
  const TraceRecord *record = trace_get (stops->trace, packet);
  double begin, end;

  if (ABS (record->value) <= record->t)
    return get_progress_at_rest (stops, packet, seconds);
  begin = time_warp_leave (stops->warp, record->t);
  end = time_warp_arrive (stops->warp, ABS (record->value));

  return end > begin ? (seconds - begin) / (end - begin) : seconds < begin ? -1 : 2;
}
