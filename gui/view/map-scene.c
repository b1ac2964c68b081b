/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/map-scene.h"

#include "gui/draw/parcel-picture.h"
#include "gui/view/sprite.h"

#include <string.h>

enum
{
  MOST_SPRITES = 256,
};

static const float host_margin = 14;

typedef struct
{
  HostLook look;
  GskRenderNode *node;
} KeptHost;

typedef struct
{
  Parcel *parcel;
  Sprite *shape, *label;
  gboolean leftwards, lost;
} KeptParcel;

typedef struct
{
  TraceId id;
  double progress;
  KeptParcel *kept; /* the scene's */
  MapSpot spot;
} PlacedPacket;

struct MapScene
{
  const Palette *palette;
  MapLayout *layout;
  int scale;
  cairo_t *measuring;
  GskRenderNode *ground;
  GskRenderNode *connections; /* NULL: not painted yet */
  guint painted_position;
  guint32 painted_selection;
  KeptHost *hosts;          /* by place in the layout */
  GHashTable *parcels;      /* TraceId → KeptParcel; moments by the complement of theirs */
};

typedef struct
{
  const MapScene *scene;
  const MapHost *host;
  const HostLook *look;
} HostPainting;

typedef struct
{
  const MapScene *scene;
  const Parcel *parcel;
} ParcelPainting;

static void
kept_parcel_free (gpointer data)
{
  KeptParcel *kept = data;

  parcel_free (kept->parcel);
  sprite_free (kept->shape);
  sprite_free (kept->label);
  g_free (kept);
}

static void
paint_ground (cairo_t *cr, gconstpointer data)
{
  const MapScene *scene = data;

  map_picture_draw_ground (cr, scene->layout, scene->palette);
}

MapScene *
map_scene_new (const MapCast *cast, double width, double height, int scale, const Palette *palette)
{
  MapScene *scene = g_new0 (MapScene, 1);
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);

  scene->palette = palette;
  scene->layout = map_layout_new (cast, width, height);
  scene->scale = scale;
  scene->measuring = parcel_picture_measuring ();
  scene->ground = sprite_paint_node (&bounds, scale, paint_ground, scene);
  scene->hosts = g_new0 (KeptHost, scene->layout->hosts->len + 1);
  scene->parcels = g_hash_table_new_full (NULL, NULL, NULL, kept_parcel_free);
  return scene;
}

void
map_scene_free (MapScene *scene)
{
  for (guint i = 0; i < scene->layout->hosts->len; i++)
    g_clear_pointer (&scene->hosts[i].node, gsk_render_node_unref);
  g_free (scene->hosts);
  g_hash_table_unref (scene->parcels);
  gsk_render_node_unref (scene->ground);
  g_clear_pointer (&scene->connections, gsk_render_node_unref);
  cairo_destroy (scene->measuring);
  map_layout_free (scene->layout);
  g_free (scene);
}

const MapLayout *
map_scene_get_layout (const MapScene *scene)
{
  return scene->layout;
}

gboolean
map_scene_fits (const MapScene *scene, double width, double height, int scale)
{
  return (int) scene->layout->width == (int) width && (int) scene->layout->height == (int) height && scene->scale == scale;
}

static void
paint_host (cairo_t *cr, gconstpointer data)
{
  const HostPainting *painting = data;
  MapHost moved = *painting->host;

  moved.box.x = moved.box.y = host_margin;
  map_picture_draw_host (cr, painting->scene->layout, &moved, painting->look, painting->scene->palette);
}

static void
show_host (MapScene *scene, GtkSnapshot *snapshot, guint index, const MapMoment *moment)
{
  const MapHost *host = &g_array_index (scene->layout->hosts, MapHost, index);
  KeptHost *kept = &scene->hosts[index];
  HostLook look;

  map_picture_look (host, moment, &look);
  if (kept->node == NULL || !host_look_is_same (&kept->look, &look))
    {
      const HostPainting painting = { scene, host, &look };
      const graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) (int) host->box.x - host_margin, (float) (int) host->box.y - host_margin,
                                                         (float) host->box.width + 2 * host_margin, (float) host->box.height + 2 * host_margin);

      g_clear_pointer (&kept->node, gsk_render_node_unref);
      kept->node = sprite_paint_node (&bounds, scene->scale, paint_host, &painting);
      kept->look = look;
    }
  gtk_snapshot_append_node (snapshot, kept->node);
}

