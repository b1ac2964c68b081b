/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/sheet.h"

#include "gui/draw/text-width.h"

const double sheet_margin = 14, sheet_text_size = 16, sheet_small_size = 15;

static const double heading_size = 17, line_height = 21, heading_height = 36;

enum
{
  MOST_LINES = 6,
};

struct Sheet
{
  Drawing *drawing;
  const Palette *palette;
  double y;
  double row_height;
};

Sheet *
sheet_new (double width, const Palette *palette, const char *title)
{
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->palette = palette;
  sheet->drawing = drawing_new (width, 1, palette->card);
  drawing_set_stroke (sheet->drawing, palette->stroke);
  sheet->y = 4;
  drawing_set_title (sheet->drawing, title);
  return sheet;
}

Drawing *
sheet_finish (Sheet *sheet)
{
  Drawing *drawing = sheet->drawing;

  drawing_set_height (drawing, sheet->y + 8);
  g_free (sheet);
  return drawing;
}

Drawing *
sheet_get_drawing (Sheet *sheet)
{
  return sheet->drawing;
}

const Palette *
sheet_get_palette (const Sheet *sheet)
{
  return sheet->palette;
}

double
sheet_get_width (const Sheet *sheet)
{
  return drawing_get_width (sheet->drawing);
}

double
sheet_get_y (const Sheet *sheet)
{
  return sheet->y;
}

void
sheet_skip (Sheet *sheet, double height)
{
  sheet->y += height;
}

void
sheet_text (Sheet *sheet, const char *text, double x, double y, double room, const DrawingFont *font)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *cut = NULL;

  if (*valid == '\0' || room <= 0)
    return;
  g_strdelimit (valid, "\r\n\t", ' ');
  cut = text_width_cut (valid, font->size, font->bold, room);
  drawing_add_text (sheet->drawing, cut, x, sheet->y + y, font);
}

void
sheet_add_heading (Sheet *sheet, const char *text, const char *detail)
{
  const DrawingFont font = { heading_size, TRUE, 0, sheet->palette->ink }, small = { sheet_small_size, FALSE, 0, sheet->palette->dim };
  double room = sheet_get_width (sheet) - 2 * sheet_margin, used = MIN (text_width (text, heading_size, TRUE), room);

  sheet_text (sheet, text, sheet_margin, 25, room, &font);
  if (detail != NULL)
    sheet_text (sheet, detail, sheet_margin + used + 12, 25, room - used - 12, &small);
  sheet->y += heading_height;
}

void
sheet_add_heading_about (Sheet *sheet, guint32 about, const char *text, const char *detail)
{
  g_autofree char *title = g_strdup_printf ("%s, %s", text, detail);

  drawing_begin (sheet->drawing, "heading", 0, title);
  drawing_point (sheet->drawing, about);
  sheet_add_heading (sheet, text, detail);
  drawing_end (sheet->drawing);
}

void
sheet_add_sentence (Sheet *sheet, const char *text)
{
  const DrawingFont font = { sheet_text_size, FALSE, 0, sheet->palette->dim };
  double room = sheet_get_width (sheet) - 2 * sheet_margin;
  g_auto (GStrv) lines = text_width_wrap (text, font.size, FALSE, room, MOST_LINES);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      sheet_text (sheet, lines[i], sheet_margin, 16, room, &font);
      sheet->y += line_height;
    }
  sheet->y += 6;
}

void
sheet_begin_row (Sheet *sheet, const char *class, guint32 id, const char *title, double height, gboolean lit, const Colour *tone)
{
  const Palette *palette = sheet->palette;
  double x = sheet_margin - 8, width = sheet_get_width (sheet) - 2 * x;

  drawing_begin (sheet->drawing, class, id, title);
  drawing_add_box (sheet->drawing, x, sheet->y, width, height - 2, 3, lit ? palette->high_contrast ? palette->now : palette->area[AREA_SENDER] : palette->card, lit ? 2 : 0, palette->accent);
  if (tone != NULL)
    drawing_add_box (sheet->drawing, x, sheet->y, 5, height - 2, 0, *tone, 0.75, palette->dim);
  sheet->row_height = height;
}

void
sheet_end_row (Sheet *sheet)
{
  drawing_end (sheet->drawing);
  sheet->y += sheet->row_height;
}
