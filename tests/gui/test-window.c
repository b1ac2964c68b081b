/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/screenshot.h"
#include "gui/view/theme.h"
#include "gui/view/window.h"
#include "tests/gui/lab.h"
#include "tests/gui/mail-program.h"
#include "tests/gui/x-keys.h"

#include <glib/gstdio.h>
#include <string.h>

static Window *
open_window_of (const char *scenario, int width, int height)
{
  Window *window = window_new (NULL);
  g_autoptr (Player) player = lab_open (scenario);

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  window_set_player (window, player);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

static Window *
open_window (const char *scenario)
{
  return open_window_of (scenario, 1200, 760);
}

static void
close_window (Window *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
act (Window *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static guint
stop_of (Window *window)
{
  return player_get_stop (window_get_player (window));
}

/* Caller destroys. */
static cairo_surface_t *
picture_of (Window *window)
{
  cairo_surface_t *surface;

  gtk_widget_queue_draw (GTK_WIDGET (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  LAB_WAIT ((surface = screenshot_render (GTK_WIDGET (window))) != NULL);
  return surface;
}

enum
{
  MOST_STEPS = 16, /* test-journey goes all the way */
};

static void
step_through (Window *window)
{
  guint last = MIN (stops_count (player_get_stops (window_get_player (window))) - 1, MOST_STEPS), shown = 0;

  act (window, "win.start");
  g_assert_cmpuint (stop_of (window), ==, 0);
  for (guint i = 1; i <= last; i++)
    {
      act (window, "win.step");
      g_assert_cmpuint (stop_of (window), ==, i);
      g_assert_cmpstr (window_get_sentence (window), !=, "");
      if (shown++ < 40)
        while (g_main_context_iteration (NULL, FALSE))
          continue;
    }
  for (guint i = last; i > 0; i--)
    act (window, "win.step-back");
  g_assert_cmpuint (stop_of (window), ==, 0);
}

/* The end of what is too long to be stepped through. */
static void
step_at_the_end (Window *window)
{
  guint last = stops_count (player_get_stops (window_get_player (window))) - 1, steps = MIN (last, 10);

  act (window, "win.end");
  for (guint i = 0; i < steps; i++)
    act (window, "win.step-back");
  g_assert_cmpuint (stop_of (window), ==, last - steps);
}

/* Everything that can be dragged over, drawn. */
static void
scrub (Window *window)
{
  Player *player = window_get_player (window);
  double length = stops_get_length (player_get_stops (player));

  for (int part = 0; part <= 2; part++)
    {
      player_seek (player, length * part / 2);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
    }
  for (int part = 2; part >= 0; part--)
    player_seek (player, length * part / 2);
}

static void
test_each_scenario (void)
{
  g_autoptr (GPtrArray) list = lab_list ();

  for (guint i = 0; i < list->len; i++)
    {
      Window *window = open_window (g_ptr_array_index (list, i));

      g_test_message ("%s", (const char *) g_ptr_array_index (list, i));

      step_through (window);
      step_at_the_end (window);
      scrub (window);
      close_window (window);
    }
}

static void
test_not_blank (void)
{
  Window *window = open_window ("first-delivery");
  cairo_surface_t *light = picture_of (window), *dark;

  g_assert_cmpuint (lab_count_colours (light), >, 300);
  window_set_dark (window, TRUE);
  dark = picture_of (window);
  g_assert_cmpuint (lab_count_colours (dark), >, 300);
  g_assert_cmpuint (lab_count_differences (light, dark), >, 400000);
  window_set_dark (window, FALSE);
  cairo_surface_destroy (light);
  cairo_surface_destroy (dark);
  close_window (window);
}

static void
test_opens_with_a_sentence (void)
{
  Window *window = open_window ("first-delivery");

  g_assert_nonnull (strstr (window_get_sentence (window), "alice.example.com writes “Lunch?” to bob@example.org"));
  act (window, "win.start");
  g_assert_nonnull (strstr (window_get_sentence (window), "A mail from Alice to Bob"));
  close_window (window);
}

/* The widget of CLASS below WIDGET, or NULL. */
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

/* The label below WIDGET that says TEXT, or NULL. */
static GtkLabel *
find_label (GtkWidget *widget, const char *text)
{
  GtkLabel *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return GTK_LABEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

/* In the smallest window of a classroom, too, nothing is cut off the summary of a lesson. */
static void
test_summaries_fit (void)
{
  g_autoptr (GPtrArray) list = lab_list ();

  for (guint i = 0; i < list->len; i++)
    {
      Window *window = open_window_of (g_ptr_array_index (list, i), 1024, 768);
      GtkLabel *label;

      act (window, "win.start");
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
      label = find_label (GTK_WIDGET (window), window_get_sentence (window));
      g_assert_nonnull (label);
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (label)));
      close_window (window);
    }
}

static void
test_plays (void)
{
  Window *window = open_window ("same-server");
  Player *player = window_get_player (window);

  act (window, "win.faster");
  g_assert_cmpfloat (player_get_speed (player), ==, 2);
  act (window, "win.slower");
  act (window, "win.slower");
  g_assert_cmpfloat (player_get_speed (player), ==, 0.5);
  player_set_speed (player, 16);
  act (window, "win.play");
  g_assert_true (player_get_playing (player));
  LAB_WAIT (!player_get_playing (player));
  g_assert_cmpuint (player_get_position (player), ==, trace_count (player_get_trace (player)));
  close_window (window);
}

/* A file that can't be read leaves what was shown. */
static void
test_bad_file (void)
{
  Window *window = open_window ("first-delivery");
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "mailflow-test-bad.yaml", NULL);
  Player *before = window_get_player (window);

  g_assert_true (g_file_set_contents (path, "mailflow: 1\ntitle: [", -1, NULL));
  g_assert_false (window_open (window, path));
  g_assert_true (window_get_player (window) == before);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_true (g_file_set_contents (path, "mailflow: 1\ntitle: Two mistakes\ndomains:\n  example.com:\n    usrs: 3\n", -1, NULL));
  g_assert_false (window_open (window, path));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_true (window_open (window, "two-domains"));
  g_assert_true (window_get_player (window) != before);
  g_remove (path);
  close_window (window);
}

static void
test_trace_file (void)
{
  g_autofree char *path = lab_write_trace ("unknown-user");
  Window *window = open_window ("first-delivery");

  g_assert_true (window_open (window, path));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, run_get_title (player_get_run (window_get_player (window))));
  g_assert_null (run_get_file (player_get_run (window_get_player (window))));
  step_through (window);
  scrub (window);
  g_assert_true (g_file_set_contents (path, "{\"id\": 1}\n", -1, NULL));
  g_assert_false (window_open (window, path));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_remove (path);
  close_window (window);
}

/* Live on, mail by real programs, a step back, Live off, and a file of it. */
static void
test_live (void)
{
  Window *window = open_window ("first-delivery");
  LiveSession *session = window_get_live_session (window);
  GtkWidget *toggle = find_widget (GTK_WIDGET (window), "GtkSwitch");
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "mailflow-test-window.jsonl", NULL);
  Player *before = window_get_player (window), *player;

  act (window, "win.live");
  LAB_WAIT (live_session_get_gates (session)->len == 5);
  gtk_switch_set_active (GTK_SWITCH (toggle), TRUE);
  g_assert_true (live_session_get_open (session));
  player = window_get_player (window);
  g_assert_true (player != before && player_get_growing (player));
  g_assert_nonnull (find_label (GTK_WIDGET (window), "● Live"));
  mail_program_send (((LiveGate *) g_ptr_array_index (live_session_get_gates (session), 0))->port);
  mail_program_read (((LiveGate *) g_ptr_array_index (live_session_get_gates (session), 1))->port);
  LAB_WAIT (player_get_record (player) > 150);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_false (window_open (window, "same-server"));
  g_assert_true (window_get_player (window) == player);
  act (window, "win.step-back");
  g_assert_false (player_get_playing (player));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  gtk_switch_set_active (GTK_SWITCH (toggle), FALSE);
  g_assert_false (live_session_get_open (session) || player_get_growing (player));
  g_assert_null (find_label (GTK_WIDGET (window), "● Live"));
  g_assert_true (window_get_player (window) == player);
  g_assert_false (window_save_trace (window, "/nonexistent/folder/live.jsonl"));
  g_assert_true (window_save_trace (window, path));
  step_through (window);
  g_assert_true (window_open (window, path));
  g_remove (path);
  close_window (window);
}

/* Only a scenario's world can be opened; a trace's switch says why not. */
static void
test_live_of_trace (void)
{
  g_autofree char *path = lab_write_trace ("same-server");
  Window *window = open_window (path);
  GtkWidget *toggle = find_widget (GTK_WIDGET (window), "GtkSwitch");

  act (window, "win.live");
  LAB_WAIT (!gtk_widget_get_sensitive (toggle));
  g_assert_false (live_session_get_open (window_get_live_session (window)));
  g_assert_true (window_open (window, "same-server"));
  act (window, "win.live");
  g_remove (path);
  close_window (window);
}

/* What is closed leaves no port behind. */
static void
test_live_closed (void)
{
  Window *window = open_window ("first-delivery");
  LiveSession *session = window_get_live_session (window);
  guint16 port;

  act (window, "win.live");
  gtk_switch_set_active (GTK_SWITCH (find_widget (GTK_WIDGET (window), "GtkSwitch")), TRUE);
  g_assert_true (live_session_get_open (session));
  port = ((LiveGate *) g_ptr_array_index (live_session_get_gates (session), 0))->port;
  g_assert_true (mail_program_is_open (port));
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  close_window (window);
  LAB_WAIT (session == NULL);
  g_assert_false (mail_program_is_open (port));
}

static void
test_selections (void)
{
  Window *window = open_window ("pop3-and-imap");
  Player *player = window_get_player (window);
  const Trace *trace = player_get_trace (player);

  act (window, "win.end");
  for (guint host = 1; host <= trace_count_hosts (trace); host++)
    player_select (player, (Selection){ SELECTION_HOST, host });
  for (guint conn = 0; conn <= 6; conn++)
    player_select (player, (Selection){ SELECTION_CONNECTION, conn });
  for (guint message = 1; message <= trace_count_messages (trace); message++)
    player_select (player, (Selection){ SELECTION_MESSAGE, message });
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  close_window (window);
}

static void
press (XKeys *keys, Window *window, const char *key, int shifted, guint stop)
{
  x_keys_press (keys, key, shifted);
  LAB_WAIT (stop_of (window) == stop);
}

static void
test_keys (void)
{
  Window *window = open_window ("first-delivery");
  XKeys *keys = x_keys_new ();
  guint start, hop, last = stops_count (player_get_stops (window_get_player (window))) - 1;

  if (keys == NULL)
    {
      g_test_skip ("no XTEST");
      close_window (window);
      return;
    }
  start = stop_of (window);
  act (window, "win.hop");
  hop = stop_of (window);
  act (window, "win.hop-back");
  press (keys, window, "Right", FALSE, start + 1);
  press (keys, window, "period", FALSE, start + 2);
  press (keys, window, "Next", FALSE, start + 3);
  press (keys, window, "Prior", FALSE, start + 2);
  press (keys, window, "Left", FALSE, start + 1);
  press (keys, window, "comma", FALSE, start);
  press (keys, window, "Right", TRUE, hop);
  press (keys, window, "End", FALSE, last);
  press (keys, window, "Home", FALSE, 0);
  x_keys_press (keys, "space", FALSE);
  LAB_WAIT (player_get_playing (window_get_player (window)));
  x_keys_press (keys, "space", FALSE);
  LAB_WAIT (!player_get_playing (window_get_player (window)));
  x_keys_press (keys, "d", FALSE);
  LAB_WAIT (theme_is_dark ());
  x_keys_press (keys, "d", FALSE);
  LAB_WAIT (!theme_is_dark ());
  x_keys_free (keys);
  close_window (window);
}

/* The host that is selected and, to those who don't see it, named; 0 for none. */
static HostId
selected_host (Window *window, GtkWidget *map)
{
  Player *player = window_get_player (window);
  Selection selection = player_get_selection (player);

  if (selection.kind != SELECTION_HOST)
    return 0;
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (map), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       trace_host_name (player_get_trace (player), (HostId) selection.number));
  return (HostId) selection.number;
}

