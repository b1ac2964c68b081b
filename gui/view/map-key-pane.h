/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-key-pane: what the map's shapes mean, as a list to stand beside the map.
 */
#pragma once

#include <gtk/gtk.h>

GtkWidget *map_key_pane_new (void);
/* How much of a view of WIDTH it takes: where it is narrow its words break, and leave the room to the map. */
int map_key_pane_find_width (GtkWidget *pane, int width);
