/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ladder queue (Tang, Goh and Thng, 2005) of arrays: far events lie unsorted in `top`; when their
 * time comes near they are spread over the buckets of a rung; the bucket that is next is sorted into
 * `bottom`, or spread over a finer rung where it is large. Ties cost nothing extra: within one bucket
 * keys stand in the order of their numbers, and what is due at once is appended to `bottom`.
 * Cancelled keys stay where they are until met; when they outnumber the living, all are swept out.
 */
#include "sim/engine/event-queue.h"

#include <stdlib.h>
#include <string.h>

enum
{
  MOST_RUNGS = 8,
  PER_BUCKET = 24,      /* aimed at when a rung is made */
  MOST_SORTED = 64,     /* a larger bucket gets a rung of its own */
  MOST_BUCKETS = 1 << 16,
  FEWEST_SWEPT = 1024,
  FIRST_ROOM = 32,      /* of a bucket */
  MOST_SPARE = 4096,
};

typedef struct
{
  EventKey *keys;
  guint32 count;
  guint32 room;
} Bucket;

/* Buckets 2^SHIFT wide; those before NEXT are used up. */
typedef struct
{
  SimTime start;
  guint shift;
  guint n_buckets;
  guint next;
  Bucket *buckets;
} Rung;

struct EventQueue
{
  guint living;
  guint dead;
  GArray *numbers; /* guint64 by slot: the number of the living key + 1, or 0 */
  Bucket bottom;   /* sorted; those before HEAD are used up */
  guint head;
  guint n_rungs;   /* rungs[n_rungs - 1] is the finest */
  Rung rungs[MOST_RUNGS];
  Bucket top;
  SimTime top_start; /* all in TOP are at or after this */
  SimTime top_end;   /* and not after this */
  GPtrArray *spare;  /* EventKey[FIRST_ROOM]: room for new buckets */
};

EventQueue *
event_queue_new (void)
{
  EventQueue *queue = g_new0 (EventQueue, 1);

  queue->numbers = g_array_new (FALSE, TRUE, sizeof (guint64));
  queue->top_end = G_MININT64;
  queue->spare = g_ptr_array_new_with_free_func (g_free);
  return queue;
}

static void
free_bucket (EventQueue *queue, Bucket *bucket)
{
  if (bucket->room == FIRST_ROOM && queue->spare->len < MOST_SPARE)
    g_ptr_array_add (queue->spare, bucket->keys);
  else
    g_free (bucket->keys);
}

static void
free_rung (EventQueue *queue, Rung *rung)
{
  for (guint i = 0; i < rung->n_buckets; i++)
    free_bucket (queue, &rung->buckets[i]);
  g_free (rung->buckets);
}

void
event_queue_free (EventQueue *queue)
{
  for (guint i = 0; i < queue->n_rungs; i++)
    free_rung (queue, &queue->rungs[i]);
  g_ptr_array_unref (queue->spare);
  g_free (queue->bottom.keys);
  g_free (queue->top.keys);
  g_array_unref (queue->numbers);
  g_free (queue);
}

static void
make_room (EventQueue *queue, Bucket *bucket)
{
  if (bucket->room == 0 && queue->spare->len > 0)
    {
      bucket->keys = g_ptr_array_index (queue->spare, queue->spare->len - 1);
      g_ptr_array_index (queue->spare, queue->spare->len - 1) = NULL;
      g_ptr_array_set_size (queue->spare, (int) queue->spare->len - 1);
      bucket->room = FIRST_ROOM;
      return;
    }
  bucket->room = MAX (FIRST_ROOM, bucket->room * 2);
  bucket->keys = g_renew (EventKey, bucket->keys, bucket->room);
}

static inline void
append (EventQueue *queue, Bucket *bucket, const EventKey *key)
{
  if (G_UNLIKELY (bucket->count == bucket->room))
    make_room (queue, bucket);
  bucket->keys[bucket->count++] = *key;
}

static inline gboolean
before (const EventKey *a, const EventKey *b)
{
  return a->time < b->time || (a->time == b->time && a->number < b->number);
}

static inline gboolean
is_living (const EventQueue *queue, const EventKey *key)
{
  return queue->dead == 0 || g_array_index (queue->numbers, guint64, key->slot) == key->number + 1;
}

