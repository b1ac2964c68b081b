/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/timeline-picture.h"

#include "gui/draw/glyph.h"
#include "gui/draw/text-box.h"

#include <math.h>
#include <string.h>

static const double shortest = 0.3; /* seconds that are seen: what a millisecond takes */
static const double margin = 16, activity_column = 4, label_size = 15, label_distance = 18, label_height = 22;

enum
{
  BUSY = 4, /* marks in a column, from which on it is worth telling */
};

/* A time below the line, and where it stands. */
typedef struct
{
  const char *text;
  double x, left, right, high;
} Clock;

static void
clear_span (gpointer data)
{
  g_free (((TimelineSpan *) data)->text);
}

static GArray *
spans_new (void)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (TimelineSpan));

  g_array_set_clear_func (spans, clear_span);
  return spans;
}

TimelinePlan *
timeline_plan_new (double length)
{
  TimelinePlan *plan = g_new (TimelinePlan, 1);

  plan->length = plan->to = MAX (length, 1e-6);
  plan->from = 0;
  plan->extent = NULL;
  plan->marks = g_array_new (FALSE, FALSE, sizeof (TimelineMark));
  plan->faults = spans_new ();
  plan->skips = spans_new ();
  plan->clocks = spans_new ();
  return plan;
}

void
timeline_plan_free (TimelinePlan *plan)
{
  g_array_unref (plan->marks);
  g_array_unref (plan->faults);
  g_array_unref (plan->skips);
  g_array_unref (plan->clocks);
  g_free (plan->extent);
  g_free (plan);
}

void
timeline_plan_show (TimelinePlan *plan, double from, double to, char *extent)
{
  double wide = CLAMP (to - from, MIN (shortest, plan->length), plan->length);

  plan->from = CLAMP (from, 0, plan->length - wide);
  plan->to = plan->from + wide;
  g_free (plan->extent);
  plan->extent = extent;
}

void
timeline_plan_add_mark (TimelinePlan *plan, double seconds, TimelineKind kind)
{
  const TimelineMark mark = { seconds, kind };

  g_array_append_val (plan->marks, mark);
}

void
timeline_plan_add_span (GArray *spans, double from, double to, char *text)
{
  const TimelineSpan span = { from, to, text };

  g_array_append_val (spans, span);
}

double
timeline_picture_x (const TimelinePlan *plan, double width, double seconds)
{
  return margin + (width - 2 * margin) * (seconds - plan->from) / (plan->to - plan->from);
}

double
timeline_picture_seconds (const TimelinePlan *plan, double width, double x)
{
  return CLAMP (plan->from + (x - margin) / MAX (width - 2 * margin, 1) * (plan->to - plan->from), 0, plan->length);
}

static double
line_y (double height)
{
  return height * 0.42;
}

static void
draw_faults (cairo_t *cr, const TimelinePlan *plan, const Palette *palette, double width, double height)
{
  for (guint i = 0; i < plan->faults->len; i++)
    {
      const TimelineSpan *span = &g_array_index (plan->faults, TimelineSpan, i);
      double from = timeline_picture_x (plan, width, span->from), to = timeline_picture_x (plan, width, span->to);

      cairo_rectangle (cr, from, 3, MAX (to - from, 2), line_y (height) * 2 - 6);
      colour_set_alpha (cr, colour_vermilion, palette->dark ? 0.26 : 0.16);
      cairo_fill (cr);
      cairo_rectangle (cr, from, 3, MAX (to - from, 2), 2 * palette->stroke);
      colour_set (cr, palette->bad);
      cairo_fill (cr);
    }
}

/* Two slanted strokes through the line: here hours are skipped. */
static void
draw_skips (cairo_t *cr, const TimelinePlan *plan, const Palette *palette, double width, double height)
{
  double y = line_y (height), last = -G_MAXDOUBLE;

  for (guint i = 0; i < plan->skips->len; i++)
    {
      const TimelineSpan *span = &g_array_index (plan->skips, TimelineSpan, i);
      double x = timeline_picture_x (plan, width, (span->from + span->to) / 2);

      if (x - last < 6 || x < 0 || x > width)
        continue;
      last = x;
      cairo_rectangle (cr, x - 4, y - 3, 8, 6);
      colour_set (cr, palette->paper);
      cairo_fill (cr);
      colour_set (cr, palette->dim);
      cairo_set_line_width (cr, 2 * palette->stroke);
      for (int side = -1; side <= 1; side += 2)
        {
          cairo_move_to (cr, x + side * 3.5 - 3, y + 8);
          cairo_line_to (cr, x + side * 3.5 + 3, y - 8);
        }
      cairo_stroke (cr);
    }
}

