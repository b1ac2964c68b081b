/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * svg-text: texts of a picture that stay texts in SVG, to be read, searched and copied, where Cairo would write the
 * outlines of their letters: they are kept aside while Cairo draws the rest, and stand in front of it.
 */
#pragma once

#include "gui/draw/palette.h"

/* One text; X and Y of its baseline, in the coordinates of the SVG. */
typedef struct
{
  const char *text;
  double x, y, size;
  gboolean bold;
  double align; /* 0: X is the left end; 0.5: the middle; 1: the right end */
  Colour colour;
} SvgText;

/* Appends it as an element. */
void svg_text_write (GString *out, const SvgText *text);
/* NUMBER with two decimals at most, in every locale. */
void svg_text_append_number (GString *out, double number);
/* NAME="#rrggbb" with a space before it. */
void svg_text_append_colour (GString *out, const char *name, Colour colour);

/* From now on texts drawn by CR go to TEXTS, which is borrowed. */
void svg_text_keep (cairo_t *cr, GString *texts);
gboolean svg_text_is_kept (cairo_t *cr);
/* FALSE where CR is to draw its texts itself; X, Y and SIZE are those of CR. */
gboolean svg_text_take (cairo_t *cr, const SvgText *text);

#define SVG_TEXT_FONTS "Cantarell, 'Noto Sans', 'DejaVu Sans', sans-serif"
