/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-key: what the map's shapes mean: each with a few words.
 */
#pragma once

#include "gui/draw/palette.h"
#include "gui/draw/parcel.h"

#define MAP_KEY_WIDTH 84
#define MAP_KEY_HEIGHT 42

guint map_key_count (void);
/* "A command". */
const char *map_key_get_words (guint index);
/* NULL where it is no parcel. */
const Parcel *map_key_get_parcel (guint index);
/* In a box of that size from the origin. */
void map_key_draw (cairo_t *cr, guint index, const Palette *palette);
