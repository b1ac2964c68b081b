/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/palette.h"

#include <math.h>

#define RGB(hex) { ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex) & 255) / 255.0 }

const Colour colour_orange = RGB (0xE69F00), colour_sky = RGB (0x56B4E9), colour_green = RGB (0x009E73),
             colour_yellow = RGB (0xF0E442), colour_blue = RGB (0x0072B2), colour_vermilion = RGB (0xD55E00),
             colour_purple = RGB (0xCC79A7), colour_black = RGB (0x101418), colour_white = RGB (0xFFFFFF),
             colour_grey = RGB (0x8A939C);

/* WCAG 2.1, 1.4.6 and 1.4.11; and from which contrast to white on white words are easier to be had than black ones. */
static const double enhanced_contrast = 7, shape_contrast = 3, dark_enough = 3.3;

static const Palette light = {
  .dark = FALSE,
  .stroke = 1,
  .paper = RGB (0xFAFAF8),
  .card = RGB (0xFFFFFF),
  .ink = RGB (0x1B2026),
  .dim = RGB (0x515B66),
  .faint = RGB (0xD5DADF),
  .link = RGB (0x7D8791),
  .area = { RGB (0xE7F1FA), RGB (0xE6F4EC), RGB (0xF4EDF3) },
  .area_line = { RGB (0x5C8DB8), RGB (0x4F9470), RGB (0xA8779C) },
  .good = RGB (0x00704F),
  .wait = RGB (0x8F5B00),
  .bad = RGB (0xB33F00),
  .accent = RGB (0x0063A0),
  .now = RGB (0xFFF3B0),
};

static const Palette dark = {
  .dark = TRUE,
  .stroke = 1,
  .paper = RGB (0x191C20),
  .card = RGB (0x272C33),
  .ink = RGB (0xF2F4F6),
  .dim = RGB (0xB4BDC7),
  .faint = RGB (0x3A424B),
  .link = RGB (0x7A8693),
  .area = { RGB (0x1C2A38), RGB (0x1B2E27), RGB (0x2E2531) },
  .area_line = { RGB (0x5482AC), RGB (0x4B8A70), RGB (0x92709A) },
  .good = RGB (0x3FD0A4),
  .wait = RGB (0xF2B233),
  .bad = RGB (0xFF8A4C),
  .accent = RGB (0x6CC1F2),
  .now = RGB (0x43390F),
};

static const Palette light_high_contrast = {
  .dark = FALSE,
  .high_contrast = TRUE,
  .stroke = 1.6,
  .paper = RGB (0xFFFFFF),
  .card = RGB (0xFFFFFF),
  .ink = RGB (0x000000),
  .dim = RGB (0x1A1A1A),
  .faint = RGB (0x767676),
  .link = RGB (0x3B3B3B),
  .area = { RGB (0xFFFFFF), RGB (0xFFFFFF), RGB (0xFFFFFF) },
  .area_line = { RGB (0x003F7A), RGB (0x00543B), RGB (0x6B2C55) },
  .good = RGB (0x004A34),
  .wait = RGB (0x5E3A00),
  .bad = RGB (0x861800),
  .accent = RGB (0x003A75),
  .now = RGB (0xFFEE58),
};

static const Palette dark_high_contrast = {
  .dark = TRUE,
  .high_contrast = TRUE,
  .stroke = 1.6,
  .paper = RGB (0x000000),
  .card = RGB (0x000000),
  .ink = RGB (0xFFFFFF),
  .dim = RGB (0xEDEDED),
  .faint = RGB (0x8C8C8C),
  .link = RGB (0xC8C8C8),
  .area = { RGB (0x000000), RGB (0x000000), RGB (0x000000) },
  .area_line = { RGB (0x7FC4FF), RGB (0x5CE0B4), RGB (0xF0AAD2) },
  .good = RGB (0x6FF0C4),
  .wait = RGB (0xFFCB52),
  .bad = RGB (0xFFA985),
  .accent = RGB (0x8FD3FF),
  .now = RGB (0x332C00),
};

const Palette *
palette_get (gboolean is_dark)
{
  return is_dark ? &dark : &light;
}

const Palette *
palette_get_high_contrast (gboolean is_dark)
{
  return is_dark ? &dark_high_contrast : &light_high_contrast;
}

double
palette_alpha (const Palette *palette, double alpha)
{
  return palette->high_contrast ? 1 : alpha;
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

static Colour
mix (Colour colour, Colour with, double part)
{
  return (Colour){ colour.red + (with.red - colour.red) * part, colour.green + (with.green - colour.green) * part, colour.blue + (with.blue - colour.blue) * part };
}

static gboolean
can_be_seen (const Palette *palette, Colour fill, Colour ink)
{
  return palette->high_contrast ? colour_contrast (fill, ink) >= enhanced_contrast : !palette->dark || colour_contrast (fill, palette->card) >= shape_contrast;
}

/* On a dark ground what is too dark is lighter. On white, in high contrast, what is dark becomes darker: so it stays
   as far as it is from what is light. */
Colour
palette_fill (const Palette *palette, Colour fill)
{
  gboolean darker = !palette->dark && colour_contrast (fill, colour_white) >= dark_enough;
  Colour shown = fill, end = darker ? colour_black : colour_white, ink = darker ? colour_white : colour_black;

  for (double part = 0; part < 1 && !can_be_seen (palette, shown, ink); part += 0.02)
    shown = mix (fill, end, part);
  return shown;
}
