/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/handout.h"

#include "gui/draw/ladder-picture.h"

/* An inch has 72 points, and 96 units, as CSS has pixels. */
static const double points_per_unit = 0.75;

static void
free_page (gpointer data)
{
  HandoutPage *page = data;

  drawing_free (page->drawing);
  g_free (page);
}

/* Takes the DRAWINGS. */
static void
append (GPtrArray *pages, GPtrArray *drawings, gboolean lengthwise, double scale)
{
  g_ptr_array_set_free_func (drawings, NULL);
  for (guint i = 0; i < drawings->len; i++)
    {
      HandoutPage *page = g_new (HandoutPage, 1);

      *page = (HandoutPage){ g_ptr_array_index (drawings, i), lengthwise, scale };
      g_ptr_array_add (pages, page);
    }
  g_ptr_array_unref (drawings);
}

static void
append_ladder (GPtrArray *pages, const Ladder *ladder, double short_side, double long_side)
{
  double width = ladder_picture_width (ladder);
  gboolean lengthwise = width * points_per_unit > short_side;
  double scale = MIN (points_per_unit, (lengthwise ? long_side : short_side) / width);

  append (pages, ladder_picture_pages (ladder, palette_get (FALSE), (lengthwise ? short_side : long_side) / scale), lengthwise, scale);
}

GPtrArray *
handout_ladder (const Ladder *ladder, double short_side, double long_side)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func (free_page);

  append_ladder (pages, ladder, short_side, long_side);
  return pages;
}

GPtrArray *
handout_worksheet (const Worksheet *worksheet, double short_side, double long_side)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func (free_page);
  double width = short_side / points_per_unit, height = long_side / points_per_unit;

  append (pages, worksheet_question_pages (worksheet, width, height), FALSE, points_per_unit);
  append_ladder (pages, worksheet->ladder, short_side, long_side);
  append (pages, worksheet_answer_pages (worksheet, width, height), FALSE, points_per_unit);
  return pages;
}

void
handout_draw (const HandoutPage *page, cairo_t *cr, double width, double height)
{
  double wide = drawing_get_width (page->drawing), high = drawing_get_height (page->drawing);
  double scale = MIN (page->scale, MIN (width / wide, height / high));

  cairo_save (cr);
  cairo_translate (cr, (width - wide * scale) / 2, 0);
  cairo_scale (cr, scale, scale);
  drawing_paint (page->drawing, cr);
  cairo_restore (cr);
}