/* From host to host without a pointer. */
static void
test_host_keys (void)
{
  Window *window = open_window ("same-server");
  GtkWidget *map = find_widget (GTK_WIDGET (window), "MapView");
  XKeys *keys = x_keys_new ();
  HostId first, second;

  if (keys == NULL)
    {
      g_test_skip ("no XTEST");
      close_window (window);
      return;
    }
  g_assert_true (gtk_widget_grab_focus (map));
  x_keys_press (keys, "Down", FALSE);
  LAB_WAIT ((first = selected_host (window, map)) != 0);
  x_keys_press (keys, "Down", FALSE);
  LAB_WAIT ((second = selected_host (window, map)) != first);
  g_assert_cmpuint (second, !=, 0);
  x_keys_press (keys, "Up", FALSE);
  LAB_WAIT (selected_host (window, map) == first);
  x_keys_press (keys, "Up", FALSE);
  LAB_WAIT (selected_host (window, map) != first);
  g_assert_cmpuint (selected_host (window, map), !=, 0);
  x_keys_free (keys);
  close_window (window);
}

static void
test_shortcuts (void)
{
  Window *window = open_window ("same-server");
  guint before = g_list_model_get_n_items (gtk_window_get_toplevels ());

  act (window, "win.shortcuts");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, before + 1);
  close_window (window);
}

