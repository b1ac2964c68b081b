/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/drawing-cursor.h"

#include <math.h>

/* Index of the first group that is about ABOUT; -1: nowhere. */
static gint64
find_place (const Drawing *drawing, guint32 about)
{
  for (guint i = 0; about != 0 && i < drawing_count_groups (drawing); i++)
    if (drawing_get_group (drawing, i)->about == about)
      return i;
  return -1;
}

const DrawingGroup *
drawing_cursor_step (const Drawing *drawing, guint32 about, int step)
{
  gint64 count = drawing_count_groups (drawing), place = find_place (drawing, about);

  if (place < 0)
    place = step > 0 ? -1 : count;
  for (place += step; place >= 0 && place < count; place += step)
    {
      const DrawingGroup *group = drawing_get_group (drawing, (guint) place);

      if (group->about != 0 && find_place (drawing, group->about) == place)
        return group;
    }
  return NULL;
}

const DrawingGroup *
drawing_cursor_leap (const Drawing *drawing, guint32 about, double reach)
{
  const DrawingGroup *from = about == 0 ? NULL : drawing_find_about (drawing, about);
  const DrawingGroup *found = drawing_cursor_step (drawing, about, reach > 0 ? 1 : -1), *next = found;

  while (from != NULL && next != NULL && fabs (next->top - from->top) <= fabs (reach))
    {
      found = next;
      next = drawing_cursor_step (drawing, found->about, reach > 0 ? 1 : -1);
    }
  return found;
}
