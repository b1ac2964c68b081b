/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-fetch.h"

#include <string.h>
#include <time.h>

#include "sim/codec/imap-envelope.h"
#include "sim/codec/imap-string.h"
#include "sim/codec/imap-structure.h"

/* Narrows *LENGTH bytes to what ITEM wants of them. */
static const char *
cut (const ImapFetchItem *item, const char *bytes, gsize *length)
{
  gsize from = item->partial ? MIN (item->offset, *length) : 0;

  *length -= from;
  if (item->partial)
    *length = MIN (*length, item->count);
  return bytes + from;
}

/* "BODY[1.TEXT]<0> " */
static void
write_name (const ImapFetchItem *item, GString *out)
{
  g_string_append (out, item->name);
  if (item->section != NULL && !item->whole_name)
    imap_section_write (item->section, out);
  if (item->partial)
    g_string_append_printf (out, "<%u>", item->offset);
  g_string_append_c (out, ' ');
}

/* BYTES is NULL where there is no such part: told as empty, which an nstring may be (RFC 3501 9) and what clients
 * know from other servers. */
static void
write_bytes (const ImapFetchItem *item, GBytes *bytes, GString *out)
{
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  data = cut (item, data != NULL ? data : "", &length);
  if (item->kind == IMAP_FETCH_BINARY)
    imap_string_write_binary (out, data, length);
  else
    imap_string_write_literal (out, data, length);
}

static gboolean
write_decoded (const ImapFetchItem *item, ImapMessage *message, GString *out)
{
  gboolean unknown;
  g_autoptr (GBytes) bytes = imap_section_decode (item->section, message, &unknown);

  if (item->kind == IMAP_FETCH_BINARY)
    write_bytes (item, bytes, out);
  else
    g_string_append_printf (out, "%" G_GSIZE_FORMAT, bytes != NULL ? g_bytes_get_size (bytes) : 0);
  return !unknown;
}

static void
write_section (const ImapFetchItem *item, ImapMessage *message, GString *out)
{
  g_autoptr (GBytes) bytes = imap_section_extract (item->section, message);

  write_bytes (item, bytes, out);
}

gboolean
imap_fetch_write_content (const ImapFetchItem *item, ImapMessage *message, GString *out)
{
  write_name (item, out);
  switch (item->kind)
    {
    case IMAP_FETCH_ENVELOPE:
      imap_envelope_write (message, imap_message_outline (message), out);
      return TRUE;
    case IMAP_FETCH_STRUCTURE:
    case IMAP_FETCH_FULL_STRUCTURE:
      imap_structure_write (message, item->kind == IMAP_FETCH_FULL_STRUCTURE, out);
      return TRUE;
    case IMAP_FETCH_SECTION:
      write_section (item, message, out);
      return TRUE;
    case IMAP_FETCH_BINARY:
    case IMAP_FETCH_BINARY_SIZE:
      return write_decoded (item, message, out);
    case IMAP_FETCH_UID:
    case IMAP_FETCH_FLAGS:
    case IMAP_FETCH_INTERNALDATE:
    case IMAP_FETCH_SIZE:
    case IMAP_FETCH_MODSEQ:
      break;
    }
  g_assert_not_reached ();
}

void
imap_fetch_write_date (gint64 unix_seconds, GString *out)
{
  static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  time_t seconds = unix_seconds;
  struct tm date;

  if (gmtime_r (&seconds, &date) == NULL)
    memset (&date, 0, sizeof date);
  g_string_append_printf (out, "\"%2d-%s-%04d %02d:%02d:%02d +0000\"", date.tm_mday, months[date.tm_mon],
                          date.tm_year + 1900, date.tm_hour, date.tm_min, date.tm_sec);
}
