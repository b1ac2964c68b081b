/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-tools: the buttons that float above the map: nearer, farther, all of it, and what the shapes mean.
 */
#pragma once

#include <gtk/gtk.h>

GtkWidget *map_tools_new (void);
