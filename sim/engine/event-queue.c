/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/engine/event-queue.h"

struct EventQueue
{
  EventHeap *heap;
};

EventQueue *
event_queue_new (void)
{
  EventQueue *queue = g_new0 (EventQueue, 1);

  queue->heap = event_heap_new ();
  return queue;
}

void
event_queue_free (EventQueue *queue)
{
  event_heap_free (queue->heap);
  g_free (queue);
}

void
event_queue_push (EventQueue *queue, EventKey key)
{
  event_heap_push (queue->heap, key);
}

gboolean
event_queue_peek (EventQueue *queue, EventKey *key)
{
  return event_heap_peek (queue->heap, key);
}

gboolean
event_queue_pop_until (EventQueue *queue, SimTime limit, EventKey *key)
{
  return event_heap_peek (queue->heap, key) && key->time <= limit && event_heap_pop (queue->heap, key);
}

gboolean
event_queue_remove (EventQueue *queue, guint32 slot)
{
  return event_heap_remove (queue->heap, slot);
}

guint
event_queue_count (const EventQueue *queue)
{
  return event_heap_count (queue->heap);
}
