/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/bench/bench.h"

#include "sim/bench/stopwatch.h"
#include "sim/engine/engine.h"
#include "sim/engine/event-queue.h"
#include "sim/engine/random-stream.h"

enum
{
  ROUNDS = 5,
  HOLDS = 2000000,
  N_INCREMENTS = 1 << 16,
};

/* The increments are drawn beforehand, so that only the set is measured. */
typedef struct
{
  const char *name;
  SimTime increments[N_INCREMENTS];
} Load;

/* Uniform, and about as spread as exponential ones: the sum of several draws. */
static void
fill_spread (Load *load)
{
  RandomStream dice;

  load->name = "spread";
  random_stream_init (&dice, 1, load->name);
  for (guint i = 0; i < N_INCREMENTS; i++)
    load->increments[i] = (SimTime) random_stream_below (&dice, SIM_SECOND >> random_stream_below (&dice, 6));
}

/* Network delays of 10 ms mixed with timers of 15 minutes, one in ten. */
static void
fill_mail (Load *load)
{
  RandomStream dice;

  load->name = "mail";
  random_stream_init (&dice, 1, load->name);
  for (guint i = 0; i < N_INCREMENTS; i++)
    load->increments[i] = random_stream_below (&dice, 10) == 0 ? 15 * SIM_MINUTE
                                                               : 10 * SIM_MILLISECOND + (SimTime) random_stream_below (&dice, SIM_MILLISECOND);
}

static double
hold_queue (const Load *load, guint pending)
{
  g_autoptr (EventQueue) queue = event_queue_new ();
  EventKey key;
  double start;

  for (guint i = 0; i < pending; i++)
    event_queue_push (queue, (EventKey){ load->increments[i % N_INCREMENTS], i, i });
  start = stopwatch_cpu ();
  for (guint i = 0; i < HOLDS; i++)
    {
      event_queue_pop_until (queue, SIM_NEVER, &key);
      event_queue_push (queue, (EventKey){ key.time + load->increments[i % N_INCREMENTS], pending + i, key.slot });
    }
  return stopwatch_cpu () - start;
}

static double
hold_heap (const Load *load, guint pending)
{
  g_autoptr (EventHeap) heap = event_heap_new ();
  EventKey key;
  double start;

  for (guint i = 0; i < pending; i++)
    event_heap_push (heap, (EventKey){ load->increments[i % N_INCREMENTS], i, i });
  start = stopwatch_cpu ();
  for (guint i = 0; i < HOLDS; i++)
    {
      event_heap_pop (heap, &key);
      event_heap_push (heap, (EventKey){ key.time + load->increments[i % N_INCREMENTS], pending + i, key.slot });
    }
  return stopwatch_cpu () - start;
}

typedef struct
{
  Engine *engine;
  const Load *load;
  guint next;
} Held;

static void
hold_one (gpointer target, guint64 argument)
{
  Held *held = target;
  SimTime wait = held->load->increments[held->next++ % N_INCREMENTS];

  engine_schedule (held->engine, ENGINE_WORK, engine_now (held->engine) + wait, hold_one, held, argument);
}

/* The engine as it is: causes, classes, slots. */
static double
hold_engine (const Load *load, guint pending)
{
  g_autoptr (Engine) engine = engine_new ();
  Held held = { engine, load, 0 };
  double start;

  for (guint i = 0; i < pending; i++)
    engine_schedule (engine, ENGINE_WORK, load->increments[i % N_INCREMENTS], hold_one, &held, i);
  start = stopwatch_cpu ();
  for (guint i = 0; i < HOLDS; i++)
    engine_step (engine, SIM_NEVER);
  return stopwatch_cpu () - start;
}

static void
print_row (const Load *load, guint pending)
{
  double heap[ROUNDS], queue[ROUNDS], engine[ROUNDS], base;

  for (guint i = 0; i < ROUNDS; i++)
    {
      heap[i] = hold_heap (load, pending) / HOLDS;
      queue[i] = hold_queue (load, pending) / HOLDS;
      engine[i] = hold_engine (load, pending) / HOLDS;
    }
  base = stopwatch_median (heap, ROUNDS);
  g_print ("  %-7s %9u  %12.0f  %6.0f  %12.0f  %6.0f  %6.2f  %12.0f  %6.0f\n", load->name, pending,
           1 / base, base * 1e9,
           1 / stopwatch_median (queue, ROUNDS), stopwatch_median (queue, ROUNDS) * 1e9, base / stopwatch_median (queue, ROUNDS),
           1 / stopwatch_median (engine, ROUNDS), stopwatch_median (engine, ROUNDS) * 1e9);
}

void
bench_events (void)
{
  static const guint sizes[] = { 10000, 1000000 };
  Load *spread = g_new (Load, 1), *mail = g_new (Load, 1);

  fill_spread (spread);
  fill_mail (mail);
  g_print ("events: pop the earliest of N pending, schedule one more (baseline: 4-ary heap)\n"
           "  load      pending  heap/s            ns  queue/s           ns   ratio  whole engine/s    ns\n");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      print_row (spread, sizes[i]);
      print_row (mail, sizes[i]);
    }
  g_free (spread);
  g_free (mail);
}
