/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/replay-bar.h"

#include "gui/view/whole-tip.h"

struct _ReplayBar
{
  GtkBox parent_instance;

  GtkWidget *words;
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (ReplayBar, replay_bar, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static void
replay_bar_class_init (ReplayBarClass *class)
{
}

static void
add_button (ReplayBar *bar, const char *label, const char *action, const char *tip)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "label", label, "action-name", action, "tooltip-text", tip, "focus-on-click", FALSE, NULL);

  gtk_box_append (GTK_BOX (bar), button);
}

static void
replay_bar_init (ReplayBar *bar)
{
  gtk_widget_add_css_class (GTK_WIDGET (bar), "replay");
  gtk_box_set_spacing (GTK_BOX (bar), 8);
  bar->words = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  whole_tip_attach (bar->words);
  gtk_box_append (GTK_BOX (bar), bar->words);
  add_button (bar, "Undo", "win.undo", "As if that had not been done (Ctrl+Z)");
  add_button (bar, "Save as Scenario…", "win.save-scenario", "A file that runs like this");
  gtk_widget_set_visible (GTK_WIDGET (bar), FALSE);
}

static char *
describe (Player *player, const GPtrArray *interventions)
{
  const Intervention *last = g_ptr_array_index (interventions, interventions->len - 1);
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (player_get_trace (player)), intervention_get_time (last), FALSE);

  if (interventions->len == 1)
    return g_strdup_printf ("Replayed with a change at %s: %s. What was before is as it was.", clock, intervention_get_label (last));
  return g_strdup_printf ("Replayed with %u changes, the last at %s: %s", interventions->len, clock, intervention_get_label (last));
}

static void
replay_bar_set_player (PlayerView *view, Player *player)
{
  ReplayBar *bar = MAILFLOW_REPLAY_BAR (view);
  const GPtrArray *interventions = run_get_interventions (player_get_run (player));
  g_autofree char *words = interventions->len == 0 ? NULL : describe (player, interventions);

  gtk_widget_set_visible (GTK_WIDGET (bar), words != NULL);
  gtk_label_set_text (GTK_LABEL (bar->words), words == NULL ? "" : words);
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->set_player = replay_bar_set_player;
}
