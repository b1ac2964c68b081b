/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/map-hosts.h"

#include "gui/draw/host-picture.h"
#include "gui/draw/parcel-picture.h"
#include "gui/view/sprite.h"

#include <math.h>

enum
{
  MOST_BADGES = 1024,
};

static const double host_margin = 14, badge_margin = 2;

typedef struct
{
  HostLook look;
  GskRenderNode *body; /* NULL: not painted yet */
} KeptHost;

struct MapHosts
{
  const MapLayout *layout;
  const Palette *palette;
  int scale;
  double zoom;
  cairo_t *measuring;
  KeptHost *kept;     /* by place in the layout */
  GHashTable *badges; /* kind and number → GskRenderNode */
};

typedef struct
{
  const MapHosts *hosts;
  const MapHost *host;
  const HostLook *look;
} HostPainting;

typedef struct
{
  const MapHosts *hosts;
  const HostBadgePlace *place;
} BadgePainting;

MapHosts *
map_hosts_new (const MapLayout *layout, int scale, const Palette *palette)
{
  MapHosts *hosts = g_new0 (MapHosts, 1);

  hosts->layout = layout;
  hosts->palette = palette;
  hosts->scale = scale;
  hosts->measuring = parcel_picture_measuring ();
  hosts->kept = g_new0 (KeptHost, layout->hosts->len + 1);
  hosts->badges = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gsk_render_node_unref);
  return hosts;
}

void
map_hosts_forget (MapHosts *hosts)
{
  for (guint i = 0; i < hosts->layout->hosts->len; i++)
    g_clear_pointer (&hosts->kept[i].body, gsk_render_node_unref);
  g_hash_table_remove_all (hosts->badges);
}

void
map_hosts_free (MapHosts *hosts)
{
  map_hosts_forget (hosts);
  g_free (hosts->kept);
  g_hash_table_unref (hosts->badges);
  cairo_destroy (hosts->measuring);
  g_free (hosts);
}

/* Within a margin for what reaches over the host's box. */
static void
paint_body (cairo_t *cr, gconstpointer data)
{
  const HostPainting *painting = data;

  cairo_scale (cr, painting->hosts->zoom, painting->hosts->zoom);
  cairo_translate (cr, host_margin, host_margin);
  host_picture_draw_body (cr, painting->look, painting->hosts->palette, painting->host->box.width, painting->hosts->layout->icon);
}

/* As it is on the paper, WIDTH and HEIGHT large. */
static GskRenderNode *
paint_node (const MapHosts *hosts, double width, double height, SpriteFunc paint, gconstpointer painting)
{
  double zoom = hosts->zoom;
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) ceil (zoom * width), (float) ceil (zoom * height));

  return sprite_paint_node (&bounds, hosts->scale, paint, painting);
}

static void
update_body (const MapHosts *hosts, KeptHost *kept, const MapHost *host, const HostLook *look)
{
  const HostPainting painting = { hosts, host, look };

  if (kept->body != NULL && host_look_has_same_body (&kept->look, look))
    return;
  g_clear_pointer (&kept->body, gsk_render_node_unref);
  kept->body = paint_node (hosts, host->box.width + 2 * host_margin, host->box.height + 2 * host_margin, paint_body, &painting);
  kept->look = *look;
}

/* At a whole pixel, as parcels are; X and Y are the map's. */
static void
set_node_down (GtkSnapshot *snapshot, const MapCamera *camera, GskRenderNode *node, double x, double y)
{
  map_camera_to_window (camera, &x, &y);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) floor (x), (float) floor (y)));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

static void
paint_badge (cairo_t *cr, gconstpointer data)
{
  const BadgePainting *painting = data;

  cairo_scale (cr, painting->hosts->zoom, painting->hosts->zoom);
  host_picture_draw_badge (cr, painting->place->badge, painting->place->number, badge_margin, badge_margin, painting->hosts->palette);
}

/* Different hosts have the same numbers, and the same host has them again. */
static GskRenderNode *
find_badge (MapHosts *hosts, const HostBadgePlace *place)
{
  const BadgePainting painting = { hosts, place };
  gpointer key = GUINT_TO_POINTER (place->number << 2 | place->badge);
  GskRenderNode *node = g_hash_table_lookup (hosts->badges, key);
  double width, height;

  if (node != NULL)
    return node;
  if (g_hash_table_size (hosts->badges) >= MOST_BADGES)
    g_hash_table_remove_all (hosts->badges);
  host_picture_measure_badge (hosts->measuring, place->number, &width, &height);
  node = paint_node (hosts, width + 2 * badge_margin, height + 2 * badge_margin, paint_badge, &painting);
  g_hash_table_insert (hosts->badges, key, node);
  return node;
}

static void
show_host (MapHosts *hosts, GtkSnapshot *snapshot, const MapCamera *camera, guint index, const MapMoment *moment)
{
  const MapHost *host = &g_array_index (hosts->layout->hosts, MapHost, index);
  HostBadgePlace places[HOST_PICTURE_MOST_BADGES];
  HostLook look;
  guint count;

  map_picture_look (host, moment, &look);
  update_body (hosts, &hosts->kept[index], host, &look);
  set_node_down (snapshot, camera, hosts->kept[index].body, host->box.x - host_margin, host->box.y - host_margin);
  count = host_picture_place_badges (hosts->measuring, &look, host->box.width, hosts->layout->icon, places);
  for (guint i = 0; i < count; i++)
    set_node_down (snapshot, camera, find_badge (hosts, &places[i]), host->box.x + places[i].x - badge_margin, host->box.y + places[i].y - badge_margin);
}

void
map_hosts_show (MapHosts *hosts, GtkSnapshot *snapshot, const MapCamera *camera, const MapMoment *moment)
{
  hosts->zoom = camera->zoom;
  for (guint i = 0; i < hosts->layout->hosts->len; i++)
    show_host (hosts, snapshot, camera, i, moment);
}
