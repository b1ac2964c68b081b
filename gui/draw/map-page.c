/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-page.h"

#include "gui/draw/text-box.h"
#include "gui/draw/text-width.h"
#include "sim/trace/history.h"
#include "sim/trace/story.h"

#include <math.h>

enum
{
  SENTENCE_LINES = 2,
};

/* Parts of the height. */
static const double head_part = 0.075, foot_part = 0.15, title_part = 0.034, sentence_part = 0.032, line_part = 0.043;

struct MapPage
{
  const Trace *trace;     /* borrowed */
  const Palette *palette; /* borrowed */
  double width, height;
  MapCast *cast;
  MapLayout *layout;
  History *history;
  Stops *stops;
};

MapPage *
map_page_new (const Trace *trace, double width, double height, const Palette *palette)
{
  MapPage *page = g_new (MapPage, 1);

  page->trace = trace;
  page->palette = palette;
  page->width = width;
  page->height = height;
  page->cast = map_cast_new (trace);
  page->layout = map_layout_new (page->cast, width, height * (1 - head_part - foot_part));
  page->history = history_new (trace);
  page->stops = stops_new (trace);
  return page;
}

MapPage *
map_page_new_for_map (const Trace *trace, double width, double height, const Palette *palette)
{
  return map_page_new (trace, width, height / (1 - head_part - foot_part), palette);
}

void
map_page_free (MapPage *page)
{
  stops_free (page->stops);
  history_free (page->history);
  map_layout_free (page->layout);
  map_cast_free (page->cast);
  g_free (page);
}

const Stops *
map_page_get_stops (const MapPage *page)
{
  return page->stops;
}

static void
draw_head (const MapPage *page, cairo_t *cr, SimTime t)
{
  double size = page->height * title_part, side = size, y = page->height * head_part / 2 + size * 0.36;
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (page->trace), t, trace_end_time (page->trace) >= SIM_DAY);
  const TextBox when = { clock, size * 0.85, FALSE, 0 };
  double room = page->width - 3 * side - text_width (clock, when.size, FALSE);
  const TextBox title = { trace_blob (page->trace, trace_get (page->trace, 1)->note, NULL), size, TRUE, room };

  text_box_draw_on_line (cr, &title, side, y, 0, page->palette->ink);
  text_box_draw_on_line (cr, &when, page->width - side, y, 1, page->palette->dim);
}

/* LINES from Y; where they end. */
static double
draw_lines (const MapPage *page, cairo_t *cr, const char *words, gboolean bold, double y, guint most, Colour colour)
{
  double size = page->height * sentence_part, side = page->height * title_part;
  g_auto (GStrv) lines = text_width_wrap (words, size, bold, page->width - 2 * side, most);

  for (guint i = 0; lines[i] != NULL; i++, y += page->height * line_part)
    {
      const TextBox line = { lines[i], size, bold, 0 };

      text_box_draw_on_line (cr, &line, side, y, 0, colour);
    }
  return y;
}

static void
draw_sentence (const MapPage *page, cairo_t *cr, TraceId told)
{
  double y = page->height * (1 - foot_part + 0.045);
  g_autoptr (StoryLine) line = told == 0 ? NULL : story_tell (page->trace, told);
  g_autofree char *what = line == NULL ? NULL : g_strdup_printf ("%s%s%s", line->who, *line->who == '\0' ? "" : " ", line->what);

  if (line == NULL)
    return;
  y = draw_lines (page, cr, what, TRUE, y, SENTENCE_LINES, page->palette->ink);
  if (line->why != NULL && y < page->height)
    draw_lines (page, cr, line->why, FALSE, y, y + page->height * line_part < page->height ? 2 : 1, page->palette->dim);
}

typedef double (*ProgressFunc) (const MapPage *page, TraceId packet, double at);

static void
draw_map (MapPage *page, cairo_t *cr, StopPlace place, TraceId told, ProgressFunc progress_of, double at)
{
  const Snapshot *snapshot = history_seek (page->history, place.position);
  const MapMoment moment = { page->trace, snapshot, told, 0, 0, 0 };
  g_autofree double *progress = g_new (double, snapshot->flights->len + 1);

  for (guint i = 0; i < snapshot->flights->len; i++)
    progress[i] = progress_of (page, g_array_index (snapshot->flights, TraceId, i), at);
  colour_set (cr, page->palette->paper);
  cairo_paint (cr);
  map_picture_draw (cr, page->layout, &moment, progress, page->palette);
}

static void
draw (MapPage *page, cairo_t *cr, StopPlace place, TraceId told, ProgressFunc progress_of, double at)
{
  cairo_save (cr);
  cairo_translate (cr, 0, page->height * head_part);
  draw_map (page, cr, place, told, progress_of, at);
  cairo_restore (cr);
  draw_head (page, cr, place.t);
  draw_sentence (page, cr, told);
}

static double
progress_at_time (const MapPage *page, TraceId packet, double at)
{
  const TraceRecord *record = trace_get (page->trace, packet);
  SimTime arrival = ABS (record->value);

  return arrival > record->t ? (at - (double) record->t) / (double) (arrival - record->t) : 1;
}

void
map_page_draw_instant (MapPage *page, cairo_t *cr, SimTime t)
{
  guint position = trace_count_until (page->trace, t);

  draw (page, cr, (StopPlace){ t, position }, story_find_last (page->trace, position), progress_at_time, (double) t);
}

static double
progress_at_second (const MapPage *page, TraceId packet, double at)
{
  return stops_get_progress (page->stops, packet, at);
}

static TraceId
told_at (const MapPage *page, double seconds)
{
  return stops_get (page->stops, stops_find (page->stops, seconds))->record;
}

void
map_page_draw_second (MapPage *page, cairo_t *cr, double seconds)
{
  draw (page, cr, stops_locate (page->stops, seconds), told_at (page, seconds), progress_at_second, seconds);
}

void
map_page_draw_map (MapPage *page, cairo_t *cr, double seconds)
{
  draw_map (page, cr, stops_locate (page->stops, seconds), told_at (page, seconds), progress_at_second, seconds);
}
