/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-layout.h"

static const double least_width = 400, least_height = 250, least_icon = 26, growth = 1.08, most_growth = 6;
static const double letter = 11, small_letter = 9; /* how wide one is */
static const glong most_letters = 11;

static gboolean
lies_within (const MapBox *box, double width, double height)
{
  return box->x >= 0 && box->y >= 0 && box->x + box->width <= width && box->y + box->height <= height;
}

static gboolean
overlaps (const MapBox *a, const MapBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* Usual names can be read whole. */
static gboolean
has_name (const MapHost *host)
{
  glong name = MIN (g_utf8_strlen (host->cast->name, -1), most_letters), below = MIN (g_utf8_strlen (host->cast->below, -1), most_letters);

  return host->box.width >= letter * (double) name && (host->cast->side != AREA_DNS || host->box.width >= small_letter * (double) below);
}

/* And from all before it. */
static gboolean
stands_apart (const MapLayout *layout, guint index)
{
  const MapHost *host = &g_array_index (layout->hosts, MapHost, index);

  if (!has_name (host) || !lies_within (&host->box, layout->width, layout->height))
    return FALSE;
  for (guint i = 0; i < index; i++)
    if (overlaps (&host->box, &g_array_index (layout->hosts, MapHost, i).box))
      return FALSE;
  return TRUE;
}

static gboolean
is_legible (const MapCast *cast, double width, double height)
{
  g_autoptr (MapLayout) layout = map_layout_new (cast, width, height);

  if (layout->icon < least_icon)
    return FALSE;
  for (guint i = 0; i < layout->areas->len; i++)
    if (!lies_within (&g_array_index (layout->areas, MapArea, i).box, width, height))
      return FALSE;
  for (guint i = 0; i < layout->hosts->len; i++)
    if (!stands_apart (layout, i))
      return FALSE;
  return TRUE;
}

void
map_layout_find_room (const MapCast *cast, double width, double height, double *room_width, double *room_height)
{
  double larger = MAX (1, MIN (least_width / width, least_height / height));

  while (larger < most_growth && !is_legible (cast, width * larger, height * larger))
    larger *= growth;
  *room_width = width * larger;
  *room_height = height * larger;
}
