/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/retry-chart.h"

#include "gui/draw/retry-axis.h"
#include "gui/draw/sheet.h"
#include "gui/draw/text-width.h"

static const double lane_height = 66, mark_height = 20, mark_width = 7, close_by = 2, least_width = 420, tick_gap = 14;

typedef struct
{
  Sheet *sheet;
  const Palette *palette;
  RetryAxis axis;
} ChartLayout;

static const struct
{
  const char *class, *words, *key;
} kinds[] = {
  [RETRY_MARK_GOING_ON] = { "going-on", "goes on", "goes on" },
  [RETRY_MARK_DEFERRED] = { "deferred", "put off by a 4xx reply", "4xx" },
  [RETRY_MARK_NO_ANSWER] = { "no-answer", "no connection, or no reply", "no answer" },
  [RETRY_MARK_SENT] = { "sent", "passed on", "passed on" },
  [RETRY_MARK_GIVEN_UP] = { "given-up", "given up", "given up" },
  [RETRY_MARK_TO_COME] = { "to-come", "to come", "to come" },
  [RETRY_MARK_WILL_GIVE_UP] = { "will-give-up", "would be given up", NULL },
};

static Colour
find_fill (RetryMarkKind kind, const Palette *palette)
{
  switch (kind)
    {
    case RETRY_MARK_GOING_ON:
      return colour_sky;
    case RETRY_MARK_DEFERRED:
      return colour_orange;
    case RETRY_MARK_NO_ANSWER:
      return colour_purple;
    case RETRY_MARK_SENT:
      return colour_green;
    case RETRY_MARK_GIVEN_UP:
      return colour_vermilion;
    case RETRY_MARK_TO_COME:
    case RETRY_MARK_WILL_GIVE_UP:
      return palette->card;
    }
  g_assert_not_reached ();
}

static gboolean
is_end (RetryMarkKind kind)
{
  return kind == RETRY_MARK_GIVEN_UP || kind == RETRY_MARK_WILL_GIVE_UP;
}

/* One mark, or many that are too close to be told apart, from X0 to X1. An end is a cross in a box. */
static void
draw_mark (const ChartLayout *layout, RetryMarkKind kind, double x0, double x1, double middle)
{
  Drawing *drawing = sheet_get_drawing (layout->sheet);
  gboolean has_been = kind < RETRY_MARK_TO_COME, end = is_end (kind);
  double half = end ? mark_height / 2 + 2 : mark_width / 2, top = middle - mark_height / 2 - (end ? 2 : 0), height = mark_height + (end ? 4 : 0);
  Colour line = has_been ? layout->palette->ink : kind == RETRY_MARK_WILL_GIVE_UP ? layout->palette->bad
                                                                                  : layout->palette->dim,
         cross = has_been ? colour_black : line;

  drawing_add_box (drawing, x0 - half, top, x1 - x0 + 2 * half, height, 2, find_fill (kind, layout->palette), has_been && !end ? 0.75 : 1.5, line);
  if (!end)
    return;
  drawing_add_line (drawing, x1 - half + 5, top + 5, x1 + half - 5, top + height - 5, 2.5, DRAWING_SOLID, cross);
  drawing_add_line (drawing, x1 - half + 5, top + height - 5, x1 + half - 5, top + 5, 2.5, DRAWING_SOLID, cross);
}

static char *
describe_marks (const RetryLane *lane, guint first, guint last)
{
  const RetryMark *a = &g_array_index (lane->marks, RetryMark, first), *b = &g_array_index (lane->marks, RetryMark, last);
  g_autofree char *from = sim_time_format_friendly (a->age), *until = sim_time_format_friendly (b->age);

  if (first == last)
    return g_strdup_printf ("%s: attempt %u, after %s, %s", lane->name, first + 1, from, kinds[a->kind].words);
  return g_strdup_printf ("%s: attempts %u to %u, after %s to %s, %s", lane->name, first + 1, last + 1, from, until, kinds[a->kind].words);
}

/* From FIRST on, the last mark that runs together with it. */
static guint
find_run (const ChartLayout *layout, const RetryLane *lane, guint first)
{
  guint last = first;

  while (last + 1 < lane->marks->len)
    {
      const RetryMark *mark = &g_array_index (lane->marks, RetryMark, last), *next = &g_array_index (lane->marks, RetryMark, last + 1);

      if (next->kind != mark->kind || is_end (next->kind) || retry_axis_place (&layout->axis, next->age) - retry_axis_place (&layout->axis, mark->age) > mark_width + close_by)
        break;
      last++;
    }
  return last;
}

