/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * text-box: one line of text in a picture, by Pango: measured, aligned, and cut in the middle where
 * it is too long.
 */
#pragma once

#include "gui/draw/palette.h"

#include <pango/pangocairo.h>

typedef struct
{
  const char *text;
  double size;     /* of the font, in units of the picture */
  gboolean bold;
  double width;    /* cut to this; 0: as long as it is */
} TextBox;

void text_box_measure (cairo_t *cr, const TextBox *box, double *width, double *height);

/* ALIGN 0: X is the left end; 0.5: the middle; 1: the right end. Y is the top. */
void text_box_draw (cairo_t *cr, const TextBox *box, double x, double y, double align, Colour colour);
/* Likewise, but Y is the baseline of the text. */
void text_box_draw_on_line (cairo_t *cr, const TextBox *box, double x, double y, double align, Colour colour);
