/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/queue-picture.h"

#include "gui/draw/queue-ages.h"
#include "gui/draw/queue-words.h"
#include "gui/draw/sheet.h"
#include "gui/draw/text-width.h"

enum
{
  MOST_ENTRIES = 300,
  MOST_DOMAINS = 40,
};

static const double age_row = 58, bar_height = 28, entry_row = 52, reply_height = 20, least_cell = 46, least_width = 692 /* of all buckets beside each other */;

typedef struct
{
  const QueuePicture *picture;
  Sheet *sheet;
  const QueueAges *ages;
  guint highest;                  /* of all cells but those of the sum */
  double name_width, total_width; /* what stands at the left */
  double cell;                    /* the width of a bucket */
} AgesLayout;

static double
find_bucket_x (const AgesLayout *layout, guint bucket)
{
  return sheet_margin + layout->name_width + layout->total_width + bucket * layout->cell;
}

/* "40 min" is "40m" here, where room is scarce. */
static char *
format_edge (SimTime edge)
{
  if (edge >= 10 * SIM_HOUR)
    return g_strdup_printf ("%dh", (int) ((edge + SIM_HOUR / 2) / SIM_HOUR));
  if (edge >= 100 * SIM_MINUTE)
    return g_strdup_printf ("%.1fh", (double) edge / (double) SIM_HOUR);
  if (edge >= SIM_MINUTE && edge % SIM_MINUTE == 0)
    return g_strdup_printf ("%dm", (int) (edge / SIM_MINUTE));
  if (edge >= 2 * SIM_MINUTE)
    return g_strdup_printf ("%.1fm", (double) edge / (double) SIM_MINUTE);
  return g_strdup_printf ("%ds", (int) (edge / SIM_SECOND));
}

static void
draw_head (const AgesLayout *layout)
{
  const Palette *palette = sheet_get_palette (layout->sheet);
  const DrawingFont left = { sheet_small_size, FALSE, 0, palette->dim }, right = { sheet_small_size, FALSE, 1, palette->dim }, middle = { sheet_small_size, FALSE, 0.5, palette->dim };

  sheet_text (layout->sheet, "destination", sheet_margin, 16, layout->name_width, &left);
  sheet_text (layout->sheet, "all", find_bucket_x (layout, 0) - 14, 16, layout->total_width, &right);
  for (guint i = 0; i < QUEUE_AGE_BUCKETS; i++)
    {
      gboolean last = i == QUEUE_AGE_BUCKETS - 1;
      g_autofree char *edge = format_edge (layout->ages->unit << (last ? i - 1 : i));
      g_autofree char *text = g_strdup_printf ("%s%s", edge, last ? "+" : "");

      sheet_text (layout->sheet, text, find_bucket_x (layout, i) + layout->cell / 2, 16, layout->cell + 12, &middle);
    }
  sheet_skip (layout->sheet, 24);
}

static char *
describe_cell (const QueueAgesRow *row, guint bucket)
{
  return g_strdup_printf ("%s: %u deferred, %u active", row->domain, row->deferred[bucket], row->active[bucket]);
}

/* The number, and under it a bar: what is deferred below, what is active on it. */
static void
draw_cell (const AgesLayout *layout, const QueueAgesRow *row, guint bucket, guint highest)
{
  const Palette *palette = sheet_get_palette (layout->sheet);
  Drawing *drawing = sheet_get_drawing (layout->sheet);
  guint count = row->active[bucket] + row->deferred[bucket];
  double x = find_bucket_x (layout, bucket), bottom = sheet_get_y (layout->sheet) + age_row - 6, unit = bar_height / MAX (highest, 1);
  double deferred = unit * row->deferred[bucket], active = unit * row->active[bucket];
  const DrawingFont font = { sheet_text_size, TRUE, 0.5, palette->ink };
  g_autofree char *number = g_strdup_printf ("%u", count), *title = describe_cell (row, bucket);

  drawing_add_line (drawing, x + 3, bottom + 0.5, x + layout->cell - 3, bottom + 0.5, 1, DRAWING_SOLID, palette->link);
  if (count == 0)
    return;
  drawing_begin (drawing, "cell", 0, title);
  if (deferred > 0)
    drawing_add_box (drawing, x + 5, bottom - deferred, layout->cell - 10, deferred, 0, colour_orange, 1, palette->dim);
  if (active > 0)
    drawing_add_box (drawing, x + 5, bottom - deferred - active, layout->cell - 10, active, 0, colour_sky, 1, palette->dim);
  sheet_text (layout->sheet, number, x + layout->cell / 2, age_row - 6 - deferred - active - 5, layout->cell, &font);
  drawing_end (drawing);
}

