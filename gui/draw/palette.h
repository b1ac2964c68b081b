/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * palette: the colours of the pictures, light and dark, each also in high contrast: the eight of Okabe and Ito, which
 * colour-blind people tell apart, and quiet ones for what stands behind them. What is written in them has a contrast of
 * at least 4.5 (WCAG 2.1, 1.4.3), in high contrast 7 (1.4.6); what is drawn and means something, 3 (1.4.11).
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
  gboolean dark, high_contrast;
  double stroke; /* how many times as wide as usual lines are */
  Colour paper, card, ink, dim, faint, link;
  Colour area[N_AREA_KINDS], area_line[N_AREA_KINDS];
  Colour good, wait, bad, accent;  /* as text and lines on paper */
  Colour now;                      /* behind what is told about */
} Palette;

const Palette *palette_get (gboolean dark);
const Palette *palette_get_high_contrast (gboolean dark);
/* FILL as it is drawn: so much lighter or darker that it can be seen, and in high contrast what is written on it be read. */
Colour palette_fill (const Palette *palette, Colour fill);
/* ALPHA, or 1 where nothing may be pale. */
double palette_alpha (const Palette *palette, double alpha);

/* The bright fills, the same on light and dark; black text is readable on all but BLUE. */
extern const Colour colour_orange, colour_sky, colour_green, colour_yellow, colour_blue, colour_vermilion, colour_purple,
  colour_black, colour_white, colour_grey;

/* Black or white, whichever is easier to read on FILL. */
Colour colour_on (Colour fill);
/* WCAG contrast, 1 … 21. */
double colour_contrast (Colour a, Colour b);

void colour_set (cairo_t *cr, Colour colour);
void colour_set_alpha (cairo_t *cr, Colour colour, double alpha);
