/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-label.h"

#include "gui/draw/parcel-picture.h"

#include <math.h>

/* Opposite sides differ in the lowest bit. */
typedef enum
{
  LABEL_ABOVE,
  LABEL_BELOW,
  LABEL_LEFT,
  LABEL_RIGHT,
  N_LABEL_SIDES,
} LabelSide;

/* Along a level way that is short, words have no more room than the way is long. */
static double
room_for (const MapWay *way)
{
  double across = fabs (way->x2 - way->x0), length = hypot (way->x2 - way->x0, way->y2 - way->y0);

  return across > 0.85 * length ? MAX (across, 110) : 0;
}

ParcelSize
map_label_measure (cairo_t *cr, Parcel *parcel)
{
  ParcelSize *size = &parcel->size;

  if (parcel->sized && parcel->sized_room == parcel->label_room && parcel->sized_lost == parcel->lost && parcel->sized_count == parcel->count)
    return *size;
  parcel_picture_measure (cr, parcel, &size->half_width, &size->half_height);
  parcel_picture_measure_label (cr, parcel, &size->label_width, &size->label_height);
  parcel->sized = TRUE;
  parcel->sized_room = parcel->label_room;
  parcel->sized_lost = parcel->lost;
  parcel->sized_count = parcel->count;
  return *size;
}

static void
put_label (const MapLayout *layout, LabelSide side, const ParcelSize *size, const MapWay *way, MapSpot *spot)
{
  double away = size->half_height + size->label_height + 2, beside = size->half_width + size->label_width + 4;
  double low = MIN (way->x0, way->x2) + size->label_width, high = MAX (way->x0, way->x2) - size->label_width;

  spot->label_x = spot->x;
  spot->label_y = spot->y;
  if (side == LABEL_LEFT || side == LABEL_RIGHT)
    spot->label_x += side == LABEL_LEFT ? -beside : beside;
  else
    {
      spot->label_y += side == LABEL_ABOVE ? -away : away;
      spot->label_x = high > low ? CLAMP (spot->x, low, high) : (low + high) / 2;
      spot->label_x = MIN (spot->label_x, layout->width - size->label_width - 2);
      spot->label_x = MAX (spot->label_x, size->label_width + 2);
    }
}

static double
overlap (double x, double y, double half_width, double half_height, const MapBox *box)
{
  double wide = MIN (x + half_width, box->x + box->width) - MAX (x - half_width, box->x);
  double high = MIN (y + half_height, box->y + box->height) - MAX (y - half_height, box->y);

  return wide > 0 && high > 0 ? wide * high : 0;
}

/* How much of the label lies on hosts or beside the map. */
static double
badness_of (const MapLayout *layout, const ParcelSize *size, const MapSpot *spot)
{
  const MapBox whole = { 0, 0, layout->width, layout->height };
  double area = 4 * size->label_width * size->label_height;
  double badness = 4 * (area - overlap (spot->label_x, spot->label_y, size->label_width, size->label_height, &whole));

  for (guint i = 0; i < layout->hosts->len; i++)
    badness += overlap (spot->label_x, spot->label_y, size->label_width, size->label_height, &g_array_index (layout->hosts, MapHost, i).box);
  return badness;
}

/* On which side of its way a label disturbs least; it stays there for the whole flight. The first side
 * tried is the one that the parcel keeps to. */
static void
rank_sides (const MapLayout *layout, const MapWay *way, const ParcelSize *size, LabelSide ranked[N_LABEL_SIDES])
{
  const MapPoint middle = map_way_point (way, 0.5);
  gboolean level = fabs (middle.dx) > 0.5;
  LabelSide above = middle.dx >= 0 ? LABEL_ABOVE : LABEL_BELOW, left = middle.dy >= 0 ? LABEL_RIGHT : LABEL_LEFT;
  const LabelSide wanted[] = { level ? above : left, level ? above ^ 1 : left ^ 1, level ? left : above, level ? left ^ 1 : above ^ 1 };
  double badness[N_LABEL_SIDES];

  for (int i = 0; i < N_LABEL_SIDES; i++)
    {
      MapSpot spot = { middle.x, middle.y, 0, 0, TRUE };
      double bad;
      int place = i;

      put_label (layout, wanted[i], size, way, &spot);
      bad = badness_of (layout, size, &spot) + i;
      for (; place > 0 && badness[place - 1] > bad; place--)
        {
          badness[place] = badness[place - 1];
          ranked[place] = ranked[place - 1];
        }
      badness[place] = bad;
      ranked[place] = wanted[i];
    }
}

void
map_label_place (cairo_t *cr, const MapLayout *layout, MapCrowd *crowd, Parcel *parcel, const MapWay *way, MapSpot *spot)
{
  LabelSide ranked[N_LABEL_SIDES];
  ParcelSize size;

  parcel->label_room = room_for (way);
  size = map_label_measure (cr, parcel);
  spot->has_label = FALSE;
  if (size.label_width <= 0)
    return;
  rank_sides (layout, way, &size, ranked);
  for (int i = 0; i < 2 && !spot->has_label; i++)
    {
      put_label (layout, ranked[i], &size, way, spot);
      spot->has_label = map_crowd_is_free (crowd, spot->label_x, spot->label_y, size.label_width, size.label_height);
    }
  if (spot->has_label)
    map_crowd_add (crowd, spot->label_x, spot->label_y, size.label_width, size.label_height);
}
