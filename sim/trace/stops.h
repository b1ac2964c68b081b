/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stops: the plan of a presentation: where a run is worth stopping, and what is shown at each second.
 * A line on the wire stops half-way on its flight; what happens inside a host is given a moment of
 * rest. Forward and back walk the same list, so that one undoes the other.
 */
#pragma once

#include "sim/trace/time-warp.h"
#include "sim/trace/trace.h"

typedef struct
{
  double seconds;   /* of the presentation */
  double since;     /* from here on it is what is told about */
  TraceId record;
  gboolean hop;     /* told to those who want one line a hop */
} Stop;

/* What is shown at a second: the first POSITION records, at simulated time T. */
typedef struct
{
  SimTime t;
  guint position;
} StopPlace;

/* The first packet of TRACE that carries record ID, or is it; 0 where there is none. */
TraceId stops_find_packet (const Trace *trace, TraceId id);

typedef struct Stops Stops;

/* Of what there is of TRACE, which is not empty, and borrowed. */
Stops *stops_new (const Trace *trace);
void stops_free (Stops *stops);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stops, stops_free)

const TimeWarp *stops_get_warp (const Stops *stops);
double stops_get_length (const Stops *stops);

guint stops_count (const Stops *stops);
const Stop *stops_get (const Stops *stops, guint index);

/* The stop that is told about at SECONDS. */
guint stops_find (const Stops *stops, double seconds);
/* The first stop behind SECONDS, the last one before; clamped to the first and the last stop. */
guint stops_find_next (const Stops *stops, double seconds);
guint stops_find_previous (const Stops *stops, double seconds);
/* The first stop whose record is not before RECORD; the last one where none is. */
guint stops_find_record (const Stops *stops, TraceId record);

/* Where to begin: the first mail that is written, or else the first stop. */
guint stops_find_opening (const Stops *stops);

StopPlace stops_locate (const Stops *stops, double seconds);

/* How much of its way the packet ID has behind it at SECONDS; below 0 and above 1 it is not under way. */
double stops_get_progress (const Stops *stops, TraceId packet, double seconds);
