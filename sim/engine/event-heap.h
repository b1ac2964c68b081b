/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event-heap: the reference set of pending events, a 4-ary heap with index handles. Pops in order
 * of (time, number). Every faster set must agree with it, for every seed; the benchmarks print it
 * as the baseline.
 */
#pragma once

#include "sim/engine/sim-time.h"

/* The key and the caller's slot; NUMBER is unique and breaks ties of TIME. */
typedef struct
{
  SimTime time;
  guint64 number;
  guint32 slot;
} EventKey;

typedef struct EventHeap EventHeap;

EventHeap *event_heap_new (void);
void event_heap_free (EventHeap *heap);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EventHeap, event_heap_free)

/* KEY.slot must not be in the heap yet. */
void event_heap_push (EventHeap *heap, EventKey key);

/* FALSE where the heap is empty. */
gboolean event_heap_peek (const EventHeap *heap, EventKey *key);
gboolean event_heap_pop (EventHeap *heap, EventKey *key);

/* FALSE where SLOT is not in the heap. */
gboolean event_heap_remove (EventHeap *heap, guint32 slot);
guint event_heap_count (const EventHeap *heap);
