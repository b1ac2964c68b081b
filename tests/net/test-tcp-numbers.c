/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of TCP that only count: how long to wait, how much to send, what came early, what is kept to send again.
 */
#include "sim/net/tcp-buffer.h"
#include "sim/net/tcp-clock.h"
#include "sim/net/tcp-pace.h"
#include "sim/net/tcp-ranges.h"

#include <string.h>

/* RFC 6298 2.2, 2.3: R = 2 s, then 4 s: SRTT 2.25 s, RTTVAR 1.25 s. */
static void
test_clock (void)
{
  TcpClock clock;

  tcp_clock_init (&clock);
  g_assert_cmpint (clock.wait, ==, SIM_SECOND);
  tcp_clock_on_sent (&clock, 100, 0);
  tcp_clock_on_sent (&clock, 200, SIM_SECOND); /* one at a time */
  tcp_clock_on_acknowledged (&clock, 99, SIM_SECOND);
  g_assert_false (clock.measured);
  tcp_clock_on_acknowledged (&clock, 200, 2 * SIM_SECOND);
  g_assert_cmpint (clock.wait, ==, 6 * SIM_SECOND);
  tcp_clock_on_sent (&clock, 300, 10 * SIM_SECOND);
  tcp_clock_on_acknowledged (&clock, 300, 14 * SIM_SECOND);
  g_assert_cmpint (clock.smoothed, ==, 2250 * SIM_MILLISECOND);
  g_assert_cmpint (clock.variation, ==, 1250 * SIM_MILLISECOND);
  g_assert_cmpint (clock.wait, ==, 7250 * SIM_MILLISECOND);
}

/* 2.4, 2.5: 1 s at least, 60 s at most. */
static void
test_clock_limits (void)
{
  TcpClock clock;

  tcp_clock_init (&clock);
  tcp_clock_on_sent (&clock, 1, 0);
  tcp_clock_on_acknowledged (&clock, 1, SIM_MILLISECOND);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpint (clock.wait, ==, SIM_SECOND << i);
      tcp_clock_back_off (&clock);
    }
  g_assert_cmpint (clock.wait, ==, 60 * SIM_SECOND);
}

/* Karn: what was sent twice is not measured, and the longer wait stays until something is. */
static void
test_clock_karn (void)
{
  TcpClock clock;

  tcp_clock_init (&clock);
  tcp_clock_on_sent (&clock, 100, 0);
  tcp_clock_back_off (&clock);
  tcp_clock_on_repeated (&clock);
  tcp_clock_on_acknowledged (&clock, 100, 9 * SIM_SECOND);
  g_assert_false (clock.measured);
  g_assert_cmpint (clock.wait, ==, 2 * SIM_SECOND);
  tcp_clock_on_sent (&clock, 200, 9 * SIM_SECOND);
  tcp_clock_on_acknowledged (&clock, 200, 9 * SIM_SECOND + 20 * SIM_MILLISECOND);
  g_assert_cmpint (clock.wait, ==, SIM_SECOND);
}

static void
test_clock_after_syn (void)
{
  TcpClock clock;

  tcp_clock_init (&clock);
  tcp_clock_on_opened (&clock, TRUE);
  g_assert_cmpint (clock.wait, ==, 3 * SIM_SECOND);
}

/* Slow start doubles, congestion avoidance adds about a segment each round trip. */
static void
test_pace_growth (void)
{
  TcpPace pace;

  tcp_pace_init (&pace);
  g_assert_cmpuint (pace.window, ==, 14600);
  for (guint i = 0; i < 10; i++)
    g_assert_false (tcp_pace_on_acknowledged (&pace, 1460, 1, 0));
  g_assert_cmpuint (pace.window, ==, 29200);
  tcp_pace_on_timeout (&pace, 29200, 50000);
  g_assert_cmpuint (pace.window, ==, 1460);
  g_assert_cmpuint (pace.threshold, ==, 14600);
  for (guint i = 0; i < 9; i++)
    tcp_pace_on_acknowledged (&pace, 1460, 1, 0);
  g_assert_cmpuint (pace.window, ==, 14600);
  for (guint i = 0; i < 10; i++)
    tcp_pace_on_acknowledged (&pace, 1460, 1, 0);
  g_assert_cmpuint (pace.window, >, 15900);
  g_assert_cmpuint (pace.window, <=, 16060);
}

/* The third duplicate, once; then a partial acknowledgement, then a whole one (RFC 6582 3.2). */
static void
test_pace_recovery (void)
{
  TcpPace pace;

  tcp_pace_init (&pace);
  g_assert_false (tcp_pace_on_duplicate (&pace, 1, 14601));
  g_assert_false (tcp_pace_on_duplicate (&pace, 1, 14601));
  g_assert_true (tcp_pace_on_duplicate (&pace, 1, 14601));
  g_assert_false (tcp_pace_on_duplicate (&pace, 1, 14601));
  g_assert_cmpuint (pace.threshold, ==, 7300);
  g_assert_cmpuint (pace.window, ==, 7300 + 4 * 1460);
  g_assert_true (tcp_pace_on_acknowledged (&pace, 2920, 2921, 11680));
  g_assert_false (tcp_pace_on_acknowledged (&pace, 11680, 14601, 0));
  g_assert_false (pace.recovering);
  g_assert_cmpuint (pace.window, <=, 7300);
}

