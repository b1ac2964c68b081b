/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The retry schedules against the tables that their programs' own documents give. Each table is the
 * attempts of mail that never gets through, in seconds since its arrival; no attempt takes any time.
 */
#include "sim/store/retry-schedule.h"

/* Attempts of mail that is tried again as SCHEDULE says; ATTEMPT seconds each. */
static void
check_walk (const RetrySchedule *schedule, const int *seconds, guint count, SimTime attempt)
{
  SimTime now = 0, wait = 0;

  for (guint i = 0; i < count; i++)
    {
      const RetryPast past = { 0, now, now + attempt, wait, i + 1 };

      g_assert_cmpint (now / SIM_SECOND, ==, seconds[i]);
      wait = retry_schedule_wait (schedule, &past);
      g_assert_cmpint (wait, >, 0);
      now = past.now + wait;
    }
}

#define CHECK_WALK(name, ...)                                                  \
  G_STMT_START                                                                 \
  {                                                                            \
    static const int seconds[] = { __VA_ARGS__ };                              \
    const RetrySchedule schedule = retry_schedule_named (name);                \
    check_walk (&schedule, seconds, G_N_ELEMENTS (seconds), 0);                \
  }                                                                            \
  G_STMT_END

/* Postfix qmgr(8): "the delay is at least minimal_backoff_time and grows with the message age to
 * maximal_backoff_time"; 300 s and 4000 s (postconf(5)). */
static void
test_postfix (void)
{
  CHECK_WALK ("postfix", 0, 300, 600, 1200, 2400, 4800, 8800, 12800, 16800, 20800);
}

/* The Exim specification, chapter 32: every 15 minutes for 2 hours, then from 1 hour on growing by 1.5 until
 * 16 hours have passed, then every 6 hours up to 4 days. */
static void
test_exim (void)
{
  CHECK_WALK ("exim", 0, 900, 1800, 2700, 3600, 4500, 5400, 6300, 7200,
              /* + 1 h, 1.5 h, 2.25 h, 3.375 h, 5.0625 h, 7.59375 h */
              10800, 16200, 24300, 36450, 54675, 82012,
              /* every 6 h from here */
              103612, 125212, 146812);
}

/* Sendmail Installation and Operation Guide: "sendmail -bd -q30m". */
static void
test_sendmail (void)
{
  CHECK_WALK ("sendmail", 0, 1800, 3600, 5400, 7200, 9000);
}

/* The qmail FAQ and "Life with qmail": the schedule of mail to remote recipients, all 40 attempts of a week. */
static void
test_qmail (void)
{
  CHECK_WALK ("qmail", 0, 400, 1600, 3600, 6400, 10000, 14400, 19600, 25600, 32400, 40000, 48400, 57600, 67600, 78400,
              90000, 102400, 115600, 129600, 144400, 160000, 176400, 193600, 211600, 230400, 250000, 270400, 291600,
              313600, 336400, 360000, 384400, 409600, 435600, 462400, 490000, 518400, 547600, 577600, 608400);
}

/* Microsoft, "Message retry, resubmit, and expiration intervals": QueueGlitchRetryCount 4 each minute,
 * TransientFailureRetryCount 6 each 5 minutes, then OutboundConnectionFailureRetryInterval, 10 minutes. */
static void
test_exchange (void)
{
  CHECK_WALK ("exchange", 0, 60, 120, 180, 240, 540, 840, 1140, 1440, 1740, 2040, 2640, 3240, 3840);
}

/* Attempts that take their time (30 s until a connection counts as failed) come later, never earlier; qmail reckons
 * from the beginning of the attempt. */
static void
test_slow_attempts (void)
{
  static const int postfix[] = { 0, 330, 720, 1500, 3060, 6180, 10210 };
  static const int qmail[] = { 0, 400, 1600, 3600, 6400 };
  const RetrySchedule a = retry_schedule_named ("postfix"), b = retry_schedule_named ("qmail");

  check_walk (&a, postfix, G_N_ELEMENTS (postfix), 30 * SIM_SECOND);
  check_walk (&b, qmail, G_N_ELEMENTS (qmail), 30 * SIM_SECOND);
}

