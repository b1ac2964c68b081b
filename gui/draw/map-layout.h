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
  gboolean moved;      /* by hand */
} MapHost;

typedef struct
{
  AreaKind kind;
  const char *title;
  MapBox box;
  MapBox home;         /* its box where none of its hosts is moved */
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
  GHashTable *ways;    /* from << 16 | to → MapWay, as they are asked for */
} MapLayout;

/* CAST is borrowed and must outlive the layout. */
MapLayout *map_layout_new (const MapCast *cast, double width, double height);
void map_layout_free (MapLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MapLayout, map_layout_free)

/* NULL where HOST isn't on the map. */
const MapHost *map_layout_find (const MapLayout *layout, HostId host);

/* The smallest map with the proportion of WIDTH × HEIGHT, and at least of that size, on which all of CAST can be made
 * out and nothing lies on anything else. */
void map_layout_find_room (const MapCast *cast, double width, double height, double *room_width, double *room_height);

/* Puts the middle of HOST's pictogram at X, Y, or as near as it stays on the map. The area of its domain takes it in. */
void map_layout_move_host (MapLayout *layout, HostId host, double x, double y);

/* How often two ways, drawn straight, cross between their ends. */
guint map_layout_count_crossings (const MapLayout *layout);

/* The host whose box X, Y lies in, or 0. */
HostId map_layout_hit_host (const MapLayout *layout, double x, double y);
/* The link that passes X, Y, or NULL. */
const CastLink *map_layout_hit_link (const MapLayout *layout, double x, double y);

/* Both on the map: the way between the edges of their pictograms. */
MapWay map_layout_way (const MapLayout *layout, HostId from, HostId to);
MapPoint map_way_point (const MapWay *way, double part);
