/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/dns-picture.h"

#include "gui/draw/sheet.h"
#include "gui/draw/text-width.h"

#include <string.h>

static const double row_height = 25, line_height = 21, least_width = 460;

enum
{
  N_COLUMNS = 5, /* name, TTL, class, type, data (RFC 1035 5.1) */
  MOST_ROWS = 400,
  MOST_LINES = 4, /* of one record */
};

typedef enum
{
  LINE_SAME,
  LINE_NEW,
  LINE_GONE,
} LineState;

typedef struct
{
  const DnsPicture *picture;
  Sheet *sheet;
  TraceId zone;
  double edges[N_COLUMNS];
} ZoneLayout;

/* Up to five words; the last one has all the rest. */
static guint
split (const char *line, char *words[N_COLUMNS])
{
  guint n = 0;

  while (n < N_COLUMNS && *line != '\0')
    {
      gsize length = n + 1 == N_COLUMNS ? strlen (line) : strcspn (line, " \t");

      words[n++] = g_strndup (line, length);
      line += length;
      line += strspn (line, " \t");
    }
  return n;
}

/* What does not fit into the last column goes on below. */
static char **
wrap_data (const ZoneLayout *layout, const char *data, const DrawingFont *font)
{
  return text_width_wrap (data, font->size, font->bold, sheet_get_width (layout->sheet) - sheet_margin - layout->edges[N_COLUMNS - 1], MOST_LINES);
}

static void
draw_words (const ZoneLayout *layout, char **words, guint n, char **data, const DrawingFont *font)
{
  double end = sheet_get_width (layout->sheet) - sheet_margin;

  for (guint i = 0; i < MIN (n, N_COLUMNS - 1); i++)
    sheet_text (layout->sheet, words[i], layout->edges[i], 18, (n == 1 ? end : layout->edges[i + 1] - 8) - layout->edges[i], font);
  for (guint i = 0; data != NULL && data[i] != NULL; i++)
    sheet_text (layout->sheet, data[i], layout->edges[N_COLUMNS - 1], 18 + i * line_height, end - layout->edges[N_COLUMNS - 1], font);
}

static Colour
find_ink (const Palette *palette, const char *line, LineState state)
{
  if (state == LINE_SAME)
    return *line == '$' ? palette->dim : palette->ink;
  return state == LINE_NEW ? palette->good : palette->bad;
}

static void
draw_line (const ZoneLayout *layout, const char *line, LineState state)
{
  static const char *const classes[] = { "zone-line", "zone-line new", "zone-line gone" };
  const DrawingFont font = { sheet_text_size, state == LINE_NEW, 0, find_ink (sheet_get_palette (layout->sheet), line, state) };
  g_autofree char *title = state == LINE_SAME ? NULL : g_strdup_printf ("%s: %s", state == LINE_NEW ? "new" : "no longer there", line);
  char *words[N_COLUMNS] = { NULL };
  guint n = *line == '$' ? 1 : split (line, words);
  g_auto (GStrv) data = n == N_COLUMNS ? wrap_data (layout, words[N_COLUMNS - 1], &font) : NULL;
  double height = row_height + (data == NULL ? 0 : line_height * (MAX (g_strv_length (data), 1) - 1)), y = sheet_get_y (layout->sheet) + 12.5;

  if (*line == '$')
    words[0] = g_strdup (line);
  sheet_begin_row (layout->sheet, classes[state], state == LINE_SAME ? 0 : layout->zone, title, height, FALSE, state == LINE_SAME ? NULL : state == LINE_NEW ? &colour_green
                                                                                                                                                             : &colour_vermilion);
  drawing_point (sheet_get_drawing (layout->sheet), layout->zone);
  if (state != LINE_SAME)
    sheet_text (layout->sheet, state == LINE_NEW ? "+" : "−", sheet_margin + 2, 18, 20, &font);
  draw_words (layout, words, n, data, &font);
  if (state == LINE_GONE)
    drawing_add_line (sheet_get_drawing (layout->sheet), layout->edges[0], y, sheet_get_width (layout->sheet) - sheet_margin - 40, y, 1.5, DRAWING_SOLID, font.colour);
  sheet_end_row (layout->sheet);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (words[i]);
}

static gboolean
is_line (const char *line)
{
  return *line != '\0';
}

/* Lines of BEFORE, from *NEXT on, that are not in NOW, up to one that is. */
static void
draw_gone (const ZoneLayout *layout, char **before, guint *next, char **now)
{
  while (before[*next] != NULL && !g_strv_contains ((const char *const *) now, before[*next]))
    {
      if (is_line (before[*next]))
        draw_line (layout, before[*next], LINE_GONE);
      (*next)++;
    }
}

