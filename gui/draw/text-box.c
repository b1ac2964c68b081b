/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/text-box.h"

#include "gui/draw/svg-text.h"
#include "gui/draw/text-width.h"

static PangoLayout *
text_box_lay_out (cairo_t *cr, const TextBox *box)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Noto Sans, DejaVu Sans, Sans");

  pango_font_description_set_absolute_size (font, box->size * PANGO_SCALE);
  pango_font_description_set_weight (font, box->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, box->text, -1);
  if (box->width > 0)
    {
      int natural;

      pango_layout_get_size (layout, &natural, NULL);
      if (natural > (int) (box->width * PANGO_SCALE))
        pango_layout_set_width (layout, (int) (box->width * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
    }
  pango_font_description_free (font);
  return layout;
}

static void
read_size (PangoLayout *layout, double *width, double *height)
{
  int wide, high;

  pango_layout_get_size (layout, &wide, &high);
  *width = (double) wide / PANGO_SCALE;
  *height = (double) high / PANGO_SCALE;
}

void
text_box_measure (cairo_t *cr, const TextBox *box, double *width, double *height)
{
  g_autoptr (PangoLayout) layout = text_box_lay_out (cr, box);

  read_size (layout, width, height);
}

/* Y is the baseline where ON_LINE, else the top. */
static void
show (cairo_t *cr, const TextBox *box, double x, double y, double align, Colour colour, gboolean on_line)
{
  g_autoptr (PangoLayout) layout = text_box_lay_out (cr, box);
  double down = (double) pango_layout_get_baseline (layout) / PANGO_SCALE, width, height;
  g_autofree char *cut = box->width > 0 ? text_width_cut (box->text, box->size, box->bold, box->width) : g_strdup (box->text);
  const SvgText text = { cut, x, on_line ? y : y + down, box->size, box->bold, align, colour };

  if (svg_text_take (cr, &text))
    return;
  read_size (layout, &width, &height);
  colour_set (cr, colour);
  cairo_move_to (cr, x - align * width, on_line ? y - down : y);
  pango_cairo_show_layout (cr, layout);
}

void
text_box_draw (cairo_t *cr, const TextBox *box, double x, double y, double align, Colour colour)
{
  show (cr, box, x, y, align, colour, FALSE);
}

void
text_box_draw_on_line (cairo_t *cr, const TextBox *box, double x, double y, double align, Colour colour)
{
  show (cr, box, x, y, align, colour, TRUE);
}
