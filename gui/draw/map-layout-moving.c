/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-layout.h"

#include <string.h>

static const double edge = 6; /* between a host that was moved and the line around its area */

static gboolean
is_in_area (const MapHost *host, const MapArea *area)
{
  if (host->cast->side == AREA_DNS || area->kind == AREA_DNS)
    return host->cast->side == area->kind;
  return strcmp (host->cast->domain, area->title) == 0;
}

static MapBox
join (const MapBox *a, const MapBox *b)
{
  double right = MAX (a->x + a->width, b->x + b->width), low = MAX (a->y + a->height, b->y + b->height);
  double x = MIN (a->x, b->x), y = MIN (a->y, b->y);

  return (MapBox){ x, y, right - x, low - y };
}

/* Where no host of AREA stands outside of it, it is as it was laid out. */
static void
stretch (const MapLayout *layout, MapArea *area)
{
  area->box = area->home;
  for (guint i = 0; i < layout->hosts->len; i++)
    {
      const MapHost *host = &g_array_index (layout->hosts, MapHost, i);
      const MapBox with_edge = { host->box.x - edge, host->box.y - edge, host->box.width + 2 * edge, host->box.height + 2 * edge };

      if (is_in_area (host, area) && host->moved)
        area->box = join (&area->box, &with_edge);
    }
}

void
map_layout_move_host (MapLayout *layout, HostId id, double x, double y)
{
  MapHost *host = (MapHost *) map_layout_find (layout, id);
  double from_x, from_y;

  if (host == NULL)
    return;
  from_x = host->x - host->box.x;
  from_y = host->y - host->box.y;
  host->box.x = CLAMP (x - from_x, edge, MAX (edge, layout->width - host->box.width - edge));
  host->box.y = CLAMP (y - from_y, edge, MAX (edge, layout->height - host->box.height - edge));
  host->x = host->box.x + from_x;
  host->y = host->box.y + from_y;
  host->moved = TRUE;
  for (guint i = 0; i < layout->areas->len; i++)
    stretch (layout, &g_array_index (layout->areas, MapArea, i));
  g_hash_table_remove_all (layout->ways);
}
