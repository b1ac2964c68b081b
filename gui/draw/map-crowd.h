/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-crowd: what is already set down in a picture of the map, so that labels keep out of each
 * other's way.
 */
#pragma once

#include "gui/draw/map-layout.h"

typedef struct MapCrowd MapCrowd;

MapCrowd *map_crowd_new (void);
void map_crowd_free (MapCrowd *crowd);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MapCrowd, map_crowd_free)

/* Boxes are given by their middle and half their sizes. */
void map_crowd_add (MapCrowd *crowd, double x, double y, double half_width, double half_height);
gboolean map_crowd_is_free (const MapCrowd *crowd, double x, double y, double half_width, double half_height);
