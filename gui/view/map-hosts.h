/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-hosts: the hosts of a map as pictures that are painted once: each host for itself, and the numbers at their edges, which
 * they share. Only for map-scene.c.
 */
#pragma once

#include "gui/draw/map-picture.h"

#include <gtk/gtk.h>

typedef struct MapHosts MapHosts;

/* LAYOUT is borrowed; its hosts may move. */
MapHosts *map_hosts_new (const MapLayout *layout, int scale, const Palette *palette);
void map_hosts_free (MapHosts *hosts);

/* All that is painted: the camera's zoom is another one. */
void map_hosts_forget (MapHosts *hosts);
/* Paints what has changed, and sets all down. */
void map_hosts_show (MapHosts *hosts, GtkSnapshot *snapshot, const MapCamera *camera, const MapMoment *moment);
