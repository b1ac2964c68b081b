/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include "sim/codec/imap-fetch.h"
#include "sim/codec/imap-sequence.h"
#include "sim/session/imap-flags.h"

static void
append_item (ImapServer *server, const ImapFetchItem *item, guint index, guint now)
{
  const ImapEntry *entry = imap_view_entry (&server->view, index);
  GBytes *content = server->maildrop->content (server->user, now);
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length);

  switch (item->kind)
    {
    case IMAP_FETCH_UID:
      g_string_append_printf (server->out, "UID %u", entry->uid);
      return;
    case IMAP_FETCH_FLAGS:
      g_string_append (server->out, "FLAGS ");
      imap_flags_write (entry->flags, server->out);
      return;
    case IMAP_FETCH_INTERNALDATE:
      g_string_append (server->out, "INTERNALDATE ");
      imap_fetch_write_date (server->maildrop->internal_date (server->user, now), server->out);
      return;
    case IMAP_FETCH_SIZE:
      g_string_append_printf (server->out, "RFC822.SIZE %" G_GSIZE_FORMAT, length);
      return;
    case IMAP_FETCH_ALL_BYTES:
    case IMAP_FETCH_HEADER:
    case IMAP_FETCH_TEXT:
      imap_fetch_write_content (item, bytes, length, server->out);
      return;
    }
  g_assert_not_reached ();
}

static gboolean
asks_for_flags (const GArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, ImapFetchItem, i).kind == IMAP_FETCH_FLAGS)
      return TRUE;
  return FALSE;
}

static gboolean
sees (const GArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, ImapFetchItem, i).sees)
      return TRUE;
  return FALSE;
}

/* Reading sets \Seen (RFC 3501 6.4.5). TRUE where that is news which ITEMS does not ask for. */
static gboolean
mark_seen (ImapServer *server, const GArray *items, guint index, guint now)
{
  ImapEntry *entry = imap_view_entry (&server->view, index);
  guint32 flags = server->maildrop->flags (server->user, now);
  gboolean news = sees (items) && !server->read_only && !(flags & MAIL_SEEN);

  if (news)
    {
      flags |= MAIL_SEEN;
      server->maildrop->set_flags (server->user, now, flags);
    }
  if (news || asks_for_flags (items))
    entry->flags = flags;
  return news && !asks_for_flags (items);
}

static void
fetch_one (ImapServer *server, const GArray *items, guint index, guint now)
{
  gboolean tell_flags = mark_seen (server, items, index, now);

  g_string_append_printf (server->out, "* %u FETCH (", index + 1);
  for (guint i = 0; i < items->len; i++)
    {
      if (i > 0)
        g_string_append_c (server->out, ' ');
      append_item (server, &g_array_index (items, ImapFetchItem, i), index, now);
    }
  if (tell_flags)
    {
      g_string_append (server->out, " FLAGS ");
      imap_flags_write (imap_view_entry (&server->view, index)->flags, server->out);
    }
  g_string_append (server->out, ")\r\n");
}

/* UID FETCH tells the UID, asked or not (RFC 3501 6.4.8). */
static void
add_uid (GArray *items)
{
  ImapFetchItem uid = { .kind = IMAP_FETCH_UID };

  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, ImapFetchItem, i).kind == IMAP_FETCH_UID)
      return;
  g_array_prepend_val (items, uid);
}

static void
fetch_all (ImapServer *server, const GArray *sequence, const GArray *items, gboolean by_uid)
{
  guint32 largest = by_uid ? imap_view_largest_uid (&server->view) : server->view.entries->len;

  for (guint i = 0; i < server->view.entries->len; i++)
    {
      guint32 number = by_uid ? imap_view_entry (&server->view, i)->uid : i + 1;
      int now = imap_sequence_contains (sequence, number, largest) ? imap_view_find (&server->view, i) : -1;

      if (now >= 0)
        fetch_one (server, items, i, (guint) now);
    }
}

static const char *
fetch (ImapServer *server, ImapCommand *command, gboolean by_uid)
{
  g_autoptr (GArray) sequence = NULL, items = NULL;

  if (!imap_scanner_take_char (&command->rest, ' ')
      || (sequence = imap_sequence_parse (&command->rest)) == NULL || !imap_scanner_take_char (&command->rest, ' '))
    return "BAD A message set is needed";
  items = imap_fetch_parse (&command->rest);
  if (items == NULL || !imap_scanner_is_at_end (&command->rest))
    return "BAD Unknown FETCH item";
  if (!by_uid && imap_sequence_exceeds (sequence, server->view.entries->len))
    return "BAD No such message number";
  if (by_uid)
    add_uid (items);
  fetch_all (server, sequence, items, by_uid);
  return "OK FETCH completed";
}

const char *
imap_server_run_fetch (ImapServer *server, ImapCommand *command)
{
  return fetch (server, command, FALSE);
}

const char *
imap_server_run_uid_fetch (ImapServer *server, ImapCommand *command)
{
  return fetch (server, command, TRUE);
}