static void
paint_shape (cairo_t *cr, gconstpointer data)
{
  const ParcelPainting *painting = data;

  parcel_picture_draw (cr, painting->parcel, painting->scene->palette);
}

static void
paint_label (cairo_t *cr, gconstpointer data)
{
  const ParcelPainting *painting = data;

  parcel_picture_draw_label (cr, painting->parcel, painting->scene->palette);
}

static void
paint_parcel (MapScene *scene, KeptParcel *kept)
{
  const ParcelPainting painting = { scene, kept->parcel };
  double half_width, half_height;

  sprite_free (kept->shape);
  sprite_free (kept->label);
  parcel_picture_measure (scene->measuring, kept->parcel, &half_width, &half_height);
  kept->shape = sprite_new (half_width, half_height, scene->scale, paint_shape, &painting);
  parcel_picture_measure_label (scene->measuring, kept->parcel, &half_width, &half_height);
  kept->label = sprite_new (half_width, half_height, scene->scale, paint_label, &painting);
  kept->leftwards = kept->parcel->leftwards;
  kept->lost = kept->parcel->lost;
}

/* Keeps PARCEL, which it takes, under KEY. */
static KeptParcel *
keep (MapScene *scene, guint32 key, Parcel *parcel)
{
  KeptParcel *kept = g_new0 (KeptParcel, 1);

  kept->parcel = parcel;
  g_hash_table_insert (scene->parcels, GUINT_TO_POINTER (key), kept);
  return kept;
}

static void
set_down (MapScene *scene, GtkSnapshot *snapshot, KeptParcel *kept, const MapSpot *spot)
{
  if (kept->shape == NULL || kept->leftwards != kept->parcel->leftwards || kept->lost != kept->parcel->lost)
    paint_parcel (scene, kept);
  if (kept->label != NULL && spot->has_label)
    sprite_set_down (kept->label, snapshot, spot->label_x, spot->label_y);
  sprite_set_down (kept->shape, snapshot, spot->x, spot->y);
}

/* A lost packet fades away. */
static double
opacity_of (const Parcel *parcel, double progress)
{
  return parcel->lost ? CLAMP (2.4 * (1 - progress), 0, 1) : 1;
}

static KeptParcel *
find_packet (MapScene *scene, const Trace *trace, TraceId id)
{
  KeptParcel *kept = g_hash_table_lookup (scene->parcels, GUINT_TO_POINTER (id));

  return kept != NULL ? kept : keep (scene, id, parcel_of_packet (trace, id));
}

static void
show_packet (MapScene *scene, GtkSnapshot *snapshot, KeptParcel *kept, const MapSpot *spot, double progress)
{
  double opacity = opacity_of (kept->parcel, progress);

  if (opacity < 1)
    gtk_snapshot_push_opacity (snapshot, opacity);
  set_down (scene, snapshot, kept, spot);
  if (opacity < 1)
    gtk_snapshot_pop (snapshot);
}

/* The packets that can be seen, without labels, into PLACED, which has room for all; how many. */
static guint
place_packets (MapScene *scene, MapCrowd *crowd, const MapMoment *moment, const double *progress, PlacedPacket *placed)
{
  guint count = 0;

  for (guint i = 0; i < moment->snapshot->flights->len; i++)
    {
      PlacedPacket packet = { g_array_index (moment->snapshot->flights, TraceId, i), progress[i] };

      if (progress[i] <= 0 || progress[i] >= 1)
        continue;
      packet.kept = find_packet (scene, moment->trace, packet.id);
      if (map_picture_place_packet (scene->measuring, scene->layout, crowd, moment->trace, packet.id, packet.progress, packet.kept->parcel, &packet.spot))
        placed[count++] = packet;
    }
  return count;
}

