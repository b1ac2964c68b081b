/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was chosen in the window stays chosen when something is done in the run, undone or read anew, and while a run grows.
 */
#include "gui/model/act-list.h"
#include "gui/model/player-steps.h"
#include "gui/view/acting.h"
#include "gui/view/dialogue-stage.h"
#include "gui/view/event-filter-bar.h"
#include "gui/view/mailbox-stage.h"
#include "gui/view/timeline-view.h"
#include "gui/view/window.h"
#include "tests/gui/lab.h"
#include "tests/gui/stage-lab.h"

#include <glib/gstdio.h>
#include <string.h>

static Window *
open_window (const char *scenario, const char *view)
{
  Window *window = window_new (NULL);
  g_autoptr (Player) player = lab_open (scenario);

  window_set_player (window, player);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", view);
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

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* Something is done to HOST where the window stands. */
static void
act_on (Window *window, const char *host)
{
  Player *player = window_get_player (window);
  const ActTarget target = { .host = trace_find_host (player_get_trace (player), host) };
  g_autoptr (GPtrArray) acts = act_list_new (player, &target);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < acts->len; i++)
    {
      const Act *act = g_ptr_array_index (acts, i);

      if (act != NULL && act->form == ACT_DO)
        {
          g_assert_true (acting_do (window, act->intervention, &error));
          g_assert_true (window_get_player (window) != player);
          return;
        }
    }
  g_assert_not_reached ();
}

static void
undo (Window *window)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
}

/* All drop-downs below WIDGET, from the first on. */
static void
find_choices (GtkWidget *widget, GPtrArray *found)
{
  if (GTK_IS_DROP_DOWN (widget))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_choices (child, found);
}

static GtkDropDown *
find_choice (GtkWidget *widget, guint place)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  find_choices (widget, found);
  g_assert_cmpuint (found->len, >, place);
  return g_ptr_array_index (found, place);
}

/* What CHOICE says is chosen; caller frees. */
static char *
say_chosen (GtkDropDown *choice)
{
  gpointer item = gtk_drop_down_get_selected_item (choice);
  char *words = NULL;

  g_assert_nonnull (item);
  if (GTK_IS_STRING_OBJECT (item))
    return g_strdup (gtk_string_object_get_string (item));
  g_object_get (item, "label", &words, NULL);
  return words;
}

static void
assert_chosen (GtkDropDown *choice, const char *words)
{
  g_autofree char *said = say_chosen (choice);

  g_assert_cmpstr (said, ==, words);
}

static void
choose (GtkDropDown *choice, const char *words)
{
  guint count = g_list_model_get_n_items (gtk_drop_down_get_model (choice));

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *said = NULL;

      gtk_drop_down_set_selected (choice, i);
      said = say_chosen (choice);
      if (g_str_equal (said, words))
        return;
    }
  g_error ("nobody can choose %s", words);
}

enum
{
  FILTER_PROTOCOL,
  FILTER_SEVERITY,
  FILTER_HOST,
  FILTER_MESSAGE,
};

static void
check_filter (GtkWidget *bar, Player *player)
{
  const EventFilter *filter = event_filter_bar_get (MAILFLOW_EVENT_FILTER_BAR (bar));

  g_assert_cmpint (filter->protocol, ==, EVENT_SMTP);
  g_assert_cmpint (filter->least, ==, EVENT_NOTE);
  g_assert_cmpuint (filter->host, ==, trace_find_host (player_get_trace (player), "mail.exim.example"));
  g_assert_cmpuint (filter->message, ==, trace_find_message (player_get_trace (player), "exim"));
  g_assert_cmpstr (filter->words, ==, "rcpt");
}

/* What is chosen in the window of five-schedules. */
typedef struct
{
  Window *window;
  GtkWidget *bar, *search;
  TimelineView *timeline;
  GtkDropDown *message, *server, *dialogue;
  double wide, left; /* of the time line: what is seen, and how much of it up to where the player stands */
  guint32 conn;
} Scene;

