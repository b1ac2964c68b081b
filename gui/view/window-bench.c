/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/window-bench.h"

#include "gui/model/player-steps.h"
#include "gui/view/stage.h"
#include "gui/view/theme.h"
#include "gui/view/window.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum
{
  DOMAINS = 12,      /* of four hosts each, and two hosts more: 50 */
  CROWD_MAILS = 60,  /* at the same moment */
  CROWD = 200,       /* under way */
  FRAMES = 200,
  SEEKS = 200,
  VIEW_SEEKS = 50,   /* in each view */
  LARGEST = 7500,    /* mails: 10^6 records */
  MICROSECONDS = 1000,
};

typedef struct
{
  gint64 begun;   /* this frame */
  GArray *frames; /* double: milliseconds each */
} FrameWatch;

static void
on_before_paint (GdkFrameClock *clock, FrameWatch *watch)
{
  watch->begun = g_get_monotonic_time ();
}

static void
on_after_paint (GdkFrameClock *clock, FrameWatch *watch)
{
  double milliseconds = (double) (g_get_monotonic_time () - watch->begun) / MICROSECONDS;

  g_array_append_val (watch->frames, milliseconds);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
percentile (GArray *values, guint percent)
{
  g_array_sort (values, compare);
  return values->len == 0 ? 0 : g_array_index (values, double, MIN (values->len - 1, values->len * percent / 100));
}

static void
iterate (void)
{
  g_main_context_iteration (NULL, TRUE);
}

static Window *
open_window (Run *run, int width, int height)
{
  Window *window = window_new (NULL);
  g_autoptr (Player) player = player_new (run);

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  window_set_player (window, player);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
close_window (Window *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static FrameWatch
watch_frames (Window *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  return (FrameWatch){ clock == NULL ? 0 : g_get_monotonic_time (), g_array_new (FALSE, FALSE, sizeof (double)) };
}

/* Frames of WINDOW into WATCH from now on. */
static void
connect_watch (Window *window, FrameWatch *watch)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), watch);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), watch);
}

static void
disconnect_watch (Window *window, FrameWatch *watch)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (GTK_WIDGET (window)), watch);
}

static gboolean
complain (GError *error)
{
  g_printerr ("mailflow-gtk: %s\n", error->message);
  g_error_free (error);
  return FALSE;
}

/* DOMAINS domains, and COUNT mails between them, INTERVAL apart; caller frees. */
static char *
write_scenario (guint count, const char *latency, SimTime interval)
{
  GString *yaml = g_string_new ("mailflow: 1\ntitle: A crowd\n");

  g_string_append_printf (yaml, "network: {latency: %s}\ndomains:\n", latency);
  for (guint i = 0; i < DOMAINS; i++)
    g_string_append_printf (yaml, "  d%u.test: {users: {ann: {reads: %s}%s}}\n", i, i % 2 == 0 ? "pop3" : "imap", i < 2 ? ", bob: {}" : "");
  g_string_append (yaml, "messages:\n");
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *at = sim_time_format_duration (SIM_SECOND + i * interval);

      g_string_append_printf (yaml, "  - {at: %s, from: ann@d%u.test, to: [ann@d%u.test], subject: Mail %u}\n", at, i % DOMAINS, (i + 1 + i / DOMAINS % (DOMAINS - 1)) % DOMAINS, i);
    }
  return g_string_free (yaml, FALSE);
}

static Run *
make_run (guint count, const char *latency, SimTime interval)
{
  g_autofree char *yaml = write_scenario (count, latency, interval);
  GError *error = NULL;
  Run *run = run_open_text ("crowd.yaml", yaml, &error);

  if (run == NULL)
    complain (error);
  return run;
}

/* The second of the presentation at which nearest to CROWD are under way. */
static double
find_crowd (Player *player, guint *count)
{
  double length = stops_get_length (player_get_stops (player)), found = 0;

  *count = 0;
  for (double seconds = 0; seconds < length; seconds += length / 5000)
    {
      guint flights;

      player_seek (player, seconds);
      flights = player_get_snapshot (player)->flights->len;
      if (ABS ((int) flights - CROWD) < ABS ((int) *count - CROWD))
        {
          *count = flights;
          found = seconds;
        }
    }
  return found;
}

