/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * glyph: small signs drawn around a middle: envelopes, devices, servers, books. They know nothing of
 * what they stand for.
 */
#pragma once

#include "gui/draw/palette.h"

/* Makes a path only. */
void glyph_round_box (cairo_t *cr, double x, double y, double width, double height, double radius);
void glyph_diamond (cairo_t *cr, double x, double y, double radius);

/* A box around 0, 0 whose level edges are 2 × HALF long; its ends reach END further, inwards where that is negative,
 * and are upright over 2 × (HIGH - SLANT) of their height. Makes a path only. */
void glyph_ends (cairo_t *cr, double half, double high, double end, double slant);

/* Fills with FILL, outlines with LINE. */
void glyph_paint (cairo_t *cr, Colour fill, Colour line, double line_width);

void glyph_envelope (cairo_t *cr, double x, double y, double width, Colour fill, Colour line);
void glyph_cross (cairo_t *cr, double x, double y, double radius, Colour colour, double line_width);
void glyph_tick (cairo_t *cr, double x, double y, double radius, Colour colour, double line_width);
void glyph_clock (cairo_t *cr, double x, double y, double radius, Colour fill, Colour line);
/* An arrow that turns back, on a disc: once more. */
void glyph_turn (cairo_t *cr, double x, double y, double radius, Colour fill, Colour line);
/* A plug in a square of SIZE. */
void glyph_plug (cairo_t *cr, double x, double y, double size, Colour colour);
/* Cards in a box, in a square of SIZE: what is kept for later. */
void glyph_cards (cairo_t *cr, double x, double y, double size, Colour fill, Colour line);
/* A laptop, a server, a globe and a book, each in a square of SIZE. */
void glyph_laptop (cairo_t *cr, double x, double y, double size, const Palette *palette);
void glyph_server (cairo_t *cr, double x, double y, double size, const Palette *palette);
void glyph_globe (cairo_t *cr, double x, double y, double size, const Palette *palette);
void glyph_book (cairo_t *cr, double x, double y, double size, const Palette *palette);
