/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include "sim/codec/imap-sequence.h"
#include "sim/session/imap-flags.h"

typedef enum
{
  STORE_SET,
  STORE_ADD,
  STORE_REMOVE,
} StoreMode;

/* "+FLAGS.SILENT (\Seen)" (RFC 3501 6.4.6) */
typedef struct
{
  StoreMode mode;
  gboolean silent;
  guint32 flags;
} Change;

static gboolean
parse_change (ImapScanner *scanner, Change *change)
{
  change->mode = imap_scanner_take_char (scanner, '+')   ? STORE_ADD
                 : imap_scanner_take_char (scanner, '-') ? STORE_REMOVE
                                                         : STORE_SET;
  change->silent = imap_scanner_take_word (scanner, "FLAGS.SILENT");
  if (!change->silent && !imap_scanner_take_word (scanner, "FLAGS"))
    return FALSE;
  return imap_scanner_take_char (scanner, ' ') && imap_flags_parse (scanner, &change->flags)
         && imap_scanner_is_at_end (scanner);
}

static guint32
apply (const Change *change, guint32 flags)
{
  switch (change->mode)
    {
    case STORE_SET:
      return change->flags;
    case STORE_ADD:
      return flags | change->flags;
    case STORE_REMOVE:
      return flags & ~change->flags;
    }
  g_assert_not_reached ();
}

static void
store_one (ImapServer *server, const Change *change, guint index, guint now, gboolean by_uid)
{
  ImapEntry *entry = imap_view_entry (&server->view, index);

  entry->flags = apply (change, server->maildrop->flags (server->user, now));
  server->maildrop->set_flags (server->user, now, entry->flags);
  if (change->silent)
    return;
  g_string_append_printf (server->out, "* %u FETCH (", index + 1);
  if (by_uid)
    g_string_append_printf (server->out, "UID %u ", entry->uid);
  g_string_append (server->out, "FLAGS ");
  imap_flags_write (entry->flags, server->out);
  g_string_append (server->out, ")\r\n");
}

static const char *
store (ImapServer *server, ImapCommand *command, gboolean by_uid)
{
  g_autoptr (GArray) sequence = NULL;
  guint32 largest = by_uid ? imap_view_largest_uid (&server->view) : server->view.entries->len;
  Change change;

  if (!imap_scanner_take_char (&command->rest, ' ')
      || (sequence = imap_sequence_parse (&command->rest)) == NULL || !imap_scanner_take_char (&command->rest, ' '))
    return "BAD A message set is needed";
  if (!parse_change (&command->rest, &change))
    return "BAD FLAGS and a list of flags are needed";
  if (!by_uid && imap_sequence_exceeds (sequence, largest))
    return "BAD No such message number";
  if (server->read_only)
    return "NO [READ-ONLY] The mailbox was opened with EXAMINE";
  for (guint i = 0; i < server->view.entries->len; i++)
    {
      guint32 number = by_uid ? imap_view_entry (&server->view, i)->uid : i + 1;
      int now = imap_sequence_contains (sequence, number, largest) ? imap_view_find (&server->view, i) : -1;

      if (now >= 0)
        store_one (server, &change, i, (guint) now, by_uid);
    }
  return "OK STORE completed";
}

const char *
imap_server_run_store (ImapServer *server, ImapCommand *command)
{
  return store (server, command, FALSE);
}

const char *
imap_server_run_uid_store (ImapServer *server, ImapCommand *command)
{
  return store (server, command, TRUE);
}

/* Removes what is marked \Deleted; the view tells it afterwards. */
static void
expunge (ImapServer *server)
{
  for (guint i = 0; i < server->view.entries->len; i++)
    {
      int now = imap_view_find (&server->view, i);

      if (now >= 0 && server->maildrop->flags (server->user, (guint) now) & MAIL_DELETED)
        server->maildrop->remove (server->user, imap_view_entry (&server->view, i)->uid);
    }
}

const char *
imap_server_run_expunge (ImapServer *server, ImapCommand *command)
{
  if (server->read_only)
    return "NO [READ-ONLY] The mailbox was opened with EXAMINE";
  expunge (server);
  return "OK EXPUNGE completed";
}

/* Expunges without a word (RFC 3501 6.4.2). */
const char *
imap_server_run_close (ImapServer *server, ImapCommand *command)
{
  if (!server->read_only)
    expunge (server);
  imap_view_forget (&server->view);
  return "OK CLOSE completed";
}
