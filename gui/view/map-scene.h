/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-scene: what the map view keeps from frame to frame: the ground, each host and each parcel as
 * pictures that are painted once. Only for map-view.c.
 */
#pragma once

#include "gui/draw/map-picture.h"

#include <gtk/gtk.h>

typedef struct MapScene MapScene;

/* CAST is borrowed. */
MapScene *map_scene_new (const MapCast *cast, double width, double height, int scale, const Palette *palette);
void map_scene_free (MapScene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MapScene, map_scene_free)

const MapLayout *map_scene_get_layout (const MapScene *scene);
gboolean map_scene_fits (const MapScene *scene, double width, double height, int scale);

/* PROGRESS has one number for each of the snapshot's flights. */
void map_scene_show (MapScene *scene, GtkSnapshot *snapshot, const MapMoment *moment, const double *progress);
