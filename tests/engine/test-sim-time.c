/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/engine/sim-time.h"

typedef struct
{
  const char *text;
  SimTime duration;
  const char *friendly;
} Good;

static const Good good[] = {
  { "0", 0, "0 s" },
  { "0s", 0, "0 s" },
  { "1ns", 1, "0 µs" },
  { "250us", 250 * SIM_MICROSECOND, "250 µs" },
  { "250ms", 250 * SIM_MILLISECOND, "250 ms" },
  { "1.5s", 1500 * SIM_MILLISECOND, "1.5 s" },
  { "30s", 30 * SIM_SECOND, "30 s" },
  { "15m", 15 * SIM_MINUTE, "15 min" },
  { "1h30m", 90 * SIM_MINUTE, "1 h 30 min" },
  { "4h", 4 * SIM_HOUR, "4 h" },
  { "5d", 5 * SIM_DAY, "5 d" },
  { "1d2h3m4s5ms6us7ns", SIM_DAY + 2 * SIM_HOUR + 3 * SIM_MINUTE + 4 * SIM_SECOND + 5 * SIM_MILLISECOND + 6 * SIM_MICROSECOND + 7, "1 d 2 h" },
  { "36525d", 36525 * SIM_DAY, "36525 d" },
};

static const char *refused[] = {
  "", " ", "1", "s", "1 s", "-1s", "+1s", "1m1h", "1s1s", "1x", "1.s", ".5s", "1.1234567891s", "36526d",
  "9999999999999s", "99999999999999999999999999s", "1e3s", "1h30", "1H", "0x10s", "1,5s",
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      SimTime parsed = -1, again = -1;
      g_autofree char *written = NULL;
      g_autofree char *friendly = NULL;

      g_test_message ("%s", good[i].text);
      g_assert_true (sim_time_parse_duration (good[i].text, &parsed));
      g_assert_cmpint (parsed, ==, good[i].duration);
      written = sim_time_format_duration (parsed);
      g_assert_true (sim_time_parse_duration (written, &again));
      g_assert_cmpint (again, ==, parsed);
      friendly = sim_time_format_friendly (parsed);
      g_assert_cmpstr (friendly, ==, good[i].friendly);
    }
}

/* What people read: rounded, and never as many small units as make a large one. */
static void
test_friendly (void)
{
  g_autofree char *longest = sim_time_format_friendly (G_MAXINT64);

  g_assert_cmpstr (longest, ==, "106752 d"); /* 292 years; nothing overflows */
  static const Good rounded[] = {
    { "59m59.98s", 0, "1 h" },
    { "59m59.4s", 0, "59 min 59 s" },
    { "23h59m40s", 0, "1 d" },
    { "59.996s", 0, "1 min" },
    { "59.99s", 0, "59.99 s" },
    { "999.996ms", 0, "1 s" },
    { "21m3.7s", 0, "21 min 4 s" },
    { "1h59m40s", 0, "2 h" },
    { "1.234567s", 0, "1.23 s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rounded); i++)
    {
      SimTime duration = -1;
      g_autofree char *friendly = NULL;

      g_assert_true (sim_time_parse_duration (rounded[i].text, &duration));
      friendly = sim_time_format_friendly (duration);
      g_assert_cmpstr (friendly, ==, rounded[i].friendly);
    }
}

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      SimTime untouched = 42;

      g_test_message ("%s", refused[i]);
      g_assert_false (sim_time_parse_duration (refused[i], &untouched));
      g_assert_cmpint (untouched, ==, 42);
    }
}

static void
test_calendar (void)
{
  gint64 start;
  g_autofree char *iso = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *day = NULL;

  g_assert_true (sim_time_parse_iso ("2026-01-05T09:00:00Z", &start));
  iso = sim_time_format_iso (start, 1240 * SIM_MILLISECOND + 7);
  g_assert_cmpstr (iso, ==, "2026-01-05T09:00:01.240000Z");
  clock = sim_time_format_clock (start, 53 * SIM_MILLISECOND, FALSE);
  g_assert_cmpstr (clock, ==, "09:00:00.053");
  day = sim_time_format_clock (start, 2 * SIM_DAY + SIM_HOUR, TRUE);
  g_assert_cmpstr (day, ==, "Wed 7 Jan 10:00:00");
}

static void
test_iso_refused (void)
{
  static const char *texts[] = { "", "2026", "yesterday", "2026-13-01T00:00:00Z", "2026-01-05", "1969-12-31T23:59:59Z", "2026-01-05T25:00:00Z" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gint64 untouched = 42;

      g_test_message ("%s", texts[i]);
      g_assert_false (sim_time_parse_iso (texts[i], &untouched));
      g_assert_cmpint (untouched, ==, 42);
    }
}

static void
test_offset (void)
{
  gint64 utc, local;

  g_assert_true (sim_time_parse_iso ("2026-01-05T09:00:00Z", &utc));
  g_assert_true (sim_time_parse_iso ("2026-01-05T10:00:00+01:00", &local));
  g_assert_cmpint (utc, ==, local);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim-time/good", test_good);
  g_test_add_func ("/sim-time/friendly", test_friendly);
  g_test_add_func ("/sim-time/refused", test_refused);
  g_test_add_func ("/sim-time/calendar", test_calendar);
  g_test_add_func ("/sim-time/iso-refused", test_iso_refused);
  g_test_add_func ("/sim-time/offset", test_offset);
  return g_test_run ();
}
