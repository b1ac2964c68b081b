/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-picture.h"

#include "gui/draw/glyph.h"
#include "gui/draw/map-label.h"
#include "gui/draw/parcel-picture.h"
#include "gui/draw/text-box.h"

#include <math.h>
#include <string.h>

static const double lane = 4;       /* packets keep to the left of their way */
static const double title_size = 18;
static const double stacked = 28, stacked_dots = 10; /* so near to each other, packets of one kind are one picture */

static void
draw_area (cairo_t *cr, const MapArea *area, const Palette *palette)
{
  glyph_round_box (cr, area->box.x, area->box.y, area->box.width, area->box.height, 16);
  glyph_paint (cr, palette->area[area->kind], palette->area_line[area->kind], 1.5 * palette->stroke);
}

/* Over the ways that pass. */
static void
draw_title (cairo_t *cr, const MapArea *area, const Palette *palette)
{
  const TextBox title = { area->title, title_size, TRUE, area->box.width - 28 };
  double x = area->box.x + 14, y = area->box.y + 6, width, height;

  text_box_measure (cr, &title, &width, &height);
  glyph_round_box (cr, x - 4, y, width + 8, height, 6);
  colour_set_alpha (cr, palette->area[area->kind], palette_alpha (palette, 0.85));
  cairo_fill (cr);
  text_box_draw (cr, &title, x, y, 0, palette->dim);
}

static void
trace_way (cairo_t *cr, const MapWay *way)
{
  cairo_move_to (cr, way->x0, way->y0);
  cairo_curve_to (cr, way->x0 + 2 * (way->x1 - way->x0) / 3, way->y0 + 2 * (way->y1 - way->y0) / 3,
                  way->x2 + 2 * (way->x1 - way->x2) / 3, way->y2 + 2 * (way->y1 - way->y2) / 3, way->x2, way->y2);
}

/* The dashed outline around whoever does what comes next. */
static void
outline_host (cairo_t *cr, const MapLayout *layout, const MapHost *host)
{
  double size = layout->icon + 5;

  glyph_round_box (cr, host->x - size / 2 - 5, host->y - size / 2 - 2, size + 10, size, 14);
  cairo_stroke (cr);
}

static gboolean
begin_link (cairo_t *cr, const MapLayout *layout, HostId a, HostId b)
{
  MapWay way;

  if (map_layout_find (layout, a) == NULL || map_layout_find (layout, b) == NULL)
    return FALSE;
  way = map_layout_way (layout, a, b);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  trace_way (cr, &way);
  return TRUE;
}