static guint
find_highest (const QueueAgesRow *row)
{
  guint highest = 0;

  for (guint i = 0; i < QUEUE_AGE_BUCKETS; i++)
    highest = MAX (highest, row->active[i] + row->deferred[i]);
  return highest;
}

static void
draw_row (const AgesLayout *layout, const QueueAgesRow *row, guint highest, gboolean sum)
{
  const Palette *palette = sheet_get_palette (layout->sheet);
  const DrawingFont name = { sheet_text_size, sum, 0, palette->ink }, total = { sheet_text_size, TRUE, 1, palette->ink };
  g_autofree char *number = g_strdup_printf ("%u", row->total);

  sheet_text (layout->sheet, row->domain, sheet_margin, age_row - 12, layout->name_width - 6, &name);
  sheet_text (layout->sheet, number, find_bucket_x (layout, 0) - 14, age_row - 12, layout->total_width, &total);
  for (guint i = 0; i < QUEUE_AGE_BUCKETS; i++)
    draw_cell (layout, row, i, highest);
  sheet_skip (layout->sheet, age_row);
}

static void
draw_key_entry (Sheet *sheet, Colour colour, const char *text, double *x)
{
  const DrawingFont font = { sheet_small_size, FALSE, 0, sheet_get_palette (sheet)->dim };

  drawing_add_box (sheet_get_drawing (sheet), *x, sheet_get_y (sheet) + 4, 14, 14, 2, colour, 1, sheet_get_palette (sheet)->dim);
  sheet_text (sheet, text, *x + 20, 16, 400, &font);
  *x += 20 + text_width (text, font.size, FALSE) + 24;
}

static void
draw_key (Sheet *sheet)
{
  double x = sheet_margin;

  draw_key_entry (sheet, colour_orange, "deferred: waits for its next try", &x);
  draw_key_entry (sheet, colour_sky, "active: being delivered", &x);
  sheet_skip (sheet, 26);
}

static void
draw_ages (const QueuePicture *picture, Sheet *sheet)
{
  g_autoptr (QueueAges) ages = queue_ages_new (picture->trace, picture->snapshot, picture->host, picture->unit, picture->now);
  AgesLayout layout = { picture, sheet, ages, 0, 0, 56, 0 };
  double room = sheet_get_width (sheet) - 2 * sheet_margin;

  layout.name_width = CLAMP (room * 0.22, 90, 260);
  layout.cell = MAX ((room - layout.name_width - layout.total_width) / QUEUE_AGE_BUCKETS, least_cell);
  for (guint i = 1; i < ages->rows->len; i++)
    layout.highest = MAX (layout.highest, find_highest (g_ptr_array_index (ages->rows, i)));
  draw_head (&layout);
  for (guint i = 1; i < MIN (ages->rows->len, MOST_DOMAINS); i++)
    draw_row (&layout, g_ptr_array_index (ages->rows, i), layout.highest, FALSE);
  draw_row (&layout, g_ptr_array_index (ages->rows, 0), find_highest (g_ptr_array_index (ages->rows, 0)), TRUE);
  draw_key (sheet);
}

