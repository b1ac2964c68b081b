/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/clock-view.h"

#include "gui/model/player-pace.h"

#include <string.h>

struct _ClockView
{
  GtkBox parent_instance;

  Player *player;
  GtkWidget *time, *more, *pace;
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (ClockView, clock_view, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static void
forget_player (ClockView *view)
{
  if (view->player != NULL)
    g_signal_handlers_disconnect_by_data (view->player, view);
  g_clear_object (&view->player);
}

static void
clock_view_dispose (GObject *object)
{
  forget_player (MAILFLOW_CLOCK_VIEW (object));
  G_OBJECT_CLASS (clock_view_parent_class)->dispose (object);
}

static void
clock_view_class_init (ClockViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = clock_view_dispose;
}

static GtkWidget *
add_label (ClockView *view, const char *class, int chars)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "width-chars", chars, NULL);

  gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (view), label);
  return label;
}

static void
clock_view_init (ClockView *view)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (view), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_valign (GTK_WIDGET (view), GTK_ALIGN_CENTER);
  view->time = add_label (view, "clock-time", 12);
  view->more = add_label (view, "clock-more", 24);
  view->pace = add_label (view, "clock-more", 24);
}

/* "46 times slower", "720 times faster": than the world that is shown. */
static void
show_pace (ClockView *view)
{
  double pace = player_get_pace (view->player), factor = pace >= 1 ? pace : pace > 0 ? 1 / pace : 0;
  g_autofree char *text = NULL;

  if (factor == 0)
    text = g_strdup ("time stands still here");
  else if (factor < 1.05)
    text = g_strdup ("as fast as it is");
  else
    text = g_strdup_printf ("%.*f× %s than it is", factor < 10 ? 1 : 0, factor, pace >= 1 ? "faster" : "slower");
  gtk_label_set_text (GTK_LABEL (view->pace), text);
}

static void
on_moved (ClockView *view)
{
  SimTime t = player_get_time (view->player);
  gint64 start = trace_start_unix_ns (player_get_trace (view->player));
  g_autofree char *clock = sim_time_format_clock (start, t, FALSE), *dated = sim_time_format_clock (start, t, TRUE);
  g_autofree char *elapsed = sim_time_format_friendly (t), *more = NULL;
  char *day_end = strrchr (dated, ' ');

  if (day_end != NULL)
    *day_end = '\0';
  more = g_strdup_printf ("%s · after %s", dated, elapsed);
  gtk_label_set_text (GTK_LABEL (view->time), clock);
  gtk_label_set_text (GTK_LABEL (view->more), more);
  show_pace (view);
}

static void
clock_view_set_player (PlayerView *player_view, Player *player)
{
  ClockView *view = MAILFLOW_CLOCK_VIEW (player_view);

  forget_player (view);
  view->player = g_object_ref (player);
  g_signal_connect_swapped (player, "moved", G_CALLBACK (on_moved), view);
  g_signal_connect_swapped (player, "notify::speed", G_CALLBACK (show_pace), view);
  on_moved (view);
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->set_player = clock_view_set_player;
}
