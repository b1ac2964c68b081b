/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/engine/event-heap.h"

enum
{
  WAYS = 4,
  NOWHERE = G_MAXUINT32,
};

struct EventHeap
{
  GArray *keys;  /* EventKey, heap order */
  GArray *where; /* guint32 by slot: index in keys, or NOWHERE */
};

EventHeap *
event_heap_new (void)
{
  EventHeap *heap = g_new0 (EventHeap, 1);

  heap->keys = g_array_new (FALSE, FALSE, sizeof (EventKey));
  heap->where = g_array_new (FALSE, FALSE, sizeof (guint32));
  return heap;
}

void
event_heap_free (EventHeap *heap)
{
  g_array_unref (heap->keys);
  g_array_unref (heap->where);
  g_free (heap);
}

static inline gboolean
before (const EventKey *a, const EventKey *b)
{
  return a->time < b->time || (a->time == b->time && a->number < b->number);
}

static inline void
put (EventHeap *heap, guint index, EventKey key)
{
  g_array_index (heap->keys, EventKey, index) = key;
  g_array_index (heap->where, guint32, key.slot) = index;
}

static void
sift_up (EventHeap *heap, guint index, EventKey key)
{
  while (index > 0)
    {
      guint parent = (index - 1) / WAYS;
      EventKey above = g_array_index (heap->keys, EventKey, parent);

      if (!before (&key, &above))
        break;
      put (heap, index, above);
      index = parent;
    }
  put (heap, index, key);
}

static void
sift_down (EventHeap *heap, guint index, EventKey key)
{
  const EventKey *keys = &g_array_index (heap->keys, EventKey, 0);
  guint count = heap->keys->len;

  for (;;)
    {
      guint first = index * WAYS + 1, best = first;

      if (first >= count)
        break;
      for (guint child = first + 1; child < MIN (first + WAYS, count); child++)
        if (before (&keys[child], &keys[best]))
          best = child;
      if (!before (&keys[best], &key))
        break;
      put (heap, index, keys[best]);
      index = best;
    }
  put (heap, index, key);
}

void
event_heap_push (EventHeap *heap, EventKey key)
{
  const guint32 nowhere = NOWHERE;

  while (heap->where->len <= key.slot)
    g_array_append_val (heap->where, nowhere);
  g_array_set_size (heap->keys, heap->keys->len + 1);
  sift_up (heap, heap->keys->len - 1, key);
}

gboolean
event_heap_peek (const EventHeap *heap, EventKey *key)
{
  if (heap->keys->len == 0)
    return FALSE;
  *key = g_array_index (heap->keys, EventKey, 0);
  return TRUE;
}

static void
remove_at (EventHeap *heap, guint index)
{
  EventKey removed = g_array_index (heap->keys, EventKey, index);
  EventKey last = g_array_index (heap->keys, EventKey, heap->keys->len - 1);

  g_array_set_size (heap->keys, heap->keys->len - 1);
  g_array_index (heap->where, guint32, removed.slot) = NOWHERE;
  if (index == heap->keys->len)
    return;
  if (before (&last, &removed))
    sift_up (heap, index, last);
  else
    sift_down (heap, index, last);
}

gboolean
event_heap_pop (EventHeap *heap, EventKey *key)
{
  if (!event_heap_peek (heap, key))
    return FALSE;
  remove_at (heap, 0);
  return TRUE;
}

gboolean
event_heap_remove (EventHeap *heap, guint32 slot)
{
  guint32 index;

  if (slot >= heap->where->len)
    return FALSE;
  index = g_array_index (heap->where, guint32, slot);
  if (index == NOWHERE)
    return FALSE;
  remove_at (heap, index);
  return TRUE;
}

guint
event_heap_count (const EventHeap *heap)
{
  return heap->keys->len;
}
