/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-picture: the map, from a layout and a moment: areas and links, hosts, and what flies. The parts
 * are drawn one by one, so that a window can keep what doesn't change.
 */
#pragma once

#include "gui/draw/host-picture.h"
#include "gui/draw/map-camera.h"
#include "gui/draw/map-label.h"
#include "gui/draw/parcel.h"
#include "sim/trace/snapshot.h"
#include "sim/trace/stops.h"

/* What the map shows. All pointers are borrowed. */
typedef struct
{
  const Trace *trace;
  const Snapshot *snapshot;
  TraceId told;          /* the record that is told about now */
  TraceId next;          /* the one that is told about next; 0: it is not to be shown */
  HostId selected_host;
  guint32 selected_connection;
} MapMoment;

/* A packet that can be seen. */
typedef struct
{
  TraceId id;
  Parcel *parcel; /* borrowed */
  double progress;
  MapSpot spot;
} MapPacket;

/* Paper, areas with their names, and a faint line wherever anything is ever sent. */
void map_picture_draw_ground (cairo_t *cr, const MapLayout *layout, const Palette *palette);
void map_picture_draw_connection (cairo_t *cr, const MapLayout *layout, const SnapshotConnection *connection, gboolean selected, const Palette *palette);
/* All connections of the moment. */
void map_picture_draw_connections (cairo_t *cr, const MapLayout *layout, const MapMoment *moment, const Palette *palette);
/* Ways that a fault strikes now, with a word on each. */
void map_picture_draw_trouble (cairo_t *cr, const MapLayout *layout, const MapMoment *moment, const Palette *palette);
/* Where NEXT will happen, outlined; nothing where it is 0 or not on the map. */
void map_picture_draw_next (cairo_t *cr, const MapLayout *layout, const Trace *trace, TraceId next, const Palette *palette);

/* LOOK borrows from LAYOUT and the trace. */
void map_picture_look (const MapHost *host, const MapMoment *moment, HostLook *look);
void map_picture_draw_host (cairo_t *cr, const MapLayout *layout, const MapHost *host, const HostLook *look, const Palette *palette);

/* Where packet ID is, PROGRESS of its way done; FALSE where it isn't to be seen. A lost one stays
 * half-way. CROWD takes it in. */
gboolean map_picture_place_packet (cairo_t *cr, const MapLayout *layout, MapCrowd *crowd, const Trace *trace, TraceId id, double progress, Parcel *parcel, MapSpot *spot);
/* Of those on one way that look alike and are too near to each other to be told apart, one stays in PLACED and stands for
 * all: its parcel's count says for how many. How many are left. */
guint map_picture_stack (const MapMoment *moment, MapPacket *placed, guint count);
/* Where their labels go; to be called once all packets are placed. */
void map_picture_place_labels (cairo_t *cr, const MapLayout *layout, MapCrowd *crowd, const MapMoment *moment, MapPacket *placed, guint count);
/* Whose label has the first choice: what is told (0), what says something, what keeps a connection going. */
guint map_picture_rank (const MapMoment *moment, TraceId id, const Parcel *parcel);
#define MAP_PICTURE_RANKS 3

/* FALSE where HOST isn't on the map. */
gboolean map_picture_place_moment (cairo_t *cr, const MapLayout *layout, HostId host, Parcel *parcel, MapSpot *spot);

/* Everything; PROGRESS has one number for each of the snapshot's flights. */
void map_picture_draw (cairo_t *cr, const MapLayout *layout, const MapMoment *moment, const double *progress, const Palette *palette);

/* The small map where CAMERA has it, in the window's points. */
void map_picture_draw_mini (cairo_t *cr, const MapLayout *layout, const MapCamera *camera, const Palette *palette);

/* The packet at X, Y or 0. */
TraceId map_picture_hit_packet (const MapLayout *layout, const MapMoment *moment, const double *progress, double x, double y);
