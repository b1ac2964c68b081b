/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * palette: the colours of the pictures, light and dark: the eight of Okabe and Ito, which
 * colour-blind people tell apart, and quiet ones for what stands behind them.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

typedef struct
{
  double red, green, blue;
} Colour;

typedef enum
{
  AREA_SENDER,
  AREA_RECIPIENT,
  AREA_DNS,
  N_AREA_KINDS,
} AreaKind;

typedef struct
{
  gboolean dark;
  Colour paper, card, ink, dim, faint, link;
  Colour area[N_AREA_KINDS], area_line[N_AREA_KINDS];
  Colour good, wait, bad, accent;  /* as text and lines on paper */
} Palette;

const Palette *palette_get (gboolean dark);

/* The bright fills, the same on light and dark; black text is readable on all but BLUE. */
extern const Colour colour_orange, colour_sky, colour_green, colour_yellow, colour_blue, colour_vermilion, colour_purple,
  colour_black, colour_white, colour_grey;

/* Black or white, whichever is easier to read on FILL. */
Colour colour_on (Colour fill);
/* WCAG contrast, 1 … 21. */
double colour_contrast (Colour a, Colour b);

void colour_set (cairo_t *cr, Colour colour);
void colour_set_alpha (cairo_t *cr, Colour colour, double alpha);
