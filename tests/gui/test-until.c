/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Until: times as they are typed, what a run can be stopped at, and the popover that asks for both.
 */
#include "gui/model/named-time.h"
#include "gui/model/player-steps.h"
#include "gui/model/stop-choices.h"
#include "gui/view/until-popover.h"
#include "gui/view/window.h"
#include "tests/gui/lab.h"
#include "tests/gui/stage-lab.h"

#include <string.h>

/* The run goes from 09:00 on for some days. */
static void
test_times (void)
{
  static const struct
  {
    SimTime now;
    const char *text;
    SimTime expected;
  } cases[] = {
    { 0, "1.36s", 1360 * SIM_MILLISECOND },
    { 0, "2h5m", 125 * SIM_MINUTE },
    { 0, "9:05", 5 * SIM_MINUTE },
    { 0, "09:05", 5 * SIM_MINUTE },
    { 0, "09:05:30.5", 5 * SIM_MINUTE + 30500 * SIM_MILLISECOND },
    { 0, "9:00", SIM_DAY },
    { 0, "08:59", SIM_DAY - SIM_MINUTE },
    { 5 * SIM_MINUTE - 1, "9:05", 5 * SIM_MINUTE },
    { 5 * SIM_MINUTE, "9:05", SIM_DAY + 5 * SIM_MINUTE },
    { SIM_DAY + 6 * SIM_MINUTE, "9:05", 2 * SIM_DAY + 5 * SIM_MINUTE },
    { SIM_DAY + 6 * SIM_MINUTE, "0:00", SIM_DAY + 15 * SIM_HOUR },
  };
  g_autoptr (Player) player = lab_open ("five-schedules");

  g_assert_cmpint (trace_end_time (player_get_trace (player)), >, 3 * SIM_DAY);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SimTime t = -1;
      g_autofree char *complaint = NULL;

      player_seek_time (player, cases[i].now);
      g_assert_cmpint (player_get_time (player), ==, cases[i].now);
      complaint = named_time_find (player, cases[i].text, &t);
      g_assert_cmpstr (complaint, ==, NULL);
      g_assert_cmpint (t, ==, cases[i].expected);
    }
}

static void
test_no_times (void)
{
  static const char *const texts[] = { "", "x", "9", "24:00", "9:5", "9:60", "9:05:61", "9:05:", "-9:05", "9:05 pm", ":05", "9:05:30,5" };
  g_autoptr (Player) player = lab_open ("first-delivery");
  SimTime t = 7;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *complaint = named_time_find (player, texts[i], &t);

      g_assert_nonnull (complaint);
      g_assert_true (g_str_has_prefix (complaint, "Expected a time"));
    }
  g_assert_cmpint (t, ==, 7);
}

/* The end is told; behind the last such time of day there is that one. */
static void
test_after_the_end (void)
{
  static const char *const texts[] = { "2h", "10:00", "8:00" };
  g_autoptr (Player) player = lab_open ("greylisting");
  g_autofree char *found = NULL;
  SimTime end = trace_end_time (player_get_trace (player)), t = 7;

  g_assert_cmpint (end, >, 3 * SIM_MINUTE);
  g_assert_cmpint (end, <, SIM_HOUR);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *complaint = named_time_find (player, texts[i], &t);

      g_assert_nonnull (complaint);
      g_assert_true (g_str_has_prefix (complaint, "That is after the end: the run ends "));
      g_assert_nonnull (strstr (complaint, " after its start, at 09:"));
      g_assert_null (strchr (strstr (complaint, ", at 09:"), '.'));
    }
  g_assert_cmpint (t, ==, 7);
  player_go_to_end (player);
  found = named_time_find (player, "9:02", &t);
  g_assert_cmpstr (found, ==, NULL);
  g_assert_cmpint (t, ==, 2 * SIM_MINUTE);
}

