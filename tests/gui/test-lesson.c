/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a lesson says and asks on the way: found in the trace, stopped at, shown, answered.
 */
#include "gui/model/player-steps.h"
#include "gui/view/lesson-bar.h"
#include "gui/view/theme.h"
#include "gui/view/window.h"
#include "tests/gui/lab.h"
#include "tests/gui/stage-lab.h"

#include <glib/gstdio.h>
#include <string.h>

static const char scenario[] =
  "mailflow: 1\ntitle: t\ndomains:\n  example.com: {users: {alice: {}}}\n"
  "  example.org: {users: {bob: {}}, servers: {mail.example.org: {mailboxes: yes, greylist: 4m}}}\n"
  "messages: [{id: m1, at: 1s, from: alice@example.com, to: [bob@example.org]}]\n"
  "lesson:\n"
  "  - {on: {kind: stored, message: m1, host: MAIL.example.org}, say: In.}\n"
  "  - {on: {kind: smtp-reply, code: 451}, say: Not now., ask: And then?, choices: [Bounce, Queue], answer: 2}\n"
  "  - {on: {at: 6m}, ask: What next?, choices: [This, That]}\n"
  "  - {on: {kind: bounced}, say: Never said.}\n"
  "  - {on: {kind: stored, message: m1, code: 250}, say: Never either.}\n";

static Player *
open_lesson (void)
{
  g_autoptr (GError) error = NULL;
  Run *run = run_open_text ("lesson.yaml", scenario, &error);

  g_assert_no_error (error);
  return player_new (run);
}

static const LessonStop *
stop_at (const GArray *lesson, guint index)
{
  g_assert_cmpuint (index, <, lesson->len);
  return &g_array_index (lesson, LessonStop, index);
}

/* By their records, whatever the order in the file; what never comes is left out. */
static void
test_found (void)
{
  g_autoptr (Player) player = open_lesson ();
  const Trace *trace = player_get_trace (player);
  const GArray *lesson = run_get_lesson (player_get_run (player));

  g_assert_cmpuint (lesson->len, ==, 3);
  g_assert_cmpstr (stop_at (lesson, 0)->stop->say, ==, "Not now.");
  g_assert_cmpuint (trace_get (trace, stop_at (lesson, 0)->record)->code, ==, 451);
  g_assert_cmpstr (stop_at (lesson, 1)->stop->say, ==, "In.");
  g_assert_cmpint (trace_get (trace, stop_at (lesson, 1)->record)->kind, ==, TRACE_STORED);
  g_assert_cmpint (trace_get (trace, stop_at (lesson, 2)->record)->t, >=, 360 * SIM_SECOND);
}

static void
test_between (void)
{
  g_autoptr (Player) player = open_lesson ();
  const Stops *stops = player_get_stops (player);
  const GArray *lesson = run_get_lesson (player_get_run (player));
  guint first = lesson_stops_find_between (lesson, stops, 0, stops_get_length (stops));
  double seconds = stops_get (stops, first)->seconds;

  g_assert_cmpuint (first, ==, stops_find_record (stops, stop_at (lesson, 0)->record));
  g_assert_true (lesson_stops_find (lesson, stops, first) == stop_at (lesson, 0)->stop);
  g_assert_null (lesson_stops_find (lesson, stops, first + 1));
  g_assert_cmpuint (lesson_stops_find_between (lesson, stops, 0, seconds), ==, first);
  g_assert_cmpuint (lesson_stops_find_between (lesson, stops, seconds, seconds), ==, STOP_NOWHERE);
}

/* Playing stops at each, and goes on from there. */
static void
test_playing (void)
{
  g_autoptr (Player) player = open_lesson ();
  const GArray *lesson = run_get_lesson (player_get_run (player));

  player_go_to_start (player);
  for (guint i = 0; i < lesson->len; i++)
    {
      player_set_playing (player, TRUE);
      while (player_get_playing (player))
        player_advance (player, 0.1);
      g_assert_cmpuint (player_get_stop (player), ==, stops_find_record (player_get_stops (player), stop_at (lesson, i)->record));
    }
}

/* A trace has no lesson. */
static void
test_trace (void)
{
  g_autofree char *path = lab_write_trace ("first-delivery");
  g_autoptr (Player) player = lab_open (path);

  g_assert_cmpuint (run_get_lesson (player_get_run (player))->len, ==, 0);
  g_remove (path);
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static void
go_to (Player *player, guint index)
{
  player_go_to_stop (player, stops_find_record (player_get_stops (player), stop_at (run_get_lesson (player_get_run (player)), index)->record));
}

static void
test_bar (void)
{
  Window *window = window_new (NULL);
  g_autoptr (Player) player = open_lesson ();
  LessonBar *bar = MAILFLOW_LESSON_BAR (stage_lab_find (GTK_WIDGET (window), LESSON_BAR_TYPE));

  window_set_player (window, player);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  go_to (player, 0);
  LAB_WAIT (says (GTK_WIDGET (bar), "And then?") && says (GTK_WIDGET (bar), "Not now.") && says (GTK_WIDGET (bar), "Bounce"));
  g_assert_false (says (GTK_WIDGET (bar), "Right"));
  lesson_bar_answer (bar, 1);
  LAB_WAIT (says (GTK_WIDGET (bar), "Not “Bounce”"));
  g_signal_emit_by_name (stage_lab_find (GTK_WIDGET (bar), GTK_TYPE_BUTTON), "clicked");
  lesson_bar_answer (bar, 2);
  LAB_WAIT (says (GTK_WIDGET (bar), "Right: Queue"));
  lesson_bar_answer (bar, 7);
  player_step (player, 1);
  LAB_WAIT (!gtk_widget_get_visible (GTK_WIDGET (bar)));
  go_to (player, 2);
  LAB_WAIT (says (GTK_WIDGET (bar), "What next?") && !says (GTK_WIDGET (bar), "Queue"));
  lesson_bar_answer (bar, 2);
  LAB_WAIT (says (GTK_WIDGET (bar), "“That”: go on and see."));
  go_to (player, 0);
  LAB_WAIT (says (GTK_WIDGET (bar), "Right: Queue")); /* it is still known */
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  theme_start (FALSE);
  g_test_add_func ("/lesson/found", test_found);
  g_test_add_func ("/lesson/between", test_between);
  g_test_add_func ("/lesson/playing", test_playing);
  g_test_add_func ("/lesson/trace", test_trace);
  g_test_add_func ("/lesson/bar", test_bar);
  return g_test_run ();
}