void
map_picture_draw_ground (cairo_t *cr, const MapLayout *layout, const Palette *palette)
{
  const double dashes[] = { 2, 7 };

  colour_set (cr, palette->paper);
  cairo_paint (cr);
  for (guint i = 0; i < layout->areas->len; i++)
    draw_area (cr, &g_array_index (layout->areas, MapArea, i), palette);
  cairo_set_line_width (cr, 2.5 * palette->stroke);
  cairo_set_dash (cr, dashes, 2, 0);
  colour_set (cr, palette->link);
  for (guint i = 0; i < layout->cast->links->len; i++)
    {
      const CastLink *link = &g_array_index (layout->cast->links, CastLink, i);

      if (begin_link (cr, layout, link->a, link->b))
        cairo_stroke (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
  for (guint i = 0; i < layout->areas->len; i++)
    draw_title (cr, &g_array_index (layout->areas, MapArea, i), palette);
}

/* What goes over the wire next is outlined where it starts, and on its way; what happens within a host, there. */
void
map_picture_draw_next (cairo_t *cr, const MapLayout *layout, const Trace *trace, TraceId next, const Palette *palette)
{
  const TraceRecord *record = next == 0 ? NULL : trace_get (trace, next);
  const MapHost *host = record == NULL ? NULL : map_layout_find (layout, record->host);
  const double dashes[] = { 9, 6 };

  if (host == NULL)
    return;
  cairo_save (cr);
  if (stops_find_packet (trace, next) != 0 && record->peer != record->host && begin_link (cr, layout, record->host, record->peer))
    {
      colour_set (cr, palette->paper); /* a connection that is there already would hide the dashes */
      cairo_set_line_width (cr, 7 * palette->stroke);
      cairo_stroke_preserve (cr);
      cairo_set_dash (cr, dashes, 2, 0);
      cairo_set_line_width (cr, 3 * palette->stroke);
      colour_set (cr, palette->accent);
      cairo_stroke (cr);
    }
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 3 * palette->stroke);
  colour_set (cr, palette->accent);
  outline_host (cr, layout, host);
  cairo_restore (cr);
}

static void
draw_way_mark (cairo_t *cr, const MapWay *way, const char *mark, const Palette *palette)
{
  const MapPoint place = map_way_point (way, 0.36); /* ways cross in their middle */
  const TextBox box = { mark, 14, TRUE, 0 };
  double width, height;

  trace_way (cr, way);
  colour_set_alpha (cr, palette->bad, palette_alpha (palette, 0.75));
  cairo_set_line_width (cr, 2.5 * palette->stroke);
  cairo_stroke (cr);
  text_box_measure (cr, &box, &width, &height);
  glyph_round_box (cr, place.x - width / 2 - 7, place.y - height / 2 - 1, width + 14, height + 2, 8);
  glyph_paint (cr, palette->card, palette->bad, 2 * palette->stroke);
  text_box_draw (cr, &box, place.x, place.y - height / 2, 0.5, palette->bad);
}

void
map_picture_draw_trouble (cairo_t *cr, const MapLayout *layout, const MapMoment *moment, const Palette *palette)
{
  for (guint i = 0; i < layout->cast->links->len && moment->snapshot->faults->len > 0; i++)
    {
      const CastLink *link = &g_array_index (layout->cast->links, CastLink, i);
      const char *mark = fault_mark_way (moment->trace, moment->snapshot, link->a, link->b);
      MapWay way;

      if (mark == NULL || map_layout_find (layout, link->a) == NULL || map_layout_find (layout, link->b) == NULL)
        continue;
      way = map_layout_way (layout, link->a, link->b);
      draw_way_mark (cr, &way, mark, palette);
    }
}

void
map_picture_draw_connection (cairo_t *cr, const MapLayout *layout, const SnapshotConnection *connection, gboolean selected, const Palette *palette)
{
  if (!begin_link (cr, layout, connection->client, connection->server))
    return;
  colour_set_alpha (cr, selected ? palette->accent : palette->dim, palette_alpha (palette, connection->state == CONNECTION_OPEN ? 0.9 : 0.7));
  cairo_set_line_width (cr, (selected ? 5 : connection->state == CONNECTION_OPEN ? 3.5 : 2.5) * palette->stroke);
  cairo_stroke (cr);
}

/* One of those between the same two hosts hides the others: the selected one, else of the most open ones the latest. */
static gboolean
hides (const SnapshotConnection *a, const SnapshotConnection *b, guint32 selected)
{
  if (a->conn == selected || b->conn == selected)
    return a->conn == selected;
  return a->state >= b->state;
}

/* Alike for both directions. */
static gint64
name_way (const SnapshotConnection *connection)
{
  return (gint64) MIN (connection->client, connection->server) << 32 | MAX (connection->client, connection->server);
}

/* The one that is seen on each way. */
static GHashTable *
find_seen (const MapMoment *moment)
{
  GHashTable *seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < snapshot_count_connections (moment->snapshot); i++)
    {
      const SnapshotConnection *connection = snapshot_connection_at (moment->snapshot, i);
      gint64 way = name_way (connection);
      const SnapshotConnection *other = g_hash_table_lookup (seen, &way);

      if (other == NULL || hides (connection, other, moment->selected_connection))
        g_hash_table_insert (seen, g_memdup2 (&way, sizeof way), (gpointer) connection);
    }
  return seen;
}

