/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/ladder-columns.h"

#include "gui/draw/text-width.h"

/* Between two life-lines, of what makes them wider than their boxes; and of all of them together. */
static const double widest = 196, widest_all = 1240, box_gap = 8, arrow_room = 24;

double
ladder_columns_head_width (const CastHost *host)
{
  return MAX (text_width (host->name, LADDER_NAME_SIZE, TRUE), text_width (host->below, LADDER_BELOW_SIZE, FALSE)) + 14;
}

/* What the boxes need from one column to the next. */
static double
find_least (const Ladder *ladder, guint column)
{
  return (ladder_columns_head_width (ladder_get_host (ladder, column)) + ladder_columns_head_width (ladder_get_host (ladder, column + 1))) / 2 + box_gap;
}

static double
sum (const double *gaps, guint from, guint to)
{
  double all = 0;

  for (guint i = from; i < to; i++)
    all += gaps[i];
  return all;
}

/* The columns that ROW passes are moved apart until its words fit. */
static void
widen (double *gaps, const LadderRow *row, double label_size)
{
  guint from = (guint) MIN (row->from, row->to), to = (guint) MAX (row->from, row->to);
  double needed = text_width (row->label, label_size, row->style == LADDER_MAIL) + arrow_room;
  double missing = needed - sum (gaps, from, to);

  for (guint i = from; missing > 0 && i < to; i++)
    gaps[i] = MAX (gaps[i], MIN (widest, gaps[i] + missing / (to - from)));
}

/* From neighbours to those furthest apart: what is between near ones helps those that are far. */
static void
widen_all (const Ladder *ladder, double *gaps, double label_size)
{
  for (guint span = 1; span < ladder->columns->len; span++)
    for (guint i = 0; i < ladder->rows->len; i++)
      {
        const LadderRow *row = &g_array_index (ladder->rows, LadderRow, i);

        if (row->kind == LADDER_ARROW && (guint) ABS (row->to - row->from) == span)
          widen (gaps, row, label_size);
      }
}

/* Words are cut rather than that the picture gets too wide for a page. */
static void
narrow (const Ladder *ladder, double *gaps)
{
  guint count = ladder->columns->len - 1;
  double all = sum (gaps, 0, count), least = 0, part;

  for (guint i = 0; i < count; i++)
    least += find_least (ladder, i);
  part = all > least ? CLAMP ((widest_all - least) / (all - least), 0, 1) : 1;
  for (guint i = 0; i < count; i++)
    gaps[i] = find_least (ladder, i) + (gaps[i] - find_least (ladder, i)) * part;
}

double *
ladder_columns_place (const Ladder *ladder, double label_size)
{
  guint count = ladder->columns->len;
  double *columns = g_new0 (double, count + 1);
  g_autofree double *gaps = g_new0 (double, count + 1);

  if (count == 0)
    return columns;
  for (guint i = 0; i + 1 < count; i++)
    gaps[i] = find_least (ladder, i);
  widen_all (ladder, gaps, label_size);
  narrow (ladder, gaps);
  columns[0] = ladder_columns_head_width (ladder_get_host (ladder, 0)) / 2;
  for (guint i = 1; i < count; i++)
    columns[i] = columns[i - 1] + gaps[i - 1];
  columns[count] = columns[count - 1] + ladder_columns_head_width (ladder_get_host (ladder, count - 1)) / 2;
  return columns;
}
