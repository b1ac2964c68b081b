/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-layout.h"

#include "gui/draw/host-picture.h"
#include "gui/draw/map-placing.h"

#include <math.h>

enum
{
  WAY_SAMPLES = 64,
};

static const double around = 8;   /* between a pictogram and the ways to it */
static const double near_link = 10;

MapLayout *
map_layout_new (const MapCast *cast, double width, double height)
{
  MapLayout *layout = g_new0 (MapLayout, 1);

  layout->cast = cast;
  layout->width = width;
  layout->height = height;
  layout->hosts = g_array_new (FALSE, TRUE, sizeof (MapHost));
  layout->areas = g_array_new (FALSE, TRUE, sizeof (MapArea));
  layout->ways = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  map_placing_run (layout);
  return layout;
}

void
map_layout_free (MapLayout *layout)
{
  g_array_unref (layout->hosts);
  g_array_unref (layout->areas);
  g_hash_table_unref (layout->ways);
  g_free (layout);
}

const MapHost *
map_layout_find (const MapLayout *layout, HostId host)
{
  for (guint i = 0; i < layout->hosts->len; i++)
    if (g_array_index (layout->hosts, MapHost, i).host == host)
      return &g_array_index (layout->hosts, MapHost, i);
  return NULL;
}

HostId
map_layout_hit_host (const MapLayout *layout, double x, double y)
{
  for (guint i = 0; i < layout->hosts->len; i++)
    {
      const MapHost *host = &g_array_index (layout->hosts, MapHost, i);

      if (x >= host->box.x && x < host->box.x + host->box.width && y >= host->box.y && y < host->box.y + host->box.height)
        return host->host;
    }
  return 0;
}

static MapPoint
curve_point (const MapWay *way, double u)
{
  double v = 1 - u;
  double dx = 2 * v * (way->x1 - way->x0) + 2 * u * (way->x2 - way->x1);
  double dy = 2 * v * (way->y1 - way->y0) + 2 * u * (way->y2 - way->y1);
  double length = MAX (hypot (dx, dy), 1e-9);

  return (MapPoint){ v * v * way->x0 + 2 * v * u * way->x1 + u * u * way->x2,
                     v * v * way->y0 + 2 * v * u * way->y1 + u * u * way->y2, dx / length, dy / length };
}

MapPoint
map_way_point (const MapWay *way, double part)
{
  return curve_point (way, CLAMP (part, 0, 1));
}

static gboolean
has_many_recipients (const MapLayout *layout)
{
  guint count = 0;

  for (guint i = 0; i < layout->areas->len; i++)
    if (g_array_index (layout->areas, MapArea, i).kind == AREA_RECIPIENT)
      count++;
  return count > 1;
}

/* Whether the DNS leaves little room below it. */
static gboolean
has_tall_dns (const MapLayout *layout)
{
  for (guint i = 0; i < layout->areas->len; i++)
    {
      const MapArea *area = &g_array_index (layout->areas, MapArea, i);

      if (area->kind == AREA_DNS && area->box.y + area->box.height > 0.68 * layout->height)
        return TRUE;
    }
  return FALSE;
}

/* Where the way bends: mail between servers passes below the DNS, and ways to several domains keep
 * apart; everything else goes straight. */
static void
bend (const MapLayout *layout, const MapHost *from, const MapHost *to, MapWay *way)
{
  gboolean mail = from->cast->role == HOST_MAIL_SERVER && to->cast->role == HOST_MAIL_SERVER;
  const MapHost *left = from->x <= to->x ? from : to, *right = from->x <= to->x ? to : from;
  double aside = has_tall_dns (layout) ? 0.05 : 0.18, below = has_tall_dns (layout) ? 0.05 : -0.04;

  way->x1 = (from->x + to->x) / 2;
  way->y1 = (from->y + to->y) / 2;
  if (!mail || from->cast->side == to->cast->side)
    return;
  if (left->y - right->y > 0.15 * layout->height)
    {
      way->x1 = left->x + (1 - aside) * (right->x - left->x);
      way->y1 = left->y + below * layout->height;
    }
  else if (right->y - left->y > 0.15 * layout->height)
    {
      way->x1 = left->x + aside * (right->x - left->x);
      way->y1 = right->y + below * layout->height;
    }
  else if (has_many_recipients (layout))
    way->y1 += 0.2 * layout->height;
}

