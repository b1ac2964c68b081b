/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/dns-picture.h"

#include "gui/draw/dns-staleness.h"
#include "gui/draw/sheet.h"
#include "gui/draw/text-width.h"

#include <math.h>

static const double row_height = 54, bar_height = 14, least_width = 460;

enum
{
  MOST_ROWS = 200, /* of one cache */
};

/* What is told about: that it is kept, or that it was known. */
static gboolean
is_told (const DnsPicture *picture, const SnapshotCached *cached)
{
  const TraceRecord *told = picture->told == 0 ? NULL : trace_get (picture->trace, picture->told);

  if (told == NULL)
    return FALSE;
  return picture->told == cached->record || (told->kind == TRACE_DNS_CACHE_HIT && told->host == cached->host && told->code == cached->type && told->text == cached->name);
}

/* What is left of its life, in whole seconds: it is counted down. */
static char *
describe_life (const DnsPicture *picture, const SnapshotCached *cached)
{
  SimTime left = (cached->expires - picture->now) / SIM_SECOND * SIM_SECOND;
  g_autofree char *words = sim_time_format_friendly (left), *clock = sim_time_format_clock (trace_start_unix_ns (picture->trace), cached->expires, left >= SIM_DAY);

  return g_strdup_printf ("%s left, until %.*s", words, left >= SIM_DAY ? 40 : 8, clock);
}

static void
draw_bar (Sheet *sheet, double x, double width, double part, gboolean negative)
{
  const Palette *palette = sheet_get_palette (sheet);
  double y = sheet_get_y (sheet) + 8;
  Colour fill = negative ? colour_vermilion : part < 0.1 ? colour_orange
                                                         : colour_green;

  drawing_add_box (sheet_get_drawing (sheet), x, y, width, bar_height, 2, palette->high_contrast ? palette->card : palette->faint, 1, palette->dim);
  drawing_add_box (sheet_get_drawing (sheet), x, y, MAX (floor (width * part), 1), bar_height, 2, fill, 1, palette->dim);
}

static void
draw_life (const DnsPicture *picture, Sheet *sheet, const SnapshotCached *cached, gboolean negative, const char *life)
{
  const DrawingFont small = { sheet_small_size, FALSE, 0, sheet_get_palette (sheet)->dim };
  SimTime whole = MAX (cached->expires - trace_get (picture->trace, cached->record)->t, 1);
  double end = sheet_get_width (sheet) - sheet_margin, x = sheet_margin + (end - sheet_margin) * 0.58;

  draw_bar (sheet, x, end - x, CLAMP ((double) (cached->expires - picture->now) / (double) whole, 0, 1), negative);
  sheet_text (sheet, life, x, 42, end - x, &small);
}

static void
draw_words (Sheet *sheet, const char *name, const char *answer, gboolean negative, const char *stale)
{
  const Palette *palette = sheet_get_palette (sheet);
  const DrawingFont bold = { sheet_text_size, TRUE, 0, palette->ink }, plain = { sheet_text_size, FALSE, 0, negative ? palette->bad : palette->ink }, bad = { sheet_text_size, FALSE, 0, palette->bad };
  double left = sheet_margin + 6, end = sheet_get_width (sheet) - sheet_margin, room = (end - sheet_margin) * 0.56 - 6;
  g_autofree char *words = negative ? g_strdup_printf ("%s (negative: that too is remembered)", answer) : g_strdup (answer), *warning = stale == NULL ? NULL : g_strdup_printf ("stale: the zone says %s now", stale);

  sheet_text (sheet, name, left, 20, room, &bold);
  sheet_text (sheet, words, left + 12, 42, room - 12, &plain);
  if (warning != NULL)
    sheet_text (sheet, warning, left + 12, 63, end - left - 12, &bad);
}

static void
draw_row (const DnsPicture *picture, Sheet *sheet, const SnapshotCached *cached)
{
  const TraceRecord *record = trace_get (picture->trace, cached->record);
  const char *answer = trace_blob (picture->trace, record->note, NULL);
  gboolean negative = dns_staleness_is_negative (answer);
  g_autofree char *name = g_strdup_printf ("%s  %s", trace_blob (picture->trace, record->text, NULL), trace_blob (picture->trace, record->item, NULL)), *life = describe_life (picture, cached);
  g_autofree char *stale = dns_staleness_find (picture->trace, picture->zones, picture->position, cached->record), *title = g_strdup_printf ("%s: %s, %s", name, answer, life);

  sheet_begin_row (sheet, negative ? "cached negative" : "cached", cached->record, title, row_height + (stale == NULL ? 0 : 21), is_told (picture, cached),
                   stale != NULL ? &colour_orange : negative ? &colour_vermilion
                                                             : &colour_green);
  draw_words (sheet, name, answer, negative, stale);
  draw_life (picture, sheet, cached, negative, life);
  sheet_end_row (sheet);
}

static gboolean
is_alive (const DnsPicture *picture, const SnapshotCached *cached)
{
  return cached->expires > picture->now;
}

static guint
count_alive (const DnsPicture *picture, const GPtrArray *kept)
{
  guint count = 0;

  for (guint i = 0; i < kept->len; i++)
    count += is_alive (picture, g_ptr_array_index (kept, i));
  return count;
}

static void
draw_cache (const DnsPicture *picture, Sheet *sheet, HostId host)
{
  g_autoptr (GPtrArray) kept = snapshot_list_cached (picture->snapshot, host);
  g_autofree char *detail = NULL;
  guint count = count_alive (picture, kept), rows = 0;

  detail = count == 0 ? g_strdup ("remembers nothing now") : g_strdup_printf ("remembers %u answer%s", count, count == 1 ? "" : "s");
  sheet_add_heading_about (sheet, trace_host_id (picture->trace, host), trace_host_name (picture->trace, host), detail);
  for (guint i = 0; i < kept->len && rows < MOST_ROWS; i++)
    if (is_alive (picture, g_ptr_array_index (kept, i)))
      {
        draw_row (picture, sheet, g_ptr_array_index (kept, i));
        rows++;
      }
  if (count > rows)
    {
      g_autofree char *rest = g_strdup_printf ("… and %u more", count - rows);

      sheet_add_sentence (sheet, rest);
    }
  sheet_skip (sheet, 8);
}

Drawing *
dns_picture_draw_caches (const DnsPicture *picture, double width, const Palette *palette)
{
  Sheet *sheet = sheet_new (MAX (width, least_width), palette, "What resolvers remember");
  guint caches = 0;

  for (HostId host = 1; host <= trace_count_hosts (picture->trace); host++)
    if (trace_host_record (picture->trace, host) != NULL && trace_host_record (picture->trace, host)->code == HOST_RESOLVER)
      {
        draw_cache (picture, sheet, host);
        caches++;
      }
  sheet_add_sentence (sheet, caches == 0 ? "This run has no resolver. What one would remember would stand here." : "Each answer comes with a time to live. Until that is over the resolver gives it without asking anybody; the bar is what is left of it.");
  return sheet_finish (sheet);
}
