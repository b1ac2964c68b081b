/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/player-actions.h"

#include "gui/model/player-steps.h"
#include "gui/view/window.h"

#include <string.h>

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

  player_set_speed (player, player_get_speed (player) * 2);
}

static void
do_slower (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Player *player = window_get_player (MAILFLOW_WINDOW (widget));

  player_set_speed (player, player_get_speed (player) / 2);
}

/* What is selected: its next event or move; without one, any event. */
static StopCondition
condition_of_selection (Player *player)
{
  Selection selection = player_get_selection (player);

  switch (selection.kind)
    {
    case SELECTION_HOST:
      return (StopCondition){ STOP_AT_HOST, selection.number };
    case SELECTION_MESSAGE:
      return (StopCondition){ STOP_AT_MOVE, selection.number };
    case SELECTION_CONNECTION:
      return (StopCondition){ STOP_AT_CONNECTION, selection.number };
    case SELECTION_NONE:
      return (StopCondition){ STOP_AT_EVENT };
    }
  g_assert_not_reached ();
}

typedef struct
{
  const char *name;
  StopConditionKind kind;
  int direction;
  gboolean of_selection;
} UntilAction;

static const UntilAction until_actions[] = {
  { "win.line", STOP_AT_LINE, 1 },
  { "win.line-back", STOP_AT_LINE, -1 },
  { "win.message", STOP_AT_MESSAGE, 1 },
  { "win.message-back", STOP_AT_MESSAGE, -1 },
  { "win.trouble", STOP_AT_TROUBLE, 1 },
  { "win.trouble-back", STOP_AT_TROUBLE, -1 },
  { "win.selected", STOP_AT_EVENT, 1, TRUE },
  { "win.selected-back", STOP_AT_EVENT, -1, TRUE },
};

/* What is pinned stays selected; else what is looked for may change at each step. */
static void
do_until (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Player *player = window_get_player (MAILFLOW_WINDOW (widget));
  Selection selection = player_get_selection (player);

  for (guint i = 0; i < G_N_ELEMENTS (until_actions); i++)
    {
      const UntilAction *action = &until_actions[i];

      if (strcmp (action->name, name) != 0)
        continue;
      if (!player_run_until (player, action->of_selection ? condition_of_selection (player) : (StopCondition){ action->kind }, action->direction))
        gtk_widget_error_bell (widget);
      else if (action->of_selection)
        player_select (player, selection);
    }
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
  for (guint i = 0; i < G_N_ELEMENTS (until_actions); i++)
    gtk_widget_class_install_action (class, until_actions[i].name, NULL, do_until);
}
