/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/ladder-picture.h"

#include "gui/draw/ladder-columns.h"
#include "gui/draw/ladder-mark.h"
#include "gui/draw/text-width.h"
#include "sim/trace/story.h"

#include <math.h>
#include <string.h>

enum
{
  NOTE_LINES = 5,
  LABEL_LINES = 2,
};

static const double margin = 24, clock_size = 11, label_size = 12, note_size = 12, title_size = 22;
static const double row_height = 29, fall = 6, break_height = 40, note_gap = 5, note_padding = 6, note_width = 262, note_above = 3;
static const double head_height = 46, line_spacing = 1.25;

typedef struct
{
  const Ladder *ladder;
  const Palette *palette;
  double clock_width, width;
  double *columns; /* the middles */
  gboolean with_day;
  GPtrArray *pages; /* Drawing * */
  Drawing *page;    /* the last of them */
  double height;    /* of a page, at most */
  double y;         /* where the next row begins */
  double line_y;    /* down to here the life-lines are drawn */
  GString *clock;   /* the last one written on this page */
} LadderLayout;

static const LadderRow *
get_row (const Ladder *ladder, guint index)
{
  return &g_array_index (ladder->rows, LadderRow, index);
}

static gboolean
is_long (const Ladder *ladder)
{
  return trace_end_time (ladder->trace) >= SIM_DAY;
}

static double
find_clock_width (const Ladder *ladder)
{
  return text_width (is_long (ladder) ? "Mon 15 Jan 09:00:00" : "09:00:01.000", clock_size, FALSE) + 14;
}

double
ladder_picture_width (const Ladder *ladder)
{
  g_autofree double *columns = ladder_columns_place (ladder, label_size);

  return 2 * margin + find_clock_width (ladder) + MAX (columns[ladder->columns->len], 2 * note_width);
}

static void
place_columns (LadderLayout *layout)
{
  guint count = layout->ladder->columns->len;
  double left = margin + layout->clock_width, room = layout->width - margin - left;

  layout->columns = ladder_columns_place (layout->ladder, label_size);
  for (guint i = 0; i < count; i++)
    layout->columns[i] += left + (room - layout->columns[count]) / 2;
}

static const char *
role_name (HostRole role)
{
  switch (role)
    {
    case HOST_DEVICE:
      return "device";
    case HOST_MAIL_SERVER:
      return "mail server";
    case HOST_NAME_SERVER:
      return "name server";
    case HOST_RESOLVER:
      return "resolver";
    case HOST_ROLE_NONE:
      break;
    }
  return "host";
}

static void
draw_head (LadderLayout *layout, guint column)
{
  const CastHost *host = ladder_get_host (layout->ladder, column);
  const Palette *palette = layout->palette;
  const DrawingFont name = { LADDER_NAME_SIZE, TRUE, 0.5, palette->ink }, small = { LADDER_BELOW_SIZE, FALSE, 0.5, palette->dim };
  double x = layout->columns[column], y = layout->y;
  double width = ladder_columns_head_width (host);
  g_autofree char *full = g_strdup_printf ("%s, %s", trace_host_name (layout->ladder->trace, host->host), role_name (host->role));

  drawing_begin (layout->page, "host", 0, full);
  drawing_point (layout->page, trace_host_id (layout->ladder->trace, host->host));
  drawing_tell (layout->page, "data-host", trace_host_name (layout->ladder->trace, host->host));
  drawing_add_dashed_box (layout->page, x - width / 2, y, width, head_height - 4, host->role == HOST_DEVICE ? 10 : 2, palette->area[host->side],
                          host->side == AREA_DNS ? DRAWING_DASHED : DRAWING_SOLID, 1.2, palette->dim);
  drawing_add_text (layout->page, host->name, x, y + 18, &name);
  drawing_add_text (layout->page, host->below, x, y + 34, &small);
  drawing_end (layout->page);
}

static void
draw_heads (LadderLayout *layout)
{
  for (guint i = 0; i < layout->ladder->columns->len; i++)
    draw_head (layout, i);
  layout->line_y = layout->y + head_height - 4;
  layout->y += head_height + 4;
}

