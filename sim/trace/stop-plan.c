/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/stop-plan.h"

#include "sim/trace/story.h"

enum
{
  PACKET_DISTANCE = 24, /* how far behind a line its first packet is looked for */
};

/* Stops that would fall together are held apart by this. */
static const double apart = 0.05;
static const double flight_seconds = 0.9; /* of what is there at once */

static gboolean
is_stop (const Trace *trace, TraceId id)
{
  return id == 1 || story_is_told (trace, id, TRUE);
}

/* Whether PACKET arrives in the instant in which it is sent. */
static gboolean
takes_no_time (const TraceRecord *packet)
{
  return ABS (packet->value) <= packet->t;
}

/* What a real program says is heard as a packet first and read as a line then: the packet that line ID was
 * read from, or 0. */
static TraceId
find_packet_before (const Trace *trace, TraceId id)
{
  const TraceRecord *record = trace_get (trace, id), *packet = record->cause == 0 ? NULL : trace_get (trace, record->cause);

  if (packet == NULL || !trace_kind_is_packet (packet->kind) || packet->t != record->t || packet->host != record->host)
    return 0;
  return takes_no_time (packet) ? record->cause : 0;
}

TraceId
stops_find_packet (const Trace *trace, TraceId id)
{
  const TraceRecord *record = trace_get (trace, id);
  guint end = MIN (trace_count (trace), id + PACKET_DISTANCE);

  if (trace_kind_is_packet (record->kind))
    return id;
  for (TraceId next = id + 1; next <= end; next++)
    {
      const TraceRecord *packet = trace_get (trace, next);

      if (packet->t != record->t)
        break;
      if (packet->cause == id && trace_kind_is_packet (packet->kind))
        return next;
    }
  return find_packet_before (trace, id);
}

/* How long record ID is looked at while time rests; what flies needs no rest, unless it is there at once. */
static double
rest_of (const Trace *trace, TraceId id)
{
  const TraceRecord *record = trace_get (trace, id);
  TraceId packet;

  if (id == 1 || !is_stop (trace, id))
    return 0;
  packet = stops_find_packet (trace, id);
  if (packet != 0)
    return takes_no_time (trace_get (trace, packet)) ? flight_seconds : 0;
  if (record->kind == TRACE_RUN_END || record->kind == TRACE_CLOSED || record->kind == TRACE_CONNECTED)
    return 0.5;
  return story_is_told (trace, id, FALSE) ? 1.4 : 0.7;
}

static int
compare_instants (gconstpointer a, gconstpointer b)
{
  SimTime first = ((const TimeWarpInstant *) a)->t, second = ((const TimeWarpInstant *) b)->t;

  return first < second ? -1 : first > second;
}

/* Brings instants of the same time together; returns how many are left. */
static guint
merge_instants (TimeWarpInstant *instants, guint count)
{
  guint kept = 1;

  for (guint i = 1; i < count; i++)
    if (instants[i].t == instants[kept - 1].t)
      instants[kept - 1].dwell += instants[i].dwell;
    else
      instants[kept++] = instants[i];
  return kept;
}

TimeWarp *
stop_plan_warp (const Trace *trace)
{
  g_autoptr (GArray) instants = g_array_new (FALSE, FALSE, sizeof (TimeWarpInstant));
  SimTime end = trace_end_time (trace);

  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);
      const TimeWarpInstant instant = { record->t, rest_of (trace, id) };
      const TimeWarpInstant arrival = { ABS (record->value), 0 };

      g_array_append_val (instants, instant);
      if (trace_kind_is_packet (record->kind) && arrival.t <= end)
        g_array_append_val (instants, arrival);
    }
  g_array_sort (instants, compare_instants);
  return time_warp_new ((TimeWarpInstant *) (void *) instants->data,
                        merge_instants ((TimeWarpInstant *) (void *) instants->data, instants->len));
}

GArray *
stop_plan_rests (const Trace *trace, const TimeWarp *warp)
{
  GArray *rests = g_array_new (FALSE, FALSE, sizeof (StopRest));
  double begin = 0;
  SimTime t = -1;

  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);
      StopRest rest = { .record = id, .position = id };
      double length = rest_of (trace, id);

      if (length <= 0)
        continue;
      rest.packet = stops_find_packet (trace, id);
      rest.position = MAX (id, rest.packet);
      if (record->t != t)
        begin = time_warp_arrive (warp, record->t);
      t = record->t;
      rest.begin = begin;
      rest.end = begin + length;
      begin = rest.end;
      g_array_append_val (rests, rest);
    }
  return rests;
}

/* Where to stop for a record without rest: at the start, or half-way with its packet. */
static Stop
stop_on_the_way (const Trace *trace, const TimeWarp *warp, TraceId id)
{
  TraceId packet = stops_find_packet (trace, id);
  double begin = time_warp_leave (warp, trace_get (trace, id)->t);
  Stop stop = { .record = id, .since = begin, .seconds = begin };

  if (id == 1)
    stop.seconds = stop.since = 0;
  else if (packet != 0)
    stop.seconds = begin + 0.5 * (time_warp_arrive (warp, ABS (trace_get (trace, packet)->value)) - begin);
  return stop;
}

static int
compare_stops (gconstpointer a, gconstpointer b)
{
  const Stop *first = a, *second = b;

  if (first->seconds != second->seconds)
    return first->seconds < second->seconds ? -1 : 1;
  return first->record < second->record ? -1 : 1;
}

/* Stops rise, and each is what is told about when its own second comes. */
static void
spread_stops (GArray *stops)
{
  for (guint i = 1; i < stops->len; i++)
    {
      const Stop *before = &g_array_index (stops, Stop, i - 1);
      Stop *stop = &g_array_index (stops, Stop, i);

      stop->seconds = MAX (stop->seconds, before->seconds + apart);
      stop->since = CLAMP (stop->since, before->seconds + apart / 2, stop->seconds);
    }
}

GArray *
stop_plan_stops (const Trace *trace, const TimeWarp *warp, const GArray *rests)
{
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  guint next_rest = 0;

  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const StopRest *rest = next_rest < rests->len ? &g_array_index (rests, StopRest, next_rest) : NULL;
      Stop stop;

      if (!is_stop (trace, id))
        continue;
      if (rest != NULL && rest->record == id)
        {
          stop = (Stop){ .record = id, .since = rest->begin, .seconds = (rest->begin + rest->end) / 2 };
          next_rest++;
        }
      else
        stop = stop_on_the_way (trace, warp, id);
      stop.hop = id == 1 || story_is_told (trace, id, FALSE);
      g_array_append_val (stops, stop);
    }
  g_array_sort (stops, compare_stops);
  spread_stops (stops);
  return stops;
}

static int
compare_by_record (gconstpointer a, gconstpointer b, gpointer data)
{
  const GArray *stops = data;
  TraceId first = g_array_index (stops, Stop, *(const guint *) a).record;
  TraceId second = g_array_index (stops, Stop, *(const guint *) b).record;

  return first < second ? -1 : first > second;
}

guint *
stop_plan_order (const GArray *stops)
{
  guint *order = g_new (guint, stops->len);

  for (guint i = 0; i < stops->len; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) stops->len, sizeof *order, compare_by_record, (gpointer) stops);
  return order;
}
