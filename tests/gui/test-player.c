/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/event-list.h"
#include "gui/model/player-steps.h"
#include "tests/gui/lab.h"

#include <glib/gstdio.h>
#include <string.h>

static void
count_call (gpointer count)
{
  (*(guint *) count)++;
}

/* Through to the end and back to the start: every stop shows the same both ways. */
static void
check_both_ways (const char *scenario)
{
  g_autoptr (Player) player = lab_open (scenario);
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func ((GDestroyNotify) snapshot_free);
  guint last = stops_count (player_get_stops (player)) - 1;

  player_go_to_start (player);
  for (guint i = 0; i < last; i++)
    {
      g_assert_cmpuint (player_get_stop (player), ==, i);
      g_ptr_array_add (seen, snapshot_copy (player_get_snapshot (player)));
      player_step (player, 1);
    }
  g_assert_cmpuint (player_get_stop (player), ==, last);
  player_step (player, 1);
  g_assert_cmpuint (player_get_stop (player), ==, last);
  for (guint i = last; i > 0; i--)
    {
      player_step (player, -1);
      g_assert_cmpuint (player_get_stop (player), ==, i - 1);
      g_assert_true (snapshot_equal (player_get_snapshot (player), g_ptr_array_index (seen, i - 1)));
    }
  player_step (player, -1);
  g_assert_cmpuint (player_get_stop (player), ==, 0);
}

static void
test_both_ways (void)
{
  g_autoptr (GPtrArray) list = lab_list ();

  for (guint i = 0; i < list->len; i++)
    check_both_ways (g_ptr_array_index (list, i));
}

static void
test_opens_on_something (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const TraceRecord *record = trace_get (player_get_trace (player), player_get_record (player));

  g_assert_cmpint (record->kind, ==, TRACE_COMPOSED);
  g_assert_false (player_get_playing (player));
  g_assert_cmpint (player_get_selection (player).kind, ==, SELECTION_MESSAGE);
  g_assert_cmpuint (player_get_selection (player).number, ==, 1);
}

static void
test_hops (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Stops *stops = player_get_stops (player);
  guint hops = 0;

  player_go_to_start (player);
  while (player_get_stop (player) + 1 < stops_count (stops))
    {
      player_hop (player, 1);
      g_assert_true (stops_get (stops, player_get_stop (player))->hop);
      hops++;
    }
  while (player_get_stop (player) > 0)
    {
      player_hop (player, -1);
      hops--;
    }
  g_assert_cmpuint (hops, ==, 0);
}

static void
test_plays_to_the_end (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  guint moved = 0, frames = 0;

  g_signal_connect_swapped (player, "moved", G_CALLBACK (count_call), &moved);
  player_set_speed (player, 8);
  player_set_playing (player, TRUE);
  while (player_advance (player, 0.016))
    frames++;
  g_assert_false (player_get_playing (player));
  g_assert_cmpuint (moved, >, frames / 2);
  g_assert_cmpuint (player_get_position (player), ==, trace_count (player_get_trace (player)));
  player_set_playing (player, TRUE);
  g_assert_cmpfloat (player_get_seconds (player), ==, 0);
}

/* A glide ends exactly on the stop, however the frames fall; a second step goes on from the first. */
static void
test_glides (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  guint from = player_get_stop (player);

  player_set_gliding (player, TRUE);
  player_step (player, 1);
  g_assert_true (player_is_moving (player));
  player_advance (player, 0.016);
  player_step (player, 1);
  for (int frame = 0; player_advance (player, 0.016); frame++)
    g_assert_cmpint (frame, <, 1000);
  g_assert_cmpfloat (player_get_seconds (player), ==, stops_get (player_get_stops (player), from + 2)->seconds);
  player_step (player, -1);
  while (player_advance (player, 0.016))
    continue;
  g_assert_cmpuint (player_get_stop (player), ==, from + 1);
}

static void
test_seeks (void)
{
  g_autoptr (Player) player = lab_open ("server-down");

  player_seek_time (player, SIM_HOUR);
  g_assert_cmpint (player_get_time (player), ==, SIM_HOUR);
  player_seek (player, -5);
  g_assert_cmpfloat (player_get_seconds (player), ==, 0);
  player_seek (player, 1e9);
  g_assert_cmpfloat (player_get_seconds (player), ==, stops_get_length (player_get_stops (player)));
}

