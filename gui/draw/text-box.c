/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/text-box.h"

#include "gui/draw/svg-text.h"
#include "gui/draw/text-width.h"

enum
{
  MOST_KNOWN = 4096, /* sizes that are remembered */
};

typedef struct
{
  double width, height;
} TextSize;

/* One for all texts: to make it takes longer than to lay one out. It is fitted to CR. */
static PangoContext *
get_context (cairo_t *cr)
{
  static PangoContext *context;

  if (context == NULL)
    context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_update_context (cr, context);
  return context;
}

static const PangoFontDescription *
get_font (double size, gboolean bold)
{
  static PangoFontDescription *font;

  if (font == NULL)
    font = pango_font_description_from_string ("Cantarell, Noto Sans, DejaVu Sans, Sans");
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return font;
}

static PangoLayout *
text_box_lay_out (cairo_t *cr, const TextBox *box)
{
  PangoLayout *layout = pango_layout_new (get_context (cr));

  pango_layout_set_font_description (layout, get_font (box->size, box->bold));
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

/* What a size follows from: the text, its font, how much larger it is drawn, and how letters are fitted to the pixels there. */
static char *
make_key (cairo_t *cr, const TextBox *box)
{
  cairo_font_options_t *options = cairo_font_options_create ();
  cairo_matrix_t matrix;
  gulong fitting;

  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_font_options (cairo_get_target (cr), options);
  fitting = cairo_font_options_hash (options);
  cairo_font_options_destroy (options);
  return g_strdup_printf ("%g %d %g %g %g %lx %s", box->size, box->bold, box->width, matrix.xx, matrix.yy, fitting, box->text);
}

/* The same few words and numbers are measured again and again. */
void
text_box_measure (cairo_t *cr, const TextBox *box, double *width, double *height)
{
  static GHashTable *known;
  g_autofree char *key = make_key (cr, box);
  TextSize *size;

  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  size = g_hash_table_lookup (known, key);
  if (size == NULL)
    {
      g_autoptr (PangoLayout) layout = text_box_lay_out (cr, box);

      if (g_hash_table_size (known) >= MOST_KNOWN)
        g_hash_table_remove_all (known);
      size = g_new (TextSize, 1);
      read_size (layout, &size->width, &size->height);
      g_hash_table_insert (known, g_steal_pointer (&key), size);
    }
  *width = size->width;
  *height = size->height;
}

/* BASELINE is where the letters stand. */
static void
keep_text (cairo_t *cr, const TextBox *box, double x, double baseline, double align, Colour colour)
{
  g_autofree char *cut = box->width > 0 ? text_width_cut (box->text, box->size, box->bold, box->width) : g_strdup (box->text);
  const SvgText text = { cut, x, baseline, box->size, box->bold, align, colour };

  svg_text_take (cr, &text);
}

/* Y is the baseline where ON_LINE, else the top. */
static void
show (cairo_t *cr, const TextBox *box, double x, double y, double align, Colour colour, gboolean on_line)
{
  g_autoptr (PangoLayout) layout = text_box_lay_out (cr, box);
  double down = (double) pango_layout_get_baseline (layout) / PANGO_SCALE, width, height;

  if (svg_text_is_kept (cr))
    {
      keep_text (cr, box, x, on_line ? y : y + down, align, colour);
      return;
    }
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
