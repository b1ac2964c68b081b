/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-places.h"

struct MapPlaces
{
  GHashTable *parts; /* name → PartPlace */
  char *scenario;    /* NULL: none yet */
};

typedef struct
{
  double across, down;
} PartPlace;

MapPlaces *
map_places_new (void)
{
  MapPlaces *places = g_new0 (MapPlaces, 1);

  places->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return places;
}

void
map_places_free (MapPlaces *places)
{
  g_hash_table_unref (places->parts);
  g_free (places->scenario);
  g_free (places);
}

gboolean
map_places_begin (MapPlaces *places, const char *scenario)
{
  if (g_strcmp0 (places->scenario, scenario) == 0)
    return FALSE;
  g_free (places->scenario);
  places->scenario = g_strdup (scenario);
  map_places_forget (places);
  return TRUE;
}

void
map_places_keep (MapPlaces *places, const Trace *trace, const MapLayout *layout, HostId id)
{
  const MapHost *host = map_layout_find (layout, id);
  PartPlace *place;

  if (host == NULL)
    return;
  place = g_new (PartPlace, 1);
  *place = (PartPlace){ host->x / layout->width, host->y / layout->height };
  g_hash_table_replace (places->parts, g_strdup (trace_host_name (trace, id)), place);
}

void
map_places_forget (MapPlaces *places)
{
  g_hash_table_remove_all (places->parts);
}

gboolean
map_places_is_empty (const MapPlaces *places)
{
  return g_hash_table_size (places->parts) == 0;
}

void
map_places_apply (const MapPlaces *places, const Trace *trace, MapLayout *layout)
{
  for (guint i = 0; i < layout->hosts->len; i++)
    {
      HostId host = g_array_index (layout->hosts, MapHost, i).host;
      const PartPlace *place = g_hash_table_lookup (places->parts, trace_host_name (trace, host));

      if (place != NULL)
        map_layout_move_host (layout, host, place->across * layout->width, place->down * layout->height);
    }
}
