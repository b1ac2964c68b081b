/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-date-time.h"

#include <string.h>

/* Exactly COUNT digits. */
static gboolean
take_digits (ImapScanner *scanner, guint count, int *value)
{
  *value = 0;
  for (guint i = 0; i < count; i++)
    {
      if (imap_scanner_is_at_end (scanner) || !g_ascii_isdigit (*scanner->at))
        return FALSE;
      *value = *value * 10 + (*scanner->at++ - '0');
    }
  return TRUE;
}

static gboolean
take_month (ImapScanner *scanner, int *month)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

  for (*month = 1; *month <= 12; ++*month)
    if (scanner->end - scanner->at >= 3 && g_ascii_strncasecmp (scanner->at, months + 3 * (*month - 1), 3) == 0)
      {
        scanner->at += 3;
        return TRUE;
      }
  return FALSE;
}

/* date-day-fixed has two places; people write one digit too. */
static gboolean
take_day (ImapScanner *scanner, int *day)
{
  if (imap_scanner_take_char (scanner, ' ') || (scanner->end - scanner->at >= 2 && scanner->at[1] == '-'))
    return take_digits (scanner, 1, day);
  return take_digits (scanner, 2, day);
}

static gboolean
take_zone (ImapScanner *scanner, int *seconds)
{
  gboolean west = imap_scanner_take_char (scanner, '-');
  int hours, minutes;

  if ((!west && !imap_scanner_take_char (scanner, '+')) || !take_digits (scanner, 2, &hours) || !take_digits (scanner, 2, &minutes) || minutes > 59)
    return FALSE;
  *seconds = (hours * 60 + minutes) * (west ? -60 : 60);
  return TRUE;
}

static gboolean
take_clock (ImapScanner *scanner, int *hour, int *minute, int *second)
{
  return take_digits (scanner, 2, hour) && imap_scanner_take_char (scanner, ':') && take_digits (scanner, 2, minute)
         && imap_scanner_take_char (scanner, ':') && take_digits (scanner, 2, second);
}

gboolean
imap_date_time_take (ImapScanner *scanner, gint64 *unix_seconds)
{
  ImapScanner ahead = *scanner;
  int day, month, year, hour, minute, second, zone;
  g_autoptr (GDateTime) date = NULL;

  if (!imap_scanner_take_char (&ahead, '"') || !take_day (&ahead, &day) || !imap_scanner_take_char (&ahead, '-')
      || !take_month (&ahead, &month) || !imap_scanner_take_char (&ahead, '-') || !take_digits (&ahead, 4, &year)
      || !imap_scanner_take_char (&ahead, ' ') || !take_clock (&ahead, &hour, &minute, &second)
      || !imap_scanner_take_char (&ahead, ' ') || !take_zone (&ahead, &zone) || !imap_scanner_take_char (&ahead, '"'))
    return FALSE;
  date = g_date_time_new_utc (year, month, day, hour, minute, MIN (second, 59)); /* a leap second is its neighbour */
  if (date == NULL || second > 60)
    return FALSE;
  *unix_seconds = g_date_time_to_unix (date) - zone;
  *scanner = ahead;
  return TRUE;
}
