/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-label: finds room for the words beside what flies over the map.
 */
#pragma once

#include "gui/draw/map-crowd.h"
#include "gui/draw/parcel.h"

/* Where a parcel and its label go, by their middles. */
typedef struct
{
  double x, y, label_x, label_y;
  gboolean has_label; /* there is room for it */
} MapSpot;

/* PARCEL remembers it. */
ParcelSize map_label_measure (cairo_t *cr, Parcel *parcel);

/* Completes SPOT, where PARCEL stands on its WAY, and cuts its label to the room there is; CROWD takes
 * in the label. */
void map_label_place (cairo_t *cr, const MapLayout *layout, MapCrowd *crowd, Parcel *parcel, const MapWay *way, MapSpot *spot);