static void
draw_marks (const ChartLayout *layout, const RetryLane *lane, double middle)
{
  Drawing *drawing = sheet_get_drawing (layout->sheet);

  for (guint first = 0, last; first < lane->marks->len; first = last + 1)
    {
      const RetryMark *mark = &g_array_index (lane->marks, RetryMark, first);
      g_autofree char *title = NULL, *class = g_strdup_printf ("mark %s", kinds[mark->kind].class);

      last = find_run (layout, lane, first);
      title = describe_marks (lane, first, last);
      drawing_begin (drawing, class, g_array_index (lane->marks, RetryMark, last).record, title);
      draw_mark (layout, mark->kind, retry_axis_place (&layout->axis, mark->age), retry_axis_place (&layout->axis, g_array_index (lane->marks, RetryMark, last).age), middle);
      drawing_end (drawing);
    }
}

/* A triangle: the sender is told that it is late. */
static void
draw_warning (const ChartLayout *layout, const RetryLane *lane, double middle)
{
  Drawing *drawing = sheet_get_drawing (layout->sheet);
  double x = retry_axis_place (&layout->axis, lane->warning), y = middle - mark_height / 2 - 4;
  const DrawingPoint points[] = { { x - 9, y - 15 }, { x + 9, y - 15 }, { x, y } };
  g_autofree char *age = sim_time_format_friendly (lane->warning), *title = NULL;

  if (lane->warning < 0)
    return;
  title = g_strdup_printf ("%s: the sender is told that it is late, after %s%s", lane->name, age, lane->warned ? "" : ", to come");
  drawing_begin (drawing, "warning", 0, title);
  drawing_add_polygon (drawing, points, 3, lane->warned ? colour_yellow : layout->palette->card, 1.5, layout->palette->ink);
  drawing_end (drawing);
}

static void
draw_now (const ChartLayout *layout, const RetryLane *lane, double middle)
{
  double x = retry_axis_place (&layout->axis, lane->now);

  if (lane->now >= 0 && !lane->over)
    drawing_add_line (sheet_get_drawing (layout->sheet), x, middle - mark_height / 2 - 7, x, middle + mark_height / 2 + 7, 3, DRAWING_SOLID, layout->palette->accent);
}

static char *
count_attempts (const RetryLane *lane)
{
  guint to_come = retry_lane_count_to_come (lane), made = lane->marks->len - to_come;

  if (lane->host == 0)
    return g_strdup_printf ("%u attempts", to_come);
  if (to_come == 0)
    return g_strdup_printf ("%u attempt%s made", made, made == 1 ? "" : "s");
  return g_strdup_printf ("%u made, %u to come", made, to_come);
}

static void
draw_lane (const ChartLayout *layout, const RetryLane *lane)
{
  const DrawingFont name = { sheet_text_size, lane->host != 0, 0, layout->palette->ink }, small = { sheet_small_size, FALSE, 0, layout->palette->dim }, right = { sheet_small_size, FALSE, 1, layout->palette->dim };
  double y = sheet_get_y (layout->sheet), middle = y + 45, end = sheet_get_width (layout->sheet) - sheet_margin;
  g_autofree char *count = count_attempts (lane);
  double taken = text_width (count, right.size, FALSE) + 20, used = text_width (lane->name, name.size, name.bold) + 12;

  sheet_text (layout->sheet, lane->name, sheet_margin, 21, end - sheet_margin - taken, &name);
  if (lane->detail != NULL)
    sheet_text (layout->sheet, lane->detail, sheet_margin + used, 21, end - sheet_margin - taken - used, &small);
  sheet_text (layout->sheet, count, end, 21, taken, &right);
  drawing_add_line (sheet_get_drawing (layout->sheet), layout->axis.left, middle, layout->axis.right, middle, 1, DRAWING_SOLID, layout->palette->link);
  draw_marks (layout, lane, middle);
  draw_warning (layout, lane, middle);
  draw_now (layout, lane, middle);
  sheet_skip (layout->sheet, lane_height);
}