void
map_picture_draw_connections (cairo_t *cr, const MapLayout *layout, const MapMoment *moment, const Palette *palette)
{
  g_autoptr (GHashTable) seen = find_seen (moment);

  for (guint i = 0; i < snapshot_count_connections (moment->snapshot); i++)
    {
      const SnapshotConnection *connection = snapshot_connection_at (moment->snapshot, i);
      gint64 way = name_way (connection);

      if (g_hash_table_lookup (seen, &way) == connection)
        map_picture_draw_connection (cr, layout, connection, connection->conn == moment->selected_connection, palette);
    }
}

void
map_picture_look (const MapHost *host, const MapMoment *moment, HostLook *look)
{
  const SnapshotHost *state = snapshot_host (moment->snapshot, host->host);
  const TraceRecord *told = moment->told == 0 ? NULL : trace_get (moment->trace, moment->told);

  *look = (HostLook){ .role = host->cast->role, .side = host->cast->side, .name = host->cast->name };
  fault_mark_host (moment->trace, moment->snapshot, host->host, look->mark);
  look->domain = host->cast->side == AREA_DNS ? host->cast->below : NULL;
  look->acting = told != NULL && told->host == host->host;
  look->selected = moment->selected_host == host->host;
  if (state == NULL)
    return;
  look->state = (HostState) state->state;
  look->queued = state->queued;
  look->stored = state->stored;
  look->fetched = host->cast->role == HOST_DEVICE ? state->fetched : 0;
  look->connections = state->connections;
  look->cached = state->cached;
}

void
map_picture_draw_host (cairo_t *cr, const MapLayout *layout, const MapHost *host, const HostLook *look, const Palette *palette)
{
  cairo_save (cr);
  cairo_translate (cr, host->box.x, host->box.y);
  host_picture_draw (cr, look, palette, host->box.width, layout->icon);
  cairo_restore (cr);
}

gboolean
map_picture_place_packet (cairo_t *cr, const MapLayout *layout, MapCrowd *crowd, const Trace *trace, TraceId id, double progress, Parcel *parcel, MapSpot *spot)
{
  const TraceRecord *record = trace_get (trace, id);
  ParcelSize size;
  MapWay way;
  MapPoint point;

  parcel->lost = record->value < 0 && progress >= 0.5;
  if (progress <= 0 || progress >= 1 || map_layout_find (layout, record->host) == NULL || map_layout_find (layout, record->peer) == NULL)
    return FALSE;
  way = map_layout_way (layout, record->host, record->peer);
  point = map_way_point (&way, record->value < 0 ? MIN (progress, 0.5) : progress);
  parcel->leftwards = point.dx < 0;
  *spot = (MapSpot){ .x = point.x + point.dy * lane, .y = point.y - point.dx * lane };
  size = map_label_measure (cr, parcel);
  map_crowd_add (crowd, spot->x, spot->y, size.half_width, size.half_height);
  return TRUE;
}

void
map_picture_place_labels (cairo_t *cr, const MapLayout *layout, MapCrowd *crowd, const MapMoment *moment, MapPacket *placed, guint count)
{
  for (guint rank = 0; rank < MAP_PICTURE_RANKS; rank++)
    for (guint i = 0; i < count; i++)
      {
        const TraceRecord *record = trace_get (moment->trace, placed[i].id);
        MapWay way;

        if (map_picture_rank (moment, placed[i].id, placed[i].parcel) != rank)
          continue;
        way = map_layout_way (layout, record->host, record->peer);
        map_label_place (cr, layout, crowd, placed[i].parcel, &way, &placed[i].spot);
      }
}

/* Whether ABOVE is one of those that BELOW stands for. */
static gboolean
is_stack (const MapMoment *moment, const MapPacket *below, const MapPacket *above)
{
  const TraceRecord *a = trace_get (moment->trace, below->id), *b = trace_get (moment->trace, above->id);
  const Parcel *one = below->parcel, *other = above->parcel;
  double near = one->kind == PARCEL_CONTROL ? stacked_dots : stacked;

  if (a->host != b->host || a->peer != b->peer || one->kind != other->kind || one->lost || other->lost || one->again != other->again)
    return FALSE;
  if (map_picture_rank (moment, above->id, other) == 0 || hypot (below->spot.x - above->spot.x, below->spot.y - above->spot.y) > near)
    return FALSE;
  if (one->kind == PARCEL_CONTROL && strcmp (one->label, other->label) != 0)
    return FALSE;
  return strcmp (one->text, other->text) == 0 && colour_contrast (one->fill, other->fill) == 1;
}

