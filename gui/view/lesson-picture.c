/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/lesson-picture.h"

#include "gui/draw/map-page.h"
#include "gui/model/event-filter.h"
#include "gui/model/player.h"
#include "gui/view/theme.h"

/* Of the map that is drawn, to be made smaller; and so many seconds before the moment, something is under way. */
static const double drawn_width = 860, before = 0.35;

static gboolean
is_telling (const Trace *trace, TraceId id, gboolean trouble)
{
  const TraceRecord *record = trace_get (trace, id);

  return trouble ? record->kind == TRACE_SMTP_REPLY && event_severity_of (record) >= EVENT_WARNING : record->kind == TRACE_SMTP_DATA;
}

/* The first refusal, else the first mail on its way, else the middle. */
static double
find_moment (const Trace *trace, const Stops *stops)
{
  for (int trouble = 1; trouble >= 0; trouble--)
    for (guint i = 0; i < stops_count (stops); i++)
      if (is_telling (trace, stops_get (stops, i)->record, trouble == 1))
        return MAX (stops_get (stops, i)->seconds - before, 0);
  return stops_get_length (stops) / 2;
}

static GdkTexture *
make_texture (cairo_surface_t *surface, int width, int height)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

GdkTexture *
lesson_picture_new (const char *path, int width, int height)
{
  g_autoptr (Run) run = run_open (path, NULL);
  g_autoptr (MapPage) page = NULL;
  cairo_surface_t *surface;
  GdkTexture *texture;
  cairo_t *cr;

  if (run == NULL)
    return NULL;
  page = map_page_new_for_map (run_get_trace (run), drawn_width, drawn_width * height / width, theme_get_palette ());
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  cairo_scale (cr, width / drawn_width, width / drawn_width);
  map_page_draw_map (page, cr, find_moment (run_get_trace (run), map_page_get_stops (page)));
  cairo_destroy (cr);
  texture = make_texture (surface, width, height);
  cairo_surface_destroy (surface);
  return texture;
}
