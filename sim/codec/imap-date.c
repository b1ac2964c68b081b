/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-date.h"

#include "sim/codec/mime-start.h"

enum
{
  SECONDS_PER_DAY = 24 * 60 * 60,
};

static GDateTime *
read_date (ImapMessage *message)
{
  g_autofree char *text = imap_message_dup_field (message, imap_message_outline (message), "Date");

  mime_start ();
  return text != NULL ? g_mime_utils_header_decode_date (text) : NULL;
}

gboolean
imap_date_find_day (ImapMessage *message, gint64 *day)
{
  g_autoptr (GDateTime) date = read_date (message);
  gint64 seconds;

  if (date == NULL)
    return FALSE;
  seconds = g_date_time_to_unix (date) + g_date_time_get_utc_offset (date) / G_TIME_SPAN_SECOND;
  *day = seconds / SECONDS_PER_DAY - (seconds % SECONDS_PER_DAY < 0 ? 1 : 0);
  return TRUE;
}

gint64
imap_date_find_sent (ImapMessage *message, gint64 internal_date)
{
  g_autoptr (GDateTime) date = read_date (message);

  return date != NULL ? g_date_time_to_unix (date) : internal_date;
}
