/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/svg-fragment.h"

#include <cairo-svg.h>
#include <string.h>

static cairo_status_t
append_bytes (void *user, const unsigned char *bytes, unsigned int length)
{
  g_string_append_len (user, (const char *) bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Cairo's own document. */
static cairo_status_t
draw_document (GString *document, GString *texts, double width, double height, SvgFragmentDraw draw, gconstpointer user)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_bytes, document, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  svg_text_keep (cr, texts);
  draw (cr, user);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/* Cairo numbers its surfaces as long as the program runs: where nobody refers to them, the numbers go, so that the same
 * drawing is the same text. */
static void
drop_surface_numbers (GString *content)
{
  g_autoptr (GRegex) number = g_regex_new (" id=\"surface[0-9]+\"", 0, 0, NULL);
  g_autofree char *without = NULL;

  if (strstr (content->str, "#surface") != NULL)
    return;
  without = g_regex_replace_literal (number, content->str, (gssize) content->len, 0, "", 0, NULL);
  g_string_assign (content, without);
}

/* What stands between its root's tags, each identifier made one of PREFIX's. */
static void
append_content (GString *out, GString *document, const char *prefix)
{
  static const char *const before[] = { " id=\"", "url(#", "href=\"#" };
  const char *root = strstr (document->str, "<svg");
  const char *begin = root == NULL ? NULL : strchr (root, '>');
  char *end = begin == NULL ? NULL : g_strrstr (document->str, "</svg>");
  g_autoptr (GString) content = NULL;

  g_assert (end != NULL);
  content = g_string_new_len (begin + 1, end - begin - 1);
  drop_surface_numbers (content);
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      g_autofree char *renamed = g_strconcat (before[i], prefix, NULL);

      g_string_replace (content, before[i], renamed, 0);
    }
  g_string_append (out, content->str);
}

gboolean
svg_fragment_append (GString *out, double width, double height, const char *prefix, SvgFragmentDraw draw, gconstpointer user)
{
  g_autoptr (GString) document = g_string_new (NULL), texts = g_string_new (NULL);

  if (draw_document (document, texts, width, height, draw, user) != CAIRO_STATUS_SUCCESS)
    return FALSE;
  append_content (out, document, prefix);
  g_string_append (out, texts->str);
  return TRUE;
}

static void
append_size (GString *out, double width, double height)
{
  char wide[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (wide, sizeof wide, "%g", width);
  g_ascii_formatd (high, sizeof high, "%g", height);
  g_string_append_printf (out, "width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\"", wide, high, wide, high);
}

gboolean
svg_fragment_write_document (GString *out, double width, double height, SvgFragmentDraw draw, gconstpointer user)
{
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" ");
  append_size (out, width, height);
  g_string_append (out, " role=\"img\" font-family=\"" SVG_TEXT_FONTS "\">");
  if (!svg_fragment_append (out, width, height, "", draw, user))
    return FALSE;
  g_string_append (out, "</svg>\n");
  return TRUE;
}