static void
test_selection_follows (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  guint changed = 0;
  Selection host = { SELECTION_HOST, 1 };

  g_signal_connect_swapped (player, "selection-changed", G_CALLBACK (count_call), &changed);
  player_step (player, 1);
  g_assert_cmpint (player_get_selection (player).kind, ==, SELECTION_CONNECTION);
  g_assert_cmpuint (changed, ==, 1);
  player_select (player, host);
  player_set_pinned (player, TRUE);
  player_step (player, 1);
  g_assert_true (selection_equal (player_get_selection (player), host));
  player_set_pinned (player, FALSE);
  g_assert_cmpint (player_get_selection (player).kind, ==, SELECTION_CONNECTION);
}

static void
test_speed_is_limited (void)
{
  g_autoptr (Player) player = lab_open ("same-server");

  player_set_speed (player, 1000);
  g_assert_cmpfloat (player_get_speed (player), <=, 16);
  player_set_speed (player, 0);
  g_assert_cmpfloat (player_get_speed (player), >, 0);
}

static void
test_refuses (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (player_open ("no-such-lesson-at-all", &error));
  g_assert_nonnull (error);
}

/* Step by step, the file of a run shows what the run shows. */
static void
test_trace_file (void)
{
  g_autoptr (Player) run = lab_open ("unknown-user");
  g_autofree char *path = lab_write_trace ("unknown-user");
  g_autoptr (Player) read = lab_open (path);

  g_assert_cmpstr (run_get_title (player_get_run (read)), ==, run_get_title (player_get_run (run)));
  g_assert_nonnull (run_get_summary (player_get_run (run)));
  g_assert_null (run_get_summary (player_get_run (read)));
  g_assert_nonnull (run_get_file (player_get_run (run)));
  g_assert_null (run_get_file (player_get_run (read)));
  g_assert_cmpuint (stops_count (player_get_stops (read)), ==, stops_count (player_get_stops (run)));
  g_assert_cmpuint (player_get_stop (read), ==, player_get_stop (run));
  for (guint i = 0; i < stops_count (player_get_stops (run)); i++)
    {
      player_go_to_stop (run, i);
      player_go_to_stop (read, i);
      g_assert_true (snapshot_equal (player_get_snapshot (read), player_get_snapshot (run)));
    }
  check_both_ways (path);
  g_remove (path);
}

/* What is no trace is refused with its line, whatever the file is called. */
static void
test_bad_trace_file (void)
{
  g_autofree char *path = lab_write_trace ("same-server"), *text = NULL, *cut = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  cut = g_strndup (text, strlen (text) - 20);
  g_assert_true (g_file_set_contents (path, cut, -1, NULL));
  g_assert_null (player_open (path, &error));
  g_assert_nonnull (strstr (error->message, ": not a trace: line "));
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "mailflow: 1\ntitle: Almost\n", -1, NULL));
  g_assert_null (player_open (path, &error));
  g_assert_nonnull (strstr (error->message, ".jsonl:"));
  g_assert_null (strstr (error->message, "trace"));
  g_remove (path);
}

static gboolean
grow (Simulation *simulation, guint events)
{
  while (events-- > 0)
    if (!simulation_step (simulation))
      return FALSE;
  return TRUE;
}

/* However it grew, in the end it is what it would have been at once. */
static void
test_grows (void)
{
  Simulation *simulation;
  g_autoptr (Player) whole = lab_open ("unknown-user"), player = lab_open_growing ("unknown-user", &simulation);
  g_autoptr (EventList) list = event_list_new (player);
  guint grown = 0;

  g_signal_connect_swapped (player, "grown", G_CALLBACK (count_call), &grown);
  g_assert_true (player_get_growing (player));
  g_assert_false (player_refresh (player));
  while (grow (simulation, 3))
    {
      player_refresh (player);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, stops_count (player_get_stops (player)));
      g_assert_cmpuint (player_get_position (player), <=, trace_count (player_get_trace (player)));
      g_assert_cmpfloat (player_get_seconds (player), ==, stops_get_length (player_get_stops (player)));
    }
  player_refresh (player);
  player_stop_growing (player);
  g_assert_cmpuint (grown, >, 10);
  g_assert_cmpuint (stops_count (player_get_stops (player)), ==, stops_count (player_get_stops (whole)));
  for (guint i = 0; i < stops_count (player_get_stops (whole)); i++)
    {
      player_go_to_stop (whole, i);
      player_go_to_stop (player, i);
      g_assert_cmpuint (player_get_record (player), ==, player_get_record (whole));
      g_assert_true (snapshot_equal (player_get_snapshot (player), player_get_snapshot (whole)));
    }
}

