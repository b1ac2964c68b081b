/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/engine/engine.h"

typedef struct
{
  Engine *engine;
  GString *log;
  EventId id;
} Bench;

static void
note (gpointer target, guint64 argument)
{
  Bench *bench = target;

  g_string_append_printf (bench->log, "%" G_GINT64_FORMAT ":%c/%u ", engine_now (bench->engine), (char) argument, engine_get_cause (bench->engine));
}

static void
note_and_follow (gpointer target, guint64 argument)
{
  Bench *bench = target;

  note (target, argument);
  engine_set_cause (bench->engine, 9);
  engine_schedule (bench->engine, ENGINE_WORK, engine_now (bench->engine), note, bench, 'z');
}

static void
cancel_other (gpointer target, guint64 argument)
{
  Bench *bench = target;

  g_assert_true (engine_cancel (bench->engine, &bench->id));
  g_assert_cmpuint (bench->id, ==, 0);
}

static void
set_up (Bench *bench, gconstpointer data)
{
  bench->engine = engine_new ();
  bench->log = g_string_new (NULL);
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  engine_free (bench->engine);
  g_string_free (bench->log, TRUE);
}

static void
run (Bench *bench)
{
  while (engine_step (bench->engine, SIM_NEVER))
    continue;
}

static void
test_order (Bench *bench, gconstpointer data)
{
  engine_schedule (bench->engine, ENGINE_WORK, 20, note, bench, 'c');
  engine_schedule (bench->engine, ENGINE_WORK, 10, note, bench, 'a');
  engine_schedule (bench->engine, ENGINE_WORK, 10, note, bench, 'b');
  engine_schedule (bench->engine, ENGINE_WORK, 30, note, bench, 'd');
  run (bench);
  g_assert_cmpstr (bench->log->str, ==, "10:a/0 10:b/0 20:c/0 30:d/0 ");
  g_assert_cmpuint (engine_count_run (bench->engine), ==, 4);
}

static void
test_cause (Bench *bench, gconstpointer data)
{
  engine_set_cause (bench->engine, 4);
  engine_schedule (bench->engine, ENGINE_WORK, 10, note_and_follow, bench, 'a');
  engine_set_cause (bench->engine, 0);
  engine_schedule (bench->engine, ENGINE_WORK, 10, note, bench, 'b');
  run (bench);
  g_assert_cmpstr (bench->log->str, ==, "10:a/4 10:b/0 10:z/9 ");
}

static void
test_cancel (Bench *bench, gconstpointer data)
{
  EventId stale;

  engine_schedule (bench->engine, ENGINE_WORK, 10, cancel_other, bench, 0);
  bench->id = engine_schedule (bench->engine, ENGINE_WORK, 20, note, bench, 'x');
  stale = bench->id;
  run (bench);
  g_assert_cmpstr (bench->log->str, ==, "");
  g_assert_false (engine_cancel (bench->engine, &stale));
  /* Its slot is used again: the old id must not strike the new event. */
  stale = 1ull << 32;
  engine_schedule (bench->engine, ENGINE_WORK, 30, note, bench, 'y');
  g_assert_false (engine_cancel (bench->engine, &stale));
  run (bench);
  g_assert_cmpstr (bench->log->str, ==, "30:y/0 ");
}

static void
test_past_is_now (Bench *bench, gconstpointer data)
{
  engine_schedule (bench->engine, ENGINE_WORK, 10, note, bench, 'a');
  run (bench);
  engine_schedule (bench->engine, ENGINE_WORK, 3, note, bench, 'b');
  run (bench);
  g_assert_cmpstr (bench->log->str, ==, "10:a/0 10:b/0 ");
}

/* What is a habit now and work then: counted as what it is when it is asked. */
static void
test_set_class (Bench *bench, gconstpointer data)
{
  EventId id = engine_schedule (bench->engine, ENGINE_WORK, 10, note, bench, 'a');

  engine_set_class (bench->engine, id, ENGINE_BACKGROUND);
  engine_set_class (bench->engine, id, ENGINE_BACKGROUND);
  g_assert_cmpuint (engine_count_work (bench->engine), ==, 0);
  engine_set_class (bench->engine, id, ENGINE_WORK);
  g_assert_cmpuint (engine_count_work (bench->engine), ==, 1);
  engine_set_class (bench->engine, 0, ENGINE_WORK);
  g_assert_true (engine_step (bench->engine, SIM_NEVER));
  engine_set_class (bench->engine, id, ENGINE_WORK);
  g_assert_cmpuint (engine_count_work (bench->engine), ==, 0);
}

static void
test_work (Bench *bench, gconstpointer data)
{
  EventId habit = engine_schedule (bench->engine, ENGINE_BACKGROUND, 10, note, bench, 'a');

  engine_schedule (bench->engine, ENGINE_WORK, 20, note, bench, 'b');
  g_assert_cmpuint (engine_count_work (bench->engine), ==, 1);
  g_assert_cmpuint (engine_count_pending (bench->engine), ==, 2);
  g_assert_true (engine_cancel (bench->engine, &habit));
  g_assert_cmpuint (engine_count_work (bench->engine), ==, 1);
  g_assert_cmpint (engine_next_time (bench->engine), ==, 20);
  run (bench);
  g_assert_cmpuint (engine_count_work (bench->engine), ==, 0);
  g_assert_cmpint (engine_next_time (bench->engine), ==, SIM_NEVER);
}

static void
test_limit (Bench *bench, gconstpointer data)
{
  engine_schedule (bench->engine, ENGINE_WORK, 20, note, bench, 'a');
  g_assert_false (engine_step (bench->engine, 19));
  g_assert_cmpint (engine_now (bench->engine), ==, 0);
  engine_advance (bench->engine, 15);
  g_assert_cmpint (engine_now (bench->engine), ==, 15);
  g_assert_true (engine_step (bench->engine, 20));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/engine/" name, Bench, NULL, set_up, func, tear_down)
  ADD ("order", test_order);
  ADD ("cause", test_cause);
  ADD ("cancel", test_cancel);
  ADD ("past-is-now", test_past_is_now);
  ADD ("set-class", test_set_class);
  ADD ("work", test_work);
  ADD ("limit", test_limit);
  return g_test_run ();
}
