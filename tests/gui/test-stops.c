/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/gui/lab.h"

/* Runs TEST over every library scenario. */
static void
with_each (void (*test) (Player *player))
{
  g_autoptr (GPtrArray) list = lab_list ();

  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr (Player) player = lab_open (g_ptr_array_index (list, i));

      g_test_message ("%s", (const char *) g_ptr_array_index (list, i));
      test (player);
    }
}

static void
check_order (Player *player)
{
  const Stops *stops = player_get_stops (player);

  g_assert_cmpuint (stops_count (stops), >, 10);
  g_assert_cmpfloat (stops_get (stops, 0)->seconds, ==, 0);
  g_assert_cmpuint (stops_get (stops, 0)->record, ==, 1);
  for (guint i = 0; i < stops_count (stops); i++)
    {
      const Stop *stop = stops_get (stops, i);

      g_assert_cmpfloat (stop->since, <=, stop->seconds);
      g_assert_cmpfloat (stop->seconds, <=, stops_get_length (stops));
      if (i > 0)
        g_assert_cmpfloat (stop->since, >, stops_get (stops, i - 1)->seconds);
    }
}

static void
test_order (void)
{
  with_each (check_order);
}

static void
check_inverse (Player *player)
{
  const Stops *stops = player_get_stops (player);

  for (guint i = 0; i + 1 < stops_count (stops); i++)
    {
      g_assert_cmpuint (stops_find_next (stops, stops_get (stops, i)->seconds), ==, i + 1);
      g_assert_cmpuint (stops_find_previous (stops, stops_get (stops, i + 1)->seconds), ==, i);
    }
  g_assert_cmpuint (stops_find_previous (stops, 0), ==, 0);
  g_assert_cmpuint (stops_find_next (stops, 1e9), ==, stops_count (stops) - 1);
}

static void
test_inverse (void)
{
  with_each (check_inverse);
}

/* A stop shows its own record: it has happened, and it is the one that is told about. */
static void
check_shown (Player *player)
{
  const Stops *stops = player_get_stops (player);

  for (guint i = 0; i < stops_count (stops); i++)
    {
      const Stop *stop = stops_get (stops, i);
      StopPlace place = stops_locate (stops, stop->seconds);

      g_assert_cmpuint (place.position, >=, stop->record);
      g_assert_cmpint (place.t, >=, trace_get (player_get_trace (player), stop->record)->t);
      g_assert_cmpuint (stops_find (stops, stop->seconds), ==, i);
      g_assert_cmpuint (stops_find_record (stops, stop->record), ==, i);
    }
}

static void
test_shown (void)
{
  with_each (check_shown);
}

/* Time and position never run back while the presentation runs on. */
static void
check_monotone (Player *player)
{
  const Stops *stops = player_get_stops (player);
  StopPlace before = { 0, 0 };

  for (double seconds = 0; seconds <= MIN (stops_get_length (stops), 300); seconds += 0.013)
    {
      StopPlace place = stops_locate (stops, seconds);

      g_assert_cmpint (place.t, >=, before.t);
      g_assert_cmpuint (place.position, >=, before.position);
      before = place;
    }
  before = stops_locate (stops, stops_get_length (stops));
  g_assert_cmpuint (before.position, ==, trace_count (player_get_trace (player)));
}

static void
test_monotone (void)
{
  with_each (check_monotone);
}

/* What a line says is half-way in the air when the presentation stops for it. */
static void
test_line_in_flight (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Stops *stops = player_get_stops (player);
  const Trace *trace = player_get_trace (player);
  guint lines = 0;

  for (TraceId id = 2; id <= trace_count (trace); id++)
    {
      const TraceRecord *packet = trace_get (trace, id);
      guint stop = stops_find_record (stops, packet->cause);

      if (packet->kind != TRACE_TCP || trace_get (trace, packet->cause)->kind != TRACE_SMTP_COMMAND || stops_get (stops, stop)->record != packet->cause)
        continue;
      g_assert_cmpfloat_with_epsilon (stops_get_progress (stops, id, stops_get (stops, stop)->seconds), 0.5, 0.12);
      lines++;
    }
  g_assert_cmpuint (lines, >=, 10);
}

static void
test_progress (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Stops *stops = player_get_stops (player);
  const Trace *trace = player_get_trace (player);

  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *packet = trace_get (trace, id);

      if (packet->kind != TRACE_TCP && packet->kind != TRACE_UDP)
        continue;
      g_assert_cmpfloat (stops_get_progress (stops, id, 0), <=, 0);
      g_assert_cmpfloat_with_epsilon (stops_get_progress (stops, id, time_warp_leave (stops_get_warp (stops), packet->t)), 0, 1e-6);
      g_assert_cmpfloat_with_epsilon (stops_get_progress (stops, id, time_warp_arrive (stops_get_warp (stops), ABS (packet->value))), 1, 1e-6);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stops/order", test_order);
  g_test_add_func ("/stops/inverse", test_inverse);
  g_test_add_func ("/stops/shown", test_shown);
  g_test_add_func ("/stops/monotone", test_monotone);
  g_test_add_func ("/stops/line-in-flight", test_line_in_flight);
  g_test_add_func ("/stops/progress", test_progress);
  return g_test_run ();
}