/* The part of the curve between U0 and U1, itself such a curve. */
static MapWay
cut (const MapWay *way, double u0, double u1)
{
  const MapPoint a = curve_point (way, u0), b = curve_point (way, u1);
  double v0 = 1 - u0, v1 = 1 - u1;
  double x1 = v0 * v1 * way->x0 + (u0 * v1 + v0 * u1) * way->x1 + u0 * u1 * way->x2;
  double y1 = v0 * v1 * way->y0 + (u0 * v1 + v0 * u1) * way->y1 + u0 * u1 * way->y2;

  return (MapWay){ a.x, a.y, x1, y1, b.x, b.y };
}

static gboolean
is_within (double x, double y, double middle, double half_width, double top, double bottom)
{
  return fabs (x - middle) < half_width && y > top && y < bottom;
}

/* On the pictogram, or on the words below it. */
static gboolean
is_on_host (const MapLayout *layout, const MapHost *host, MapPoint point)
{
  double half = layout->icon / 2 + around, bottom = host->y + layout->icon / 2;
  double words = host_picture_text_height (host->cast->side == AREA_DNS);

  return is_within (point.x, point.y, host->x, half, host->y - half, host->y + half)
         || is_within (point.x, point.y, host->x, host_picture_text_width (host->cast->name, host->cast->side == AREA_DNS ? host->cast->below : "") / 2 + 4,
                       bottom, bottom + words);
}

static MapWay
find_way (const MapLayout *layout, HostId from, HostId to)
{
  const MapHost *a = map_layout_find (layout, from), *b = map_layout_find (layout, to);
  MapWay way = { a->x, a->y, 0, 0, b->x, b->y };
  double u0 = 0, u1 = 1;

  bend (layout, a, b, &way);
  for (int i = 0; i < WAY_SAMPLES / 2; i++)
    {
      if (is_on_host (layout, a, curve_point (&way, (double) i / WAY_SAMPLES)))
        u0 = (i + 1.0) / WAY_SAMPLES;
      if (is_on_host (layout, b, curve_point (&way, 1 - (double) i / WAY_SAMPLES)))
        u1 = 1 - (i + 1.0) / WAY_SAMPLES;
    }
  return cut (&way, u0, MAX (u0, u1));
}

MapWay
map_layout_way (const MapLayout *layout, HostId from, HostId to)
{
  gpointer key = GUINT_TO_POINTER ((guint) from << 16 | to);
  MapWay *way = g_hash_table_lookup (layout->ways, key);

  if (way == NULL)
    {
      way = g_new (MapWay, 1);
      *way = find_way (layout, from, to);
      g_hash_table_insert (layout->ways, key, way);
    }
  return *way;
}

static double
distance_to (const MapWay *way, double x, double y)
{
  double nearest = G_MAXDOUBLE;

  for (int i = 0; i <= WAY_SAMPLES; i++)
    {
      const MapPoint point = curve_point (way, (double) i / WAY_SAMPLES);

      nearest = MIN (nearest, hypot (point.x - x, point.y - y));
    }
  return nearest;
}

const CastLink *
map_layout_hit_link (const MapLayout *layout, double x, double y)
{
  const CastLink *best = NULL;
  double nearest = near_link;

  for (guint i = 0; i < layout->cast->links->len; i++)
    {
      const CastLink *link = &g_array_index (layout->cast->links, CastLink, i);
      MapWay way;
      double distance;

      if (map_layout_find (layout, link->a) == NULL || map_layout_find (layout, link->b) == NULL)
        continue;
      way = map_layout_way (layout, link->a, link->b);
      distance = distance_to (&way, x, y);
      if (distance <= nearest)
        {
          nearest = distance;
          best = link;
        }
    }
  return best;
}