static void
choose_all (Scene *scene)
{
  Player *player = window_get_player (scene->window);

  choose (find_choice (scene->bar, FILTER_PROTOCOL), "SMTP");
  choose (find_choice (scene->bar, FILTER_SEVERITY), "note");
  choose (find_choice (scene->bar, FILTER_HOST), "mail.exim.example");
  choose (find_choice (scene->bar, FILTER_MESSAGE), "exim");
  gtk_editable_set_text (GTK_EDITABLE (scene->search), "RCPT");
  g_signal_emit_by_name (scene->search, "search-changed"); /* it comes a moment after the last letter */
  choose (scene->message, "exim");
  choose (scene->server, "mail.qmail.example");
  g_object_set (window_find_view (scene->window, "dns"), "page", "zones", NULL);
  timeline_view_zoom (scene->timeline, 3);
  scene->wide = timeline_view_get_plan (scene->timeline)->to - timeline_view_get_plan (scene->timeline)->from;
  scene->left = player_get_seconds (player) - timeline_view_get_plan (scene->timeline)->from;
  g_assert_cmpfloat (scene->wide, <, timeline_view_get_plan (scene->timeline)->length / 4);
  gtk_drop_down_set_selected (scene->dialogue, 1);
  settle ();
  scene->conn = dialogue_stage_get_connection (MAILFLOW_DIALOGUE_STAGE (window_find_view (scene->window, "dialogue")));
  g_assert_cmpuint (scene->conn, !=, 0);
}

static void
check_all (Scene *scene)
{
  const TimelinePlan *plan = timeline_view_get_plan (scene->timeline);
  g_autofree char *page = NULL;

  settle ();
  check_filter (scene->bar, window_get_player (scene->window));
  assert_chosen (find_choice (scene->bar, FILTER_HOST), "mail.exim.example");
  assert_chosen (scene->message, "exim");
  assert_chosen (scene->server, "mail.qmail.example");
  g_assert_cmpfloat_with_epsilon (plan->to - plan->from, scene->wide, 0.01);
  g_assert_cmpfloat_with_epsilon (player_get_seconds (window_get_player (scene->window)) - plan->from, scene->left, scene->wide / 4);
  g_assert_cmpuint (dialogue_stage_get_connection (MAILFLOW_DIALOGUE_STAGE (window_find_view (scene->window, "dialogue"))), ==, scene->conn);
  g_object_get (window_find_view (scene->window, "dns"), "page", &page, NULL);
  g_assert_cmpstr (page, ==, "zones");
}

/* Another lesson begins with everything. */
static void
check_nothing (Scene *scene)
{
  const TimelinePlan *plan = timeline_view_get_plan (scene->timeline);

  g_assert_true (event_filter_is_empty (event_filter_bar_get (MAILFLOW_EVENT_FILTER_BAR (scene->bar))));
  assert_chosen (find_choice (scene->bar, FILTER_HOST), "all hosts");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (scene->search)), ==, "");
  assert_chosen (scene->message, "all messages");
  g_assert_cmpuint (gtk_drop_down_get_selected (scene->server), ==, 0);
  g_assert_cmpfloat (plan->from, ==, 0);
  g_assert_cmpfloat (plan->to, ==, plan->length);
}

static void
test_choices (void)
{
  Scene scene = { .window = open_window ("five-schedules", "dialogue") };
  g_autoptr (Player) other = lab_open ("two-domains");

  scene.bar = stage_lab_find (GTK_WIDGET (scene.window), EVENT_FILTER_BAR_TYPE);
  scene.search = stage_lab_find (scene.bar, GTK_TYPE_SEARCH_ENTRY);
  scene.timeline = MAILFLOW_TIMELINE_VIEW (stage_lab_find (GTK_WIDGET (scene.window), TIMELINE_VIEW_TYPE));
  scene.message = find_choice (window_find_view (scene.window, "ladder"), 0);
  scene.server = find_choice (window_find_view (scene.window, "queue"), 0);
  scene.dialogue = find_choice (window_find_view (scene.window, "dialogue"), 0);
  player_seek_time (window_get_player (scene.window), SIM_HOUR);
  settle ();
  choose_all (&scene);
  act_on (scene.window, "mail.exim.example");
  check_all (&scene);
  undo (scene.window);
  check_all (&scene);
  window_set_player (scene.window, other);
  check_nothing (&scene);
  close_window (scene.window);
}

static void
test_mailbox (void)
{
  Window *window = open_window ("alias-and-list", "mailbox");
  GtkWidget *stage = window_find_view (window, "mailbox");
  GtkDropDown *choice = find_choice (stage, 0);
  g_autofree char *chosen = NULL, *page = NULL;
  TraceId record;

  player_go_to_end (window_get_player (window));
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (choice)), >, 2);
  gtk_drop_down_set_selected (choice, 2);
  chosen = say_chosen (choice);
  g_object_set (stage, "page", "source", NULL);
  settle ();
  record = mailbox_stage_get_record (MAILFLOW_MAILBOX_STAGE (stage));
  player_seek (window_get_player (window), player_get_seconds (window_get_player (window)) - 0.5);
  act_on (window, "mail.example.org");
  settle ();
  assert_chosen (choice, chosen);
  g_assert_cmpuint (mailbox_stage_get_record (MAILFLOW_MAILBOX_STAGE (stage)), ==, record);
  g_object_get (stage, "page", &page, NULL);
  g_assert_cmpstr (page, ==, "source");
  close_window (window);
}

