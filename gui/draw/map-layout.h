/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-layout: where on the map everything stands: from the sender's device on the left to the
 * recipient's on the right, the DNS above the middle; and the way between any two hosts.
 */
#pragma once

#include "gui/draw/map-cast.h"

typedef struct
{
  double x, y, width, height;
} MapBox;

typedef struct
{
  HostId host;
  const CastHost *cast;
  MapBox box;          /* pictogram and text */
  double x, y;         /* middle of the pictogram */
} MapHost;

typedef struct
{
  AreaKind kind;
  const char *title;
  MapBox box;
} MapArea;

/* The way from one host to another: a curve of second degree. */
typedef struct
{
  double x0, y0, x1, y1, x2, y2;
} MapWay;

typedef struct
{
  double x, y;
  double dx, dy;       /* direction, of length 1 */
} MapPoint;

typedef struct
{
  const MapCast *cast; /* borrowed */
  double width, height, icon;
  GArray *hosts;       /* MapHost */
  GArray *areas;       /* MapArea */
} MapLayout;

/* CAST is borrowed and must outlive the layout. */
MapLayout *map_layout_new (const MapCast *cast, double width, double height);
void map_layout_free (MapLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MapLayout, map_layout_free)

/* NULL where HOST isn't on the map. */
const MapHost *map_layout_find (const MapLayout *layout, HostId host);

/* The host whose box X, Y lies in, or 0. */
/* NULL where it is not on the map. */
const MapHost *map_layout_find_host (const MapLayout *layout, HostId host);
HostId map_layout_hit_host (const MapLayout *layout, double x, double y);
/* The link that passes X, Y, or NULL. */
const CastLink *map_layout_hit_link (const MapLayout *layout, double x, double y);

/* Both on the map: the way between the edges of their pictograms. */
MapWay map_layout_way (const MapLayout *layout, HostId from, HostId to);
MapPoint map_way_point (const MapWay *way, double part);
