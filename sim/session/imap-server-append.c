/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include <string.h>

#include "sim/codec/imap-date-time.h"
#include "sim/codec/imap-sequence.h"
#include "sim/codec/mail-message.h"
#include "sim/session/imap-flags.h"

/* One message of the command: a mail that is in no mailbox yet. */
static const char *
take_message (ImapServer *server, ImapScanner *rest, GPtrArray *mails)
{
  g_auto (ImapFlags) flags = { 0 };
  gint64 date = server->config.now (server->user);
  const char *bytes;
  gsize length;
  g_autoptr (GBytes) content = NULL;
  StoredMail *mail;

  if (rest->at < rest->end && *rest->at == '(' && (!imap_flags_parse_list (rest, &flags) || !imap_scanner_take_char (rest, ' ')))
    return "BAD A list of flags can't be read";
  if (rest->at < rest->end && *rest->at == '"' && (!imap_date_time_take (rest, &date) || !imap_scanner_take_char (rest, ' ')))
    return "BAD A date can't be read";
  imap_scanner_take_char (rest, '~'); /* literal8 (RFC 3516 4.4) */
  if (!imap_scanner_take_literal (rest, &bytes, &length))
    return "BAD A message is needed, as a literal";
  if (length == 0 || memchr (bytes, '\0', length) != NULL)
    return length == 0 ? "NO [CANNOT] A message is not empty" : "NO [UNKNOWN-CTE] A message has no NULs";
  content = mail_message_copy_with_crlf (bytes, length);
  mail = stored_mail_new (content, date);
  mail->flags = flags.flags;
  mail->keywords = g_steal_pointer (&flags.keywords);
  g_ptr_array_add (mails, mail);
  return NULL;
}

/* One or more (RFC 3502). */
static const char *
take_messages (ImapServer *server, ImapCommand *command, GPtrArray *mails)
{
  do
    {
      const char *problem;

      if (!imap_scanner_take_char (&command->rest, ' '))
        return "BAD A message is needed, as a literal";
      problem = take_message (server, &command->rest, mails);
      if (problem != NULL)
        return problem;
    }
  while (!imap_server_ends (command));
  return NULL;
}

static gboolean
has_room (const MailAccount *account, const GPtrArray *mails)
{
  guint64 size = 0;

  for (guint i = 0; i < mails->len; i++)
    size += stored_mail_size (g_ptr_array_index (mails, i));
  return mail_account_has_room (account, size);
}

/* RFC 4315 3 */
static const char *
add_all (ImapServer *server, Mailbox *mailbox, const GPtrArray *mails)
{
  g_autoptr (GArray) uids = imap_sequence_new ();

  for (guint i = 0; i < mails->len; i++)
    imap_sequence_add (uids, mailbox_add_like (mailbox, g_ptr_array_index (mails, i))->uid);
  imap_server_result (server, "OK [APPENDUID %u ", mailbox->uid_validity);
  imap_sequence_write (uids, server->result);
  g_string_append (server->result, "] APPEND completed");
  return server->result->str;
}

const char *
imap_server_run_append (ImapServer *server, ImapCommand *command)
{
  g_autofree char *name = imap_server_dup_mailbox (server, command);
  g_autoptr (GPtrArray) mails = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_mail_unref);
  const char *problem;
  Mailbox *mailbox;

  if (name == NULL)
    return "BAD A mailbox name is needed";
  problem = take_messages (server, command, mails);
  if (problem != NULL)
    return problem;
  mailbox = mail_account_find (server->account, name);
  if (mailbox == NULL || !mailbox->selectable)
    return "NO [TRYCREATE] No such mailbox";
  if (!has_room (server->account, mails))
    return "NO [OVERQUOTA] No room for it";
  return add_all (server, mailbox, mails);
}