/* What is gone stands where it stood. */
static void
draw_lines (const ZoneLayout *layout, const char *before, const char *now)
{
  g_auto (GStrv) old = g_strsplit (before == NULL ? now : before, "\n", -1), lines = g_strsplit (now, "\n", -1);
  guint next = 0;

  for (guint i = 0; lines[i] != NULL && i < MOST_ROWS; i++)
    {
      gboolean same = g_strv_contains ((const char *const *) old, lines[i]);

      draw_gone (layout, old, &next, lines);
      if (is_line (lines[i]))
        draw_line (layout, lines[i], same ? LINE_SAME : LINE_NEW);
      if (same && old[next] != NULL)
        next++;
    }
  draw_gone (layout, old, &next, lines);
}

static gboolean
is_same_zone (const TraceRecord *a, const TraceRecord *b)
{
  return a->host == b->host && a->text == b->text;
}

/* The last one before BEFORE of the same zone, or 0. */
static TraceId
find_before (const DnsPicture *picture, const TraceRecord *zone, TraceId before)
{
  for (guint i = picture->zones->len; i > 0; i--)
    {
      TraceId id = g_array_index (picture->zones, TraceId, i - 1);

      if (id < before && is_same_zone (trace_get (picture->trace, id), zone))
        return id;
    }
  return 0;
}

static char *
describe (const DnsPicture *picture, TraceId zone, TraceId before)
{
  const TraceRecord *record = trace_get (picture->trace, zone);
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (picture->trace), record->t, FALSE);

  return before == 0 ? g_strdup_printf ("answered by %s", trace_host_name (picture->trace, record->host))
                     : g_strdup_printf ("answered by %s, changed at %.8s", trace_host_name (picture->trace, record->host), clock);
}

static void
place_columns (ZoneLayout *layout)
{
  static const double parts[N_COLUMNS] = { 0.03, 0.21, 0.3, 0.36, 0.44 };
  double room = sheet_get_width (layout->sheet) - 2 * sheet_margin;

  for (guint i = 0; i < N_COLUMNS; i++)
    layout->edges[i] = sheet_margin + MAX (parts[i] * room, i == 0 ? 18 : 0);
}

static void
draw_zone (const DnsPicture *picture, Sheet *sheet, TraceId zone)
{
  const TraceRecord *record = trace_get (picture->trace, zone);
  TraceId before = find_before (picture, record, zone);
  const char *origin = trace_blob (picture->trace, record->text, NULL);
  g_autofree char *heading = strcmp (origin, ".") == 0 ? g_strdup ("The root zone") : g_strdup_printf ("Zone %s", origin), *detail = describe (picture, zone, before);
  ZoneLayout layout = { picture, sheet, zone, { 0 } };

  place_columns (&layout);
  sheet_add_heading_about (sheet, zone, heading, detail);
  draw_lines (&layout, before == 0 ? NULL : trace_blob (picture->trace, trace_get (picture->trace, before)->note, NULL), trace_blob (picture->trace, record->note, NULL));
  sheet_skip (sheet, 10);
}

/* Whether ID is the last of its zone that there is by now. */
static gboolean
is_latest (const DnsPicture *picture, guint place)
{
  const TraceRecord *zone = trace_get (picture->trace, g_array_index (picture->zones, TraceId, place));

  for (guint i = place + 1; i < picture->zones->len && g_array_index (picture->zones, TraceId, i) <= picture->position; i++)
    if (is_same_zone (trace_get (picture->trace, g_array_index (picture->zones, TraceId, i)), zone))
      return FALSE;
  return TRUE;
}

Drawing *
dns_picture_draw_zones (const DnsPicture *picture, double width, const Palette *palette)
{
  Sheet *sheet = sheet_new (MAX (width, least_width), palette, "What the zones say");
  guint count = 0;

  /* Those that were changed first: the others are as they always were. */
  for (guint changed = 2; changed > 0; changed--)
    for (guint i = 0; i < picture->zones->len && g_array_index (picture->zones, TraceId, i) <= picture->position; i++)
      {
        TraceId id = g_array_index (picture->zones, TraceId, i);

        if (!is_latest (picture, i) || (find_before (picture, trace_get (picture->trace, id), id) != 0) != (changed == 2))
          continue;
        draw_zone (picture, sheet, id);
        count++;
      }
  if (count == 0)
    sheet_add_sentence (sheet, "No name server has a zone yet. The records of each would stand here, as in its master file.");
  return sheet_finish (sheet);
}
