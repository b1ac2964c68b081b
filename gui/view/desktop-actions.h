/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * desktop-actions: the window's actions that every program of a desktop has: its looks, its keys, what it is.
 */
#pragma once

#include <gtk/gtk.h>

/* For the class of Window. */
void desktop_actions_install (GtkWidgetClass *class);
