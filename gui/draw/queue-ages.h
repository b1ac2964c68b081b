/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * queue-ages: how old what waits in a queue is, by destination, as Postfix's qshape(1) counts it: buckets that double,
 * the first of them five minutes wide, or narrower where nothing ever waits that long.
 */
#pragma once

#include "sim/trace/snapshot.h"
#include "sim/trace/trace-index.h"

enum
{
  QUEUE_AGE_BUCKETS = 10, /* the last one: older than the one before it reaches */
};

typedef struct
{
  char *domain;
  guint active[QUEUE_AGE_BUCKETS]; /* being delivered, or not tried yet */
  guint deferred[QUEUE_AGE_BUCKETS];
  guint total;
} QueueAgesRow;

typedef struct
{
  SimTime unit;    /* the first bucket reaches to this, the next one to twice this … */
  GPtrArray *rows; /* QueueAgesRow *: "TOTAL", then the domains, the longest queue first */
} QueueAges;

/* The width of the first bucket that suits all that HOST ever has in its queue. */
SimTime queue_ages_find_unit (const Trace *trace, const TraceIndex *index, HostId host);

/* Of HOST at NOW. */
QueueAges *queue_ages_new (const Trace *trace, const Snapshot *snapshot, HostId host, SimTime unit, SimTime now);
void queue_ages_free (QueueAges *ages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QueueAges, queue_ages_free)
