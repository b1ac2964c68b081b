/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/retry-schedule.h"

typedef struct
{
  SimTime age;
  SimTime wait;
} Step;

/* As old as the mail is, from minimal_backoff_time to maximal_backoff_time. */
static void
test_postfix (void)
{
  static const Step steps[] = {
    { 0, 300 * SIM_SECOND },
    { 299 * SIM_SECOND, 300 * SIM_SECOND },
    { 300 * SIM_SECOND, 300 * SIM_SECOND },
    { 301 * SIM_SECOND, 301 * SIM_SECOND },
    { 2500 * SIM_SECOND + 1, 2500 * SIM_SECOND + 1 },
    { 4000 * SIM_SECOND, 4000 * SIM_SECOND },
    { 4001 * SIM_SECOND, 4000 * SIM_SECOND },
    { 5 * SIM_DAY, 4000 * SIM_SECOND },
  };
  const RetrySchedule schedule = retry_schedule_postfix ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    g_assert_cmpint (retry_schedule_wait (&schedule, 1 + i, steps[i].age), ==, steps[i].wait);
}

/* The attempts of mail that never gets through: 0, 300, 600, 1200, 2400, 4800, 8800, 12800 s … */
static void
test_postfix_walk (void)
{
  static const int seconds[] = { 300, 600, 1200, 2400, 4800, 8800, 12800, 16800 };
  const RetrySchedule schedule = retry_schedule_postfix ();
  SimTime now = 0;

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      now += retry_schedule_wait (&schedule, i + 1, now);
      g_assert_cmpint (now, ==, seconds[i] * SIM_SECOND);
    }
}

static void
test_growing (void)
{
  static const int minutes[] = { 5, 10, 20, 40, 80, 160, 240, 240, 240 };
  const RetrySchedule schedule = retry_schedule_growing (5 * SIM_MINUTE, 2, 4 * SIM_HOUR);

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    g_assert_cmpint (retry_schedule_wait (&schedule, i + 1, 0), ==, minutes[i] * SIM_MINUTE);
}

/* Whole thousandths, and whole nanoseconds: 1.5 is exact. */
static void
test_fraction (void)
{
  const RetrySchedule schedule = retry_schedule_growing (SIM_SECOND, 1.5, SIM_DAY);

  g_assert_cmpint (retry_schedule_wait (&schedule, 2, 0), ==, 1500 * SIM_MILLISECOND);
  g_assert_cmpint (retry_schedule_wait (&schedule, 3, 0), ==, 2250 * SIM_MILLISECOND);
  g_assert_cmpint (retry_schedule_wait (&schedule, 4, 0), ==, 3375 * SIM_MILLISECOND);
}

static void
test_constant (void)
{
  const RetrySchedule schedule = retry_schedule_growing (SIM_MINUTE, 1, SIM_HOUR);

  for (guint attempts = 1; attempts < 100; attempts++)
    g_assert_cmpint (retry_schedule_wait (&schedule, attempts, SIM_DAY), ==, SIM_MINUTE);
}

/* Never 0, never more than the longest, never an overflow. */
static void
test_extremes (void)
{
  static const guint attempts[] = { 1, 2, 3, 64, 65, 1000, G_MAXUINT };
  const RetrySchedule nothing = retry_schedule_growing (0, 1, 0);
  const RetrySchedule shorter = retry_schedule_growing (SIM_HOUR, 2, SIM_MINUTE);
  const RetrySchedule steep = retry_schedule_growing (36525 * SIM_DAY, 100, SIM_NEVER);

  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_assert_cmpint (retry_schedule_wait (&nothing, attempts[i], 0), ==, 1);
      g_assert_cmpint (retry_schedule_wait (&shorter, attempts[i], 0), ==, SIM_MINUTE);
      g_assert_cmpint (retry_schedule_wait (&steep, attempts[i], 0), >=, 36525 * SIM_DAY);
    }
  g_assert_cmpint (retry_schedule_wait (&steep, G_MAXUINT, 0), ==, SIM_NEVER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry-schedule/postfix", test_postfix);
  g_test_add_func ("/retry-schedule/postfix-walk", test_postfix_walk);
  g_test_add_func ("/retry-schedule/growing", test_growing);
  g_test_add_func ("/retry-schedule/fraction", test_fraction);
  g_test_add_func ("/retry-schedule/constant", test_constant);
  g_test_add_func ("/retry-schedule/extremes", test_extremes);
  return g_test_run ();
}