/* The button shows the nearest speed; the player keeps its own. */
static void
test_speed (void)
{
  static const double speeds[] = { 16, 0.125, 3 };
  Window *window = open_window ("first-delivery", "map");

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      player_set_speed (window_get_player (window), speeds[i]);
      act_on (window, "mail.example.org");
      g_assert_cmpfloat (player_get_speed (window_get_player (window)), ==, speeds[i]);
    }
  close_window (window);
}

/* A file that is read anew while it plays goes on playing. */
static void
test_reload_plays_on (void)
{
  g_autoptr (Player) lesson = lab_open ("first-delivery");
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL), *path = g_build_filename (folder, "lesson.mailflow.yaml", NULL), *text = NULL, *longer = NULL;
  Window *window = open_window ("two-domains", "map");
  Player *before;

  g_assert_true (g_file_get_contents (run_get_file (player_get_run (lesson)), &text, NULL, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (window_open (window, path));
  before = window_get_player (window);
  player_set_speed (before, 0.125);
  player_set_playing (before, TRUE);
  longer = g_strconcat (text, "# changed\n", NULL);
  g_assert_true (g_file_set_contents (path, longer, -1, NULL));
  LAB_WAIT (window_get_player (window) != before);
  g_assert_true (player_get_playing (window_get_player (window)));
  g_assert_cmpfloat (player_get_speed (window_get_player (window)), ==, 0.125);
  close_window (window);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
grow (Simulation *simulation, Player *player, guint events)
{
  while (events-- > 0)
    simulation_step (simulation);
  g_assert_true (player_refresh (player));
  settle ();
}

/* Messages that come can be chosen; what is looked at stays where it is. */
static void
test_grows (void)
{
  Simulation *simulation;
  g_autoptr (Player) player = lab_open_growing ("five-schedules", &simulation);
  Window *window = window_new (NULL);
  GtkWidget *bar;
  GtkDropDown *choice;
  TimelineView *timeline;
  GtkAdjustment *adjustment;
  double value, from, to;

  window_set_player (window, player);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "ladder");
  gtk_window_present (GTK_WINDOW (window));
  choice = find_choice (window_find_view (window, "ladder"), 0);
  bar = stage_lab_find (GTK_WIDGET (window), EVENT_FILTER_BAR_TYPE);
  timeline = MAILFLOW_TIMELINE_VIEW (stage_lab_find (GTK_WIDGET (window), TIMELINE_VIEW_TYPE));
  grow (simulation, player, 200);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (choice)), ==, 1 + trace_count_messages (player_get_trace (player)));
  player_set_playing (player, FALSE);
  player_seek (player, player_get_seconds (player) * 0.6);
  timeline_view_zoom (timeline, 2);
  from = timeline_view_get_plan (timeline)->from;
  to = timeline_view_get_plan (timeline)->to;
  choose (find_choice (bar, FILTER_MESSAGE), "exim");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  settle ();
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_widget_get_last_child (window_find_view (window, "ladder"))));
  gtk_adjustment_set_value (adjustment, 40);
  value = gtk_adjustment_get_value (adjustment);
  g_assert_cmpfloat (value, ==, 40);
  for (guint i = 0; i < 2; i++)
    {
      grow (simulation, player, 40);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
      settle ();
      g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, value);
      g_assert_cmpfloat (timeline_view_get_plan (timeline)->from, ==, from);
      g_assert_cmpfloat (timeline_view_get_plan (timeline)->to, ==, to);
    }
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (choice)), ==, 1 + trace_count_messages (player_get_trace (player)));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (find_choice (bar, FILTER_MESSAGE))), ==, 1 + trace_count_messages (player_get_trace (player)));
  assert_chosen (find_choice (bar, FILTER_MESSAGE), "exim");
  close_window (window);
}

int
main (int argc, char **argv)
{
  stage_lab_start (&argc, &argv);
  g_test_add_func ("/kept/choices", test_choices);
  g_test_add_func ("/kept/mailbox", test_mailbox);
  g_test_add_func ("/kept/speed", test_speed);
  g_test_add_func ("/kept/reload-plays-on", test_reload_plays_on);
  g_test_add_func ("/kept/grows", test_grows);
  return g_test_run ();
}
