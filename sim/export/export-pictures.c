/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/handout.h"
#include "gui/draw/ladder-picture.h"
#include "gui/draw/map-page.h"
#include "gui/draw/svg-fragment.h"
#include "sim/export/export-request.h"

#include <cairo-pdf.h>
#include <string.h>

/* A4, in points, and what is left free around a page. */
static const double long_side = 841.89, short_side = 595.28, paper_margin = 28;
/* Pixels for a unit of a ladder: enough for a projector; and how high, in units, one file may be. */
static const double png_scale = 1.5, png_height = 12000;
static const double map_width = 1280, map_height = 720;

static gboolean
check_cairo (cairo_status_t status, GError **error)
{
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_IO, cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}

static Ladder *
make_ladder (const ExportRequest *request)
{
  return ladder_new (request->trace, request->position, request->message);
}

static void
draw_map (const ExportRequest *request, cairo_t *cr)
{
  g_autoptr (MapPage) page = map_page_new (request->trace, map_width, map_height, palette_get (FALSE));

  map_page_draw_instant (page, cr, request->at);
}

static cairo_status_t
append_bytes (void *user, const unsigned char *bytes, unsigned int length)
{
  g_string_append_len (user, (const char *) bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
draw_map_of (cairo_t *cr, gconstpointer request)
{
  draw_map (request, cr);
}

static gboolean
write_map_svg (const ExportRequest *request, GString *out, GError **error)
{
  gboolean drawn = svg_fragment_write_document (out, map_width, map_height, draw_map_of, request);

  return drawn || check_cairo (CAIRO_STATUS_WRITE_ERROR, error);
}

gboolean
export_svg (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  g_autoptr (GString) svg = g_string_new (NULL);

  if (request->map && !write_map_svg (request, svg, error))
    return FALSE;
  if (!request->map)
    {
      g_autoptr (Ladder) ladder = make_ladder (request);
      g_autoptr (GPtrArray) pages = ladder_picture_pages (ladder, palette_get (FALSE), G_MAXDOUBLE);

      drawing_write_svg (g_ptr_array_index (pages, 0), svg);
    }
  return output_set_add (outputs, path, svg->str, svg->len, error);
}

static void
print_number (cairo_t *cr, guint number, guint count, double page_width, double page_height)
{
  g_autofree char *words = g_strdup_printf ("%u / %u", number, count);
  const DrawingFont font = { 8, FALSE, 0.5, palette_get (FALSE)->dim };
  g_autoptr (Drawing) drawing = drawing_new (page_width, page_height, palette_get (FALSE)->card);

  drawing_add_text (drawing, words, page_width / 2, page_height - paper_margin / 2 + 4, &font);
  drawing_paint (drawing, cr);
}

static void
print_page (cairo_surface_t *surface, cairo_t *cr, const HandoutPage *page, guint number, guint count)
{
  double width = page->lengthwise ? long_side : short_side, height = page->lengthwise ? short_side : long_side;

  cairo_pdf_surface_set_size (surface, width, height);
  print_number (cr, number, count, width, height);
  cairo_save (cr);
  cairo_translate (cr, paper_margin, paper_margin);
  handout_draw (page, cr, width - 2 * paper_margin, height - 2 * paper_margin);
  cairo_restore (cr);
  cairo_show_page (cr);
}

/* What PDF is made for. */
typedef GPtrArray *(*HandoutFunc) (const ExportRequest *request);

static GPtrArray *
make_ladder_pages (const ExportRequest *request)
{
  g_autoptr (Ladder) ladder = make_ladder (request);

  return handout_ladder (ladder, short_side - 2 * paper_margin, long_side - 2 * paper_margin);
}

static GPtrArray *
make_worksheet_pages (const ExportRequest *request)
{
  g_autoptr (Worksheet) worksheet = worksheet_new (request->trace, request->position, request->message);

  return handout_worksheet (worksheet, short_side - 2 * paper_margin, long_side - 2 * paper_margin);
}

static void
print_handout (const ExportRequest *request, HandoutFunc make, cairo_surface_t *surface, cairo_t *cr, const char *path, OutputSet *outputs)
{
  g_autoptr (GPtrArray) pages = make (request);

  for (guint i = 0; i < pages->len; i++)
    {
      output_set_tell_progress (outputs, path, (double) i / pages->len);
      print_page (surface, cr, g_ptr_array_index (pages, i), i + 1, pages->len);
    }
}

static void
print_map (const ExportRequest *request, cairo_t *cr)
{
  double scale = (long_side - 2 * paper_margin) / map_width;

  cairo_translate (cr, paper_margin, (short_side - map_height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_rectangle (cr, 0, 0, map_width, map_height);
  cairo_clip (cr);
  draw_map (request, cr);
  cairo_show_page (cr);
}

/* The document's dates are the run's own: the same run gives the same file. */
static void
set_metadata (const ExportRequest *request, cairo_surface_t *surface)
{
  g_autofree char *date = sim_time_format_iso (trace_start_unix_ns (request->trace), 0);
  g_autofree char *seconds = g_strdup_printf ("%.19sZ", date);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, trace_blob (request->trace, trace_get (request->trace, 1)->note, NULL));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "mailflow");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, seconds);
}

/* MAKE NULL: the map. */
static gboolean
write_pdf (const ExportRequest *request, HandoutFunc make, const char *path, OutputSet *outputs, GError **error)
{
  g_autoptr (GString) pdf = g_string_new (NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, pdf, long_side, short_side);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  set_metadata (request, surface);
  if (make == NULL)
    print_map (request, cr);
  else
    print_handout (request, make, surface, cr, path, outputs);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return check_cairo (status, error) && output_set_add (outputs, path, pdf->str, pdf->len, error);
}

gboolean
export_pdf (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  return write_pdf (request, request->map ? NULL : make_ladder_pages, path, outputs, error);
}

gboolean
export_worksheet (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  return write_pdf (request, make_worksheet_pages, path, outputs, error);
}

static cairo_t *
begin_image (double width, double height, double scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width * scale + 0.5), (int) (height * scale + 0.5));
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  colour_set (cr, palette_get (FALSE)->card); /* to the last part of a pixel */
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  return cr;
}

