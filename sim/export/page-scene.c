/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/page-scene.h"

#include "gui/draw/parcel-picture.h"
#include "gui/draw/svg-fragment.h"
#include "sim/trace/json-members.h"

typedef struct
{
  HostLook look;
  guint picture; /* + 1; 0: none yet */
} KeptLook;

struct PageScene
{
  const Trace *trace; /* borrowed */
  const Palette *palette;
  MapCast *cast;
  MapLayout *layout;
  cairo_t *measuring;
  GPtrArray *pictures; /* char * */
  GHashTable *numbers; /* what is shown, in words → its picture + 1 */
  KeptLook *looks;     /* of each host, as it was last asked for */
  GArray *ways;        /* MapWay */
  GHashTable *way_of;  /* from << 16 | to → way + 1 */
};

/* What is being drawn; each function uses what it needs. */
typedef struct
{
  const PageScene *scene;
  const MapMoment *moment;
  const SnapshotConnection *connection;
  const MapHost *host;
  const HostLook *look;
  const Parcel *parcel;
  const MapSpot *spot; /* of a sign */
} Painting;

/* Parcels are drawn around the middle of a picture of this size. */
static const double parcel_width = 800, parcel_height = 200;

PageScene *
page_scene_new (const Trace *trace, double width, double height)
{
  PageScene *scene = g_new (PageScene, 1);

  scene->trace = trace;
  scene->palette = palette_get (FALSE);
  scene->cast = map_cast_new (trace);
  scene->layout = map_layout_new (scene->cast, width, height);
  scene->measuring = parcel_picture_measuring ();
  scene->pictures = g_ptr_array_new_with_free_func (g_free);
  scene->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  scene->looks = g_new0 (KeptLook, scene->layout->hosts->len + 1);
  scene->ways = g_array_new (FALSE, FALSE, sizeof (MapWay));
  scene->way_of = g_hash_table_new (NULL, NULL);
  return scene;
}

void
page_scene_free (PageScene *scene)
{
  g_hash_table_unref (scene->way_of);
  g_array_unref (scene->ways);
  g_free (scene->looks);
  g_hash_table_unref (scene->numbers);
  g_ptr_array_unref (scene->pictures);
  cairo_destroy (scene->measuring);
  map_layout_free (scene->layout);
  map_cast_free (scene->cast);
  g_free (scene);
}

/* Takes WORDS, which say what DRAW draws. */
static guint
keep (PageScene *scene, char *words, double width, double height, SvgFragmentDraw draw, const Painting *painting)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (scene->numbers, words));
  g_autofree char *prefix = NULL;
  GString *svg;

  if (number > 0)
    {
      g_free (words);
      return number - 1;
    }
  prefix = g_strdup_printf ("p%u-", scene->pictures->len);
  svg = g_string_new (NULL);
  svg_fragment_append (svg, width, height, prefix, draw, painting);
  g_ptr_array_add (scene->pictures, g_string_free (svg, FALSE));
  g_hash_table_insert (scene->numbers, words, GUINT_TO_POINTER (scene->pictures->len));
  return scene->pictures->len - 1;
}

static guint
keep_map (PageScene *scene, char *words, SvgFragmentDraw draw, const Painting *painting)
{
  return keep (scene, words, scene->layout->width, scene->layout->height, draw, painting);
}

static void
draw_host (cairo_t *cr, gconstpointer user)
{
  const Painting *painting = user;

  map_picture_draw_host (cr, painting->scene->layout, painting->host, painting->look, painting->scene->palette);
}

/* Who acts is marked by the page. */
guint
page_scene_host (PageScene *scene, guint index, const MapMoment *moment)
{
  const MapHost *host = &g_array_index (scene->layout->hosts, MapHost, index);
  KeptLook *kept = &scene->looks[index];
  HostLook look;
  const Painting painting = { .scene = scene, .host = host, .look = &look };

  map_picture_look (host, moment, &look);
  look.acting = FALSE;
  if (kept->picture > 0 && host_look_is_same (&kept->look, &look))
    return kept->picture - 1;
  kept->look = look;
  kept->picture = 1 + keep_map (scene, g_strdup_printf ("host %u %u %u %u %u %u %u %s", index, look.state, look.queued, look.stored, look.fetched, look.cached, look.connections, look.mark), draw_host, &painting);
  return kept->picture - 1;
}

