/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/svg-text.h"

#include <math.h>
#include <string.h>

static const cairo_user_data_key_t texts_key;

void
svg_text_append_number (GString *out, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  gsize length;

  g_ascii_formatd (buffer, sizeof buffer, "%.2f", number);
  for (length = strlen (buffer); buffer[length - 1] == '0'; length--)
    continue;
  if (buffer[length - 1] == '.')
    length--;
  g_string_append_len (out, buffer, (gssize) length);
}

static guint
to_byte (double part)
{
  return (guint) (part * 255 + 0.5);
}

void
svg_text_append_colour (GString *out, const char *name, Colour colour)
{
  g_string_append_printf (out, " %s=\"#%02x%02x%02x\"", name, to_byte (colour.red), to_byte (colour.green), to_byte (colour.blue));
}

void
svg_text_write (GString *out, const SvgText *text)
{
  g_autofree char *escaped = g_markup_escape_text (text->text, -1);

  g_string_append (out, "<text x=\"");
  svg_text_append_number (out, text->x);
  g_string_append (out, "\" y=\"");
  svg_text_append_number (out, text->y);
  g_string_append (out, "\" font-size=\"");
  svg_text_append_number (out, text->size);
  g_string_append (out, text->bold ? "\" font-weight=\"bold\"" : "\"");
  if (text->align > 0)
    g_string_append_printf (out, " text-anchor=\"%s\"", text->align < 1 ? "middle" : "end");
  svg_text_append_colour (out, "fill", text->colour);
  g_string_append_printf (out, ">%s</text>\n", escaped);
}

void
svg_text_keep (cairo_t *cr, GString *texts)
{
  cairo_set_user_data (cr, &texts_key, texts, NULL);
}

gboolean
svg_text_is_kept (cairo_t *cr)
{
  return cairo_get_user_data (cr, &texts_key) != NULL;
}

/* Pictures are scaled alike in both directions, and never turned. */
gboolean
svg_text_take (cairo_t *cr, const SvgText *text)
{
  GString *texts = cairo_get_user_data (cr, &texts_key);
  SvgText placed = *text;
  cairo_matrix_t matrix;

  if (texts == NULL)
    return FALSE;
  cairo_get_matrix (cr, &matrix);
  cairo_user_to_device (cr, &placed.x, &placed.y);
  placed.size *= fabs (matrix.yy);
  svg_text_write (texts, &placed);
  return TRUE;
}