guint
map_picture_stack (const MapMoment *moment, MapPacket *placed, guint count)
{
  guint left = 0;

  for (guint i = 0; i < count; i++)
    {
      guint below = 0;

      while (below < left && !is_stack (moment, &placed[below], &placed[i]))
        below++;
      if (below < left)
        placed[below].parcel->count++;
      else
        {
          placed[left] = placed[i];
          placed[left++].parcel->count = 1;
        }
    }
  return left;
}

guint
map_picture_rank (const MapMoment *moment, TraceId id, const Parcel *parcel)
{
  if (moment->told != 0 && trace_get (moment->trace, id)->cause == moment->told)
    return 0;
  return parcel->kind == PARCEL_CONTROL ? 2 : 1;
}

gboolean
map_picture_place_moment (cairo_t *cr, const MapLayout *layout, HostId id, Parcel *parcel, MapSpot *spot)
{
  const MapHost *host = map_layout_find (layout, id);
  const ParcelSize size = map_label_measure (cr, parcel);
  double whole = size.half_width + size.label_width + 2;

  if (host == NULL)
    return FALSE;
  spot->y = spot->label_y = MAX (host->y - layout->icon / 2 - size.half_height - 4, size.half_height + 2);
  spot->x = CLAMP (host->x, whole + 2, layout->width - whole - 2) - size.label_width - 2;
  spot->label_x = spot->x + size.half_width + size.label_width + 2;
  spot->has_label = size.label_width > 0;
  return TRUE;
}

static void
draw_at (cairo_t *cr, const Parcel *parcel, const MapSpot *spot, const Palette *palette)
{
  if (spot->has_label)
    {
      cairo_save (cr);
      cairo_translate (cr, spot->label_x, spot->label_y);
      parcel_picture_draw_label (cr, parcel, palette);
      cairo_restore (cr);
    }
  cairo_save (cr);
  cairo_translate (cr, spot->x, spot->y);
  parcel_picture_draw (cr, parcel, palette);
  cairo_restore (cr);
}

static void
draw_moment (cairo_t *cr, const MapLayout *layout, const MapMoment *moment, const Palette *palette)
{
  g_autoptr (Parcel) parcel = moment->told == 0 ? NULL : parcel_of_moment (moment->trace, moment->told);
  MapSpot spot;

  if (parcel != NULL && map_picture_place_moment (cr, layout, trace_get (moment->trace, moment->told)->host, parcel, &spot))
    draw_at (cr, parcel, &spot, palette);
}

/* The packets that can be seen, without labels, into PLACED, which has room for all; how many. The caller frees their parcels. */
static guint
place_packets (cairo_t *cr, const MapLayout *layout, MapCrowd *crowd, const MapMoment *moment, const double *progress, MapPacket *placed)
{
  guint count = 0;

  for (guint i = 0; i < moment->snapshot->flights->len; i++)
    {
      TraceId id = g_array_index (moment->snapshot->flights, TraceId, i);
      MapPacket packet = { .id = id, .parcel = parcel_of_packet (moment->trace, id) };

      if (map_picture_place_packet (cr, layout, crowd, moment->trace, id, progress[i], packet.parcel, &packet.spot))
        placed[count++] = packet;
      else
        parcel_free (packet.parcel);
    }
  return count;
}

/* Who has the first choice for its words is also above the others. */
static void
draw_placed (cairo_t *cr, const MapLayout *layout, MapCrowd *crowd, const MapMoment *moment, MapPacket *placed, guint count, const Palette *palette)
{
  map_picture_place_labels (cr, layout, crowd, moment, placed, count);
  for (guint rank = MAP_PICTURE_RANKS; rank > 0; rank--)
    for (guint i = 0; i < count; i++)
      if (map_picture_rank (moment, placed[i].id, placed[i].parcel) == rank - 1)
        draw_at (cr, placed[i].parcel, &placed[i].spot, palette);
}

