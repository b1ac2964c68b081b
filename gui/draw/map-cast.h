/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-cast: who plays a part in a run: the hosts to show, on which side of the map, and between whom
 * anything is ever sent. It knows no places.
 */
#pragma once

#include "gui/draw/palette.h"
#include "sim/trace/trace.h"

typedef struct
{
  HostId host;
  HostRole role;
  AreaKind side;
  gboolean sends;     /* a device on which mail is written */
  const char *domain; /* the trace's */
  char *name;         /* the host's name without its domain */
  const char *below;  /* the rest of the name, as a rule the domain */
} CastHost;

typedef struct
{
  HostId a, b;        /* A is the smaller number */
} CastLink;

typedef struct
{
  GArray *hosts;      /* CastHost */
  GArray *links;      /* CastLink */
} MapCast;

/* Those of a run that is over, in an order in which as few ways as possible cross. */
MapCast *map_cast_new (const Trace *trace);
/* The same in the order of the trace. */
MapCast *map_cast_new_in_order (const Trace *trace);
/* Of a run that goes on: everybody, wherever they will stay whatever comes; the domain that real programs
 * come from stands on the left. */
MapCast *map_cast_new_growing (const Trace *trace);
gboolean map_cast_equal (const MapCast *a, const MapCast *b);
void map_cast_free (MapCast *cast);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MapCast, map_cast_free)