guint
page_scene_count_hosts (const PageScene *scene)
{
  return scene->layout->hosts->len;
}

int
page_scene_find_host (const PageScene *scene, HostId host)
{
  for (guint i = 0; i < scene->layout->hosts->len; i++)
    if (g_array_index (scene->layout->hosts, MapHost, i).host == host)
      return (int) i;
  return -1;
}

static void
draw_connection (cairo_t *cr, gconstpointer user)
{
  const Painting *painting = user;

  map_picture_draw_connection (cr, painting->scene->layout, painting->connection, FALSE, painting->scene->palette);
}

guint
page_scene_connection (PageScene *scene, const SnapshotConnection *connection)
{
  const Painting painting = { .scene = scene, .connection = connection };

  return keep_map (scene, g_strdup_printf ("connection %u %u %u", connection->client, connection->server, connection->state), draw_connection, &painting);
}

static void
draw_trouble (cairo_t *cr, gconstpointer user)
{
  const Painting *painting = user;

  map_picture_draw_trouble (cr, painting->scene->layout, painting->moment, painting->scene->palette);
}

guint
page_scene_trouble (PageScene *scene, const MapMoment *moment)
{
  GString *words = g_string_new ("trouble");
  const Painting painting = { .scene = scene, .moment = moment };

  for (guint i = 0; i < moment->snapshot->faults->len; i++)
    g_string_append_printf (words, " %u", g_array_index (moment->snapshot->faults, TraceId, i));
  return keep_map (scene, g_string_free (words, FALSE), draw_trouble, &painting);
}

/* The label below the shape. */
static void
draw_parcel (cairo_t *cr, gconstpointer user)
{
  const Painting *painting = user;
  double half_width, half_height, label_width, label_height;

  parcel_picture_measure (cr, painting->parcel, &half_width, &half_height);
  parcel_picture_measure_label (cr, painting->parcel, &label_width, &label_height);
  cairo_translate (cr, parcel_width / 2, parcel_height / 2);
  cairo_save (cr);
  cairo_translate (cr, 0, half_height + label_height + 2);
  if (label_width > 0)
    parcel_picture_draw_label (cr, painting->parcel, painting->scene->palette);
  cairo_restore (cr);
  parcel_picture_draw (cr, painting->parcel, painting->scene->palette);
}

int
page_scene_parcel (PageScene *scene, TraceId packet)
{
  g_autoptr (Parcel) parcel = parcel_of_packet (scene->trace, packet);
  const MapHost *from = map_layout_find (scene->layout, trace_get (scene->trace, packet)->host);
  const MapHost *to = map_layout_find (scene->layout, trace_get (scene->trace, packet)->peer);
  const Painting painting = { .scene = scene, .parcel = parcel };

  if (from == NULL || to == NULL)
    return -1;
  parcel->leftwards = to->x < from->x;
  return (int) keep (scene, g_strdup_printf ("parcel %u %u %u %d %g %g %g %d %d %s\t%s", parcel->kind, parcel->reply, parcel->note, parcel->again, parcel->fill.red, parcel->fill.green, parcel->fill.blue, parcel->leftwards, parcel->lost, parcel->text, parcel->label),
                     parcel_width, parcel_height, draw_parcel, &painting);
}

static void
draw_sign (cairo_t *cr, gconstpointer user)
{
  const Painting *painting = user;

  if (painting->spot->has_label)
    {
      cairo_save (cr);
      cairo_translate (cr, painting->spot->label_x, painting->spot->label_y);
      parcel_picture_draw_label (cr, painting->parcel, painting->scene->palette);
      cairo_restore (cr);
    }
  cairo_translate (cr, painting->spot->x, painting->spot->y);
  parcel_picture_draw (cr, painting->parcel, painting->scene->palette);
}

