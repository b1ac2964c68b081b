/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-key-pane: what the map's shapes mean, as a list to stand beside the map.
 */
#pragma once

#include <gtk/gtk.h>

GtkWidget *map_key_pane_new (void);
