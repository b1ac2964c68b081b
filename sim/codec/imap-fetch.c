/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-fetch.h"

#include <string.h>
#include <time.h>

#include "sim/codec/mail-message.h"

typedef struct
{
  const char *asked;
  ImapFetchItem item;
} Name;

/* Where one begins another, the longer stands first. */
static const Name names[] = {
  { "UID", { IMAP_FETCH_UID, "UID", FALSE } },
  { "FLAGS", { IMAP_FETCH_FLAGS, "FLAGS", FALSE } },
  { "INTERNALDATE", { IMAP_FETCH_INTERNALDATE, "INTERNALDATE", FALSE } },
  { "RFC822.SIZE", { IMAP_FETCH_SIZE, "RFC822.SIZE", FALSE } },
  { "RFC822.HEADER", { IMAP_FETCH_HEADER, "RFC822.HEADER", FALSE } },
  { "RFC822.TEXT", { IMAP_FETCH_TEXT, "RFC822.TEXT", TRUE } },
  { "RFC822", { IMAP_FETCH_ALL_BYTES, "RFC822", TRUE } },
  { "BODY[]", { IMAP_FETCH_ALL_BYTES, "BODY[]", TRUE } },
  { "BODY[HEADER]", { IMAP_FETCH_HEADER, "BODY[HEADER]", TRUE } },
  { "BODY[TEXT]", { IMAP_FETCH_TEXT, "BODY[TEXT]", TRUE } },
  { "BODY.PEEK[]", { IMAP_FETCH_ALL_BYTES, "BODY[]", FALSE } },
  { "BODY.PEEK[HEADER]", { IMAP_FETCH_HEADER, "BODY[HEADER]", FALSE } },
  { "BODY.PEEK[TEXT]", { IMAP_FETCH_TEXT, "BODY[TEXT]", FALSE } },
};

/* "<0.512>" after a section. FALSE where it is malformed. */
static gboolean
take_partial (ImapScanner *scanner, ImapFetchItem *item)
{
  if (item->name[strlen (item->name) - 1] != ']' || !imap_scanner_take_char (scanner, '<'))
    return TRUE;
  item->partial = TRUE;
  return imap_scanner_take_number (scanner, &item->offset) && imap_scanner_take_char (scanner, '.')
         && imap_scanner_take_number (scanner, &item->count) && item->count > 0
         && imap_scanner_take_char (scanner, '>');
}

/* Whether a name may end at AT. */
static gboolean
is_end_of_name (const char *at, const char *end)
{
  return at == end || *at == ' ' || *at == ')' || *at == '<';
}

static gboolean
take_item (ImapScanner *scanner, GArray *items)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize length = strlen (names[i].asked);
      ImapFetchItem item = names[i].item;

      if ((gsize) (scanner->end - scanner->at) < length
          || g_ascii_strncasecmp (scanner->at, names[i].asked, length) != 0
          || !is_end_of_name (scanner->at + length, scanner->end))
        continue;
      scanner->at += length;
      if (!take_partial (scanner, &item))
        return FALSE;
      g_array_append_val (items, item);
      return TRUE;
    }
  return FALSE;
}

static gboolean
take_items (ImapScanner *scanner, GArray *items)
{
  if (!imap_scanner_take_char (scanner, '('))
    return take_item (scanner, items);
  do
    if (!take_item (scanner, items))
      return FALSE;
  while (imap_scanner_take_char (scanner, ' '));
  return imap_scanner_take_char (scanner, ')');
}

GArray *
imap_fetch_parse (ImapScanner *scanner)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (ImapFetchItem));
  ImapScanner fast;

  if (imap_scanner_take_word (scanner, "FAST"))
    {
      static const char meaning[] = "(FLAGS INTERNALDATE RFC822.SIZE)";

      imap_scanner_init (&fast, meaning, sizeof meaning - 1);
      scanner = &fast;
      return take_items (scanner, items) ? g_steal_pointer (&items) : NULL;
    }
  return take_items (scanner, items) ? g_steal_pointer (&items) : NULL;
}

void
imap_fetch_write_content (const ImapFetchItem *item, const char *bytes, gsize length, GString *out)
{
  gsize header = mail_message_header_length (bytes, length);
  gsize from = item->kind == IMAP_FETCH_TEXT ? header : 0, to = item->kind == IMAP_FETCH_HEADER ? header : length;

  g_string_append (out, item->name);
  if (item->partial)
    {
      g_string_append_printf (out, "<%u>", item->offset);
      from = MIN (from + item->offset, to);
      to = MIN (from + item->count, to);
    }
  g_string_append_printf (out, " {%" G_GSIZE_FORMAT "}\r\n", to - from);
  g_string_append_len (out, bytes + from, (gssize) (to - from));
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
