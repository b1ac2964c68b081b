/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-hit: what lies at a point of the map, and what it is in words.
 */
#pragma once

#include "gui/draw/map-picture.h"

/* The uppermost of what lies there; the rest is 0. */
typedef struct
{
  TraceId packet;
  HostId host;
  HostId way_a, way_b; /* the smaller number first */
} MapHit;

/* PROGRESS has one number for each of the snapshot's flights. */
MapHit map_hit_find (const MapLayout *layout, const MapMoment *moment, const double *progress, double x, double y);
/* Of a TCP packet; or the latest one on the way, by the moment, for which the trace is searched; 0: none. */
guint32 map_hit_find_connection (const MapHit *hit, const MapMoment *moment);
/* Of a packet what is said with it, of a host all that its picture shows; NULL for anything else. The caller frees. */
char *map_hit_describe (const MapHit *hit, const MapMoment *moment);