/* Who has stepped back stays there, on the same record and the same row. */
static void
test_grows_behind (void)
{
  Simulation *simulation;
  g_autoptr (Player) player = lab_open_growing ("first-delivery", &simulation);
  g_autoptr (Snapshot) before = NULL;
  TraceId record;
  guint stop;

  grow (simulation, 20);
  player_refresh (player);
  player_step (player, -1);
  player_step (player, -1);
  g_assert_false (player_get_playing (player));
  record = player_get_record (player);
  stop = player_get_stop (player);
  before = snapshot_copy (player_get_snapshot (player));
  for (guint i = 0; i < 10; i++)
    {
      grow (simulation, 2);
      player_refresh (player);
      g_assert_cmpuint (player_get_record (player), ==, record);
      g_assert_cmpuint (player_get_stop (player), ==, stop);
      g_assert_true (snapshot_equal (player_get_snapshot (player), before));
    }
  player_go_to_end (player);
  g_assert_true (player_get_playing (player));
  g_assert_true (grow (simulation, 10));
  player_refresh (player);
  g_assert_cmpfloat (player_get_seconds (player), ==, stops_get_length (player_get_stops (player)));
}

/* Where things glide, a run is followed at a pace that can be watched, and hurriedly from far behind. */
static void
test_follows (void)
{
  Simulation *simulation;
  g_autoptr (Player) player = lab_open_growing ("first-delivery", &simulation);
  guint frames = 0;
  double length;

  player_set_gliding (player, TRUE);
  g_assert_false (player_is_moving (player));
  while (grow (simulation, 1000))
    continue;
  player_refresh (player);
  g_assert_true (player_is_moving (player));
  length = stops_get_length (player_get_stops (player));
  while (player_advance (player, 0.016))
    frames++;
  g_assert_cmpfloat (player_get_seconds (player), ==, length);
  g_assert_cmpfloat (frames * 0.016, <, length / 2);
  g_assert_cmpfloat (frames * 0.016, >, 3);
  g_assert_true (player_get_playing (player));
  g_assert_false (player_is_moving (player));
}

static void
test_event_list (void)
{
  g_autoptr (Player) player = lab_open ("unknown-user");
  g_autoptr (EventList) list = event_list_new (player);
  guint count = g_list_model_get_n_items (G_LIST_MODEL (list)), bad = 0;

  g_assert_cmpuint (count, ==, stops_count (player_get_stops (player)));
  for (guint i = 0; i < count; i++)
    {
      g_autoptr (EventItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpuint (event_item_get_record (item), ==, stops_get (player_get_stops (player), i)->record);
      g_assert_cmpstr (event_item_get_what (item), !=, "");
      g_assert_nonnull (event_item_get_clock (item));
      if (event_item_get_tone (item) == STORY_TONE_BAD)
        bad++;
    }
  g_assert_cmpuint (bad, >=, 2);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), count));
}

static const TraceRecord *
record_of (Player *player)
{
  return trace_get (player_get_trace (player), player_get_record (player));
}

static void
test_run_until (void)
{
  g_autoptr (Player) player = lab_open ("greylisting");
  HostId server = trace_find_host (player_get_trace (player), "mail.example.org");

  player_go_to_start (player);
  g_assert_true (player_run_until (player, (StopCondition){ STOP_AT_MESSAGE }, 1));
  g_assert_cmpint (record_of (player)->kind, ==, TRACE_COMPOSED);
  g_assert_true (player_run_until (player, (StopCondition){ STOP_AT_LINE }, 1));
  g_assert_true (trace_kind_is_dialogue (record_of (player)->kind));
  g_assert_true (player_run_until (player, (StopCondition){ STOP_AT_TROUBLE }, 1));
  g_assert_cmpint (record_of (player)->kind, ==, TRACE_SMTP_REPLY);
  g_assert_cmpuint (record_of (player)->code, ==, 451);
  g_assert_true (player_run_until (player, (StopCondition){ STOP_AT_MOVE, 1 }, 1));
  g_assert_cmpint (record_of (player)->kind, ==, TRACE_DEFERRED);
  g_assert_true (player_run_until (player, (StopCondition){ STOP_AT_HOST, server }, 1));
  g_assert_true (record_of (player)->host == server || record_of (player)->peer == server);
  g_assert_true (player_run_until (player, (StopCondition){ STOP_AT_KIND, TRACE_STORED }, 1));
  g_assert_cmpint (record_of (player)->kind, ==, TRACE_STORED);
  g_assert_false (player_run_until (player, (StopCondition){ STOP_AT_TROUBLE }, 1));
  g_assert_cmpint (record_of (player)->kind, ==, TRACE_STORED);
  g_assert_true (player_run_until (player, (StopCondition){ STOP_AT_TROUBLE }, -1));
  g_assert_cmpuint (record_of (player)->code, ==, 503); /* to DATA, which was sent along */
  g_assert_true (player_run_until (player, (StopCondition){ STOP_AT_MESSAGE }, -1));
  g_assert_cmpint (record_of (player)->kind, ==, TRACE_COMPOSED);
  g_assert_false (player_run_until (player, (StopCondition){ STOP_AT_MESSAGE }, -1));
}