/* Its staff stands on the line, and what is under it can still be made out. */
static void
draw_flag (cairo_t *cr, double x, double y, const Palette *palette)
{
  cairo_rectangle (cr, x - 1, y - 26, 2 * palette->stroke, 26);
  colour_set (cr, palette->ink);
  cairo_fill (cr);
  cairo_move_to (cr, x, y - 27);
  cairo_line_to (cr, x + 14, y - 21.5);
  cairo_line_to (cr, x, y - 16);
  cairo_close_path (cr);
  glyph_paint (cr, palette->accent, palette->ink, 1.5 * palette->stroke);
}

static void
draw_mark (cairo_t *cr, TimelineKind kind, double x, double y, const Palette *palette)
{
  switch (kind)
    {
    case TIMELINE_STEP:
    case TIMELINE_HOP:
      colour_set (cr, kind == TIMELINE_HOP ? palette->ink : palette->link);
      cairo_set_line_width (cr, (kind == TIMELINE_HOP ? 2 : 1.5) * palette->stroke);
      cairo_move_to (cr, x, y - (kind == TIMELINE_HOP ? 10 : 5));
      cairo_line_to (cr, x, y + (kind == TIMELINE_HOP ? 10 : 5));
      cairo_stroke (cr);
      return;
    case TIMELINE_GOOD:
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, 7.5, 0, 2 * G_PI);
      glyph_paint (cr, colour_green, palette->ink, 1.5 * palette->stroke);
      return;
    case TIMELINE_WAIT:
      cairo_move_to (cr, x, y - 9);
      cairo_line_to (cr, x + 9, y + 7);
      cairo_line_to (cr, x - 9, y + 7);
      cairo_close_path (cr);
      glyph_paint (cr, colour_orange, palette->ink, 1.5 * palette->stroke);
      return;
    case TIMELINE_BAD:
      glyph_round_box (cr, x - 8, y - 8, 16, 16, 3);
      glyph_paint (cr, colour_vermilion, palette->ink, 1.5 * palette->stroke);
      glyph_cross (cr, x, y, 4, colour_black, 2.5);
      return;
    case TIMELINE_LESSON:
      draw_flag (cr, x, y, palette);
      return;
    case N_TIMELINE_KINDS:
      break;
    }
  g_assert_not_reached ();
}

/* How much happens: the number of marks at each place, on a scale by the logarithm. */
static void
draw_activity (cairo_t *cr, const TimelinePlan *plan, const Palette *palette, double width, double height)
{
  guint columns = (guint) (width / activity_column) + 1, most = 0;
  g_autofree guint *counts = g_new0 (guint, columns);

  for (guint i = 0; i < plan->marks->len; i++)
    {
      double x = timeline_picture_x (plan, width, g_array_index (plan->marks, TimelineMark, i).seconds);

      if (x >= 0 && x < width)
        most = MAX (most, ++counts[(guint) (x / activity_column)]);
    }
  for (guint i = 0; most >= BUSY && i < columns; i++)
    {
      double high = log1p (counts[i]) / log1p (most) * (line_y (height) - 6);

      cairo_rectangle (cr, i * activity_column, line_y (height) - high, activity_column, high);
    }
  colour_set (cr, palette->link);
  cairo_fill (cr);
}

/* Of a part: where it lies in the whole, and how long it is. */
static void
draw_extent (cairo_t *cr, const TimelinePlan *plan, const Palette *palette, double width)
{
  const TextBox box = { plan->extent, label_size, TRUE, 0 };
  double whole = width - 2 * margin, wide, high;

  if (plan->extent == NULL)
    return;
  cairo_rectangle (cr, margin, 0, whole, 3);
  colour_set (cr, palette->faint);
  cairo_fill (cr);
  cairo_rectangle (cr, margin + whole * plan->from / plan->length, 0, MAX (whole * (plan->to - plan->from) / plan->length, 4), 3);
  colour_set (cr, palette->accent);
  cairo_fill (cr);
  text_box_measure (cr, &box, &wide, &high);
  text_box_draw (cr, &box, width - margin - wide, 4, 0, palette->accent);
}