static gboolean
bench_crowd (int width, int height)
{
  Run *run = make_run (CROWD_MAILS, "300ms", 0);
  Window *window = run == NULL ? NULL : open_window (run, width, height);
  FrameWatch watch;
  Player *player;
  double seconds;
  guint most;

  if (window == NULL)
    return FALSE;
  player = window_get_player (window);
  seconds = find_crowd (player, &most);
  while (gtk_widget_get_frame_clock (GTK_WIDGET (window)) == NULL)
    iterate ();
  watch = watch_frames (window);
  connect_watch (window, &watch);
  for (guint i = 0; watch.frames->len < FRAMES; i++)
    {
      guint before = watch.frames->len;

      player_seek (player, seconds + 0.0005 * (i % 100));
      while (watch.frames->len == before)
        iterate ();
    }
  disconnect_watch (window, &watch);
  g_print ("  %4d × %-4d  %3u hosts, about %3u under way  %7.2f ms a frame median  %7.2f ms 95th  %6.0f frames/s\n", width, height,
           trace_count_hosts (player_get_trace (player)), most, percentile (watch.frames, 50), percentile (watch.frames, 95), 1000 / percentile (watch.frames, 50));
  g_array_unref (watch.frames);
  close_window (window);
  return TRUE;
}

/* Resident memory of this process, in bytes. */
static gsize
resident_memory (void)
{
  g_autofree char *text = NULL;
  guint64 pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*u %" G_GUINT64_FORMAT, &pages);
  return (gsize) pages * 4096;
}

/* Milliseconds of work that this process has done. */
static double
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

/* One after the other, each until its frame is painted: how long that takes, and how much of it is work and not waiting for the next frame. */
static void
measure_seeks (Player *player, FrameWatch *watch, guint count, GArray *seeks, GArray *works)
{
  double length = stops_get_length (player_get_stops (player));

  srand (1);
  for (guint i = 0; i < count; i++)
    {
      double worked = processor_time (), taken;
      guint frames = watch->frames->len;
      gint64 start = g_get_monotonic_time ();

      player_seek (player, length * (rand () % 10007) / 10007);
      while (watch->frames->len == frames)
        iterate ();
      taken = (double) (g_get_monotonic_time () - start) / MICROSECONDS;
      worked = processor_time () - worked;
      g_array_append_val (seeks, taken);
      g_array_append_val (works, worked);
    }
}

/* The views that are large, one after the other. */
static void
bench_views (Window *window, FrameWatch *watch)
{
  for (guint i = 0; stage_get_name (i) != NULL; i++)
    {
      g_autoptr (GArray) seeks = g_array_new (FALSE, FALSE, sizeof (double)), works = g_array_new (FALSE, FALSE, sizeof (double));

      gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", stage_get_name (i));
      measure_seeks (window_get_player (window), watch, VIEW_SEEKS, seeks, works);
      g_print ("    in view %-10s %7.2f ms of work median  %7.2f ms 95th\n", stage_get_name (i), percentile (works, 50), percentile (works, 95));
    }
}

static gboolean
bench_seek (guint mails)
{
  gsize before = resident_memory ();
  Run *run = make_run (mails, "20ms", 10 * SIM_SECOND);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GArray) seeks = g_array_new (FALSE, FALSE, sizeof (double)), works = g_array_new (FALSE, FALSE, sizeof (double));
  Window *window = run == NULL ? NULL : open_window (run, 1280, 800);
  Player *player;
  FrameWatch watch;
  double opened;
  guint count;

  if (window == NULL)
    return FALSE;
  while (gtk_widget_get_frame_clock (GTK_WIDGET (window)) == NULL)
    iterate ();
  watch = watch_frames (window);
  connect_watch (window, &watch);
  while (watch.frames->len == 0)
    iterate ();
  opened = (double) (g_get_monotonic_time () - start) / MICROSECONDS;
  player = window_get_player (window);
  count = trace_count (player_get_trace (player));
  measure_seeks (player, &watch, SEEKS, seeks, works);
  g_print ("  %9u records  opened in %6.0f ms  to a random instant, its frame painted: %6.2f ms of work median  %6.2f ms 99th  (%6.2f and %6.2f with the wait for the frame)  %5.0f bytes a record\n", count, opened,
           percentile (works, 50), percentile (works, 99), percentile (seeks, 50), percentile (seeks, 99), (double) (MAX (resident_memory (), before) - before) / count);
  if (mails == LARGEST)
    bench_views (window, &watch);
  disconnect_watch (window, &watch);
  g_array_unref (watch.frames);
  close_window (window);
  return TRUE;
}

