/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/player-actions.h"

#include "gui/model/player-steps.h"
#include "gui/view/window.h"

static void
do_play (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Player *player = window_get_player (MAILFLOW_WINDOW (widget));

  player_set_playing (player, !player_get_playing (player));
}

static void
do_step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  player_step (window_get_player (MAILFLOW_WINDOW (widget)), 1);
}

static void
do_step_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  player_step (window_get_player (MAILFLOW_WINDOW (widget)), -1);
}

static void
do_hop (GtkWidget *widget, const char *name, GVariant *parameter)
{
  player_hop (window_get_player (MAILFLOW_WINDOW (widget)), 1);
}

static void
do_hop_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  player_hop (window_get_player (MAILFLOW_WINDOW (widget)), -1);
}

static void
do_start (GtkWidget *widget, const char *name, GVariant *parameter)
{
  player_go_to_start (window_get_player (MAILFLOW_WINDOW (widget)));
}

static void
do_end (GtkWidget *widget, const char *name, GVariant *parameter)
{
  player_go_to_end (window_get_player (MAILFLOW_WINDOW (widget)));
}

static void
do_faster (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Player *player = window_get_player (MAILFLOW_WINDOW (widget));

  player_set_speed (player, MIN (player_get_speed (player) * 2, 8));
}

static void
do_slower (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Player *player = window_get_player (MAILFLOW_WINDOW (widget));

  player_set_speed (player, MAX (player_get_speed (player) / 2, 0.25));
}

void
player_actions_install (GtkWidgetClass *class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc run;
  } actions[] = {
    { "win.play", do_play },
    { "win.step", do_step },
    { "win.step-back", do_step_back },
    { "win.hop", do_hop },
    { "win.hop-back", do_hop_back },
    { "win.start", do_start },
    { "win.end", do_end },
    { "win.faster", do_faster },
    { "win.slower", do_slower },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (class, actions[i].name, NULL, actions[i].run);
}
