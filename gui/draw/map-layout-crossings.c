/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-layout.h"

/* On which side of the line from A to B the point C lies. */
static double
side_of (const MapHost *a, const MapHost *b, const MapHost *c)
{
  return (b->x - a->x) * (c->y - a->y) - (b->y - a->y) * (c->x - a->x);
}

static gboolean
cross (const MapLayout *layout, const CastLink *first, const CastLink *second)
{
  const MapHost *a = map_layout_find (layout, first->a), *b = map_layout_find (layout, first->b);
  const MapHost *c = map_layout_find (layout, second->a), *d = map_layout_find (layout, second->b);

  if (a == NULL || b == NULL || c == NULL || d == NULL || a == c || a == d || b == c || b == d)
    return FALSE;
  return side_of (a, b, c) * side_of (a, b, d) < 0 && side_of (c, d, a) * side_of (c, d, b) < 0;
}

guint
map_layout_count_crossings (const MapLayout *layout)
{
  const GArray *links = layout->cast->links;
  guint count = 0;

  for (guint i = 0; i < links->len; i++)
    for (guint j = 0; j < i; j++)
      if (cross (layout, &g_array_index (links, CastLink, i), &g_array_index (links, CastLink, j)))
        count++;
  return count;
}
