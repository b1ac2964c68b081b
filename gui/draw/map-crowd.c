/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-crowd.h"

#include <math.h>

typedef struct
{
  double x, y, half_width, half_height;
} CrowdBox;

struct MapCrowd
{
  GArray *boxes; /* CrowdBox */
};

MapCrowd *
map_crowd_new (void)
{
  MapCrowd *crowd = g_new (MapCrowd, 1);

  crowd->boxes = g_array_new (FALSE, FALSE, sizeof (CrowdBox));
  return crowd;
}

void
map_crowd_free (MapCrowd *crowd)
{
  g_array_unref (crowd->boxes);
  g_free (crowd);
}

void
map_crowd_add (MapCrowd *crowd, double x, double y, double half_width, double half_height)
{
  const CrowdBox box = { x, y, half_width, half_height };

  g_array_append_val (crowd->boxes, box);
}

gboolean
map_crowd_is_free (const MapCrowd *crowd, double x, double y, double half_width, double half_height)
{
  for (guint i = 0; i < crowd->boxes->len; i++)
    {
      const CrowdBox *box = &g_array_index (crowd->boxes, CrowdBox, i);

      if (fabs (x - box->x) < half_width + box->half_width && fabs (y - box->y) < half_height + box->half_height)
        return FALSE;
    }
  return TRUE;
}