/* The first time that RUNG does not yet cover with a used-up bucket. */
static inline SimTime
rung_begin (const Rung *rung)
{
  return rung->start + ((SimTime) rung->next << rung->shift);
}

static inline void
put_in_rung (EventQueue *queue, Rung *rung, const EventKey *key)
{
  guint64 index = (guint64) (key->time - rung->start) >> rung->shift;

  append (queue, &rung->buckets[MIN (index, rung->n_buckets - 1)], key);
}

static void
put_in_bottom (EventQueue *queue, const EventKey *key)
{
  Bucket *bottom = &queue->bottom;
  guint place;

  append (queue, bottom, key);
  for (place = bottom->count - 1; place > queue->head && before (key, &bottom->keys[place - 1]); place--)
    bottom->keys[place] = bottom->keys[place - 1];
  bottom->keys[place] = *key;
}

/* A rung over [START, END] for COUNT keys. */
static Rung *
add_rung (EventQueue *queue, SimTime start, SimTime end, guint count)
{
  Rung *rung = &queue->rungs[queue->n_rungs++];

  guint wanted = CLAMP (count / PER_BUCKET, 2, MOST_BUCKETS);

  rung->start = start;
  rung->shift = (end - start) / wanted == 0 ? 0 : g_bit_storage ((gulong) (end - start) / wanted);
  rung->n_buckets = (guint) ((end - start) >> rung->shift) + 1;
  rung->next = 0;
  rung->buckets = g_new0 (Bucket, rung->n_buckets);
  return rung;
}

static void
spread (EventQueue *queue, Rung *rung, const EventKey *keys, guint count)
{
  for (guint i = 0; i < count; i++)
    if (is_living (queue, &keys[i]))
      put_in_rung (queue, rung, &keys[i]);
    else
      queue->dead--;
}

static int
compare_keys (const void *a, const void *b)
{
  return before (a, b) ? -1 : 1;
}

/* Few keys, mostly in order already. */
static void
sort_keys (EventKey *keys, guint count)
{
  if (count > MOST_SORTED)
    {
      qsort (keys, count, sizeof (EventKey), compare_keys);
      return;
    }
  for (guint i = 1; i < count; i++)
    {
      EventKey key = keys[i];
      guint place = i;

      for (; place > 0 && before (&key, &keys[place - 1]); place--)
        keys[place] = keys[place - 1];
      keys[place] = key;
    }
}

/* BUCKET's keys become the new bottom. */
static void
sort_into_bottom (EventQueue *queue, Bucket *bucket)
{
  guint kept = 0;
  Bucket empty = queue->bottom;

  for (guint i = 0; i < bucket->count; i++)
    if (is_living (queue, &bucket->keys[i]))
      bucket->keys[kept++] = bucket->keys[i];
    else
      queue->dead--;
  bucket->count = kept;
  sort_keys (bucket->keys, bucket->count);
  queue->bottom = *bucket;
  queue->head = 0;
  empty.count = 0;
  *bucket = empty;
}

/* Takes the next bucket of the finest rung, drops rungs that are used up. FALSE: no rung is left. */
static gboolean
descend (EventQueue *queue)
{
  while (queue->n_rungs > 0)
    {
      Rung *rung = &queue->rungs[queue->n_rungs - 1];
      Bucket *bucket;
      SimTime start;

      while (rung->next < rung->n_buckets && rung->buckets[rung->next].count == 0)
        rung->next++;
      if (rung->next == rung->n_buckets)
        {
          free_rung (queue, rung);
          queue->n_rungs--;
          continue;
        }
      start = rung_begin (rung);
      bucket = &rung->buckets[rung->next++];
      if (bucket->count > MOST_SORTED && rung->shift > 0 && queue->n_rungs < MOST_RUNGS)
        {
          spread (queue, add_rung (queue, start, start + ((SimTime) 1 << rung->shift) - 1, bucket->count), bucket->keys, bucket->count);
          bucket->count = 0;
          continue;
        }
      sort_into_bottom (queue, bucket);
      if (queue->bottom.count > 0)
        return TRUE;
    }
  return FALSE;
}

/* The far events come near. */
static void
open_top (EventQueue *queue)
{
  Bucket *top = &queue->top;

  if (top->count > MOST_SORTED)
    {
      SimTime first = G_MAXINT64;

      for (guint i = 0; i < top->count; i++)
        first = MIN (first, top->keys[i].time);
      spread (queue, add_rung (queue, first, queue->top_end, top->count), top->keys, top->count);
      top->count = 0;
    }
  else
    sort_into_bottom (queue, top);
  queue->top_start = queue->top_end + 1;
}

