/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-date-time.h"

#include <string.h>

typedef struct
{
  const char *text;
  gint64 unix_seconds;
} Date;

static const Date dates[] = {
  { "\" 5-Jan-2026 09:00:01 +0000\"", 1767603601 },
  { "\"05-Jan-2026 10:00:01 +0100\"", 1767603601 },
  { "\"5-jan-2026 04:30:01 -0430\"", 1767603601 },
  { "\"01-Jan-1970 00:00:00 +0000\"", 0 },
  { "\"31-Dec-1969 23:59:59 -0000\"", -1 },
  { "\"30-Jun-2015 23:59:60 +0000\"", 1435708799 },
};

static const char *const refused[] = {
  "", "\"\"", "05-Jan-2026 09:00:01 +0000", "\"05-Jan-2026 09:00:01\"", "\"05-Jan-2026 09:00:01 +0000", "\"32-Jan-2026 09:00:01 +0000\"",
  "\"30-Feb-2026 09:00:01 +0000\"", "\"05-Foo-2026 09:00:01 +0000\"", "\"05-Jan-26 09:00:01 +0000\"", "\"05-Jan-2026 24:00:01 +0000\"",
  "\"05-Jan-2026 09:60:01 +0000\"", "\"05-Jan-2026 09:00:61 +0000\"", "\"05-Jan-2026 09:00:01 0000\"", "\"05-Jan-2026 09:00:01 +0060\"",
  "\"05-Jan-0000 09:00:01 +0000\"",
};

static gboolean
take (const char *text, gint64 *unix_seconds, gsize *rest)
{
  ImapScanner scanner;
  gboolean taken;

  imap_scanner_init (&scanner, text, strlen (text));
  taken = imap_date_time_take (&scanner, unix_seconds);
  *rest = (gsize) (scanner.end - scanner.at);
  return taken;
}

static void
test_dates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      gint64 unix_seconds;
      gsize rest;

      if (!take (dates[i].text, &unix_seconds, &rest))
        g_error ("%s", dates[i].text);
      g_assert_cmpint (unix_seconds, ==, dates[i].unix_seconds);
      g_assert_cmpuint (rest, ==, 0);
    }
}

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      gint64 unix_seconds;
      gsize rest;

      if (take (refused[i], &unix_seconds, &rest))
        g_error ("%s", refused[i]);
      g_assert_cmpuint (rest, ==, strlen (refused[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-date-time/dates", test_dates);
  g_test_add_func ("/imap-date-time/refused", test_refused);
  return g_test_run ();
}
