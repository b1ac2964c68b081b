/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * act-menu: the menu of what can be done to what somebody points at, by the second button, the menu key, or a long press.
 */
#pragma once

#include "gui/view/player-view.h"
#include "gui/view/window.h"

/* From now on VIEW, which finds targets, has that menu, wherever in it somebody points. */
void act_menu_attach (GtkWidget *view);
/* And all views in WINDOW have it by the keyboard; LARGE where the keyboard is in none of them. */
void act_menu_attach_keys (Window *window, GtkWidget *large);
/* Why nothing can be done where PLAYER stands; static. */
const char *act_menu_explain_nothing (Player *player);
/* The menu of what is selected, wherever the keyboard is. */
void act_menu_present_for_selection (Window *window);