static void
test_leaves_nothing (void)
{
  Window *window = open_window ("first-delivery");
  Player *player = window_get_player (window);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_object_add_weak_pointer (G_OBJECT (player), (gpointer *) &player);
  close_window (window);
  LAB_WAIT (window == NULL);
  LAB_WAIT (player == NULL);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  theme_start (FALSE);
  g_test_add_func ("/window/opens-with-a-sentence", test_opens_with_a_sentence);
  g_test_add_func ("/window/not-blank", test_not_blank);
  g_test_add_func ("/window/each-scenario", test_each_scenario);
  g_test_add_func ("/window/summaries-fit", test_summaries_fit);
  g_test_add_func ("/window/plays", test_plays);
  g_test_add_func ("/window/bad-file", test_bad_file);
  g_test_add_func ("/window/trace-file", test_trace_file);
  g_test_add_func ("/window/live", test_live);
  g_test_add_func ("/window/live-of-trace", test_live_of_trace);
  g_test_add_func ("/window/live-closed", test_live_closed);
  g_test_add_func ("/window/selections", test_selections);
  g_test_add_func ("/window/keys", test_keys);
  g_test_add_func ("/window/host-keys", test_host_keys);
  g_test_add_func ("/window/shortcuts", test_shortcuts);
  g_test_add_func ("/window/leaves-nothing", test_leaves_nothing);
  return g_test_run ();
}
