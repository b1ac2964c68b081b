/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-picture.h"

#include "gui/draw/glyph.h"
#include "gui/draw/map-label.h"
#include "gui/draw/parcel-picture.h"
#include "gui/draw/text-box.h"

#include <math.h>

static const double lane = 4;       /* packets keep to the left of their way */
static const double title_size = 18;

static void
draw_area (cairo_t *cr, const MapArea *area, const Palette *palette)
{
  glyph_round_box (cr, area->box.x, area->box.y, area->box.width, area->box.height, 16);
  glyph_paint (cr, palette->area[area->kind], palette->area_line[area->kind], 1.5);
}

/* Over the ways that pass. */
static void
draw_title (cairo_t *cr, const MapArea *area, const Palette *palette)
{
  const TextBox title = { area->title, title_size, TRUE, area->box.width - 28 };
  double x = area->box.x + 14, y = area->box.y + 6, width, height;

  text_box_measure (cr, &title, &width, &height);
  glyph_round_box (cr, x - 4, y, width + 8, height, 6);
  colour_set_alpha (cr, palette->area[area->kind], 0.85);
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
  cairo_set_line_width (cr, 2.5);
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

static void
draw_way_mark (cairo_t *cr, const MapWay *way, const char *mark, const Palette *palette)
{
  const MapPoint place = map_way_point (way, 0.36); /* ways cross in their middle */
  const TextBox box = { mark, 14, TRUE, 0 };
  double width, height;

  trace_way (cr, way);
  colour_set_alpha (cr, palette->bad, 0.6);
  cairo_set_line_width (cr, 2.5);
  cairo_stroke (cr);
  text_box_measure (cr, &box, &width, &height);
  glyph_round_box (cr, place.x - width / 2 - 7, place.y - height / 2 - 1, width + 14, height + 2, 8);
  glyph_paint (cr, palette->card, palette->bad, 2);
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
  colour_set_alpha (cr, selected ? palette->accent : palette->dim, connection->state == CONNECTION_OPEN ? 0.9 : 0.4);
  cairo_set_line_width (cr, selected ? 5 : 3.5);
  cairo_stroke (cr);
}

void
map_picture_draw_connections (cairo_t *cr, const MapLayout *layout, const MapMoment *moment, const Palette *palette)
{
  for (guint i = 0; i < snapshot_count_connections (moment->snapshot); i++)
    {
      const SnapshotConnection *connection = snapshot_connection_at (moment->snapshot, i);

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
  look->connected = state->connections > 0;
}

void
map_picture_draw_host (cairo_t *cr, const MapLayout *layout, const MapHost *host, const HostLook *look, const Palette *palette)
{
  cairo_save (cr);
  cairo_translate (cr, host->box.x, host->box.y);
  host_picture_draw (cr, look, palette, host->box.width, host->box.height, layout->icon);
  cairo_restore (cr);
}

gboolean
map_picture_place_packet (cairo_t *cr, const MapLayout *layout, MapCrowd *crowd, const Trace *trace, TraceId id, double progress, Parcel *parcel, MapSpot *spot)
{
  const TraceRecord *record = trace_get (trace, id);
  MapParcelSize size;
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
map_picture_place_label (cairo_t *cr, const MapLayout *layout, MapCrowd *crowd, const Trace *trace, TraceId id, Parcel *parcel, MapSpot *spot)
{
  const TraceRecord *record = trace_get (trace, id);
  MapWay way = map_layout_way (layout, record->host, record->peer);

  map_label_place (cr, layout, crowd, parcel, &way, spot);
}

guint
map_picture_rank (const MapMoment *moment, TraceId id, const Parcel *parcel)
{
  if (moment->told != 0 && trace_get (moment->trace, id)->cause == moment->told)
    return 0;
  return parcel->kind == PARCEL_CONTROL ? 2 : 1;
}

gboolean
map_picture_place_moment (cairo_t *cr, const MapLayout *layout, HostId id, const Parcel *parcel, MapSpot *spot)
{
  const MapHost *host = map_layout_find (layout, id);
  const MapParcelSize size = map_label_measure (cr, parcel);
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

typedef struct
{
  TraceId id;
  Parcel *parcel;
  MapSpot spot;
} PlacedPacket;

static void
clear_placed (gpointer data)
{
  parcel_free (((PlacedPacket *) data)->parcel);
}

/* PlacedPacket of every packet that can be seen, without labels. */
static GArray *
place_packets (cairo_t *cr, const MapLayout *layout, MapCrowd *crowd, const MapMoment *moment, const double *progress)
{
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (PlacedPacket));

  g_array_set_clear_func (placed, clear_placed);
  for (guint i = 0; i < moment->snapshot->flights->len; i++)
    {
      TraceId id = g_array_index (moment->snapshot->flights, TraceId, i);
      PlacedPacket packet = { id, parcel_of_packet (moment->trace, id) };

      if (map_picture_place_packet (cr, layout, crowd, moment->trace, id, progress[i], packet.parcel, &packet.spot))
        g_array_append_val (placed, packet);
      else
        parcel_free (packet.parcel);
    }
  return placed;
}

/* Those of RANK get room for their words. */
static void
place_labels (cairo_t *cr, const MapLayout *layout, MapCrowd *crowd, const MapMoment *moment, guint rank, GArray *placed)
{
  for (guint i = 0; i < placed->len; i++)
    {
      PlacedPacket *packet = &g_array_index (placed, PlacedPacket, i);

      if (map_picture_rank (moment, packet->id, packet->parcel) == rank)
        map_picture_place_label (cr, layout, crowd, moment->trace, packet->id, packet->parcel, &packet->spot);
    }
}

/* Who has the first choice for its words is also above the others. */
static void
draw_packets (cairo_t *cr, const MapLayout *layout, const MapMoment *moment, const double *progress, const Palette *palette)
{
  g_autoptr (MapCrowd) crowd = map_crowd_new ();
  g_autoptr (GArray) placed = place_packets (cr, layout, crowd, moment, progress);

  for (guint rank = 0; rank < MAP_PICTURE_RANKS; rank++)
    place_labels (cr, layout, crowd, moment, rank, placed);
  for (guint rank = MAP_PICTURE_RANKS; rank > 0; rank--)
    for (guint i = 0; i < placed->len; i++)
      {
        const PlacedPacket *packet = &g_array_index (placed, PlacedPacket, i);

        if (map_picture_rank (moment, packet->id, packet->parcel) == rank - 1)
          draw_at (cr, packet->parcel, &packet->spot, palette);
      }
}

void
map_picture_draw (cairo_t *cr, const MapLayout *layout, const MapMoment *moment, const double *progress, const Palette *palette)
{
  map_picture_draw_ground (cr, layout, palette);
  map_picture_draw_connections (cr, layout, moment, palette);
  map_picture_draw_trouble (cr, layout, moment, palette);
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
