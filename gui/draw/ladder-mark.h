/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ladder-mark: the signs of a ladder: its arrows, the boxes of its notes, its breaks, and the key that explains them.
 * Each differs from the others in black and white too. Only for ladder-picture.c.
 */
#pragma once

#include "gui/draw/drawing.h"
#include "gui/draw/ladder.h"

/* From one life-line to the other. */
typedef struct
{
  double x0, y0, x1, y1;
} LadderSpot;

/* "command", "reply-4xx": of the SVG. */
const char *ladder_mark_class (LadderStyle style);
/* With the lines of its LABEL above it. */
void ladder_mark_arrow (Drawing *page, const Palette *palette, const LadderRow *row, const LadderSpot *spot, char **label, double label_size);

/* How much of a note its sign takes, at the left. */
double ladder_mark_sign_width (StoryTone tone);
void ladder_mark_note (Drawing *page, const Palette *palette, StoryTone tone, double x, double y, double width, double height);

/* Across all life-lines. */
void ladder_mark_break (Drawing *page, const Palette *palette, double x0, double x1, double y);

/* What the arrows mean, in lines of WIDTH from X, Y; how high they are. */
double ladder_mark_key (Drawing *page, const Palette *palette, double x, double y, double width);
