/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * queue-picture: the queue of a server at an instant: its ages by destination as bars, and below them its entries.
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
  HostId host;
  SimTime unit; /* of queue_ages_find_unit */
  SimTime now;
  MessageId message; /* its entries are lit; 0: none */
} QueuePicture;

/* A row of an entry has the number of its TRACE_QUEUED record as its id. WIDTH is what there is room for. */
Drawing *queue_picture_draw (const QueuePicture *picture, double width, const Palette *palette);
