/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-camera: which part of a map is seen, and how large: the window's points to the map's and back, and the small map in
 * the corner. It knows no hosts.
 */
#pragma once

#include "gui/draw/map-layout.h"

/* Whatever is done, no more than the whole map is seen, and nothing beside it. */
typedef struct
{
  double width, height;             /* of the window's part */
  double world_width, world_height; /* of the map, in the same proportion */
  double zoom;                      /* a length of the map times this is one of the window */
  double x, y;                      /* the map's point in the upper left corner */
} MapCamera;

#define MAP_CAMERA_STEP 1.25

/* Sees all of it. */
void map_camera_fit (MapCamera *camera);
gboolean map_camera_is_fit (const MapCamera *camera);
/* Takes other sizes. What was in the middle stays there, as large compared to the whole as it was. */
void map_camera_resize (MapCamera *camera, double width, double height, double world_width, double world_height);

/* What lies at X, Y of the window stays there. */
void map_camera_zoom (MapCamera *camera, double factor, double x, double y);
/* By so much of the window. FALSE where it was at the end already. */
gboolean map_camera_pan (MapCamera *camera, double dx, double dy);
/* The shortest way to where BOX, of the map, is seen. */
void map_camera_reveal (MapCamera *camera, const MapBox *box);
/* With X, Y of the map in the middle. */
void map_camera_centre (MapCamera *camera, double x, double y);

void map_camera_to_map (const MapCamera *camera, double *x, double *y);
void map_camera_to_window (const MapCamera *camera, double *x, double *y);

/* Where the small map lies in the window; of no width where all is seen. */
MapBox map_camera_mini (const MapCamera *camera);
/* The part of it that stands for what is seen. */
MapBox map_camera_mini_seen (const MapCamera *camera);
/* The map's point for one of the small map. FALSE where X, Y of the window is none. */
gboolean map_camera_from_mini (const MapCamera *camera, double *x, double *y);
