/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/history.h"
#include "tests/trace/lab.h"

enum
{
  LENGTH = 30000,
};

static void
grow (Trace *trace, GRand *dice, guint count)
{
  for (guint i = 0; i < count; i++)
    lab_add_random (trace, dice);
}

/* What folding from the start gives. */
static void
assert_right (History *history, const Trace *trace, guint position)
{
  g_autoptr (Snapshot) fresh = snapshot_new ();

  while (fresh->position < position)
    snapshot_advance (fresh, trace);
  g_assert_true (snapshot_equal (history_seek (history, position), fresh));
}

static void
test_any_position (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (1);
  g_autoptr (Trace) trace = lab_trace_new ();
  g_autoptr (History) history = history_new (trace);

  grow (trace, dice, LENGTH);
  for (guint i = 0; i < 60; i++)
    assert_right (history, trace, g_rand_int_range (dice, 0, trace_count (trace) + 1));
}

static void
test_edges (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (2);
  g_autoptr (Trace) trace = lab_trace_new ();
  g_autoptr (History) history = history_new (trace);

  g_assert_cmpuint (history_seek (history, 0)->position, ==, 0);
  grow (trace, dice, LENGTH);
  assert_right (history, trace, trace_count (trace));
  assert_right (history, trace, 0);
  assert_right (history, trace, trace_count (trace) - 1);
  for (int step = -2; step <= 2; step++)
    assert_right (history, trace, 4096 + step);
}

/* Step by step backwards over a keyframe. */
static void
test_backwards (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (3);
  g_autoptr (Trace) trace = lab_trace_new ();
  g_autoptr (History) history = history_new (trace);

  grow (trace, dice, 9000);
  for (guint position = 8200; position > 8180; position--)
    assert_right (history, trace, position);
}

/* The trace grows behind the history, also while an earlier moment is looked at. */
static void
test_growing (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (4);
  g_autoptr (Trace) trace = lab_trace_new ();
  g_autoptr (History) history = history_new (trace);

  for (guint round = 0; round < 20; round++)
    {
      grow (trace, dice, g_rand_int_range (dice, 1, 2000));
      assert_right (history, trace, trace_count (trace));
      assert_right (history, trace, g_rand_int_range (dice, 0, trace_count (trace) + 1));
    }
}

/* Keyframes come, but not again for what was seen before; their memory is in proportion. */
static void
test_keyframes (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (5);
  g_autoptr (Trace) trace = lab_trace_new ();
  g_autoptr (History) history = history_new (trace);
  guint count;

  grow (trace, dice, LENGTH);
  g_assert_cmpuint (history_count_keyframes (history), ==, 0);
  history_seek (history, trace_count (trace));
  count = history_count_keyframes (history);
  g_assert_cmpuint (count, >=, 3);
  history_seek (history, 0);
  history_seek (history, trace_count (trace));
  g_assert_cmpuint (history_count_keyframes (history), ==, count);
  g_assert_cmpuint (history_get_memory (history), <, trace_count (trace) * sizeof (TraceRecord));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/any-position", test_any_position);
  g_test_add_func ("/history/edges", test_edges);
  g_test_add_func ("/history/backwards", test_backwards);
  g_test_add_func ("/history/growing", test_growing);
  g_test_add_func ("/history/keyframes", test_keyframes);
  return g_test_run ();
}
