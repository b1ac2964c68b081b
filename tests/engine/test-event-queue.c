/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/engine/event-queue.h"
#include "sim/engine/random-stream.h"

/* How far ahead the next event lies: one shape of load each. */
typedef SimTime (*Increment) (RandomStream *dice);

static SimTime
uniform (RandomStream *dice)
{
  return (SimTime) random_stream_below (dice, 1000000);
}

static SimTime
mail_like (RandomStream *dice)
{
  return random_stream_below (dice, 10) < 9 ? 10 * SIM_MILLISECOND : 15 * SIM_MINUTE;
}

static SimTime
all_at_once (RandomStream *dice)
{
  return 0;
}

static SimTime
few_times (RandomStream *dice)
{
  return (SimTime) random_stream_below (dice, 3) * SIM_SECOND;
}

static SimTime
wild (RandomStream *dice)
{
  return (SimTime) (random_stream_next (dice) >> (14 + random_stream_below (dice, 49)));
}

typedef struct
{
  const char *name;
  Increment increment;
} Load;

static const Load loads[] = {
  { "uniform", uniform },
  { "mail-like", mail_like },
  { "all-at-once", all_at_once },
  { "few-times", few_times },
  { "wild", wild },
};

typedef struct
{
  EventHeap *heap;
  EventQueue *queue;
  GArray *free_slots;
  guint n_slots;
  guint64 number;
  SimTime now;
} Pair;

static guint32
take_slot (Pair *pair)
{
  guint32 slot = pair->n_slots;

  if (pair->free_slots->len == 0)
    {
      pair->n_slots++;
      return slot;
    }
  slot = g_array_index (pair->free_slots, guint32, pair->free_slots->len - 1);
  g_array_set_size (pair->free_slots, pair->free_slots->len - 1);
  return slot;
}

static void
push (Pair *pair, SimTime wait)
{
  const EventKey key = { pair->now + wait, pair->number++, take_slot (pair) };

  event_heap_push (pair->heap, key);
  event_queue_push (pair->queue, key);
}

static void
pop (Pair *pair)
{
  EventKey expected, found;
  gboolean any = event_heap_pop (pair->heap, &expected);

  g_assert_cmpint (event_queue_pop_until (pair->queue, SIM_NEVER, &found), ==, any);
  if (!any)
    return;
  g_assert_cmpint (found.time, ==, expected.time);
  g_assert_cmpuint (found.number, ==, expected.number);
  g_assert_cmpuint (found.slot, ==, expected.slot);
  g_assert_cmpint (found.time, >=, pair->now);
  pair->now = found.time;
  g_array_append_val (pair->free_slots, found.slot);
}

static void
cancel (Pair *pair, RandomStream *dice)
{
  guint32 slot = (guint32) random_stream_below (dice, pair->n_slots + 1);
  gboolean was_there = event_heap_remove (pair->heap, slot);

  g_assert_cmpint (event_queue_remove (pair->queue, slot), ==, was_there);
  if (was_there)
    g_array_append_val (pair->free_slots, slot);
}

/* Grows, holds, shrinks: pushes more often than it pops, then as often, then less. */
static void
agree (const Load *load, guint64 seed, guint rounds)
{
  Pair pair = { event_heap_new (), event_queue_new (), g_array_new (FALSE, FALSE, sizeof (guint32)), 0, 0, 0 };
  RandomStream dice;

  random_stream_init (&dice, seed, load->name);
  for (guint i = 0; i < 3 * rounds; i++)
    {
      guint64 draw = random_stream_below (&dice, 100), pushes = i < rounds ? 65 : i < 2 * rounds ? 45 : 25;

      if (draw < pushes)
        push (&pair, load->increment (&dice));
      else if (draw < 85)
        pop (&pair);
      else
        cancel (&pair, &dice);
      g_assert_cmpuint (event_queue_count (pair.queue), ==, event_heap_count (pair.heap));
    }
  while (event_heap_count (pair.heap) > 0)
    pop (&pair);
  pop (&pair);
  event_heap_free (pair.heap);
  event_queue_free (pair.queue);
  g_array_unref (pair.free_slots);
}

static void
test_law (gconstpointer data)
{
  for (guint64 seed = 1; seed <= 40; seed++)
    agree (data, seed, 1000);
  agree (data, 41, 60000);
}

static void
test_limit (void)
{
  g_autoptr (EventQueue) queue = event_queue_new ();
  EventKey key;

  event_queue_push (queue, (EventKey){ 10, 0, 0 });
  g_assert_false (event_queue_pop_until (queue, 9, &key));
  g_assert_cmpuint (event_queue_count (queue), ==, 1);
  event_queue_push (queue, (EventKey){ 5, 1, 1 });
  g_assert_true (event_queue_peek (queue, &key));
  g_assert_cmpint (key.time, ==, 5);
  g_assert_true (event_queue_pop_until (queue, 5, &key));
  g_assert_true (event_queue_pop_until (queue, 10, &key));
  g_assert_cmpint (key.time, ==, 10);
  g_assert_false (event_queue_peek (queue, &key));
}

static void
test_remove_unknown (void)
{
  g_autoptr (EventQueue) queue = event_queue_new ();

  g_assert_false (event_queue_remove (queue, 7));
  event_queue_push (queue, (EventKey){ 1, 0, 7 });
  g_assert_true (event_queue_remove (queue, 7));
  g_assert_false (event_queue_remove (queue, 7));
  g_assert_cmpuint (event_queue_count (queue), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    {
      g_autofree char *path = g_strdup_printf ("/event-queue/agrees-with-the-heap/%s", loads[i].name);

      g_test_add_data_func (path, &loads[i], test_law);
    }
  g_test_add_func ("/event-queue/limit", test_limit);
  g_test_add_func ("/event-queue/remove-unknown", test_remove_unknown);
  return g_test_run ();
}
