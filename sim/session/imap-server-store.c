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

/* "(UNCHANGEDSINCE 12) +FLAGS.SILENT (\Seen)" (RFC 3501 6.4.6, RFC 7162 3.1.3) */
typedef struct
{
  StoreMode mode;
  gboolean silent;
  gboolean by_uid;
  gboolean conditional;
  guint64 unchanged_since;
  ImapFlags flags;
  GArray *modified; /* ImapRange: what was not changed */
} Change;

static gboolean
take_condition (ImapScanner *scanner, Change *change)
{
  change->conditional = imap_scanner_take_char (scanner, '(');
  return !change->conditional
         || (imap_scanner_take_word (scanner, "UNCHANGEDSINCE") && imap_scanner_take_char (scanner, ' ')
             && imap_scanner_take_number64 (scanner, &change->unchanged_since)
             && imap_scanner_take_char (scanner, ')') && imap_scanner_take_char (scanner, ' '));
}

static gboolean
parse_change (ImapScanner *scanner, Change *change)
{
  if (!imap_scanner_take_char (scanner, ' ') || !take_condition (scanner, change))
    return FALSE;
  change->mode = imap_scanner_take_char (scanner, '+')   ? STORE_ADD
                 : imap_scanner_take_char (scanner, '-') ? STORE_REMOVE
                                                         : STORE_SET;
  change->silent = imap_scanner_take_word (scanner, "FLAGS.SILENT");
  if (!change->silent && !imap_scanner_take_word (scanner, "FLAGS"))
    return FALSE;
  return imap_scanner_take_char (scanner, ' ') && imap_flags_parse (scanner, &change->flags);
}

static guint32
combine_flags (const Change *change, guint32 flags)
{
  switch (change->mode)
    {
    case STORE_SET:
      return change->flags.flags;
    case STORE_ADD:
      return flags | change->flags.flags;
    case STORE_REMOVE:
      return flags & ~change->flags.flags;
    }
  g_assert_not_reached ();
}

/* Caller frees. */
static char **
combine_keywords (const Change *change, char *const *keywords)
{
  switch (change->mode)
    {
    case STORE_SET:
      return g_strdupv (change->flags.keywords);
    case STORE_ADD:
      return mail_keywords_join (keywords, change->flags.keywords);
    case STORE_REMOVE:
      return mail_keywords_subtract (keywords, change->flags.keywords);
    }
  g_assert_not_reached ();
}

/* The answer to a silent change, where changes are counted (RFC 7162 3.1.3). */
static void
tell_modseq (ImapServer *server, const Change *change, guint index)
{
  const StoredMail *mail = imap_view_entry (&server->view, index)->mail;

  g_string_append_printf (server->out, "* %u FETCH (", index + 1);
  if (change->by_uid || server->form & IMAP_VIEW_REV2)
    g_string_append_printf (server->out, "UID %u ", mail->uid);
  g_string_append_printf (server->out, "MODSEQ (%" G_GUINT64_FORMAT "))\r\n", mail->modseq);
}

/* The client knows what it did itself, but not what others did before. */
static void
store_one (ImapServer *server, const Change *change, guint index)
{
  ImapEntry *entry = imap_view_entry (&server->view, index);
  g_auto (GStrv) keywords = combine_keywords (change, entry->mail->keywords);
  gboolean knew = entry->told == entry->mail->modseq;

  mailbox_mark (server->view.mailbox, entry->mail, combine_flags (change, entry->mail->flags), keywords);
  imap_view_tell_keywords (&server->view, server->out);
  if (!change->silent)
    {
      imap_view_tell_flags (&server->view, index, server->form, change->by_uid, server->out);
      return;
    }
  if (knew)
    entry->told = entry->mail->modseq;
  if (server->form & IMAP_VIEW_CONDSTORE)
    tell_modseq (server, change, index);
}

static void
store_all (ImapServer *server, const Change *change, const GArray *indexes)
{
  for (guint i = 0; i < indexes->len; i++)
    {
      guint index = g_array_index (indexes, guint, i);
      const StoredMail *mail = imap_view_entry (&server->view, index)->mail;

      if (change->conditional && (mail->modseq > change->unchanged_since || mail->removed))
        imap_sequence_add (change->modified, change->by_uid ? mail->uid : index + 1);
      else
        store_one (server, change, index);
    }
}

static const char *
describe_result (ImapServer *server, const Change *change, const GArray *indexes)
{
  if (change->modified->len > 0)
    {
      g_string_assign (server->result, "OK [MODIFIED ");
      imap_sequence_write (change->modified, server->result);
      g_string_append (server->result, "] Some were changed by others");
      return server->result->str;
    }
  return imap_server_misses (server, indexes) ? "OK [EXPUNGEISSUED] Some of the messages no longer exist" : "OK STORE completed";
}

static const char *
check_change (const ImapServer *server, const Change *change)
{
  if (server->view.read_only)
    return "NO [READ-ONLY] The mailbox was opened with EXAMINE";
  if (change->mode != STORE_REMOVE && !mailbox_has_room_for_keywords (server->view.mailbox, change->flags.keywords))
    return "NO [LIMIT] Too many keywords";
  return NULL;
}

/* CHANGE's flags are the caller's to clear. */
static const char *
store_with (ImapServer *server, ImapCommand *command, Change *change)
{
  g_autoptr (GArray) indexes = NULL;
  const char *problem = imap_server_take_messages (server, command, change->by_uid, &indexes);

  if (problem != NULL)
    return problem;
  if (!parse_change (&command->rest, change) || !imap_server_ends (command))
    return "BAD FLAGS and a list of flags are needed";
  problem = check_change (server, change);
  if (problem != NULL)
    return problem;
  if (change->conditional)
    imap_server_enable_condstore (server);
  store_all (server, change, indexes);
  return describe_result (server, change, indexes);
}

static const char *
store (ImapServer *server, ImapCommand *command, gboolean by_uid)
{
  g_autoptr (GArray) modified = imap_sequence_new ();
  Change change = { .by_uid = by_uid, .modified = modified };
  const char *result = store_with (server, command, &change);

  imap_flags_clear (&change.flags);
  return result;
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
