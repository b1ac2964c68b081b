/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * handout: pictures of a run laid out on sheets of paper, whoever prints them: upright, or lengthwise where a ladder is too
 * wide to be read otherwise. It knows no margins.
 */
#pragma once

#include "gui/draw/worksheet.h"

typedef struct
{
  Drawing *drawing;
  gboolean lengthwise;
  double scale; /* points for a unit of the drawing */
} HandoutPage;

/* HandoutPage *, for paper of which so many points can be printed on; the caller's. */
GPtrArray *handout_ladder (const Ladder *ladder, double short_side, double long_side);
/* The questions, the ladder with gaps, the answers. */
GPtrArray *handout_worksheet (const Worksheet *worksheet, double short_side, double long_side);

/* PAGE where 0, 0 is the corner of what can be printed on, smaller where it would not fit, in the middle of WIDTH. */
void handout_draw (const HandoutPage *page, cairo_t *cr, double width, double height);
