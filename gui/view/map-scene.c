/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/map-scene.h"

#include "gui/draw/parcel-picture.h"
#include "gui/view/map-hosts.h"
#include "gui/view/sprite.h"

#include <math.h>
#include <string.h>

enum
{
  MOST_SPRITES = 2048,
};

typedef struct
{
  Parcel *parcel;
  Sprite *shape, *label;
  gboolean leftwards, lost;
  guint count;
} KeptParcel;

struct MapScene
{
  const Palette *palette;
  MapLayout *layout;
  int scale;
  MapCamera camera;         /* what the nodes were painted for */
  cairo_t *measuring;
  GskRenderNode *ground, *connections, *next; /* NULL: not painted yet */
  guint painted_connections; /* their signature */
  TraceId painted_next;
  MapHosts *hosts;
  GHashTable *parcels;      /* TraceId → KeptParcel; moments by the complement of theirs */
};

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

/* So that what is drawn in the map's points lies where it is seen. */
static void
look_through (cairo_t *cr, const MapCamera *camera)
{
  cairo_scale (cr, camera->zoom, camera->zoom);
  cairo_translate (cr, -camera->x, -camera->y);
}

static graphene_rect_t
whole_of (const MapScene *scene)
{
  return GRAPHENE_RECT_INIT (0, 0, (float) scene->camera.width, (float) scene->camera.height);
}

static void
paint_ground (cairo_t *cr, gconstpointer data)
{
  const MapScene *scene = data;

  look_through (cr, &scene->camera);
  map_picture_draw_ground (cr, scene->layout, scene->palette);
}

MapScene *
map_scene_new (const MapCast *cast, double width, double height, int scale, const Palette *palette)
{
  MapScene *scene = g_new0 (MapScene, 1);

  scene->palette = palette;
  scene->layout = map_layout_new (cast, width, height);
  scene->scale = scale;
  scene->measuring = parcel_picture_measuring ();
  scene->hosts = map_hosts_new (scene->layout, scale, palette);
  scene->parcels = g_hash_table_new_full (NULL, NULL, NULL, kept_parcel_free);
  return scene;
}

/* All that shows a part of the map. */
static void
forget_places (MapScene *scene)
{
  g_clear_pointer (&scene->ground, gsk_render_node_unref);
  g_clear_pointer (&scene->connections, gsk_render_node_unref);
  g_clear_pointer (&scene->next, gsk_render_node_unref);
}

/* All that is painted in a size. */
static void
forget_sizes (MapScene *scene)
{
  map_hosts_forget (scene->hosts);
  g_hash_table_remove_all (scene->parcels);
}

void
map_scene_free (MapScene *scene)
{
  forget_places (scene);
  forget_sizes (scene);
  map_hosts_free (scene->hosts);
  g_hash_table_unref (scene->parcels);
  cairo_destroy (scene->measuring);
  map_layout_free (scene->layout);
  g_free (scene);
}

static void
take_camera (MapScene *scene, const MapCamera *camera)
{
  if (memcmp (&scene->camera, camera, sizeof *camera) == 0)
    return;
  forget_places (scene);
  if (scene->camera.zoom != camera->zoom)
    forget_sizes (scene);
  scene->camera = *camera;
}

void
map_scene_move_host (MapScene *scene, HostId host, double x, double y)
{
  map_layout_move_host (scene->layout, host, x, y);
  g_hash_table_remove_all (scene->parcels); /* their words have other room */
  forget_places (scene);
}

void
map_scene_put_hosts (MapScene *scene, const MapPlaces *places, const Trace *trace)
{
  map_places_apply (places, trace, scene->layout);
  forget_places (scene);
}

const MapLayout *
map_scene_get_layout (const MapScene *scene)
{
  return scene->layout;
}

int
map_scene_get_scale (const MapScene *scene)
{
  return scene->scale;
}

static void
paint_shape (cairo_t *cr, gconstpointer data)
{
  const ParcelPainting *painting = data;

  cairo_scale (cr, painting->scene->camera.zoom, painting->scene->camera.zoom);
  parcel_picture_draw (cr, painting->parcel, painting->scene->palette);
}