/* What can be labelled without words running into each other, the latest first. */
static void
draw_ticks (const ChartLayout *layout, double top, double bottom)
{
  const DrawingFont font = { sheet_small_size, FALSE, 0.5, layout->palette->dim }, left = { sheet_small_size, FALSE, 0, layout->palette->dim };
  Drawing *drawing = sheet_get_drawing (layout->sheet);
  double least = layout->axis.left + text_width ("queued", font.size, FALSE) + tick_gap / 2, free_until = sheet_get_width (layout->sheet);

  drawing_behind (drawing, TRUE);
  drawing_add_text (drawing, "queued", layout->axis.left - 6, top - 8, &left);
  drawing_add_line (drawing, layout->axis.left, top, layout->axis.left, bottom, 1, DRAWING_SOLID, layout->palette->faint);
  for (guint i = retry_n_ticks; i > 0; i--)
    {
      const RetryTick *tick = &retry_ticks[i - 1];
      double x = retry_axis_place (&layout->axis, tick->age), half = text_width (tick->label, font.size, FALSE) / 2;

      if (tick->age < layout->axis.first || tick->age > layout->axis.last)
        continue;
      drawing_add_line (drawing, x, top, x, bottom, 1, DRAWING_SOLID, layout->palette->faint);
      if (x - half < least || x + half > free_until)
        continue;
      drawing_add_text (drawing, tick->label, x, top - 8, &font);
      free_until = x - half - tick_gap;
    }
  drawing_behind (drawing, FALSE);
}

/* From half of the shortest wait to the last mark of all. */
static void
fit_axis (RetryAxis *axis, const GPtrArray *lanes)
{
  SimTime first = SIM_HOUR, last = 10 * SIM_SECOND;

  for (guint i = 0; i < lanes->len; i++)
    {
      const GArray *marks = ((const RetryLane *) g_ptr_array_index (lanes, i))->marks;

      if (marks->len > 0)
        last = MAX (last, g_array_index (marks, RetryMark, marks->len - 1).age);
      if (!((const RetryLane *) g_ptr_array_index (lanes, i))->over)
        last = MAX (last, ((const RetryLane *) g_ptr_array_index (lanes, i))->now);
      for (guint j = 0; j < marks->len; j++)
        if (g_array_index (marks, RetryMark, j).age > 100 * SIM_MILLISECOND)
          first = MIN (first, g_array_index (marks, RetryMark, j).age);
    }
  axis->first = CLAMP (first / 2, SIM_SECOND, SIM_MINUTE / 2);
  axis->last = last;
}

static void
draw_key_entry (const ChartLayout *layout, RetryMarkKind kind, const char *words, double *x)
{
  const DrawingFont font = { sheet_small_size, FALSE, 0, layout->palette->dim };
  double width = 30 + text_width (words, font.size, FALSE) + 18;

  if (*x + width > sheet_get_width (layout->sheet))
    {
      *x = sheet_margin + 12;
      sheet_skip (layout->sheet, 30);
    }
  draw_mark (layout, kind, *x, *x, sheet_get_y (layout->sheet) + 14);
  sheet_text (layout->sheet, words, *x + 18, 20, width, &font);
  *x += width;
}

static void
draw_key (const ChartLayout *layout)
{
  double x = sheet_margin + 12;

  for (RetryMarkKind kind = RETRY_MARK_GOING_ON; kind <= RETRY_MARK_WILL_GIVE_UP; kind++)
    if (kinds[kind].key != NULL)
      draw_key_entry (layout, kind, kinds[kind].key, &x);
  sheet_skip (layout->sheet, 34);
}

static gboolean
is_textbook (const GPtrArray *lanes, guint index)
{
  return ((const RetryLane *) g_ptr_array_index (lanes, index))->host == 0;
}

static void
draw_lanes (const ChartLayout *layout, const GPtrArray *lanes)
{
  double top = sheet_get_y (layout->sheet);

  for (guint i = 0; i < lanes->len; i++)
    {
      if (is_textbook (lanes, i) && (i == 0 || !is_textbook (lanes, i - 1)))
        sheet_add_heading (layout->sheet, "For comparison", "the programs' defaults, if each attempt fails at once");
      draw_lane (layout, g_ptr_array_index (lanes, i));
    }
  draw_ticks (layout, top, sheet_get_y (layout->sheet));
}

Drawing *
retry_chart_draw (const GPtrArray *lanes, double width, const Palette *palette)
{
  ChartLayout layout = { sheet_new (MAX (width, least_width), palette, "Retry schedules"), palette, { 0 } };

  layout.axis.left = sheet_margin + 6;
  layout.axis.right = sheet_get_width (layout.sheet) - sheet_margin - 14;
  fit_axis (&layout.axis, lanes);
  sheet_add_heading (layout.sheet, "Retry schedules", "how long after it was queued; ten times as long is one step");
  if (lanes->len == 0 || is_textbook (lanes, 0))
    sheet_add_sentence (layout.sheet, "No server has anything to try again by now. One that has will stand here with its attempts, those to come, and when it gives up.");
  if (lanes->len == 0)
    return sheet_finish (layout.sheet);
  draw_key (&layout);
  sheet_skip (layout.sheet, 22);
  draw_lanes (&layout, lanes);
  return sheet_finish (layout.sheet);
}
