/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-page: the map as a slide: the run's title and the clock above it, below it what happens now in words. At an
 * instant of the run, or at a second of its presentation, as a film has it.
 */
#pragma once

#include "gui/draw/map-picture.h"
#include "sim/trace/stops.h"

typedef struct MapPage MapPage;

/* TRACE is not empty; it and PALETTE are borrowed. */
MapPage *map_page_new (const Trace *trace, double width, double height, const Palette *palette);
/* One whose map alone has that size. */
MapPage *map_page_new_for_map (const Trace *trace, double width, double height, const Palette *palette);
void map_page_free (MapPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MapPage, map_page_free)

/* What is on its way at T is where it is then. */
void map_page_draw_instant (MapPage *page, cairo_t *cr, SimTime t);

/* Of the presentation; stops_get_length is its length. */
const Stops *map_page_get_stops (const MapPage *page);
void map_page_draw_second (MapPage *page, cairo_t *cr, double seconds);
/* Only the map, without the words above and below, from 0, 0. */
void map_page_draw_map (MapPage *page, cairo_t *cr, double seconds);
