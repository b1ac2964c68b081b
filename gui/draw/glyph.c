/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/glyph.h"

#include <math.h>

void
glyph_round_box (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  radius = MIN (radius, MIN (width, height) / 2);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

void
glyph_diamond (cairo_t *cr, double x, double y, double radius)
{
  cairo_move_to (cr, x, y - radius);
  cairo_line_to (cr, x + radius, y);
  cairo_line_to (cr, x, y + radius);
  cairo_line_to (cr, x - radius, y);
  cairo_close_path (cr);
}

void
glyph_ends (cairo_t *cr, double half, double high, double end, double slant)
{
  double upright = high - slant;

  cairo_move_to (cr, -half, -high);
  cairo_line_to (cr, half, -high);
  cairo_line_to (cr, half + end, -upright);
  cairo_line_to (cr, half + end, upright);
  cairo_line_to (cr, half, high);
  cairo_line_to (cr, -half, high);
  cairo_line_to (cr, -half - end, upright);
  cairo_line_to (cr, -half - end, -upright);
  cairo_close_path (cr);
}

void
glyph_paint (cairo_t *cr, Colour fill, Colour line, double line_width)
{
  colour_set (cr, fill);
  cairo_fill_preserve (cr);
  colour_set (cr, line);
  cairo_set_line_width (cr, line_width);
  cairo_stroke (cr);
}

void
glyph_envelope (cairo_t *cr, double x, double y, double width, Colour fill, Colour line)
{
  double height = width * 0.68, left = x - width / 2, top = y - height / 2, stroke = MAX (1.2, width * 0.05);

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  glyph_round_box (cr, left, top, width, height, width * 0.09);
  glyph_paint (cr, fill, line, stroke);
  cairo_move_to (cr, left + width * 0.05, top + height * 0.1);
  cairo_line_to (cr, x, top + height * 0.6);
  cairo_line_to (cr, left + width * 0.95, top + height * 0.1);
  cairo_stroke (cr);
}

void
glyph_cross (cairo_t *cr, double x, double y, double radius, Colour colour, double line_width)
{
  colour_set (cr, colour);
  cairo_set_line_width (cr, line_width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, x - radius, y - radius);
  cairo_line_to (cr, x + radius, y + radius);
  cairo_move_to (cr, x + radius, y - radius);
  cairo_line_to (cr, x - radius, y + radius);
  cairo_stroke (cr);
}

void
glyph_tick (cairo_t *cr, double x, double y, double radius, Colour colour, double line_width)
{
  colour_set (cr, colour);
  cairo_set_line_width (cr, line_width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, x - radius, y);
  cairo_line_to (cr, x - radius * 0.2, y + radius * 0.75);
  cairo_line_to (cr, x + radius, y - radius * 0.75);
  cairo_stroke (cr);
}

void
glyph_clock (cairo_t *cr, double x, double y, double radius, Colour fill, Colour line)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  glyph_paint (cr, fill, line, MAX (1.5, radius * 0.16));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, x, y - radius * 0.6);
  cairo_line_to (cr, x, y);
  cairo_line_to (cr, x + radius * 0.45, y + radius * 0.2);
  cairo_stroke (cr);
}

void
glyph_turn (cairo_t *cr, double x, double y, double radius, Colour fill, Colour line)
{
  double inner = radius * 0.52, tip = radius * 0.36;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  glyph_paint (cr, fill, line, 1.5);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (cr, radius * 0.22);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, inner, -0.2 * G_PI, 1.5 * G_PI);
  cairo_stroke (cr);
  cairo_move_to (cr, x, y - inner - tip);
  cairo_line_to (cr, x + 1.5 * tip, y - inner);
  cairo_line_to (cr, x, y - inner + tip);
  cairo_close_path (cr);
  cairo_fill (cr);
}

void
glyph_plug (cairo_t *cr, double x, double y, double size, Colour colour)
{
  double half = size / 2;

  colour_set (cr, colour);
  cairo_set_line_width (cr, size * 0.14);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, x + side * half * 0.4, y - half * 0.9);
      cairo_line_to (cr, x + side * half * 0.4, y - half * 0.35);
    }
  cairo_move_to (cr, x, y + half * 0.45);
  cairo_line_to (cr, x, y + half * 0.95);
  cairo_stroke (cr);
  cairo_move_to (cr, x - half * 0.75, y - half * 0.35);
  cairo_line_to (cr, x + half * 0.75, y - half * 0.35);
  cairo_arc (cr, x, y - half * 0.2, half * 0.75, 0.05 * G_PI, 0.95 * G_PI);
  cairo_close_path (cr);
  cairo_fill (cr);
}

