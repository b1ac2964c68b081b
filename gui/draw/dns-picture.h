/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-picture: the DNS of a run at an instant: what resolvers remember and for how long, what the zones say, how a lookup
 * went, and what became of its answer: where mail goes.
 */
#pragma once

#include "gui/draw/drawing.h"
#include "sim/trace/snapshot.h"
#include "sim/trace/trace-index.h"

typedef struct
{
  const Trace *trace;
  const TraceIndex *index;
  const Snapshot *snapshot;
  const GArray *zones; /* TraceId: the TRACE_ZONE records of the run */
  guint position;
  SimTime now;
  TraceId told;      /* what is told about */
  MessageId message; /* that is selected; 0: none */
  HostId host;       /* likewise */
} DnsPicture;

/* Rows have the number of the record that they tell of as their id. WIDTH is what there is room for. */
Drawing *dns_picture_draw_caches (const DnsPicture *picture, double width, const Palette *palette);
Drawing *dns_picture_draw_zones (const DnsPicture *picture, double width, const Palette *palette);
Drawing *dns_picture_draw_lookup (const DnsPicture *picture, double width, const Palette *palette);