/* The run's title, and where it comes from. */
static void
draw_title (LadderLayout *layout)
{
  const Trace *trace = layout->ladder->trace;
  const TraceRecord *start = trace_get (trace, 1);
  const DrawingFont title = { title_size, TRUE, 0, layout->palette->ink }, small = { note_size, FALSE, 0, layout->palette->dim };
  g_autofree char *begin = sim_time_format_iso (trace_start_unix_ns (trace), 0);
  g_autofree char *name = text_width_cut (trace_blob (trace, start->note, NULL), title_size, TRUE, layout->width - 2 * margin);
  g_autofree char *from = g_strdup_printf ("%s · seed %s · from %.10s %.8s UTC", trace_blob (trace, start->text, NULL), trace_blob (trace, start->item, NULL), begin, begin + 11);

  drawing_begin (layout->page, "title", 0, NULL);
  drawing_add_text (layout->page, name, margin, layout->y + title_size, &title);
  drawing_add_text (layout->page, from, margin, layout->y + title_size + 20, &small);
  drawing_end (layout->page);
  layout->y += title_size + 34;
  layout->y += ladder_mark_key (layout->page, layout->palette, margin, layout->y, layout->width - 2 * margin) + 14;
}

static void
begin_page (LadderLayout *layout)
{
  g_autofree char *title = g_strdup_printf ("%s, page %u", trace_blob (layout->ladder->trace, trace_get (layout->ladder->trace, 1)->note, NULL), layout->pages->len + 1);

  layout->page = drawing_new (layout->width, layout->height, layout->palette->card);
  drawing_set_stroke (layout->page, layout->palette->stroke);
  drawing_set_title (layout->page, title);
  g_ptr_array_add (layout->pages, layout->page);
  layout->y = margin;
  g_string_truncate (layout->clock, 0);
  if (layout->pages->len == 1)
    draw_title (layout);
  draw_heads (layout);
}

/* The life-lines down to Y. */
static void
draw_lines (LadderLayout *layout, double y, DrawingDash dash)
{
  drawing_behind (layout->page, TRUE);
  for (guint i = 0; i < layout->ladder->columns->len; i++)
    drawing_add_line (layout->page, layout->columns[i], layout->line_y, layout->columns[i], y, 1.2, dash, layout->palette->link);
  drawing_behind (layout->page, FALSE);
  layout->line_y = y;
}

static void
end_page (LadderLayout *layout)
{
  draw_lines (layout, layout->y, DRAWING_SOLID);
  drawing_set_height (layout->page, layout->y + margin);
}

/* Where the next row needs HEIGHT. */
static void
make_room (LadderLayout *layout, double height)
{
  if (layout->y + height + margin <= layout->height)
    return;
  end_page (layout);
  begin_page (layout);
}

static void
draw_clock (LadderLayout *layout, SimTime t, double baseline)
{
  const DrawingFont font = { clock_size, FALSE, 0, layout->palette->dim };
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (layout->ladder->trace), t, layout->with_day);

  if (strcmp (clock, layout->clock->str) == 0)
    return;
  g_string_assign (layout->clock, clock);
  drawing_begin (layout->page, "clock", 0, NULL);
  drawing_add_text (layout->page, clock, margin, baseline, &font);
  drawing_end (layout->page);
}

static void
begin_row (LadderLayout *layout, const LadderRow *row, const char *class)
{
  const Trace *trace = layout->ladder->trace;
  g_autofree char *sentence = story_sentence (trace, row->record);
  g_autofree char *id = g_strdup_printf ("%u", row->record);

  drawing_begin (layout->page, class, row->record, sentence);
  drawing_tell (layout->page, "data-record", id);
  drawing_tell (layout->page, "data-kind", trace_kind_info (trace_get (trace, row->record)->kind)->name);
}

static void
draw_arrow (LadderLayout *layout, const LadderRow *row)
{
  const Ladder *ladder = layout->ladder;
  g_autofree char *class = g_strdup_printf ("arrow %s%s", ladder_mark_class (row->style), row->lost ? " lost" : "");
  double x0 = layout->columns[row->from], x1 = layout->columns[row->to];
  g_auto (GStrv) label = text_width_wrap (row->label, label_size, row->style == LADDER_MAIL, fabs (x1 - x0) - 12, LABEL_LINES);
  double above = g_strv_length (label) * label_size * line_spacing, height = row_height - label_size * line_spacing + above;
  LadderSpot spot;

  make_room (layout, height);
  spot = (LadderSpot){ x0, layout->y + above + 5, x1, layout->y + above + 5 + fall };
  draw_clock (layout, row->t, spot.y0);
  begin_row (layout, row, class);
  drawing_tell (layout->page, "data-from", trace_host_name (ladder->trace, ladder_get_host (ladder, (guint) row->from)->host));
  drawing_tell (layout->page, "data-to", trace_host_name (ladder->trace, ladder_get_host (ladder, (guint) row->to)->host));
  ladder_mark_arrow (layout->page, layout->palette, row, &spot, label, label_size);
  drawing_end (layout->page);
  layout->y += height;
}

