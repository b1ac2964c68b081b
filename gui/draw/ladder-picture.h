/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ladder-picture: a ladder drawn: hosts side by side, time running down, each line of dialogue an arrow, on one long
 * page or on several. Every arrow and note is a group whose id is its record.
 */
#pragma once

#include "gui/draw/drawing.h"
#include "gui/draw/ladder.h"

/* How wide its pages are. */
double ladder_picture_width (const Ladder *ladder);

/* Pages (Drawing *) of at most HEIGHT, which is at least LADDER_PICTURE_LEAST; the caller's. Only the first one has the
 * title of the run and the key to the arrows; each has the hosts at its top. */
GPtrArray *ladder_picture_pages (const Ladder *ladder, const Palette *palette, double height);

#define LADDER_PICTURE_LEAST 400.0