static void
paint_label (cairo_t *cr, gconstpointer data)
{
  const ParcelPainting *painting = data;

  cairo_scale (cr, painting->scene->camera.zoom, painting->scene->camera.zoom);
  parcel_picture_draw_label (cr, painting->parcel, painting->scene->palette);
}

static void
paint_parcel (MapScene *scene, KeptParcel *kept)
{
  const ParcelPainting painting = { scene, kept->parcel };
  const ParcelSize size = map_label_measure (scene->measuring, kept->parcel);
  double zoom = scene->camera.zoom;

  sprite_free (kept->shape);
  sprite_free (kept->label);
  kept->shape = sprite_new (zoom * size.half_width, zoom * size.half_height, scene->scale, paint_shape, &painting);
  kept->label = sprite_new (zoom * size.label_width, zoom * size.label_height, scene->scale, paint_label, &painting);
  kept->leftwards = kept->parcel->leftwards;
  kept->lost = kept->parcel->lost;
  kept->count = kept->parcel->count;
}

static gboolean
is_painted (const KeptParcel *kept)
{
  return kept->shape != NULL && kept->leftwards == kept->parcel->leftwards && kept->lost == kept->parcel->lost && kept->count == kept->parcel->count;
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
set_sprite_down (const MapScene *scene, GtkSnapshot *snapshot, const Sprite *sprite, double x, double y)
{
  map_camera_to_window (&scene->camera, &x, &y);
  sprite_set_down (sprite, snapshot, x, y);
}

static void
set_down (MapScene *scene, GtkSnapshot *snapshot, KeptParcel *kept, const MapSpot *spot)
{
  if (!is_painted (kept))
    paint_parcel (scene, kept);
  if (kept->label != NULL && spot->has_label)
    set_sprite_down (scene, snapshot, kept->label, spot->label_x, spot->label_y);
  set_sprite_down (scene, snapshot, kept->shape, spot->x, spot->y);
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
show_packet (MapScene *scene, GtkSnapshot *snapshot, const MapPacket *packet)
{
  KeptParcel *kept = g_hash_table_lookup (scene->parcels, GUINT_TO_POINTER (packet->id));
  double opacity = opacity_of (kept->parcel, packet->progress);

  if (opacity < 1)
    gtk_snapshot_push_opacity (snapshot, opacity);
  set_down (scene, snapshot, kept, &packet->spot);
  if (opacity < 1)
    gtk_snapshot_pop (snapshot);
}

/* The packets that can be seen, without labels, into PLACED, which has room for all; how many. */
static guint
place_packets (MapScene *scene, MapCrowd *crowd, const MapMoment *moment, const double *progress, MapPacket *placed)
{
  guint count = 0;

  for (guint i = 0; i < moment->snapshot->flights->len; i++)
    {
      MapPacket packet = { .id = g_array_index (moment->snapshot->flights, TraceId, i), .progress = progress[i] };

      if (progress[i] <= 0 || progress[i] >= 1)
        continue;
      packet.parcel = find_packet (scene, moment->trace, packet.id)->parcel;
      if (map_picture_place_packet (scene->measuring, scene->layout, crowd, moment->trace, packet.id, packet.progress, packet.parcel, &packet.spot))
        placed[count++] = packet;
    }
  return count;
}

static void
show_rank (MapScene *scene, GtkSnapshot *snapshot, const MapMoment *moment, guint rank, const MapPacket *placed, guint count)
{
  for (guint i = 0; i < count; i++)
    if (map_picture_rank (moment, placed[i].id, placed[i].parcel) == rank)
      show_packet (scene, snapshot, &placed[i]);
}

/* Who has the first choice for its words is also above the others. */
static void
show_packets (MapScene *scene, GtkSnapshot *snapshot, const MapMoment *moment, const double *progress)
{
  g_autoptr (MapCrowd) crowd = map_crowd_new ();
  g_autofree MapPacket *placed = g_new (MapPacket, moment->snapshot->flights->len + 1);
  guint count;

  if (g_hash_table_size (scene->parcels) + moment->snapshot->flights->len >= MOST_SPRITES)
    g_hash_table_remove_all (scene->parcels);
  count = map_picture_stack (moment, placed, place_packets (scene, crowd, moment, progress, placed));
  map_picture_place_labels (scene->measuring, scene->layout, crowd, moment, placed, count);
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

typedef struct
{
  const MapScene *scene;
  const MapMoment *moment;
} MomentPainting;

static void
paint_connections (cairo_t *cr, gconstpointer data)
{
  const MomentPainting *painting = data;
  const MapScene *scene = painting->scene;

  look_through (cr, &scene->camera);
  map_picture_draw_connections (cr, scene->layout, painting->moment, scene->palette);
  map_picture_draw_trouble (cr, scene->layout, painting->moment, scene->palette);
}

static guint
mix (guint signature, guint number)
{
  return (signature ^ number) * 16777619u;
}

/* Changes when what is to be painted of connections and faults changes. */
static guint
sign_connections (const MapMoment *moment)
{
  guint signature = mix (2166136261u, moment->selected_connection);

  for (guint i = 0; i < snapshot_count_connections (moment->snapshot); i++)
    {
      const SnapshotConnection *connection = snapshot_connection_at (moment->snapshot, i);

      signature = mix (mix (signature, connection->conn), connection->state);
    }
  for (guint i = 0; i < moment->snapshot->faults->len; i++)
    signature = mix (signature, g_array_index (moment->snapshot->faults, TraceId, i));
  return signature;
}

static void
show_connections (MapScene *scene, GtkSnapshot *snapshot, const MapMoment *moment)
{
  const MomentPainting painting = { scene, moment };
  const graphene_rect_t whole = whole_of (scene);
  guint signature = sign_connections (moment);

  if (snapshot_count_connections (moment->snapshot) == 0 && moment->snapshot->faults->len == 0)
    return;
  if (scene->connections == NULL || scene->painted_connections != signature)
    {
      g_clear_pointer (&scene->connections, gsk_render_node_unref);
      scene->connections = sprite_paint_node (&whole, scene->scale, paint_connections, &painting);
      scene->painted_connections = signature;
    }
  gtk_snapshot_append_node (snapshot, scene->connections);
}

static GskRenderNode *
paint_next (const MapScene *scene, const MapMoment *moment)
{
  const graphene_rect_t whole = whole_of (scene);
  GskRenderNode *node = gsk_cairo_node_new (&whole);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  look_through (cr, &scene->camera);
  map_picture_draw_next (cr, scene->layout, moment->trace, moment->next, scene->palette);
  cairo_destroy (cr);
  return node;
}

static void
show_next (MapScene *scene, GtkSnapshot *snapshot, const MapMoment *moment)
{
  if (moment->next == 0)
    return;
  if (scene->next == NULL || scene->painted_next != moment->next)
    {
      g_clear_pointer (&scene->next, gsk_render_node_unref);
      scene->next = paint_next (scene, moment);
      scene->painted_next = moment->next;
    }
  gtk_snapshot_append_node (snapshot, scene->next);
}

static void
show_ground (MapScene *scene, GtkSnapshot *snapshot)
{
  const graphene_rect_t whole = whole_of (scene);

  if (scene->ground == NULL)
    scene->ground = sprite_paint_node (&whole, scene->scale, paint_ground, scene);
  gtk_snapshot_append_node (snapshot, scene->ground);
}

static void
show_mini (const MapScene *scene, GtkSnapshot *snapshot)
{
  const MapBox mini = map_camera_mini (&scene->camera);
  cairo_t *cr;

  if (mini.width <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) mini.x - 4, (float) mini.y - 4, (float) mini.width + 8, (float) mini.height + 8));
  map_picture_draw_mini (cr, scene->layout, &scene->camera, scene->palette);
  cairo_destroy (cr);
}

void
map_scene_show (MapScene *scene, GtkSnapshot *snapshot, const MapCamera *camera, const MapMoment *moment, const double *progress)
{
  take_camera (scene, camera);
  show_ground (scene, snapshot);
  show_connections (scene, snapshot, moment);
  show_next (scene, snapshot, moment);
  map_hosts_show (scene->hosts, snapshot, &scene->camera, moment);
  show_packets (scene, snapshot, moment, progress);
  show_moment (scene, snapshot, moment);
  show_mini (scene, snapshot);
}