/* Around its host, but inside the page. */
static double
find_note_x (const LadderLayout *layout, const LadderRow *row, double width)
{
  double left = margin + layout->clock_width, right = layout->width - margin;
  double middle = row->from >= 0 ? layout->columns[row->from] : (left + right) / 2;

  return CLAMP (middle - width / 2, left, right - width);
}

static const char *
class_of_note (StoryTone tone)
{
  static const char *const classes[] = { "note plain", "note plain", "note good", "note wait", "note bad" };

  return classes[tone];
}

static double
find_widest (char **lines)
{
  double width = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    width = MAX (width, text_width (lines[i], note_size, FALSE));
  return width;
}

static void
draw_note (LadderLayout *layout, const LadderRow *row)
{
  const Ladder *ladder = layout->ladder;
  double sign = ladder_mark_sign_width (row->tone);
  g_auto (GStrv) lines = text_width_wrap (row->label, note_size, FALSE, note_width - 2 * note_padding - sign, NOTE_LINES);
  double width = find_widest (lines) + 2 * note_padding + sign;
  double height = g_strv_length (lines) * note_size * line_spacing + 2 * note_padding - 3;
  double x = find_note_x (layout, row, width);
  const DrawingFont font = { note_size, FALSE, 0, layout->palette->ink };

  make_room (layout, note_above + height + note_gap);
  layout->y += note_above;
  draw_clock (layout, row->t, layout->y + note_padding + note_size);
  begin_row (layout, row, class_of_note (row->tone));
  if (row->from >= 0)
    drawing_tell (layout->page, "data-host", trace_host_name (ladder->trace, ladder_get_host (ladder, (guint) row->from)->host));
  ladder_mark_note (layout->page, layout->palette, row->tone, x, layout->y, width, height);
  for (guint i = 0; lines[i] != NULL; i++)
    drawing_add_text (layout->page, lines[i], x + note_padding + sign, layout->y + note_padding + note_size * (0.85 + i * line_spacing), &font);
  drawing_end (layout->page);
  layout->y += height + note_gap;
}

/* The life-lines are dotted where time is left out. */
static void
draw_break (LadderLayout *layout, const LadderRow *row)
{
  const DrawingFont font = { note_size, TRUE, 0.5, layout->palette->dim };
  double width = text_width (row->label, note_size, TRUE) + 24, middle = (margin + layout->clock_width + layout->width - margin) / 2;

  make_room (layout, break_height + row_height);
  draw_lines (layout, layout->y + 4, DRAWING_SOLID);
  draw_lines (layout, layout->y + break_height - 4, DRAWING_DOTTED);
  drawing_begin (layout->page, "break", 0, NULL);
  ladder_mark_break (layout->page, layout->palette, margin + layout->clock_width, layout->width - margin, layout->y + break_height / 2);
  drawing_add_box (layout->page, middle - width / 2, layout->y + break_height / 2 - 9, width, 18, 0, layout->palette->card, 0, layout->palette->card);
  drawing_add_text (layout->page, row->label, middle, layout->y + break_height / 2 + 4, &font);
  drawing_end (layout->page);
  layout->y += break_height;
}

static void
draw_row (LadderLayout *layout, const LadderRow *row)
{
  switch (row->kind)
    {
    case LADDER_ARROW:
      draw_arrow (layout, row);
      break;
    case LADDER_NOTE:
      draw_note (layout, row);
      break;
    case LADDER_BREAK:
      draw_break (layout, row);
      break;
    }
}

static void
free_page (gpointer page)
{
  drawing_free (page);
}

GPtrArray *
ladder_picture_pages (const Ladder *ladder, const Palette *palette, double height)
{
  g_autoptr (GString) clock = g_string_new (NULL);
  LadderLayout layout = { .ladder = ladder, .palette = palette, .height = MAX (height, LADDER_PICTURE_LEAST), .with_day = is_long (ladder), .clock = clock };

  layout.width = ladder_picture_width (ladder);
  layout.clock_width = find_clock_width (ladder);
  layout.pages = g_ptr_array_new_with_free_func (free_page);
  place_columns (&layout);
  begin_page (&layout);
  for (guint i = 0; i < ladder->rows->len; i++)
    draw_row (&layout, get_row (ladder, i));
  end_page (&layout);
  g_free (layout.columns);
  return layout.pages;
}
