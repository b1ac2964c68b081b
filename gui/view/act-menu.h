/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * act-menu: the menu of what can be done to what somebody points at, by the second button, the menu key, or a long press.
 */
#pragma once

#include "gui/view/player-view.h"
#include "gui/view/window.h"

/* From now on VIEW, which finds targets, has that menu. */
void act_menu_attach (GtkWidget *view);
/* Why nothing can be done in RUN; static. */
const char *act_menu_explain_nothing (const Run *run);
/* The menu of what is selected, wherever the keyboard is. */
void act_menu_present_for_selection (Window *window);