/* Each size of step leads back by the same stops. */
static void
test_steps_both_ways (void)
{
  static const StopConditionKind sizes[] = { STOP_AT_LINE, STOP_AT_HOP, STOP_AT_MESSAGE };
  g_autoptr (Player) player = lab_open ("double-bounce");

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));

      player_go_to_start (player);
      while (player_run_until (player, (StopCondition){ sizes[i] }, 1))
        {
          guint stop = player_get_stop (player);

          g_array_append_val (seen, stop);
        }
      g_assert_cmpuint (seen->len, >, 1);
      for (guint left = seen->len - 1; left > 0; left--)
        {
          g_assert_true (player_run_until (player, (StopCondition){ sizes[i] }, -1));
          g_assert_cmpuint (player_get_stop (player), ==, g_array_index (seen, guint, left - 1));
        }
    }
}

static void
test_breakpoints (void)
{
  g_autoptr (Player) player = lab_open ("disk-full");
  guint changes = 0;

  g_signal_connect_swapped (player, "breakpoints-changed", G_CALLBACK (count_call), &changes);
  player_set_breakpoint (player, (StopCondition){ STOP_AT_TROUBLE }, TRUE);
  player_set_breakpoint (player, (StopCondition){ STOP_AT_TROUBLE }, TRUE);
  player_set_breakpoint (player, (StopCondition){ STOP_AT_KIND, TRACE_STORED }, TRUE);
  g_assert_cmpuint (changes, ==, 2);
  g_assert_cmpuint (player_get_breakpoints (player)->len, ==, 2);
  player_set_playing (player, TRUE);
  while (player_advance (player, 0.5))
    continue;
  g_assert_cmpuint (record_of (player)->code, ==, 452);
  g_assert_false (player_get_playing (player));
  player_set_breakpoint (player, (StopCondition){ STOP_AT_TROUBLE }, FALSE);
  player_set_playing (player, TRUE);
  while (player_advance (player, 0.5))
    continue;
  g_assert_cmpint (record_of (player)->kind, ==, TRACE_STORED);
  player_set_breakpoint (player, (StopCondition){ STOP_AT_KIND, TRACE_STORED }, FALSE);
  player_set_playing (player, TRUE);
  while (player_advance (player, 0.5))
    continue;
  g_assert_cmpfloat (player_get_seconds (player), ==, stops_get_length (player_get_stops (player)));
}

/* What comes next is what the next step tells about, also from half-way to a stop; at the end there is nothing. */
static void
test_next_record (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Stops *stops = player_get_stops (player);
  guint last = stops_count (stops) - 1;

  for (guint i = 0; i <= last; i++)
    {
      TraceId next;

      player_go_to_stop (player, i);
      next = player_find_next_record (player);
      g_assert_cmpuint (next, ==, i == last ? 0 : stops_get (stops, i + 1)->record);
      player_seek (player, (stops_get (stops, i)->since + stops_get (stops, i)->seconds) / 2);
      if (player_get_record (player) == stops_get (stops, i)->record)
        g_assert_cmpuint (player_find_next_record (player), ==, next);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/player/both-ways", test_both_ways);
  g_test_add_func ("/player/opens-on-something", test_opens_on_something);
  g_test_add_func ("/player/hops", test_hops);
  g_test_add_func ("/player/plays-to-the-end", test_plays_to_the_end);
  g_test_add_func ("/player/glides", test_glides);
  g_test_add_func ("/player/seeks", test_seeks);
  g_test_add_func ("/player/selection-follows", test_selection_follows);
  g_test_add_func ("/player/speed-is-limited", test_speed_is_limited);
  g_test_add_func ("/player/refuses", test_refuses);
  g_test_add_func ("/player/trace-file", test_trace_file);
  g_test_add_func ("/player/bad-trace-file", test_bad_trace_file);
  g_test_add_func ("/player/grows", test_grows);
  g_test_add_func ("/player/grows-behind", test_grows_behind);
  g_test_add_func ("/player/follows", test_follows);
  g_test_add_func ("/player/event-list", test_event_list);
  g_test_add_func ("/player/run-until", test_run_until);
  g_test_add_func ("/player/steps-both-ways", test_steps_both_ways);
  g_test_add_func ("/player/breakpoints", test_breakpoints);
  g_test_add_func ("/player/next-record", test_next_record);
  return g_test_run ();
}