/* The graver marks above the lighter ones, and each kind once a pixel. */
static void
draw_marks (cairo_t *cr, const TimelinePlan *plan, const Palette *palette, double width, double height)
{
  for (guint kind = 0; kind < N_TIMELINE_KINDS; kind++)
    {
      double last = -G_MAXDOUBLE, apart = kind >= TIMELINE_GOOD ? 12 : 1.5;

      for (guint i = 0; i < plan->marks->len; i++)
        {
          const TimelineMark *mark = &g_array_index (plan->marks, TimelineMark, i);
          double x = timeline_picture_x (plan, width, mark->seconds);

          if (mark->kind != kind || x - last < apart || x < -9 || x > width + 9)
            continue;
          last = x;
          draw_mark (cr, mark->kind, x, line_y (height), palette);
        }
    }
}

static void
measure_clock (cairo_t *cr, const TimelinePlan *plan, guint index, double width, Clock *clock)
{
  const TimelineSpan *span = &g_array_index (plan->clocks, TimelineSpan, index);
  const TextBox box = { span->text, label_size, FALSE, 0 };
  double wide;

  clock->text = span->text;
  clock->x = timeline_picture_x (plan, width, span->from);
  text_box_measure (cr, &box, &wide, &clock->high);
  clock->left = CLAMP (clock->x - wide / 2, 2, width - wide - 2);
  clock->right = clock->left + wide;
}

static void
draw_clock (cairo_t *cr, const Clock *clock, const Palette *palette, double height)
{
  const TextBox box = { clock->text, label_size, FALSE, 0 };

  text_box_draw (cr, &box, clock->left, height - clock->high - 2, 0, palette->dim);
  cairo_move_to (cr, clock->x, line_y (height) + 12);
  cairo_line_to (cr, clock->x, height - clock->high - 2);
  colour_set (cr, palette->link);
  cairo_set_line_width (cr, 1.5 * palette->stroke);
  cairo_stroke (cr);
}

/* From the left as many as there is room for, and the last of all. */
static void
draw_clocks (cairo_t *cr, const TimelinePlan *plan, const Palette *palette, double width, double height)
{
  double free_from = -G_MAXDOUBLE;
  const char *before = "";
  Clock last, clock;

  if (plan->clocks->len == 0)
    return;
  measure_clock (cr, plan, plan->clocks->len - 1, width, &last);
  draw_clock (cr, &last, palette, height);
  for (guint i = 0; i + 1 < plan->clocks->len; i++)
    {
      if (timeline_picture_x (plan, width, g_array_index (plan->clocks, TimelineSpan, i).from) < free_from)
        continue;
      measure_clock (cr, plan, i, width, &clock);
      if (clock.left < free_from || clock.right + label_distance > last.left || strcmp (clock.text, before) == 0
          || strcmp (clock.text, last.text) == 0)
        continue;
      draw_clock (cr, &clock, palette, height);
      free_from = clock.right + label_distance;
      before = clock.text;
    }
}

void
timeline_picture_draw (cairo_t *cr, const TimelinePlan *plan, const Palette *palette, double width, double height)
{
  colour_set (cr, palette->paper);
  cairo_paint (cr);
  draw_faults (cr, plan, palette, width, height);
  draw_activity (cr, plan, palette, width, height);
  colour_set (cr, palette->link);
  cairo_set_line_width (cr, 3 * palette->stroke);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, margin, line_y (height));
  cairo_line_to (cr, width - margin, line_y (height));
  cairo_stroke (cr);
  draw_clocks (cr, plan, palette, width, height);
  draw_skips (cr, plan, palette, width, height);
  draw_marks (cr, plan, palette, width, height);
  draw_extent (cr, plan, palette, width);
}

void
timeline_picture_draw_playhead (cairo_t *cr, const TimelinePlan *plan, const Palette *palette, double width, double height, double seconds)
{
  double x = timeline_picture_x (plan, width, seconds), end = MIN (2 * line_y (height) - 2, height - label_height - 4);

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, x, 4);
  cairo_line_to (cr, x, end);
  colour_set (cr, palette->accent);
  cairo_set_line_width (cr, 4 * palette->stroke);
  cairo_stroke (cr);
  cairo_arc (cr, x, 8, 7, 0, 2 * G_PI);
  colour_set (cr, palette->accent);
  cairo_fill (cr);
}
