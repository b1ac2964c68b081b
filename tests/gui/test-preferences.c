/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/pane-share.h"
#include "gui/view/sentence-bar.h"
#include "gui/view/stage.h"
#include "gui/view/text-room.h"
#include "gui/view/theme.h"
#include "gui/view/window.h"
#include "tests/gui/lab.h"

#include <glib/gstdio.h>

static Window *
open_window (int width, int height, Preferences *preferences)
{
  Window *window = window_new (NULL);
  g_autoptr (Player) player = lab_open ("same-server");

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  window_set_player (window, player);
  if (preferences != NULL)
    window_remember (window, preferences);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

static void
close_window (Window *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* The widget of TYPE with NAME in the template, below WIDGET, or NULL. */
static GtkWidget *
find_widget (GtkWidget *widget, GType type, const char *name)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type, name);
  return found;
}

static GtkPaned *
find_paned (Window *window, const char *name)
{
  return GTK_PANED (gtk_widget_get_first_child (find_widget (GTK_WIDGET (window), PANE_SHARE_TYPE, name)));
}

static double
get_share (Window *window, const char *name)
{
  double share;

  g_object_get (find_widget (GTK_WIDGET (window), PANE_SHARE_TYPE, name), "share", &share, NULL);
  return share;
}

/* What is changed in one window is so in the next. */
static void
test_remembered (void)
{
  g_autoptr (Preferences) preferences = preferences_new (NULL);
  Window *window;
  int width, height;

  g_assert_true (preferences_are_kept (preferences));
  window = open_window (1200, 760, preferences);
  window_set_dark (window, TRUE);
  window_set_text_scale (window, 1.25);
  player_set_speed (window_get_player (window), 4);
  gtk_paned_set_position (find_paned (window, "halves"), 635);
  gtk_paned_set_position (find_paned (window, "lists"), 240);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  gtk_window_set_default_size (GTK_WINDOW (window), 1111, 777);
  close_window (window);
  theme_set_dark (FALSE);
  theme_set_text_scale (1);
  window = open_window (900, 640, preferences);
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, ==, 1111);
  g_assert_cmpint (height, ==, 777);
  g_assert_true (theme_is_dark ());
  g_assert_cmpfloat (theme_get_text_scale (), ==, 1.25);
  g_assert_cmpfloat (player_get_speed (window_get_player (window)), ==, 4);
  g_assert_cmpfloat_with_epsilon (get_share (window, "halves"), 0.5, 0.02);
  g_assert_cmpfloat_with_epsilon (get_share (window, "lists"), 0.5, 0.1);
  window_set_dark (window, FALSE);
  window_set_text_scale (window, 1);
  close_window (window);
}

/* A player that is opened later has the speed too. */
static void
test_speed_of_next (void)
{
  g_autoptr (Preferences) preferences = preferences_new (NULL);
  g_autoptr (Player) next = lab_open ("first-delivery");
  Window *window = open_window (1200, 760, preferences);

  player_set_speed (window_get_player (window), 2);
  window_set_player (window, next);
  g_assert_cmpfloat (player_get_speed (next), ==, 2);
  player_set_speed (next, 1);
  close_window (window);
}

static gboolean
is_shown (gboolean dark, gboolean high_contrast)
{
  const Palette *palette = theme_get_palette ();
  g_autofree char *name = NULL;

  g_object_get (gtk_settings_get_default (), "gtk-theme-name", &name, NULL);
  return palette->dark == dark && palette->high_contrast == high_contrast && g_str_has_prefix (name, "Default-hc") == high_contrast && (!high_contrast || g_str_has_suffix (name, "-dark") == dark);
}

/* High contrast is changed while the window is open, and remembered. */
static void
test_high_contrast (void)
{
  g_autoptr (Preferences) preferences = preferences_new (NULL);
  Window *window = open_window (1200, 760, preferences);

  g_assert_true (is_shown (FALSE, FALSE));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.high-contrast", NULL));
  g_assert_true (is_shown (FALSE, TRUE));
  window_set_dark (window, TRUE);
  g_assert_true (is_shown (TRUE, TRUE));
  close_window (window);
  theme_set_high_contrast (FALSE);
  g_assert_true (is_shown (TRUE, FALSE));
  window = open_window (1200, 760, preferences);
  g_assert_true (is_shown (TRUE, TRUE));
  window_set_high_contrast (window, FALSE);
  window_set_dark (window, FALSE);
  g_assert_true (is_shown (FALSE, FALSE));
  close_window (window);
}

/* What the desktop's settings would do. */
static void
test_high_contrast_of_desktop (void)
{
  Window *window = open_window (1200, 760, NULL);
  GtkSettings *settings = gtk_settings_get_default ();

  g_object_set (settings, "gtk-theme-name", "HighContrast", NULL);
  g_assert_true (theme_get_palette ()->high_contrast);
  g_assert_false (theme_wants_high_contrast ());
  g_object_set (settings, "gtk-theme-name", "Adwaita", NULL);
  g_assert_true (!theme_get_palette ()->high_contrast);
  gtk_settings_reset_property (settings, "gtk-theme-name");
  close_window (window);
}