/* Whatever is told about can be stopped at, once. */
static void
test_choices (void)
{
  g_autoptr (Player) player = lab_open ("pop3-and-imap");
  g_autoptr (GArray) choices = stop_choices_new (player);
  const Trace *trace = player_get_trace (player);
  const Stops *stops = player_get_stops (player);

  for (guint i = 0; i < stops_count (stops); i++)
    {
      const StopCondition wanted = { STOP_AT_KIND, trace_get (trace, stops_get (stops, i)->record)->kind };
      guint count = 0;

      for (guint k = 0; k < choices->len; k++)
        count += stop_condition_equal (g_array_index (choices, StopCondition, k), wanted);
      g_assert_cmpuint (count, ==, 1);
    }
  for (guint i = 0; i < choices->len; i++)
    {
      const StopCondition condition = g_array_index (choices, StopCondition, i);
      g_autofree char *name = stop_choices_name (trace, condition);

      g_assert_cmpstr (name, !=, "");
      if (condition.kind == STOP_AT_KIND)
        g_assert_cmpuint (stop_condition_find (trace, stops, 0, 1, condition), !=, STOP_NOWHERE);
    }
  g_assert_cmpuint (g_array_index (choices, StopCondition, choices->len - 1).number, ==, trace_count_hosts (trace));
}

static GtkWidget *
find_button (GtkWidget *widget, const char *tip)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), tip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, tip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
remove_breakpoint (GtkWidget *popover, const char *tip)
{
  GtkWidget *button = find_button (popover, tip);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_grab_focus (button));
  g_signal_emit_by_name (button, "clicked");
}

/* The keyboard goes on from the row that was removed: to the next, the last, and then to what can be added. */
static void
test_popover (void)
{
  Window *window = window_new (NULL);
  g_autoptr (Player) player = lab_open ("greylisting");
  GtkWidget *popover, *entry, *choice;

  window_set_player (window, player);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  popover = stage_lab_find (GTK_WIDGET (window), UNTIL_POPOVER_TYPE);
  entry = stage_lab_find (popover, GTK_TYPE_ENTRY);
  choice = stage_lab_find (popover, GTK_TYPE_DROP_DOWN);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.until", NULL);
  LAB_WAIT (gtk_widget_get_mapped (popover));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (choice))), >, 20);
  for (guint kind = 1; kind <= 3; kind++)
    player_set_breakpoint (player, (StopCondition){ STOP_AT_HOST, kind }, TRUE);
  for (guint left = 3; left > 0; left--)
    {
      HostId host = left == 3 ? 2 : left == 2 ? 3
                                              : 1;
      g_autofree char *tip = g_strdup_printf ("Stop no more at something at %s", trace_host_name (player_get_trace (player), host));
      GtkWidget *focus;

      remove_breakpoint (popover, tip);
      g_assert_cmpuint (player_get_breakpoints (player)->len, ==, left - 1);
      focus = gtk_root_get_focus (GTK_ROOT (window));
      g_assert_nonnull (focus);
      g_assert_true (gtk_widget_is_ancestor (focus, popover));
      if (left == 1)
        g_assert_true (focus == choice || gtk_widget_is_ancestor (focus, choice));
      else
        g_assert_true (g_str_has_prefix (gtk_widget_get_tooltip_text (focus), "Stop no more at"));
    }
  gtk_editable_set_text (GTK_EDITABLE (entry), "2h");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_get_mapped (popover));
  gtk_editable_set_text (GTK_EDITABLE (entry), "9:02");
  g_signal_emit_by_name (entry, "activate");
  LAB_WAIT (!gtk_widget_get_mapped (popover));
  g_assert_cmpint (player_get_time (player), ==, 2 * SIM_MINUTE);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  stage_lab_start (&argc, &argv);
  g_test_add_func ("/until/times", test_times);
  g_test_add_func ("/until/no-times", test_no_times);
  g_test_add_func ("/until/after-the-end", test_after_the_end);
  g_test_add_func ("/until/choices", test_choices);
  g_test_add_func ("/until/popover", test_popover);
  return g_test_run ();
}
