/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/palette.h"

#include <math.h>

#define RGB(hex) { ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex) & 255) / 255.0 }

const Colour colour_orange = RGB (0xE69F00), colour_sky = RGB (0x56B4E9), colour_green = RGB (0x009E73),
             colour_yellow = RGB (0xF0E442), colour_blue = RGB (0x0072B2), colour_vermilion = RGB (0xD55E00),
             colour_purple = RGB (0xCC79A7), colour_black = RGB (0x101418), colour_white = RGB (0xFFFFFF),
             colour_grey = RGB (0x8A939C);

static const Palette light = {
  .dark = FALSE,
  .paper = RGB (0xFAFAF8),
  .card = RGB (0xFFFFFF),
  .ink = RGB (0x1B2026),
  .dim = RGB (0x515B66),
  .faint = RGB (0xD5DADF),
  .link = RGB (0xA9B3BD),
  .area = { RGB (0xE7F1FA), RGB (0xE6F4EC), RGB (0xF4EDF3) },
  .area_line = { RGB (0xBFD9EE), RGB (0xBCDFCB), RGB (0xDFC9DA) },
  .good = RGB (0x00704F),
  .wait = RGB (0x8F5B00),
  .bad = RGB (0xB33F00),
  .accent = RGB (0x0063A0),
};

static const Palette dark = {
  .dark = TRUE,
  .paper = RGB (0x191C20),
  .card = RGB (0x272C33),
  .ink = RGB (0xF2F4F6),
  .dim = RGB (0xB4BDC7),
  .faint = RGB (0x3A424B),
  .link = RGB (0x66717D),
  .area = { RGB (0x1C2A38), RGB (0x1B2E27), RGB (0x2E2531) },
  .area_line = { RGB (0x33506B), RGB (0x305546), RGB (0x574259) },
  .good = RGB (0x3FD0A4),
  .wait = RGB (0xF2B233),
  .bad = RGB (0xFF8A4C),
  .accent = RGB (0x6CC1F2),
};

const Palette *
palette_get (gboolean is_dark)
{
  return is_dark ? &dark : &light;
}

static double
linear (double part)
{
  return part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (Colour colour)
{
  return 0.2126 * linear (colour.red) + 0.7152 * linear (colour.green) + 0.0722 * linear (colour.blue);
}

double
colour_contrast (Colour a, Colour b)
{
  double first = luminance (a) + 0.05, second = luminance (b) + 0.05;

  return first > second ? first / second : second / first;
}

Colour
colour_on (Colour fill)
{
  return colour_contrast (fill, colour_black) >= colour_contrast (fill, colour_white) ? colour_black : colour_white;
}

void
colour_set (cairo_t *cr, Colour colour)
{
  cairo_set_source_rgb (cr, colour.red, colour.green, colour.blue);
}

void
colour_set_alpha (cairo_t *cr, Colour colour, double alpha)
{
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, alpha);
}
