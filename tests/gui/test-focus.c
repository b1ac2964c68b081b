/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose a key is: the run's, or that of what has the focus; and how the ladder is walked by keyboard.
 */
#include "gui/view/event-view.h"
#include "gui/view/focus-keys.h"
#include "gui/view/ladder-view.h"
#include "gui/view/picture-cursor.h"
#include "gui/view/stage.h"
#include "gui/view/list-row.h"
#include "gui/view/window.h"
#include "tests/gui/lab.h"
#include "tests/gui/stage-lab.h"
#include "tests/gui/x-keys.h"

#include <string.h>

static Window *
open_window (const char *view, XKeys *keys)
{
  Window *window = window_new (NULL);
  g_autoptr (Player) player = lab_open ("first-delivery");

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 760);
  window_set_player (window, player);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", view);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  return window;
}

static void
close_window (Window *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static guint
stop_of (Window *window)
{
  return player_get_stop (window_get_player (window));
}

static GtkWidget *
get_focus (Window *window)
{
  return gtk_window_get_focus (GTK_WINDOW (window));
}

/* The list of the events below WIDGET, or NULL: drop-downs have lists, too. */
static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_has_css_class (widget, "events") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

/* Whether Tab has led to WIDGET, or into it, by now. */
static gboolean
is_there (Window *window, GtkWidget *widget)
{
  GtkWidget *focus = get_focus (window);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* As whoever has no pointer comes to WIDGET. */
static void
walk_to (Window *window, XKeys *keys, GtkWidget *widget)
{
  for (guint i = 0; i < 60 && !is_there (window, widget); i++)
    {
      GtkWidget *before = get_focus (window);

      x_keys_press (keys, "Tab", FALSE);
      LAB_WAIT (get_focus (window) != before);
    }
  g_assert_true (is_there (window, widget));
}

static void
press (XKeys *keys, Window *window, const char *key, guint stop)
{
  x_keys_press (keys, key, FALSE);
  LAB_WAIT (stop_of (window) == stop);
}

/* By class, and by who went there. */
static void
test_classes (void)
{
  struct
  {
    GtkWidget *widget;
    FocusKeys walked, clicked;
  } const cases[] = {
    { gtk_button_new (), FOCUS_KEYS_SPACE, FOCUS_KEYS_NONE },
    { gtk_check_button_new (), FOCUS_KEYS_SPACE, FOCUS_KEYS_NONE },
    { gtk_text_view_new (), FOCUS_KEYS_ALL, FOCUS_KEYS_ALL },
    { g_object_new (GTK_TYPE_TEXT_VIEW, "editable", FALSE, NULL), FOCUS_KEYS_ACROSS | FOCUS_KEYS_ALONG, FOCUS_KEYS_NONE },
    { gtk_search_entry_new (), FOCUS_KEYS_ALL, FOCUS_KEYS_ALL },
    { gtk_list_view_new (NULL, NULL), FOCUS_KEYS_ALONG, FOCUS_KEYS_NONE },
    { gtk_notebook_new (), FOCUS_KEYS_ACROSS | FOCUS_KEYS_ALONG, FOCUS_KEYS_NONE },
    { gtk_drawing_area_new (), FOCUS_KEYS_NONE, FOCUS_KEYS_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_object_ref_sink (cases[i].widget);
      g_test_message ("%s", G_OBJECT_TYPE_NAME (cases[i].widget));
      g_assert_cmpuint (focus_keys_of (cases[i].widget, TRUE), ==, cases[i].walked);
      g_assert_cmpuint (focus_keys_of (cases[i].widget, FALSE), ==, cases[i].clicked);
      g_object_unref (cases[i].widget);
    }
  g_assert_cmpuint (focus_keys_of (NULL, TRUE), ==, FOCUS_KEYS_NONE);
  g_assert_cmpuint (focus_keys_find (GDK_KEY_Page_Down, 0), ==, FOCUS_KEYS_ALONG);
  g_assert_cmpuint (focus_keys_find (GDK_KEY_Left, GDK_SHIFT_MASK), ==, FOCUS_KEYS_ACROSS);
  g_assert_cmpuint (focus_keys_find (GDK_KEY_Left, GDK_CONTROL_MASK), ==, FOCUS_KEYS_EDIT);
  g_assert_cmpuint (focus_keys_find (GDK_KEY_F5, 0), ==, FOCUS_KEYS_NONE);
  g_assert_cmpuint (focus_keys_find (GDK_KEY_s, GDK_CONTROL_MASK), ==, FOCUS_KEYS_NONE);
  g_assert_cmpuint (focus_keys_find (GDK_KEY_period, 0), ==, FOCUS_KEYS_TYPED);
}

/* Space presses the button that Tab has led to, Page Down moves in the list; Escape gives both back. */
static void
test_walking (void)
{
  XKeys *keys = x_keys_new ();
  Window *window = open_window ("map", keys);
  GtkWidget *stage = stage_lab_find (GTK_WIDGET (window), STAGE_TYPE), *lists = gtk_widget_get_last_child (gtk_widget_get_first_child (stage));
  GtkWidget *list = find_list (GTK_WIDGET (window));
  guint stop = stop_of (window);

  walk_to (window, keys, lists);
  x_keys_press (keys, "space", FALSE);
  LAB_WAIT (!gtk_widget_get_mapped (list));
  g_object_set (window, "lists", TRUE, NULL);
  LAB_WAIT (gtk_widget_get_mapped (list));
  g_assert_false (player_get_playing (window_get_player (window)));
  g_assert_cmpuint (stop_of (window), ==, stop);
  walk_to (window, keys, list);
  g_assert_cmpuint (stop_of (window), ==, stop); /* who only passes by picks nothing */
  LAB_WAIT (list_row_has_focus (list));
  x_keys_press (keys, "Down", FALSE);
  LAB_WAIT (stop_of (window) == stop + 1);
  x_keys_press (keys, "End", FALSE);
  LAB_WAIT (stop_of (window) == stops_count (player_get_stops (window_get_player (window))) - 1); /* the last row, which is gone to */
  x_keys_press (keys, "Prior", FALSE);
  LAB_WAIT (stop_of (window) < stops_count (player_get_stops (window_get_player (window))) - 2);
  x_keys_press (keys, "Tab", FALSE);
  LAB_WAIT (!is_there (window, list)); /* not to the next row */
  x_keys_press (keys, "Tab", TRUE);
  LAB_WAIT (is_there (window, list));
  x_keys_press (keys, "Escape", FALSE);
  LAB_WAIT (get_focus (window) == NULL);
  stop = stop_of (window);
  press (keys, window, "Next", stop + 1);
  x_keys_press (keys, "space", FALSE);
  LAB_WAIT (player_get_playing (window_get_player (window)));
  x_keys_free (keys);
  close_window (window);
}

static void
click (Window *window, XKeys *keys, GtkWidget *widget, double x, double y)
{
  double root_x, root_y, surface_x, surface_y;

  g_assert_true (gtk_widget_translate_coordinates (widget, GTK_WIDGET (window), x, y, &root_x, &root_y));
  gtk_native_get_surface_transform (GTK_NATIVE (window), &surface_x, &surface_y);
  x_keys_move (keys, (int) (root_x + surface_x), (int) (root_y + surface_y));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  x_keys_button (keys, 1, TRUE);
  x_keys_button (keys, 1, FALSE);
  LAB_WAIT (is_there (window, widget));
}

/* A lecturer clicks a row, or an arrow, and goes on with the remote: it steps, from there. */
static void
test_remote (void)
{
  XKeys *keys = x_keys_new ();
  Window *window = open_window ("ladder", keys);
  GtkWidget *list = find_list (GTK_WIDGET (window));
  guint stop = stop_of (window);

  click (window, keys, list, 60, 50);
  LAB_WAIT (stop_of (window) != stop || TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  stop = stop_of (window);
  press (keys, window, "Next", stop + 1);
  press (keys, window, "Right", stop + 2);
  press (keys, window, "period", stop + 3);
  press (keys, window, "Prior", stop + 2);
  press (keys, window, "End", stops_count (player_get_stops (window_get_player (window))) - 1);
  press (keys, window, "Home", 0);
  x_keys_press (keys, "space", FALSE);
  LAB_WAIT (player_get_playing (window_get_player (window)));
  x_keys_press (keys, "F5", FALSE);
  LAB_WAIT (!player_get_playing (window_get_player (window)));
  x_keys_free (keys);
  close_window (window);
}

/* In what is searched for, words are walked, and nothing steps. */
static void
test_typing (void)
{
  XKeys *keys = x_keys_new ();
  Window *window = open_window ("map", keys);
  GtkEditable *search = GTK_EDITABLE (stage_lab_find (stage_lab_find (GTK_WIDGET (window), EVENT_VIEW_TYPE), GTK_TYPE_SEARCH_ENTRY));
  guint stop = stop_of (window);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL);
  LAB_WAIT (is_there (window, GTK_WIDGET (search)));
  gtk_editable_set_text (search, "two words");
  gtk_editable_set_position (search, -1);
  x_keys_hold (keys, "Control_L", TRUE);
  x_keys_press (keys, "Left", FALSE);
  x_keys_hold (keys, "Control_L", FALSE);
  LAB_WAIT (gtk_editable_get_position (search) == 4);
  x_keys_press (keys, "space", FALSE);
  LAB_WAIT (g_str_equal (gtk_editable_get_text (search), "two  words"));
  g_assert_cmpuint (stop_of (window), ==, stop);
  x_keys_free (keys);
  close_window (window);
}

/* From arrow to arrow, and there. */
static void
test_ladder (void)
{
  XKeys *keys = x_keys_new ();
  Window *window = open_window ("ladder", keys);
  Player *player = window_get_player (window);
  LadderView *ladder = MAILFLOW_LADDER_VIEW (window_find_view (window, "ladder"));
  PictureCursor *cursor = ladder_view_get_cursor (ladder);
  GtkWidget *widget = picture_cursor_get_widget (cursor);
  g_autofree char *sentence = NULL;
  guint32 first, second;

  LAB_WAIT (picture_cursor_get (cursor) != 0);
  walk_to (window, keys, widget);
  first = picture_cursor_get (cursor);
  x_keys_press (keys, "Down", FALSE);
  LAB_WAIT (picture_cursor_get (cursor) != first);
  second = picture_cursor_get (cursor);
  g_assert_cmpuint (second, >, first);
  sentence = story_sentence (player_get_trace (player), second);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence);
  g_assert_cmpuint (player_get_record (player), !=, second);
  x_keys_press (keys, "Return", FALSE);
  LAB_WAIT (player_get_record (player) == second);
  x_keys_press (keys, "Up", FALSE);
  LAB_WAIT (picture_cursor_get (cursor) == first);
  x_keys_press (keys, "Next", FALSE);
  LAB_WAIT (picture_cursor_get (cursor) > second);
  g_assert_cmpuint (player_get_record (player), ==, second);
  x_keys_press (keys, "Home", FALSE);
  LAB_WAIT (trace_get (player_get_trace (player), picture_cursor_get (cursor))->kind == TRACE_HOST);
  x_keys_press (keys, "Return", FALSE);
  x_keys_press (keys, "End", FALSE);
  LAB_WAIT (picture_cursor_get (cursor) > second);
  g_assert_cmpuint (player_get_record (player), ==, second); /* the name of a host leads nowhere */
  x_keys_press (keys, "Right", FALSE);
  LAB_WAIT (player_get_record (player) != second);
  LAB_WAIT (picture_cursor_get (cursor) <= player_get_record (player)); /* it goes along */
  x_keys_free (keys);
  close_window (window);
}

int
main (int argc, char **argv)
{
  XKeys *keys;

  stage_lab_start (&argc, &argv);
  g_test_add_func ("/focus/classes", test_classes);
  keys = x_keys_new ();
  if (keys == NULL)
    return g_test_run ();
  x_keys_free (keys);
  g_test_add_func ("/focus/walking", test_walking);
  g_test_add_func ("/focus/remote", test_remote);
  g_test_add_func ("/focus/typing", test_typing);
  g_test_add_func ("/focus/ladder", test_ladder);
  return g_test_run ();
}
