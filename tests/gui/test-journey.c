/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lesson from its beginning to its end in the real window: opened, played, stepped through both ways, scrubbed, changed in
 * its past, saved and opened again, in every view. Any warning of the toolkit fails it.
 */
#include "gui/model/player-steps.h"
#include "gui/view/acting.h"
#include "gui/view/event-view.h"
#include "gui/view/sentence-bar.h"
#include "gui/view/stage.h"
#include "gui/view/theme.h"
#include "sim/trace/story.h"
#include "sim/trace/trace-json.h"
#include "tests/gui/lab.h"
#include "tests/gui/x-keys.h"

#include <glib/gstdio.h>
#include <string.h>

enum
{
  MOST_STEPS = 60, /* one by one from each end; between them in strides */
  SCRUBS = 6,
  MOST_PLAYED = 32, /* seconds at the usual speed: what takes two */
};

static const char *const lessons[] = { "first-delivery", "backup-mx", "greylisting", "pop3-and-imap", "full-dns", "partition",
                                       "crash-with-queue", "double-bounce", "lossy-link", "mailbox-full", "slow-link", "vip-flood" };

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static Window *
open_window (const char *lesson)
{
  Window *window = window_new (NULL);
  g_autoptr (Player) player = lab_open ("same-server");

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 760);
  window_set_player (window, player);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_true (window_open (window, lesson));
  g_assert_cmpstr (run_get_name (player_get_run (window_get_player (window))), ==, lesson);
  return window;
}

static GtkWidget *
find_widget (GtkWidget *widget, const char *class)
{
  GtkWidget *found = NULL;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), class))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, class);
  return found;
}

static void
close_window (Window *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static void
act (Window *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

/* The sentence and the lit row tell of the stop where the player stands. */
static void
assert_words (Window *window)
{
  Player *player = window_get_player (window);
  SentenceBar *sentence = MAILFLOW_SENTENCE_BAR (find_widget (GTK_WIDGET (window), "SentenceBar"));
  EventView *events = MAILFLOW_EVENT_VIEW (find_widget (GTK_WIDGET (window), "EventView"));
  g_autoptr (StoryLine) line = story_tell (player_get_trace (player), player_get_record (player));

  g_assert_nonnull (strstr (sentence_bar_get_text (sentence), line->what));
  g_assert_nonnull (strstr (sentence_bar_get_text (sentence), line->who));
  g_assert_cmpuint (event_view_get_row (events), ==, player_get_stop (player));
}

/* What the window shows is what the records up to there say, folded one by one. */
static void
assert_state (Window *window, Snapshot *folded)
{
  Player *player = window_get_player (window);

  while (folded->position < player_get_position (player))
    snapshot_advance (folded, player_get_trace (player));
  g_assert_true (snapshot_equal (player_get_snapshot (player), folded));
  assert_words (window);
}

/* At full pace to the end; of long lessons the last part. */
static void
play (Window *window)
{
  Player *player = window_get_player (window);
  double length = stops_get_length (player_get_stops (player));

  player_seek (player, length > MOST_PLAYED ? length - 12 : 0);
  player_set_speed (player, 16);
  while (player_get_seconds (player) < length) /* where the lesson has something to say it stops */
    {
      act (window, "win.play");
      g_assert_true (player_get_playing (player));
      LAB_WAIT (!player_get_playing (player));
    }
  player_set_speed (player, 1);
}

static void
step_forth (Window *window, GPtrArray *seen)
{
  Player *player = window_get_player (window);
  g_autoptr (Snapshot) folded = snapshot_new ();
  guint last = stops_count (player_get_stops (player)) - 1;

  act (window, "win.start");
  for (guint i = 0; i <= last; i++)
    {
      g_assert_cmpuint (player_get_stop (player), ==, i);
      assert_state (window, folded);
      g_ptr_array_add (seen, snapshot_copy (folded));
      if (i < MOST_STEPS || i % 20 == 0)
        settle ();
      act (window, "win.step");
    }
}

static void
step_back (Window *window, GPtrArray *seen)
{
  Player *player = window_get_player (window);

  for (guint i = seen->len - 1; i > 0; i--)
    {
      act (window, "win.step-back");
      g_assert_cmpuint (player_get_stop (player), ==, i - 1);
      g_assert_true (snapshot_equal (player_get_snapshot (player), g_ptr_array_index (seen, i - 1)));
      assert_words (window);
      if (i < MOST_STEPS || i % 20 == 0)
        settle ();
    }
}

/* In each view, at a few instants. */
static void
scrub (Window *window)
{
  Player *player = window_get_player (window);
  double length = stops_get_length (player_get_stops (player));

  for (guint i = 0; stage_get_name (i) != NULL; i++)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", stage_get_name (i)));
      for (guint part = 0; part <= SCRUBS; part++)
        {
          player_seek (player, length * part / SCRUBS);
          gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
        }
      player_seek (player, length / 3);
      settle ();
    }
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "map"));
}