/* Those of RANK get room for their words. */
static void
place_labels (MapScene *scene, MapCrowd *crowd, const MapMoment *moment, guint rank, PlacedPacket *placed, guint count)
{
  for (guint i = 0; i < count; i++)
    if (map_picture_rank (moment, placed[i].id, placed[i].kept->parcel) == rank)
      map_picture_place_label (scene->measuring, scene->layout, crowd, moment->trace, placed[i].id, placed[i].kept->parcel, &placed[i].spot);
}

static void
show_rank (MapScene *scene, GtkSnapshot *snapshot, const MapMoment *moment, guint rank, const PlacedPacket *placed, guint count)
{
  for (guint i = 0; i < count; i++)
    if (map_picture_rank (moment, placed[i].id, placed[i].kept->parcel) == rank)
      show_packet (scene, snapshot, placed[i].kept, &placed[i].spot, placed[i].progress);
}

/* Who has the first choice for its words is also above the others. */
static void
show_packets (MapScene *scene, GtkSnapshot *snapshot, const MapMoment *moment, const double *progress)
{
  g_autoptr (MapCrowd) crowd = map_crowd_new ();
  g_autofree PlacedPacket *placed = g_new (PlacedPacket, moment->snapshot->flights->len + 1);
  guint count;

  if (g_hash_table_size (scene->parcels) + moment->snapshot->flights->len >= MOST_SPRITES)
    g_hash_table_remove_all (scene->parcels);
  count = place_packets (scene, crowd, moment, progress, placed);
  for (guint rank = 0; rank < MAP_PICTURE_RANKS; rank++)
    place_labels (scene, crowd, moment, rank, placed, count);
  for (guint rank = MAP_PICTURE_RANKS; rank > 0; rank--)
    show_rank (scene, snapshot, moment, rank - 1, placed, count);
}

static void
show_moment (MapScene *scene, GtkSnapshot *snapshot, const MapMoment *moment)
{
  guint32 key = ~moment->told;
  KeptParcel *kept = g_hash_table_lookup (scene->parcels, GUINT_TO_POINTER (key));
  Parcel *parcel;
  MapSpot spot;

  if (kept == NULL)
    {
      parcel = parcel_of_moment (moment->trace, moment->told);
      if (parcel == NULL)
        return;
      kept = keep (scene, key, parcel);
    }
  if (map_picture_place_moment (scene->measuring, scene->layout, trace_get (moment->trace, moment->told)->host, kept->parcel, &spot))
    set_down (scene, snapshot, kept, &spot);
}

static GskRenderNode *
paint_connections (MapScene *scene, const MapMoment *moment)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) scene->layout->width, (float) scene->layout->height);
  GskRenderNode *node = gsk_cairo_node_new (&bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  map_picture_draw_connections (cr, scene->layout, moment, scene->palette);
  map_picture_draw_trouble (cr, scene->layout, moment, scene->palette);
  cairo_destroy (cr);
  return node;
}

static void
show_connections (MapScene *scene, GtkSnapshot *snapshot, const MapMoment *moment)
{
  guint position = moment->snapshot->position;

  if (snapshot_count_connections (moment->snapshot) == 0 && moment->snapshot->faults->len == 0)
    return;
  if (scene->connections == NULL || scene->painted_position != position || scene->painted_selection != moment->selected_connection)
    {
      g_clear_pointer (&scene->connections, gsk_render_node_unref);
      scene->connections = paint_connections (scene, moment);
      scene->painted_position = position;
      scene->painted_selection = moment->selected_connection;
    }
  gtk_snapshot_append_node (snapshot, scene->connections);
}

void
map_scene_show (MapScene *scene, GtkSnapshot *snapshot, const MapMoment *moment, const double *progress)
{
  gtk_snapshot_append_node (snapshot, scene->ground);
  show_connections (scene, snapshot, moment);
  for (guint i = 0; i < scene->layout->hosts->len; i++)
    show_host (scene, snapshot, i, moment);
  show_packets (scene, snapshot, moment, progress);
  show_moment (scene, snapshot, moment);
}
