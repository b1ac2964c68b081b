/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-scene: what the map view keeps from frame to frame: the ground, each host and each parcel as
 * pictures that are painted once. Only for map-view.c.
 */
#pragma once

#include "gui/draw/map-picture.h"
#include "gui/draw/map-places.h"

#include <gtk/gtk.h>

typedef struct MapScene MapScene;

/* CAST is borrowed. The map itself has that size. */
MapScene *map_scene_new (const MapCast *cast, double width, double height, int scale, const Palette *palette);
void map_scene_free (MapScene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MapScene, map_scene_free)

const MapLayout *map_scene_get_layout (const MapScene *scene);
int map_scene_get_scale (const MapScene *scene);

/* As map_layout_move_host and map_places_apply have it. */
void map_scene_move_host (MapScene *scene, HostId host, double x, double y);
void map_scene_put_hosts (MapScene *scene, const MapPlaces *places, const Trace *trace);

/* What CAMERA sees; PROGRESS has one number for each of the snapshot's flights. */
void map_scene_show (MapScene *scene, GtkSnapshot *snapshot, const MapCamera *camera, const MapMoment *moment, const double *progress);