static HostId
find_server (const Trace *trace)
{
  HostId found = 0;

  for (HostId host = 1; host <= trace_count_hosts (trace); host++)
    if (trace_host_record (trace, host)->code == HOST_MAIL_SERVER)
      found = host;
  g_assert_cmpuint (found, !=, 0);
  return found;
}

/* The last server stops for a while in the middle of the run: what was before stays. */
static void
change_past (Window *window)
{
  Player *before = g_object_ref (window_get_player (window));
  ActTarget target = { .host = find_server (player_get_trace (before)) };
  g_autoptr (GPtrArray) acts = NULL;
  guint position;

  player_seek (before, stops_get_length (player_get_stops (before)) / 2);
  position = player_get_position (before);
  acts = act_list_new (before, &target);
  for (guint i = 0; i < acts->len; i++)
    {
      const Act *offered = g_ptr_array_index (acts, i);

      if (offered != NULL && g_str_has_prefix (offered->label, "Slow down"))
        acting_begin (window, offered);
    }
  g_assert_true (window_get_player (window) != before);
  g_assert_cmpuint (run_get_interventions (player_get_run (window_get_player (window)))->len, ==, 1);
  for (TraceId id = 1; id <= position; id++)
    g_assert_cmpint (memcmp (trace_get (player_get_trace (before), id), trace_get (player_get_trace (window_get_player (window)), id), sizeof (TraceRecord)), ==, 0);
  settle ();
  g_object_unref (before);
}

/* As the first record has it. */
static gboolean
has_seed (Window *window, const char *seed)
{
  const Trace *trace = player_get_trace (window_get_player (window));

  return strcmp (trace_blob (trace, trace_get (trace, 1)->item, NULL), seed) == 0;
}

static char *
digest (Window *window)
{
  return trace_json_digest (player_get_trace (window_get_player (window)));
}

/* TEXT with that seed, in place of its own if it has one; caller frees. */
static char *
set_seed (const char *text, const char *seed)
{
  g_autoptr (GRegex) own = g_regex_new ("^seed:.*$", G_REGEX_MULTILINE, 0, NULL);
  g_autofree char *without = g_regex_replace_literal (own, text, -1, 0, "", 0, NULL);

  return g_strconcat (without, "\nseed: ", seed, "\n", NULL);
}

/* The file runs like what was done; when it changes, so does what is shown; and undone is undone. */
static void
save_and_reload (Window *window, const char *lesson)
{
  g_autofree char *folder = g_dir_make_tmp ("mailflow-XXXXXX", NULL), *name = g_strconcat (lesson, ".yaml", NULL), *path = g_build_filename (folder, name, NULL);
  g_autofree char *changed = digest (window), *again = NULL, *text = NULL, *other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (acting_save (window, path, &error));
  g_assert_no_error (error);
  g_assert_true (window_open (window, path));
  again = digest (window);
  g_assert_cmpstr (again, ==, changed);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  other = set_seed (text, "4711");
  g_assert_true (g_file_set_contents (path, other, -1, NULL));
  LAB_WAIT (has_seed (window, "4711"));
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_lesson (gconstpointer data)
{
  const char *lesson = data;
  Window *window = open_window (lesson);
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func ((GDestroyNotify) snapshot_free);

  play (window);
  step_forth (window, seen);
  step_back (window, seen);
  scrub (window);
  change_past (window);
  save_and_reload (window, lesson);
  close_window (window);
}

/* By keys alone: a host is picked, its menu opened, and the first thing that stops it done; then undone. */
static void
test_acting_by_keys (void)
{
  Window *window = open_window ("first-delivery");
  XKeys *keys = x_keys_new ();
  GtkWidget *map = find_widget (GTK_WIDGET (window), "MapView");

  if (keys == NULL)
    {
      g_test_skip ("no XTEST");
      close_window (window);
      return;
    }
  g_assert_true (gtk_widget_grab_focus (map));
  settle ();
  x_keys_press (keys, "Down", FALSE);
  LAB_WAIT (player_get_selection (window_get_player (window)).kind == SELECTION_HOST);
  x_keys_press (keys, "F10", TRUE);
  LAB_WAIT (find_widget (GTK_WIDGET (window), "GtkPopoverMenu") != NULL && gtk_widget_get_mapped (find_widget (GTK_WIDGET (window), "GtkModelButton")));
  for (guint i = 0; i < 3; i++)
    x_keys_press (keys, "Down", FALSE);
  x_keys_press (keys, "Return", FALSE);
  LAB_WAIT (run_get_interventions (player_get_run (window_get_player (window)))->len == 1);
  act (window, "win.undo");
  g_assert_cmpuint (run_get_interventions (player_get_run (window_get_player (window)))->len, ==, 0);
  x_keys_free (keys);
  close_window (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  theme_start (FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (lessons); i++)
    {
      g_autofree char *path = g_strconcat ("/journey/", lessons[i], NULL);

      g_test_add_data_func (path, lessons[i], test_lesson);
    }
  g_test_add_func ("/journey/acting-by-keys", test_acting_by_keys);
  return g_test_run ();
}