/* What was sent before a time-out brings no second, needless recovery (RFC 6582 3.2, step 1). */
static void
test_pace_after_timeout (void)
{
  TcpPace pace;

  tcp_pace_init (&pace);
  tcp_pace_on_timeout (&pace, 14600, 14601);
  for (guint i = 0; i < 5; i++)
    g_assert_false (tcp_pace_on_duplicate (&pace, 1461, 14601));
}

static void
test_ranges (void)
{
  TcpRanges ranges = { NULL };

  g_assert_true (tcp_ranges_is_empty (&ranges));
  g_assert_cmpuint (tcp_ranges_take (&ranges, 5), ==, 5);
  tcp_ranges_add (&ranges, 20, 30);
  tcp_ranges_add (&ranges, 40, 50);
  tcp_ranges_add (&ranges, 10, 12);
  tcp_ranges_add (&ranges, 42, 44);
  g_assert_cmpuint (ranges.ranges->len, ==, 3);
  g_assert_cmpuint (tcp_ranges_take (&ranges, 5), ==, 5);
  tcp_ranges_add (&ranges, 30, 40);
  g_assert_cmpuint (ranges.ranges->len, ==, 2);
  g_assert_cmpuint (tcp_ranges_take (&ranges, 11), ==, 12);
  g_assert_cmpuint (tcp_ranges_take (&ranges, 20), ==, 50);
  g_assert_true (tcp_ranges_is_empty (&ranges));
  tcp_ranges_clear (&ranges);
}

/* Against a plain list of what has come. */
static void
test_ranges_random (void)
{
  for (guint seed = 0; seed < 50; seed++)
    {
      g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
      gboolean here[101] = { FALSE };
      TcpRanges ranges = { NULL };
      guint64 position = 0;

      for (guint i = 0; i < 200; i++)
        {
          guint begin = (guint) g_rand_int_range (dice, 0, 99), end = (guint) g_rand_int_range (dice, (gint32) begin + 1, 100);

          if (end > begin + 7 || begin < position)
            continue;
          for (guint j = begin; j < end; j++)
            here[j] = TRUE;
          tcp_ranges_add (&ranges, begin, end);
          position = tcp_ranges_take (&ranges, position);
          if (position > 0)
            g_assert_true (here[position - 1]);
          g_assert_false (here[position]);
        }
      tcp_ranges_clear (&ranges);
    }
}

static void
test_buffer (void)
{
  TcpBuffer buffer = { 0 };

  tcp_buffer_reset (&buffer);
  g_assert_cmpuint (tcp_buffer_end (&buffer), ==, 1);
  tcp_buffer_append (&buffer, "one", 3, 7);
  tcp_buffer_append (&buffer, "", 0, 8);
  tcp_buffer_append (&buffer, "twenty", 6, 9);
  g_assert_cmpuint (tcp_buffer_end (&buffer), ==, 10);
  g_assert_cmpuint (tcp_buffer_find_write (&buffer, 3)->cause, ==, 7);
  g_assert_cmpuint (tcp_buffer_find_write (&buffer, 4)->cause, ==, 9);
  g_assert_cmpuint (tcp_buffer_find_write (&buffer, 4)->end, ==, 10);
  tcp_buffer_drop (&buffer, 5);
  g_assert_cmpint (memcmp (tcp_buffer_at (&buffer, 5), "wenty", 5), ==, 0);
  g_assert_cmpuint (tcp_buffer_find_write (&buffer, 9)->cause, ==, 9);
  tcp_buffer_drop (&buffer, 2); /* long gone */
  tcp_buffer_drop (&buffer, 10);
  g_assert_cmpuint (tcp_buffer_end (&buffer), ==, 10);
  tcp_buffer_append (&buffer, "more", 4, 11);
  g_assert_cmpint (memcmp (tcp_buffer_at (&buffer, 10), "more", 4), ==, 0);
  tcp_buffer_clear (&buffer);
}

/* A long stream keeps no more memory than what is outstanding. */
static void
test_buffer_long (void)
{
  TcpBuffer buffer = { 0 };
  guint8 bytes[1000];

  tcp_buffer_reset (&buffer);
  for (guint i = 0; i < 10000; i++)
    {
      memset (bytes, (int) (i % 251), sizeof bytes);
      tcp_buffer_append (&buffer, bytes, sizeof bytes, i);
      if (i < 9)
        continue;
      g_assert_cmpuint (*tcp_buffer_at (&buffer, (i - 9) * 1000 + 1), ==, (i - 9) % 251);
      g_assert_cmpuint (tcp_buffer_find_write (&buffer, (i - 9) * 1000 + 1)->cause, ==, i - 9);
      tcp_buffer_drop (&buffer, (i - 8) * 1000 + 1);
    }
  g_assert_cmpuint (buffer.room, <, 50000);
  g_assert_cmpuint (buffer.writes_room, <, 100);
  tcp_buffer_clear (&buffer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tcp-clock/measure", test_clock);
  g_test_add_func ("/tcp-clock/limits", test_clock_limits);
  g_test_add_func ("/tcp-clock/karn", test_clock_karn);
  g_test_add_func ("/tcp-clock/after-syn", test_clock_after_syn);
  g_test_add_func ("/tcp-pace/growth", test_pace_growth);
  g_test_add_func ("/tcp-pace/recovery", test_pace_recovery);
  g_test_add_func ("/tcp-pace/after-timeout", test_pace_after_timeout);
  g_test_add_func ("/tcp-ranges/few", test_ranges);
  g_test_add_func ("/tcp-ranges/random", test_ranges_random);
  g_test_add_func ("/tcp-buffer/writes", test_buffer);
  g_test_add_func ("/tcp-buffer/long", test_buffer_long);
  return g_test_run ();
}
