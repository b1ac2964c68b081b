/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sheet: a drawing of a given width that is filled from top to bottom: headings, sentences, rows that can be picked.
 * What the large views of a queue and of the DNS are drawn on. It knows no trace.
 */
#pragma once

#include "gui/draw/drawing.h"

extern const double sheet_margin, sheet_text_size, sheet_small_size;

typedef struct Sheet Sheet;

/* TITLE says what it is; PALETTE is borrowed. */
Sheet *sheet_new (double width, const Palette *palette, const char *title);
/* The drawing, as high as it has become; SHEET is gone. */
Drawing *sheet_finish (Sheet *sheet);

Drawing *sheet_get_drawing (Sheet *sheet);
const Palette *sheet_get_palette (const Sheet *sheet);
double sheet_get_width (const Sheet *sheet);
/* Where the next thing begins; and room left free. */
double sheet_get_y (const Sheet *sheet);
void sheet_skip (Sheet *sheet, double height);

/* DETAIL stands small at its right; it may be NULL. */
void sheet_add_heading (Sheet *sheet, const char *text, const char *detail);
/* One that can be pointed at. */
void sheet_add_heading_about (Sheet *sheet, guint32 about, const char *text, const char *detail);
/* A sentence in as many lines as it needs, dim. */
void sheet_add_sentence (Sheet *sheet, const char *text);

/* A row of HEIGHT; what is added until sheet_end_row belongs to it. LIT: it is what is looked at; TONE: a strip at its
 * left has this colour. TITLE may be NULL. */
void sheet_begin_row (Sheet *sheet, const char *class, guint32 id, const char *title, double height, gboolean lit, const Colour *tone);
void sheet_end_row (Sheet *sheet);

/* At X, the baseline Y below the top of the row, cut to ROOM (to its right where ALIGN is 0, to its left where it is 1). */
void sheet_text (Sheet *sheet, const char *text, double x, double y, double room, const DrawingFont *font);