/* The connection with the most lines, and how many they are. */
static guint32
find_longest (Player *player, guint *lines)
{
  const Trace *trace = player_get_trace (player);
  guint32 found = 0;

  *lines = 0;
  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      guint32 conn = trace_get (trace, id)->kind == TRACE_CONNECT ? trace_get (trace, id)->conn : 0;
      guint count = conn == 0 ? 0 : trace_index_connection (player_get_index (player), conn)->len;

      if (count > *lines)
        {
          *lines = count;
          found = conn;
        }
    }
  return found;
}

/* COUNT mails wait for somebody who then fetches them all, in one session. */
static Run *
make_long_session (guint count)
{
  g_autoptr (GString) yaml = g_string_new ("mailflow: 1\ntitle: A long session\ndomains:\n  a.test: {users: {ann: {}}}\n  b.test: {users: {bob: {reads: pop3, checks-every: 2h}}}\nmessages:\n");
  GError *error = NULL;
  Run *run;

  for (guint i = 0; i < count; i++)
    g_string_append_printf (yaml, "  - {at: %us, from: ann@a.test, to: [bob@b.test], subject: Mail %u}\n", i, i);
  run = run_open_text ("long.yaml", yaml->str, &error);
  if (run == NULL)
    complain (error);
  return run;
}

/* Until all is settled that follows: the list comes to rest some frames later. */
static void
add_work (GArray *works, Player *player, FrameWatch *watch, TraceId record)
{
  double worked = processor_time ();
  guint frames = watch->frames->len;

  player_go_to_record (player, record);
  while (watch->frames->len == frames)
    iterate ();
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  worked = processor_time () - worked;
  g_array_append_val (works, worked);
}

/* In the dialogue in large, within one connection of more than MAILS times four lines. */
static gboolean
bench_dialogue (guint mails)
{
  Run *run = make_long_session (mails);
  g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (double));
  Window *window = run == NULL ? NULL : open_window (run, 1280, 800);
  const GArray *ids;
  FrameWatch watch;
  guint lines;

  if (window == NULL)
    return FALSE;
  ids = trace_index_connection (player_get_index (window_get_player (window)), find_longest (window_get_player (window), &lines));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "dialogue");
  while (gtk_widget_get_frame_clock (GTK_WIDGET (window)) == NULL)
    iterate ();
  watch = watch_frames (window);
  connect_watch (window, &watch);
  srand (1);
  for (guint i = 0; i < SEEKS; i++)
    add_work (works, window_get_player (window), &watch, g_array_index (ids, TraceId, (guint) rand () % lines));
  disconnect_watch (window, &watch);
  g_print ("  dialogue of %5u lines  to one of them: %6.2f ms of work median  %6.2f ms 99th\n", lines, percentile (works, 50), percentile (works, 99));
  g_array_unref (watch.frames);
  close_window (window);
  return TRUE;
}

static gboolean
bench_first_frame (gint64 started)
{
  GError *error = NULL;
  Run *run = run_open ("first-delivery", &error);
  FrameWatch watch;
  Window *window;

  if (run == NULL)
    return complain (error);
  window = open_window (run, 1280, 800);
  watch = watch_frames (window);
  connect_watch (window, &watch);
  while (watch.frames->len == 0)
    iterate ();
  g_print ("  from the command to the end of the first frame: %.0f ms\n", (double) (g_get_monotonic_time () - started) / MICROSECONDS);
  disconnect_watch (window, &watch);
  g_array_unref (watch.frames);
  close_window (window);
  return TRUE;
}

int
window_bench_run (gint64 started)
{
  theme_start (FALSE);
  g_print ("window\n");
  if (bench_first_frame (started) && bench_crowd (1280, 800) && bench_crowd (1920, 1080) && bench_seek (70) && bench_seek (700) && bench_seek (LARGEST) && bench_dialogue (10) && bench_dialogue (100) && bench_dialogue (1300))
    return 0;
  return 2;
}