int
page_scene_sign (PageScene *scene, TraceId id)
{
  g_autoptr (Parcel) parcel = parcel_of_moment (scene->trace, id);
  HostId host = trace_get (scene->trace, id)->host;
  MapSpot spot;
  const Painting painting = { .scene = scene, .parcel = parcel, .spot = &spot };

  if (parcel == NULL || !map_picture_place_moment (scene->measuring, scene->layout, host, parcel, &spot))
    return -1;
  return (int) keep_map (scene, g_strdup_printf ("sign %u %u %u %s\t%s", host, parcel->kind, parcel->note, parcel->text, parcel->label), draw_sign, &painting);
}

int
page_scene_way (PageScene *scene, HostId from, HostId to)
{
  gpointer key = GUINT_TO_POINTER ((guint) from << 16 | to);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (scene->way_of, key));
  MapWay way;

  if (number > 0)
    return (int) number - 1;
  if (from == to || page_scene_find_host (scene, from) < 0 || page_scene_find_host (scene, to) < 0)
    return -1;
  way = map_layout_way (scene->layout, from, to);
  g_array_append_val (scene->ways, way);
  g_hash_table_insert (scene->way_of, key, GUINT_TO_POINTER (scene->ways->len));
  return (int) scene->ways->len - 1;
}

static void
draw_ground (cairo_t *cr, gconstpointer user)
{
  const PageScene *scene = user;

  map_picture_draw_ground (cr, scene->layout, scene->palette);
}

/* To a tenth. */
static void
add_number (JsonBuilder *json, double number)
{
  json_builder_add_double_value (json, (double) (gint64) (number * 10 + (number < 0 ? -0.5 : 0.5)) / 10);
}

static void
write_ways (const PageScene *scene, JsonBuilder *json)
{
  json_builder_set_member_name (json, "ways");
  json_builder_begin_array (json);
  for (guint i = 0; i < scene->ways->len; i++)
    {
      const MapWay *way = &g_array_index (scene->ways, MapWay, i);
      const double numbers[] = { way->x0, way->y0, way->x1, way->y1, way->x2, way->y2 };

      json_builder_begin_array (json);
      for (guint n = 0; n < G_N_ELEMENTS (numbers); n++)
        add_number (json, numbers[n]);
      json_builder_end_array (json);
    }
  json_builder_end_array (json);
}

static void
write_hosts (const PageScene *scene, JsonBuilder *json)
{
  json_builder_set_member_name (json, "hosts");
  json_builder_begin_array (json);
  for (guint i = 0; i < scene->layout->hosts->len; i++)
    {
      const MapHost *host = &g_array_index (scene->layout->hosts, MapHost, i);

      json_builder_begin_object (json);
      json_members_set_string (json, "name", trace_host_name (scene->trace, host->host));
      json_builder_set_member_name (json, "x");
      add_number (json, host->x);
      json_builder_set_member_name (json, "y");
      add_number (json, host->y);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

void
page_scene_write (const PageScene *scene, JsonBuilder *json)
{
  g_autoptr (GString) ground = g_string_new (NULL);

  svg_fragment_append (ground, scene->layout->width, scene->layout->height, "ground-", draw_ground, scene);
  json_builder_set_member_name (json, "width");
  add_number (json, scene->layout->width);
  json_builder_set_member_name (json, "height");
  add_number (json, scene->layout->height);
  json_builder_set_member_name (json, "icon");
  add_number (json, scene->layout->icon);
  json_members_set_string (json, "ground", ground->str);
  json_builder_set_member_name (json, "pictures");
  json_builder_begin_array (json);
  for (guint i = 0; i < scene->pictures->len; i++)
    json_builder_add_string_value (json, g_ptr_array_index (scene->pictures, i));
  json_builder_end_array (json);
  write_ways (scene, json);
  write_hosts (scene, json);
}
