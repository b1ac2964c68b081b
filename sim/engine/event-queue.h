/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event-queue: the set of pending events that the engine runs on. Same keys and the same order as
 * the reference, event-heap.
 */
#pragma once

#include "sim/engine/event-heap.h"

typedef struct EventQueue EventQueue;

EventQueue *event_queue_new (void);
void event_queue_free (EventQueue *queue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EventQueue, event_queue_free)

/* KEY.slot must not be in the queue; KEY.time must not be before the last popped time. */
void event_queue_push (EventQueue *queue, EventKey key);
gboolean event_queue_peek (EventQueue *queue, EventKey *key);

/* Pops the earliest event if its time is not after LIMIT. */
gboolean event_queue_pop_until (EventQueue *queue, SimTime limit, EventKey *key);
gboolean event_queue_remove (EventQueue *queue, guint32 slot);
guint event_queue_count (const EventQueue *queue);