static Colour
find_tone (const SnapshotEntry *entry)
{
  return entry->state == ENTRY_DEFERRED ? colour_orange : colour_sky;
}

static void
draw_entry_words (const QueuePicture *picture, Sheet *sheet, const SnapshotEntry *entry, const char *title, const char *reply)
{
  const Palette *palette = sheet_get_palette (sheet);
  const DrawingFont bold = { sheet_text_size, TRUE, 0, palette->ink }, plain = { sheet_small_size, FALSE, 0, palette->dim }, right = { sheet_text_size, FALSE, 1, palette->ink };
  double left = sheet_margin + 6, end = sheet_get_width (sheet) - sheet_margin - 4, half = (end - left) / 2;
  SimTime seconds = (picture->now - trace_get (picture->trace, entry->queued)->t) / SIM_SECOND;
  g_autofree char *age = sim_time_format_friendly (seconds * SIM_SECOND), *state = queue_words_state (entry), *stands = g_strdup_printf ("%s, %s old", state, age);
  g_autofree char *next = queue_words_next_try (picture->trace, entry, picture->now), *turn = next == NULL ? NULL : g_strdup_printf ("next try %s", next);

  sheet_text (sheet, title, left, 20, turn == NULL ? end - left : half - 10, &bold);
  if (turn != NULL)
    sheet_text (sheet, turn, end, 20, half, &right);
  sheet_text (sheet, stands, left, 41, end - left, &plain);
  if (reply != NULL)
    sheet_text (sheet, reply, left, 61, end - left, &plain);
}

static void
draw_entry (const QueuePicture *picture, Sheet *sheet, const SnapshotEntry *entry)
{
  g_autofree char *title = queue_words_title (picture->trace, entry), *reply = queue_words_last_reply (picture->trace, picture->index, entry);
  g_autofree char *both = reply == NULL ? g_strdup (title) : g_strdup_printf ("%s\n%s", title, reply);
  Colour tone = find_tone (entry);

  sheet_begin_row (sheet, "entry", entry->queued, both, reply == NULL ? entry_row : entry_row + reply_height, picture->message != 0 && entry->message == picture->message, &tone);
  draw_entry_words (picture, sheet, entry, title, reply);
  sheet_end_row (sheet);
}

static void
draw_entries (const QueuePicture *picture, Sheet *sheet, const GPtrArray *entries)
{
  g_autofree char *count = g_strdup_printf ("%u, the oldest first", entries->len);

  sheet_add_heading (sheet, entries->len == 1 ? "The entry" : "The entries", entries->len == 1 ? NULL : count);
  for (guint i = 0; i < MIN (entries->len, MOST_ENTRIES); i++)
    draw_entry (picture, sheet, g_ptr_array_index (entries, i));
  if (entries->len > MOST_ENTRIES)
    {
      g_autofree char *more = g_strdup_printf ("… and %u more.", entries->len - MOST_ENTRIES);

      sheet_add_sentence (sheet, more);
    }
}

Drawing *
queue_picture_draw (const QueuePicture *picture, double width, const Palette *palette)
{
  g_autoptr (GPtrArray) entries = queue_words_list (picture->snapshot, picture->host);
  g_autofree char *title = g_strdup_printf ("The queue of %s: %u", trace_host_name (picture->trace, picture->host), entries->len);
  Sheet *sheet = sheet_new (MAX (width, least_width), palette, title);

  if (entries->len == 0)
    {
      sheet_skip (sheet, 12);
      sheet_add_sentence (sheet, "The queue is empty now. What this server has taken and not passed on yet will stand here: by destination and age, and entry by entry with its attempts, the last reply and the next try.");
      return sheet_finish (sheet);
    }
  sheet_add_heading (sheet, "Age by destination", "how long it has been here: at most …");
  draw_ages (picture, sheet);
  draw_entries (picture, sheet, entries);
  return sheet_finish (sheet);
}
