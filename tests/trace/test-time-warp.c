/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/time-warp.h"

#include <math.h>

enum
{
  MANY = 5000,
};

static void
test_gap_law (void)
{
  g_assert_cmpfloat (time_warp_gap (0), ==, 0);
  g_assert_cmpfloat_with_epsilon (time_warp_gap (20 * SIM_MILLISECOND), 0.9, 0.01);
  g_assert_cmpfloat_with_epsilon (time_warp_gap (SIM_MILLISECOND), 0.3, 0.01);
  g_assert_cmpfloat (time_warp_gap (SIM_SECOND), <, 1.5);
  g_assert_cmpfloat (time_warp_gap (2 * SIM_HOUR), <, 2.5);
  g_assert_cmpfloat (time_warp_gap (SIM_NEVER), <=, 2.5);
}

static void
test_gap_rises (void)
{
  double before = 0;

  for (SimTime gap = 1; gap < 5 * SIM_DAY; gap += 1 + gap / 7)
    {
      double seconds = time_warp_gap (gap);

      g_assert_cmpfloat (seconds, >, before);
      before = seconds;
    }
}

/* From nanoseconds to days. */
static SimTime
random_gap (GRand *rand)
{
  return 1 + (SimTime) exp (g_rand_double_range (rand, 0, log (5.0 * SIM_DAY)));
}

static TimeWarpInstant *
random_instants (GRand *rand, gboolean dwelling)
{
  TimeWarpInstant *instants = g_new0 (TimeWarpInstant, MANY);
  SimTime t = 0;

  for (guint i = 0; i < MANY; i++)
    {
      instants[i].t = t;
      instants[i].dwell = dwelling && g_rand_boolean (rand) ? g_rand_double_range (rand, 0, 2) : 0;
      t += random_gap (rand);
    }
  return instants;
}

static void
test_random_gaps (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 10; round++)
    {
      g_autofree TimeWarpInstant *instants = random_instants (rand, round % 2 == 1);
      g_autoptr (TimeWarp) warp = time_warp_new (instants, MANY);
      double sum = 0;

      for (guint i = 0; i < MANY; i++)
        {
          if (i > 0)
            sum += time_warp_gap (instants[i].t - instants[i - 1].t);
          g_assert_cmpfloat_with_epsilon (time_warp_arrive (warp, instants[i].t), sum, 1e-6);
          sum += instants[i].dwell;
          g_assert_cmpfloat_with_epsilon (time_warp_leave (warp, instants[i].t), sum, 1e-6);
        }
      g_assert_cmpfloat_with_epsilon (time_warp_get_length (warp), sum, 1e-6);
    }
}

static void
test_monotone (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autofree TimeWarpInstant *instants = random_instants (rand, TRUE);
  g_autoptr (TimeWarp) warp = time_warp_new (instants, MANY);
  double length = time_warp_get_length (warp);
  SimTime before = 0;

  for (double seconds = 0; seconds <= length; seconds += 0.05)
    {
      SimTime t = time_warp_get_time (warp, seconds);

      g_assert_cmpint (t, >=, before);
      before = t;
    }
  g_assert_cmpint (before, <=, instants[MANY - 1].t);
}

/* There and back, within a thousandth of the gap. */
static void
test_inverse (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  g_autofree TimeWarpInstant *instants = random_instants (rand, TRUE);
  g_autoptr (TimeWarp) warp = time_warp_new (instants, MANY);

  for (guint i = 0; i + 1 < MANY; i++)
    {
      SimTime gap = instants[i + 1].t - instants[i].t, t = instants[i].t + (SimTime) (g_rand_double (rand) * (double) gap);
      SimTime back = time_warp_get_time (warp, time_warp_leave (warp, t));

      g_assert_cmpint (ABS (back - t), <=, gap / 1000 + 1);
    }
}

static void
test_rests_where_it_dwells (void)
{
  const TimeWarpInstant instants[] = { { 0, 0 }, { SIM_SECOND, 2 }, { 2 * SIM_SECOND, 0 } };
  g_autoptr (TimeWarp) warp = time_warp_new (instants, G_N_ELEMENTS (instants));
  double begin = time_warp_arrive (warp, SIM_SECOND);

  g_assert_cmpfloat_with_epsilon (time_warp_leave (warp, SIM_SECOND) - begin, 2, 1e-9);
  g_assert_cmpint (time_warp_get_time (warp, begin), ==, SIM_SECOND);
  g_assert_cmpint (time_warp_get_time (warp, begin + 1.999), ==, SIM_SECOND);
  g_assert_cmpint (time_warp_get_time (warp, begin + 2.1), >, SIM_SECOND);
}

static void
test_ends (void)
{
  const TimeWarpInstant instants[] = { { SIM_SECOND, 0.5 } };
  g_autoptr (TimeWarp) warp = time_warp_new (instants, 1);

  g_assert_cmpint (time_warp_get_time (warp, -1), ==, SIM_SECOND);
  g_assert_cmpint (time_warp_get_time (warp, 99), ==, SIM_SECOND);
  g_assert_cmpfloat (time_warp_arrive (warp, 0), ==, 0);
  g_assert_cmpfloat (time_warp_leave (warp, SIM_HOUR), ==, 0.5);
  g_assert_cmpuint (time_warp_count (warp), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-warp/gap-law", test_gap_law);
  g_test_add_func ("/time-warp/gap-rises", test_gap_rises);
  g_test_add_func ("/time-warp/random-gaps", test_random_gaps);
  g_test_add_func ("/time-warp/monotone", test_monotone);
  g_test_add_func ("/time-warp/inverse", test_inverse);
  g_test_add_func ("/time-warp/rests-where-it-dwells", test_rests_where_it_dwells);
  g_test_add_func ("/time-warp/ends", test_ends);
  return g_test_run ();
}
