/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * player-view: what all parts of the window have in common: they show one player, and follow it; and
 * what they painted is worth nothing any more when light becomes dark.
 */
#pragma once

#include "gui/model/act-list.h"
#include "gui/model/player.h"

#include <gtk/gtk.h>

#define PLAYER_VIEW_TYPE (player_view_get_type ())
G_DECLARE_INTERFACE (PlayerView, player_view, MAILFLOW, PLAYER_VIEW, GtkWidget)

struct _PlayerViewInterface
{
  GTypeInterface parent;

  void (*set_player) (PlayerView *view, Player *player);
  void (*set_palette) (PlayerView *view); /* NULL: it paints nothing in colours of its own */
  /* What stands at X, Y; at -1, -1: what the keyboard is at, and then X and Y become its place, where it has one. TARGET is empty
   * before. NULL: nothing to point at. */
  gboolean (*find_target) (PlayerView *view, double *x, double *y, ActTarget *target);
};

/* Shows PLAYER from now on; it is referenced. */
void player_view_set_player (GtkWidget *view, Player *player);
/* What VIEW shows at X, Y; with -1, -1 what the keyboard is at, and where that is. FALSE where there is nothing. */
gboolean player_view_find_target (GtkWidget *view, double *x, double *y, ActTarget *target);
/* The theme has another palette. */
void player_view_set_palette (GtkWidget *view);
