/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * player-actions: the window's actions that move its player: play, steps, hops, pace.
 */
#pragma once

#include <gtk/gtk.h>

/* For the class of Window. */
void player_actions_install (GtkWidgetClass *class);
