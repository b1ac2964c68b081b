/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-order.h"

#include "gui/draw/map-layout.h"

enum
{
  MOST_HOSTS = 24,
  MOST_LINKS = 48,
  ROUNDS = 4,
};

/* The order is the same in windows of all sizes. */
static const double usual_width = 870, usual_height = 575;

static guint
count_crossings (const MapCast *cast)
{
  g_autoptr (MapLayout) layout = map_layout_new (cast, usual_width, usual_height);

  return map_layout_count_crossings (layout);
}

static void
exchange (MapCast *cast, guint a, guint b)
{
  CastHost *hosts = (CastHost *) cast->hosts->data, kept = hosts[a];

  hosts[a] = hosts[b];
  hosts[b] = kept;
}

/* Exchanges any two of one side where that helps; how many ways cross then, FEWEST before. */
static guint
improve (MapCast *cast, guint fewest)
{
  for (guint b = 1; b < cast->hosts->len; b++)
    for (guint a = 0; a < b && fewest > 0; a++)
      {
        guint crossings;

        if (g_array_index (cast->hosts, CastHost, a).side != g_array_index (cast->hosts, CastHost, b).side)
          continue;
        exchange (cast, a, b);
        crossings = count_crossings (cast);
        if (crossings < fewest)
          fewest = crossings;
        else
          exchange (cast, a, b);
      }
  return fewest;
}

void
map_order_run (MapCast *cast)
{
  guint before, fewest;

  if (cast->hosts->len > MOST_HOSTS || cast->links->len > MOST_LINKS)
    return;
  fewest = count_crossings (cast);
  for (guint round = 0; round < ROUNDS && fewest > 0; round++)
    {
      before = fewest;
      fewest = improve (cast, fewest);
      if (fewest == before)
        return;
    }
}
