/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

/* All mailboxes of an account have the one root "" (RFC 2087 3). Sizes are told in units of 1024. */
static void
tell_quota (ImapServer *server)
{
  const MailAccount *account = server->account;

  g_string_append (server->out, "* QUOTA \"\" (");
  if (account->size_limit > 0)
    g_string_append_printf (server->out, "STORAGE %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, (account->size + 1023) / 1024, account->size_limit / 1024);
  g_string_append (server->out, ")\r\n");
}

const char *
imap_server_run_getquota (ImapServer *server, ImapCommand *command)
{
  g_autofree char *root = imap_server_dup_argument (command);

  if (root == NULL || !imap_server_ends (command))
    return "BAD A quota root is needed";
  if (*root != '\0')
    return "NO [NONEXISTENT] No such quota root";
  tell_quota (server);
  return "OK GETQUOTA completed";
}

const char *
imap_server_run_getquotaroot (ImapServer *server, ImapCommand *command)
{
  g_autofree char *name = imap_server_dup_mailbox (server, command);
  const Mailbox *mailbox;

  if (name == NULL || !imap_server_ends (command))
    return "BAD A mailbox name is needed";
  mailbox = mail_account_find (server->account, name);
  if (mailbox == NULL)
    return "NO [NONEXISTENT] No such mailbox";
  g_string_append (server->out, "* QUOTAROOT ");
  imap_server_write_mailbox (server, mailbox->name, server->out);
  g_string_append (server->out, " \"\"\r\n");
  tell_quota (server);
  return "OK GETQUOTAROOT completed";
}

const char *
imap_server_run_setquota (ImapServer *server, ImapCommand *command)
{
  g_autofree char *root = imap_server_dup_argument (command);

  if (root == NULL || !imap_scanner_take_char (&command->rest, ' ') || !imap_scanner_skip_value (&command->rest) || !imap_server_ends (command))
    return "BAD A quota root and its limits are needed";
  return "NO [NOPERM] Quotas are not the user's to set";
}