/* Ends CR. */
static gboolean
write_image (cairo_t *cr, const char *path, OutputSet *outputs, GError **error)
{
  g_autoptr (GString) png = g_string_new (NULL);
  cairo_status_t status = cairo_surface_write_to_png_stream (cairo_get_target (cr), append_bytes, png);

  cairo_destroy (cr);
  return check_cairo (status, error) && output_set_add (outputs, path, png->str, png->len, error);
}

/* "run.png", "run-2.png", … */
static char *
name_page (const char *path, guint page)
{
  const char *base = strrchr (path, '/'), *dot = strrchr (base == NULL ? path : base, '.');
  gsize stem = dot == NULL ? strlen (path) : (gsize) (dot - path);

  return page == 0 ? g_strdup (path) : g_strdup_printf ("%.*s-%u%s", (int) stem, path, page + 1, path + stem);
}

static gboolean
write_ladder_page (const Drawing *drawing, const char *path, guint page, OutputSet *outputs, GError **error)
{
  cairo_t *cr = begin_image (drawing_get_width (drawing), drawing_get_height (drawing), png_scale);
  g_autofree char *name = name_page (path, page);

  drawing_paint (drawing, cr);
  if (page == 0 || output_set_claim (outputs, name, FALSE, error))
    return write_image (cr, name, outputs, error);
  g_prefix_error (error, "%s: ", name);
  cairo_destroy (cr);
  return FALSE;
}

static gboolean
write_ladder_png (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  g_autoptr (Ladder) ladder = make_ladder (request);
  g_autoptr (GPtrArray) pages = ladder_picture_pages (ladder, palette_get (FALSE), png_height);

  for (guint i = 0; i < pages->len; i++)
    {
      output_set_tell_progress (outputs, path, (double) i / pages->len);
      if (!write_ladder_page (g_ptr_array_index (pages, i), path, i, outputs, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
export_png (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  cairo_t *cr;

  if (!request->map)
    return write_ladder_png (request, path, outputs, error);
  cr = begin_image (map_width, map_height, png_scale);
  draw_map (request, cr);
  return write_image (cr, path, outputs, error);
}
