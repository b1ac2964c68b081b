/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include "sim/codec/imap-fetch.h"
#include "sim/codec/imap-sequence.h"
#include "sim/session/imap-flags.h"

static void
append_item (ImapServer *server, const ImapFetchItem *item, ImapMessage *message, guint index, guint now)
{
  const ImapEntry *entry = imap_view_entry (&server->view, index);
  gsize length;

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
      imap_message_bytes (message, &length);
      g_string_append_printf (server->out, "RFC822.SIZE %" G_GSIZE_FORMAT, length);
      return;
    case IMAP_FETCH_MODSEQ:
      g_string_append (server->out, "MODSEQ (1)");
      return;
    case IMAP_FETCH_ENVELOPE:
    case IMAP_FETCH_STRUCTURE:
    case IMAP_FETCH_FULL_STRUCTURE:
    case IMAP_FETCH_SECTION:
    case IMAP_FETCH_BINARY:
    case IMAP_FETCH_BINARY_SIZE:
      imap_fetch_write_content (item, message, server->out);
      return;
    }
  g_assert_not_reached ();
}

/* Reading sets \Seen (RFC 3501 6.4.5). TRUE where that is news which FETCH does not ask for. */
static gboolean
mark_seen (ImapServer *server, const ImapFetch *fetch, guint index, guint now)
{
  ImapEntry *entry = imap_view_entry (&server->view, index);
  guint32 flags = server->maildrop->flags (server->user, now);
  gboolean news = imap_fetch_sees (fetch) && !server->read_only && !(flags & MAIL_SEEN);

  if (news)
    {
      flags |= MAIL_SEEN;
      server->maildrop->set_flags (server->user, now, flags);
    }
  if (news || imap_fetch_has (fetch, IMAP_FETCH_FLAGS))
    entry->flags = flags;
  return news && !imap_fetch_has (fetch, IMAP_FETCH_FLAGS);
}

static void
fetch_one (ImapServer *server, const ImapFetch *fetch, guint index, guint now)
{
  gboolean tell_flags = mark_seen (server, fetch, index, now);
  g_autoptr (ImapMessage) message = imap_message_new (server->maildrop->content (server->user, now));

  g_string_append_printf (server->out, "* %u FETCH (", index + 1);
  for (guint i = 0; i < fetch->items->len; i++)
    {
      if (i > 0)
        g_string_append_c (server->out, ' ');
      append_item (server, &g_array_index (fetch->items, ImapFetchItem, i), message, index, now);
    }
  if (tell_flags)
    {
      g_string_append (server->out, " FLAGS ");
      imap_flags_write (imap_view_entry (&server->view, index)->flags, server->out);
    }
  g_string_append (server->out, ")\r\n");
}

static void
fetch_all (ImapServer *server, const GArray *sequence, const ImapFetch *fetch, gboolean by_uid)
{
  guint32 largest = by_uid ? imap_view_largest_uid (&server->view) : server->view.entries->len;

  for (guint i = 0; i < server->view.entries->len; i++)
    {
      guint32 number = by_uid ? imap_view_entry (&server->view, i)->uid : i + 1;
      int now = imap_sequence_contains (sequence, number, largest) ? imap_view_find (&server->view, i) : -1;

      if (now >= 0)
        fetch_one (server, fetch, i, (guint) now);
    }
}

static const char *
run (ImapServer *server, ImapCommand *command, gboolean by_uid)
{
  g_autoptr (GArray) sequence = NULL;
  g_autoptr (ImapFetch) fetch = NULL;

  if (!imap_scanner_take_char (&command->rest, ' ')
      || (sequence = imap_sequence_parse (&command->rest)) == NULL || !imap_scanner_take_char (&command->rest, ' '))
    return "BAD A message set is needed";
  fetch = imap_fetch_parse (&command->rest);
  if (fetch == NULL || !imap_scanner_is_at_end (&command->rest))
    return "BAD Unknown FETCH item";
  if (!by_uid && imap_sequence_exceeds (sequence, server->view.entries->len))
    return "BAD No such message number";
  if (by_uid)
    imap_fetch_add (fetch, IMAP_FETCH_UID); /* asked or not (RFC 3501 6.4.8) */
  fetch_all (server, sequence, fetch, by_uid);
  return "OK FETCH completed";
}

const char *
imap_server_run_fetch (ImapServer *server, ImapCommand *command)
{
  return run (server, command, FALSE);
}

const char *
imap_server_run_uid_fetch (ImapServer *server, ImapCommand *command)
{
  return run (server, command, TRUE);
}