static void
test_left_out (void)
{
  g_autoptr (Preferences) one = preferences_new (NULL), other = preferences_new (NULL);
  Window *window;

  preferences_leave_out (one, "dark");
  window = open_window (1200, 760, one);
  window_set_dark (window, TRUE);
  close_window (window);
  theme_set_dark (FALSE);
  window = open_window (1200, 760, other);
  g_assert_false (theme_is_dark ());
  close_window (window);
}

/* Where no description is installed, the window works, and keeps nothing. */
static void
test_no_schema (void)
{
  g_autofree char *empty = g_dir_make_tmp (NULL, NULL);
  g_autoptr (Preferences) preferences = preferences_new (empty);
  Window *window;

  g_assert_false (preferences_are_kept (preferences));
  window = open_window (1200, 760, preferences);
  window_set_dark (window, TRUE);
  window_set_dark (window, FALSE);
  close_window (window);
  g_assert_cmpint (g_rmdir (empty), ==, 0);
}

/* A description that lacks a key, as one of another version may. */
static void
test_old_schema (void)
{
  static const char *const text = "<schemalist><schema id='org.mailflow.Mailflow' path='/org/mailflow/Mailflow/old/'>"
                                  "<key name='dark' type='b'><default>true</default></key></schema></schemalist>";
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL), *file = g_build_filename (folder, "a.gschema.xml", NULL),
                  *compiled = g_build_filename (folder, "gschemas.compiled", NULL);
  const char *const command[] = { "glib-compile-schemas", folder, NULL };
  g_autoptr (Preferences) preferences = NULL;
  Window *window;

  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  preferences = preferences_new (folder);
  g_assert_true (preferences_are_kept (preferences));
  window = open_window (1200, 760, preferences);
  g_assert_true (theme_is_dark ());
  window_set_dark (window, FALSE);
  close_window (window);
  g_assert_cmpint (g_unlink (file) + g_unlink (compiled) + g_rmdir (folder), ==, 0);
}

static void
wait_for_share (GtkPaned *paned, double share, int tolerance)
{
  LAB_WAIT (ABS (gtk_paned_get_position (paned) - share * gtk_widget_get_width (GTK_WIDGET (paned))) <= tolerance);
}

/* What was drawn on a large screen fits on a small one, and comes back. */
static void
test_share (void)
{
  Window *window = open_window (1270, 760, NULL);
  GtkPaned *paned = find_paned (window, "halves");
  double share;

  g_assert_cmpfloat (get_share (window, "halves"), ==, 0);
  wait_for_share (paned, 0.69, 12);
  gtk_paned_set_position (paned, gtk_widget_get_width (GTK_WIDGET (paned)) * 62 / 100);
  share = get_share (window, "halves");
  g_assert_cmpfloat_with_epsilon (share, 0.62, 0.01);
  gtk_window_set_default_size (GTK_WINDOW (window), 1130, 760);
  LAB_WAIT (gtk_widget_get_width (GTK_WIDGET (paned)) < 1200);
  wait_for_share (paned, share, 2);
  g_assert_cmpfloat (get_share (window, "halves"), ==, share);
  close_window (window);
}

/* Only what is larger than a usual screen has larger letters. */
static void
test_text_room (void)
{
  g_assert_cmpfloat (text_room_find_scale (1024, 768), ==, 1);
  g_assert_cmpfloat (text_room_find_scale (1920, 1080), ==, 1);
  g_assert_cmpfloat (text_room_find_scale (3840, 1080), ==, 1);
  g_assert_cmpfloat (text_room_find_scale (2560, 1440), ==, 1.25);
  g_assert_cmpfloat (text_room_find_scale (3840, 2160), ==, 2);
  g_assert_cmpfloat (text_room_find_scale (3800, 2100), ==, 2);
  g_assert_cmpfloat (text_room_find_scale (7680, 4320), ==, 2);
}

static void
test_text_scale (void)
{
  Window *window = open_window (1200, 760, NULL);
  GtkWidget *bar = find_widget (GTK_WIDGET (window), SENTENCE_BAR_TYPE, "sentence");
  int usual = gtk_widget_get_height (bar);

  for (int i = 0; i < 10; i++)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.text-larger", NULL);
  g_assert_cmpfloat (theme_get_text_scale (), ==, 2);
  LAB_WAIT (gtk_widget_get_height (bar) > usual * 3 / 2);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.text-usual", NULL);
  g_assert_cmpfloat (theme_get_text_scale (), ==, 1);
  LAB_WAIT (gtk_widget_get_height (bar) == usual);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.text-smaller", NULL);
  g_assert_cmpfloat (theme_get_text_scale (), ==, 0.9);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.text-usual", NULL);
  close_window (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  theme_start (FALSE);
  g_test_add_func ("/preferences/share", test_share);
  g_test_add_func ("/preferences/text-scale", test_text_scale);
  g_test_add_func ("/preferences/text-room", test_text_room);
  g_test_add_func ("/preferences/no-schema", test_no_schema);
  g_test_add_func ("/preferences/old-schema", test_old_schema);
  g_test_add_func ("/preferences/left-out", test_left_out);
  g_test_add_func ("/preferences/speed-of-next", test_speed_of_next);
  g_test_add_func ("/preferences/high-contrast", test_high_contrast);
  g_test_add_func ("/preferences/high-contrast-of-desktop", test_high_contrast_of_desktop);
  g_test_add_func ("/preferences/remembered", test_remembered);
  return g_test_run ();
}