void
glyph_cards (cairo_t *cr, double x, double y, double size, Colour fill, Colour line)
{
  double wide = size * 0.8, high = size * 0.55;

  for (int card = 2; card >= 0; card--)
    {
      cairo_rectangle (cr, x - wide / 2 + card * size * 0.1, y - high / 2 + size * 0.14 - card * size * 0.16, wide - card * size * 0.2, high);
      glyph_paint (cr, fill, line, MAX (1, size * 0.07));
    }
}

void
glyph_laptop (cairo_t *cr, double x, double y, double size, const Palette *palette)
{
  double stroke = MAX (2, size * 0.035) * palette->stroke, wide = size * 0.74, high = size * 0.52, top = y - size * 0.36;

  glyph_round_box (cr, x - wide / 2, top, wide, high, size * 0.06);
  glyph_paint (cr, palette->card, palette->ink, stroke);
  glyph_round_box (cr, x - wide / 2 + size * 0.07, top + size * 0.07, wide - size * 0.14, high - size * 0.14, size * 0.02);
  colour_set_alpha (cr, colour_sky, palette->dark ? 0.45 : 0.35);
  cairo_fill (cr);
  cairo_move_to (cr, x - wide / 2, top + high + stroke / 2);
  cairo_line_to (cr, x + wide / 2, top + high + stroke / 2);
  cairo_line_to (cr, x + size * 0.5, top + high + size * 0.16);
  cairo_line_to (cr, x - size * 0.5, top + high + size * 0.16);
  cairo_close_path (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  glyph_paint (cr, palette->card, palette->ink, stroke);
}

void
glyph_server (cairo_t *cr, double x, double y, double size, const Palette *palette)
{
  double stroke = MAX (2, size * 0.035) * palette->stroke, wide = size * 0.78, high = size * 0.25, gap = size * 0.035;

  for (int i = 0; i < 3; i++)
    {
      double top = y - 1.5 * high - gap + i * (high + gap);

      glyph_round_box (cr, x - wide / 2, top, wide, high, size * 0.05);
      glyph_paint (cr, palette->card, palette->ink, stroke);
      cairo_arc (cr, x - wide / 2 + size * 0.11, top + high / 2, size * 0.035, 0, 2 * G_PI);
      colour_set (cr, colour_green);
      cairo_fill (cr);
      colour_set (cr, palette->link);
      cairo_set_line_width (cr, stroke);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      cairo_move_to (cr, x, top + high / 2);
      cairo_line_to (cr, x + wide / 2 - size * 0.1, top + high / 2);
      cairo_stroke (cr);
    }
}

static void
stroke_ellipse (cairo_t *cr, double x, double y, double across, double down)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, across, down);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  cairo_stroke (cr);
}

void
glyph_globe (cairo_t *cr, double x, double y, double size, const Palette *palette)
{
  double radius = size * 0.4, stroke = MAX (2, size * 0.035) * palette->stroke;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  glyph_paint (cr, palette->card, palette->ink, stroke);
  colour_set (cr, palette->ink);
  cairo_set_line_width (cr, stroke * 0.7);
  stroke_ellipse (cr, x, y, radius * 0.45, radius);
  cairo_move_to (cr, x - radius, y);
  cairo_line_to (cr, x + radius, y);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, x - radius * 0.86, y + side * radius * 0.5);
      cairo_line_to (cr, x + radius * 0.86, y + side * radius * 0.5);
    }
  cairo_stroke (cr);
}

void
glyph_book (cairo_t *cr, double x, double y, double size, const Palette *palette)
{
  double stroke = MAX (2, size * 0.035) * palette->stroke, wide = size * 0.66, high = size * 0.8;
  double left = x - wide / 2, top = y - high / 2;

  glyph_round_box (cr, left, top, wide, high, size * 0.07);
  glyph_paint (cr, palette->card, palette->ink, stroke);
  glyph_round_box (cr, left, top, wide * 0.2, high, size * 0.05);
  glyph_paint (cr, colour_purple, palette->ink, stroke);
  colour_set (cr, palette->link);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int i = 0; i < 4; i++)
    {
      double line = top + high * (0.22 + 0.19 * i);

      cairo_move_to (cr, left + wide * 0.34, line);
      cairo_line_to (cr, left + wide * (i % 2 == 0 ? 0.86 : 0.7), line);
    }
  cairo_stroke (cr);
}
