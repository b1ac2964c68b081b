/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

/* RFC 5530 3 */
static const char *
describe (MailAccountResult result, const char *done)
{
  switch (result)
    {
    case MAIL_ACCOUNT_GOOD:
      return done;
    case MAIL_ACCOUNT_BAD_NAME:
      return "NO [CANNOT] No mailbox can be called so";
    case MAIL_ACCOUNT_EXISTS:
      return "NO [ALREADYEXISTS] There is such a mailbox";
    case MAIL_ACCOUNT_MISSING:
      return "NO [NONEXISTENT] No such mailbox";
    case MAIL_ACCOUNT_HAS_CHILDREN:
      return "NO [HASCHILDREN] There are mailboxes below it";
    case MAIL_ACCOUNT_IS_INBOX:
      return "NO [CANNOT] INBOX stays";
    case MAIL_ACCOUNT_FULL:
      return "NO [LIMIT] Too many mailboxes";
    }
  g_assert_not_reached ();
}

/* One of the uses of RFC 6154, or NULL. */
static const char *
take_use (ImapScanner *scanner)
{
  static const char *const uses[] = { "\\Archive", "\\Drafts", "\\Junk", "\\Sent", "\\Trash", "\\All", "\\Flagged" };

  if (!imap_scanner_take_char (scanner, '\\'))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (imap_scanner_take_word (scanner, uses[i] + 1))
      return uses[i];
  return NULL;
}

/* The views of all or of flagged messages are none that this server keeps. */
static const char *
take_uses (ImapScanner *scanner, const char **use)
{
  const char *atom;
  gsize length;

  if (imap_scanner_take_char (scanner, ')'))
    return NULL;
  *use = take_use (scanner);
  if (*use == NULL && !imap_scanner_take_atom (scanner, &atom, &length))
    return "BAD A use is needed";
  if (*use == NULL || g_str_equal (*use, "\\All") || g_str_equal (*use, "\\Flagged") || !imap_scanner_take_char (scanner, ')'))
    return "NO [USEATTR] No mailbox for such a use can be made";
  return NULL;
}

/* " (USE (\\Sent))" (RFC 6154 3), or nothing. NULL where that is well. */
static const char *
take_parameters (ImapCommand *command, const char **use)
{
  ImapScanner *rest = &command->rest;
  const char *problem;

  *use = NULL;
  if (imap_scanner_is_at_end (rest))
    return NULL;
  if (!imap_scanner_take_char (rest, ' ') || !imap_scanner_take_char (rest, '(') || !imap_scanner_take_word (rest, "USE")
      || !imap_scanner_take_char (rest, ' ') || !imap_scanner_take_char (rest, '('))
    return "BAD A mailbox name is needed";
  problem = take_uses (rest, use);
  if (problem != NULL)
    return problem;
  return imap_scanner_take_char (rest, ')') && imap_scanner_is_at_end (rest) ? NULL : "BAD A mailbox name is needed";
}

const char *
imap_server_run_create (ImapServer *server, ImapCommand *command)
{
  g_autofree char *name = imap_server_dup_mailbox (server, command);
  const char *use, *problem;

  if (name == NULL)
    return "BAD A mailbox name is needed";
  problem = take_parameters (command, &use);
  if (problem != NULL)
    return problem;
  return describe (mail_account_create (server->account, name, use), "OK CREATE completed");
}

const char *
imap_server_run_delete (ImapServer *server, ImapCommand *command)
{
  g_autofree char *name = imap_server_dup_mailbox (server, command);

  if (name == NULL || !imap_server_ends (command))
    return "BAD A mailbox name is needed";
  return describe (mail_account_delete (server->account, name), "OK DELETE completed");
}

const char *
imap_server_run_rename (ImapServer *server, ImapCommand *command)
{
  g_autofree char *from = imap_server_dup_mailbox (server, command);
  g_autofree char *to = from != NULL ? imap_server_dup_mailbox (server, command) : NULL;

  if (to == NULL || !imap_server_ends (command))
    return "BAD Two mailbox names are needed";
  return describe (mail_account_rename (server->account, from, to), "OK RENAME completed");
}

const char *
imap_server_run_subscribe (ImapServer *server, ImapCommand *command)
{
  g_autofree char *name = imap_server_dup_mailbox (server, command);

  if (name == NULL || !imap_server_ends (command))
    return "BAD A mailbox name is needed";
  if (mail_account_find (server->account, name) == NULL)
    return "NO [NONEXISTENT] No such mailbox";
  mail_account_subscribe (server->account, name);
  return "OK SUBSCRIBE completed";
}

/* What is not subscribed is none the worse for it. */
const char *
imap_server_run_unsubscribe (ImapServer *server, ImapCommand *command)
{
  g_autofree char *name = imap_server_dup_mailbox (server, command);

  if (name == NULL || !imap_server_ends (command))
    return "BAD A mailbox name is needed";
  mail_account_unsubscribe (server->account, name);
  return "OK UNSUBSCRIBE completed";
}
