/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/drawing.h"

/* Numbers that went the same way are the same to the bit. */
static gboolean
is_same_colour (Colour a, Colour b)
{
  return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

static gboolean
is_same_shape (const DrawingPart *a, const DrawingPart *b)
{
  if (a->kind != b->kind || a->group != b->group || a->n_points != b->n_points || a->line_width != b->line_width
      || a->radius != b->radius || a->dash != b->dash || a->filled != b->filled)
    return FALSE;
  for (guint i = 0; i < a->n_points; i++)
    if (a->points[i].x != b->points[i].x || a->points[i].y != b->points[i].y)
      return FALSE;
  return TRUE;
}

static gboolean
is_same_part (const DrawingPart *a, const DrawingPart *b)
{
  if (!is_same_shape (a, b) || !is_same_colour (a->line, b->line) || !is_same_colour (a->fill, b->fill))
    return FALSE;
  return g_strcmp0 (a->text, b->text) == 0 && a->font.size == b->font.size && a->font.bold == b->font.bold
         && a->font.align == b->font.align && is_same_colour (a->font.colour, b->font.colour);
}

static gboolean
is_same_group (const DrawingGroup *a, const DrawingGroup *b)
{
  return a->id == b->id && a->about == b->about && g_strcmp0 (a->class, b->class) == 0 && g_strcmp0 (a->title, b->title) == 0
         && g_strcmp0 (a->attributes, b->attributes) == 0;
}

gboolean
drawing_is_same (const Drawing *a, const Drawing *b)
{
  if (drawing_get_width (a) != drawing_get_width (b) || drawing_get_height (a) != drawing_get_height (b)
      || !is_same_colour (drawing_get_paper (a), drawing_get_paper (b)) || g_strcmp0 (drawing_get_title (a), drawing_get_title (b)) != 0
      || drawing_count (a) != drawing_count (b) || drawing_count_groups (a) != drawing_count_groups (b))
    return FALSE;
  for (guint i = 0; i < drawing_count (a); i++)
    if (!is_same_part (drawing_get (a, i), drawing_get (b, i)))
      return FALSE;
  for (guint i = 0; i < drawing_count_groups (a); i++)
    if (!is_same_group (drawing_get_group (a, i), drawing_get_group (b, i)))
      return FALSE;
  return TRUE;
}
