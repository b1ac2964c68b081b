/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-actions: what keys and buttons of the window do to its map.
 */
#pragma once

#include <gtk/gtk.h>

/* For the class of Window. */
void map_actions_install (GtkWidgetClass *class);
