/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/player-view.h"

G_DEFINE_INTERFACE (PlayerView, player_view, GTK_TYPE_WIDGET)

static void
player_view_default_init (PlayerViewInterface *interface)
{
}

void
player_view_set_player (GtkWidget *view, Player *player)
{
  MAILFLOW_PLAYER_VIEW_GET_IFACE (view)->set_player (MAILFLOW_PLAYER_VIEW (view), player);
}

gboolean
player_view_find_target (GtkWidget *view, double *x, double *y, ActTarget *target)
{
  const PlayerViewInterface *interface = MAILFLOW_PLAYER_VIEW_GET_IFACE (view);

  *target = (ActTarget){ 0 };
  if (interface->find_target == NULL || !interface->find_target (MAILFLOW_PLAYER_VIEW (view), x, y, target) || act_target_is_empty (target))
    return FALSE;
  if (*x < 0)
    {
      *x = gtk_widget_get_width (view) / 2.0;
      *y = gtk_widget_get_height (view) / 2.0;
    }
  return TRUE;
}

void
player_view_set_palette (GtkWidget *view)
{
  const PlayerViewInterface *interface = MAILFLOW_PLAYER_VIEW_GET_IFACE (view);

  if (interface->set_palette != NULL)
    interface->set_palette (MAILFLOW_PLAYER_VIEW (view));
}
