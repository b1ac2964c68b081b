/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-places: where hosts were put by hand, by their names and as parts of the map's size, so that they are found there again on
 * another map of the same world.
 */
#pragma once

#include "gui/draw/map-layout.h"

typedef struct MapPlaces MapPlaces;

MapPlaces *map_places_new (void);
void map_places_free (MapPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MapPlaces, map_places_free)

/* These are of SCENARIO from now on; those of another are forgotten. FALSE where it is the same as before. */
gboolean map_places_begin (MapPlaces *places, const char *scenario);
/* Where HOST stands on LAYOUT. */
void map_places_keep (MapPlaces *places, const Trace *trace, const MapLayout *layout, HostId host);
void map_places_forget (MapPlaces *places);
gboolean map_places_is_empty (const MapPlaces *places);
/* Moves all hosts of LAYOUT, which is of TRACE, that have a place. */
void map_places_apply (const MapPlaces *places, const Trace *trace, MapLayout *layout);