/* maximal_queue_lifetime, Exim's last retry rule, Timeout.queuereturn, queuelifetime, MessageExpirationTimeout. */
static void
test_lifetimes (void)
{
  static const struct
  {
    const char *name;
    SimTime lifetime;
  } programs[] = { { "postfix", 5 * SIM_DAY }, { "exim", 4 * SIM_DAY }, { "sendmail", 5 * SIM_DAY }, { "qmail", 7 * SIM_DAY }, { "exchange", 2 * SIM_DAY } };
  const RetrySchedule own = retry_schedule_growing (SIM_MINUTE, 2, SIM_HOUR);

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      const RetrySchedule schedule = retry_schedule_named (programs[i].name);

      g_assert_cmpint (retry_schedule_lifetime (&schedule), ==, programs[i].lifetime);
    }
  g_assert_cmpint (retry_schedule_lifetime (&own), ==, 5 * SIM_DAY);
}

static SimTime
wait_after (const RetrySchedule *schedule, guint attempts)
{
  const RetryPast past = { .attempts = attempts };

  return retry_schedule_wait (schedule, &past);
}

static void
test_growing (void)
{
  static const int minutes[] = { 5, 10, 20, 40, 80, 160, 240, 240, 240 };
  const RetrySchedule schedule = retry_schedule_growing (5 * SIM_MINUTE, 2, 4 * SIM_HOUR);

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    g_assert_cmpint (wait_after (&schedule, i + 1), ==, minutes[i] * SIM_MINUTE);
}

/* Whole thousandths, and whole nanoseconds: 1.5 is exact. */
static void
test_fraction (void)
{
  const RetrySchedule schedule = retry_schedule_growing (SIM_SECOND, 1.5, SIM_DAY);

  g_assert_cmpint (wait_after (&schedule, 2), ==, 1500 * SIM_MILLISECOND);
  g_assert_cmpint (wait_after (&schedule, 3), ==, 2250 * SIM_MILLISECOND);
  g_assert_cmpint (wait_after (&schedule, 4), ==, 3375 * SIM_MILLISECOND);
}

static void
test_constant (void)
{
  const RetrySchedule schedule = retry_schedule_growing (SIM_MINUTE, 1, SIM_HOUR);

  for (guint attempts = 1; attempts < 100; attempts++)
    g_assert_cmpint (wait_after (&schedule, attempts), ==, SIM_MINUTE);
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
      g_assert_cmpint (wait_after (&nothing, attempts[i]), ==, 1);
      g_assert_cmpint (wait_after (&shorter, attempts[i]), ==, SIM_MINUTE);
      g_assert_cmpint (wait_after (&steep, attempts[i]), >=, 36525 * SIM_DAY);
    }
  g_assert_cmpint (wait_after (&steep, G_MAXUINT), ==, SIM_NEVER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry-schedule/postfix", test_postfix);
  g_test_add_func ("/retry-schedule/exim", test_exim);
  g_test_add_func ("/retry-schedule/sendmail", test_sendmail);
  g_test_add_func ("/retry-schedule/qmail", test_qmail);
  g_test_add_func ("/retry-schedule/exchange", test_exchange);
  g_test_add_func ("/retry-schedule/slow-attempts", test_slow_attempts);
  g_test_add_func ("/retry-schedule/lifetimes", test_lifetimes);
  g_test_add_func ("/retry-schedule/growing", test_growing);
  g_test_add_func ("/retry-schedule/fraction", test_fraction);
  g_test_add_func ("/retry-schedule/constant", test_constant);
  g_test_add_func ("/retry-schedule/extremes", test_extremes);
  return g_test_run ();
}