static void
draw_packets (cairo_t *cr, const MapLayout *layout, const MapMoment *moment, const double *progress, const Palette *palette)
{
  g_autoptr (MapCrowd) crowd = map_crowd_new ();
  g_autoptr (GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) parcel_free);
  g_autofree MapPacket *placed = g_new (MapPacket, moment->snapshot->flights->len + 1);
  guint count = place_packets (cr, layout, crowd, moment, progress, placed);

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (parcels, placed[i].parcel);
  draw_placed (cr, layout, crowd, moment, placed, map_picture_stack (moment, placed, count), palette);
}

void
map_picture_draw (cairo_t *cr, const MapLayout *layout, const MapMoment *moment, const double *progress, const Palette *palette)
{
  map_picture_draw_ground (cr, layout, palette);
  map_picture_draw_connections (cr, layout, moment, palette);
  map_picture_draw_trouble (cr, layout, moment, palette);
  map_picture_draw_next (cr, layout, moment->trace, moment->next, palette);
  for (guint i = 0; i < layout->hosts->len; i++)
    {
      const MapHost *host = &g_array_index (layout->hosts, MapHost, i);
      HostLook look;

      map_picture_look (host, moment, &look);
      map_picture_draw_host (cr, layout, host, &look, palette);
    }
  draw_packets (cr, layout, moment, progress, palette);
  draw_moment (cr, layout, moment, palette);
}

void
map_picture_draw_mini (cairo_t *cr, const MapLayout *layout, const MapCamera *camera, const Palette *palette)
{
  const MapBox mini = map_camera_mini (camera), seen = map_camera_mini_seen (camera);
  double part = mini.width / layout->width;

  cairo_rectangle (cr, mini.x, mini.y, mini.width, mini.height);
  glyph_paint (cr, palette->paper, palette->dim, 3);
  for (guint i = 0; i < layout->areas->len; i++)
    {
      const MapArea *area = &g_array_index (layout->areas, MapArea, i);

      cairo_rectangle (cr, mini.x + area->box.x * part, mini.y + area->box.y * part, area->box.width * part, area->box.height * part);
      glyph_paint (cr, palette->area[area->kind], palette->area_line[area->kind], 1);
    }
  colour_set (cr, palette->dim);
  for (guint i = 0; i < layout->hosts->len; i++)
    {
      const MapHost *host = &g_array_index (layout->hosts, MapHost, i);

      cairo_rectangle (cr, mini.x + host->x * part - 2.5, mini.y + host->y * part - 2.5, 5, 5);
    }
  cairo_fill (cr);
  cairo_rectangle (cr, seen.x, seen.y, seen.width, seen.height);
  colour_set_alpha (cr, palette->accent, 0.15);
  cairo_fill_preserve (cr);
  colour_set (cr, palette->accent);
  cairo_set_line_width (cr, 2.5);
  cairo_stroke (cr);
}

TraceId
map_picture_hit_packet (const MapLayout *layout, const MapMoment *moment, const double *progress, double x, double y)
{
  cairo_t *cr = parcel_picture_measuring ();
  g_autoptr (MapCrowd) crowd = map_crowd_new ();
  TraceId hit = 0;

  for (guint i = 0; i < moment->snapshot->flights->len; i++)
    {
      TraceId id = g_array_index (moment->snapshot->flights, TraceId, i);
      g_autoptr (Parcel) parcel = parcel_of_packet (moment->trace, id);
      double half_width, half_height;
      MapSpot spot;

      if (!map_picture_place_packet (cr, layout, crowd, moment->trace, id, progress[i], parcel, &spot))
        continue;
      parcel_picture_measure (cr, parcel, &half_width, &half_height);
      if (fabs (x - spot.x) <= MAX (half_width, 12) && fabs (y - spot.y) <= MAX (half_height, 12))
        hit = id;
    }
  cairo_destroy (cr);
  return hit;
}