/* Brings the earliest living key to bottom's head. FALSE: the queue is empty. */
static gboolean
find_head (EventQueue *queue)
{
  for (;;)
    {
      while (queue->head < queue->bottom.count)
        {
          if (is_living (queue, &queue->bottom.keys[queue->head]))
            return TRUE;
          queue->head++;
          queue->dead--;
        }
      queue->bottom.count = 0;
      queue->head = 0;
      if (queue->living == 0)
        return FALSE;
      if (!descend (queue) && queue->top.count > 0)
        open_top (queue);
    }
}

static void
sweep_bucket (EventQueue *queue, Bucket *bucket, guint from)
{
  guint kept = from;

  for (guint i = from; i < bucket->count; i++)
    if (is_living (queue, &bucket->keys[i]))
      bucket->keys[kept++] = bucket->keys[i];
  bucket->count = kept;
}

static void
sweep (EventQueue *queue)
{
  sweep_bucket (queue, &queue->bottom, queue->head);
  sweep_bucket (queue, &queue->top, 0);
  for (guint i = 0; i < queue->n_rungs; i++)
    for (guint j = queue->rungs[i].next; j < queue->rungs[i].n_buckets; j++)
      sweep_bucket (queue, &queue->rungs[i].buckets[j], 0);
  queue->dead = 0;
}

/* A crowded bottom would make insertions slow: what is after the middle becomes a rung. */
static void
relieve_bottom (EventQueue *queue)
{
  Bucket *bottom = &queue->bottom;
  guint middle = queue->head + (bottom->count - queue->head) / 2;
  SimTime end = bottom->keys[bottom->count - 1].time;

  while (middle < bottom->count && bottom->keys[middle].time == bottom->keys[middle - 1].time)
    middle++;
  if (middle == bottom->count || queue->n_rungs == MOST_RUNGS)
    return;
  spread (queue, add_rung (queue, bottom->keys[middle].time, end, bottom->count - middle), bottom->keys + middle, bottom->count - middle);
  bottom->count = middle;
}

void
event_queue_push (EventQueue *queue, EventKey key)
{
  if (queue->numbers->len <= key.slot)
    g_array_set_size (queue->numbers, MAX (key.slot + 1, queue->numbers->len * 2));
  g_array_index (queue->numbers, guint64, key.slot) = key.number + 1;
  queue->living++;
  if (key.time >= queue->top_start)
    {
      queue->top_end = MAX (queue->top_end, key.time);
      append (queue, &queue->top, &key);
      return;
    }
  for (guint i = 0; i < queue->n_rungs; i++)
    if (queue->rungs[i].next < queue->rungs[i].n_buckets && key.time >= rung_begin (&queue->rungs[i]))
      {
        put_in_rung (queue, &queue->rungs[i], &key);
        return;
      }
  put_in_bottom (queue, &key);
  if (queue->bottom.count - queue->head > 2 * MOST_SORTED && queue->bottom.keys[queue->bottom.count - 1].number != key.number)
    relieve_bottom (queue);
}

gboolean
event_queue_peek (EventQueue *queue, EventKey *key)
{
  if (!find_head (queue))
    return FALSE;
  *key = queue->bottom.keys[queue->head];
  return TRUE;
}

static inline void
forget (EventQueue *queue, guint32 slot)
{
  g_array_index (queue->numbers, guint64, slot) = 0;
  queue->living--;
}

gboolean
event_queue_pop_until (EventQueue *queue, SimTime limit, EventKey *key)
{
  if (!event_queue_peek (queue, key) || key->time > limit)
    return FALSE;
  queue->head++;
  forget (queue, key->slot);
  return TRUE;
}

gboolean
event_queue_remove (EventQueue *queue, guint32 slot)
{
  if (slot >= queue->numbers->len || g_array_index (queue->numbers, guint64, slot) == 0)
    return FALSE;
  forget (queue, slot);
  queue->dead++;
  if (queue->dead > queue->living + FEWEST_SWEPT)
    sweep (queue);
  return TRUE;
}

guint
event_queue_count (const EventQueue *queue)
{
  return queue->living;
}
