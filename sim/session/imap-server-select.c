/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include "sim/session/imap-flags.h"

static void
forget_mailbox (ImapServer *server)
{
  imap_view_close (&server->view);
  g_clear_pointer (&server->saved, g_array_unref);
}

/* The number of the first message without \Seen, or 0. */
static guint
find_unseen (const ImapView *view)
{
  for (guint i = 0; i < imap_view_count (view); i++)
    if (!(imap_view_entry (view, i)->mail->flags & MAIL_SEEN))
      return i + 1;
  return 0;
}

/* What IMAP4rev1 tells and IMAP4rev2 no longer does (RFC 9051 E). */
static void
describe_news (ImapServer *server)
{
  guint unseen = find_unseen (&server->view);

  g_string_append_printf (server->out, "* %u RECENT\r\n", imap_view_count_recent (&server->view));
  if (unseen > 0)
    g_string_append_printf (server->out, "* OK [UNSEEN %u] First unseen\r\n", unseen);
}

/* RFC 9051 6.3.2 */
static void
describe_name (ImapServer *server, const Mailbox *mailbox)
{
  g_string_append (server->out, "* LIST () \"/\" ");
  imap_server_write_mailbox (server, mailbox->name, server->out);
  g_string_append (server->out, "\r\n");
}

/* What a mailbox is like (RFC 3501 6.3.1). */
static void
describe_mailbox (ImapServer *server)
{
  const Mailbox *mailbox = server->view.mailbox;

  imap_view_describe_flags (&server->view, server->out);
  g_string_append_printf (server->out, "* %u EXISTS\r\n", imap_view_count (&server->view));
  if (server->form & IMAP_VIEW_REV2)
    describe_name (server, mailbox);
  else
    describe_news (server);
  g_string_append_printf (server->out, "* OK [UIDVALIDITY %u] UIDs valid\r\n* OK [UIDNEXT %u] Next UID\r\n", mailbox->uid_validity, mailbox->uid_next);
  g_string_append_printf (server->out, "* OK [HIGHESTMODSEQ %" G_GUINT64_FORMAT "] Highest\r\n", mailbox->highest_modseq);
}

/* " (CONDSTORE)" (RFC 7162 3.1.8), or nothing. */
static gboolean
take_parameters (ImapServer *server, ImapCommand *command, gboolean *condstore)
{
  ImapScanner *rest = &command->rest;

  if (!imap_scanner_take_char (rest, ' '))
    return TRUE;
  *condstore = TRUE;
  return imap_scanner_take_char (rest, '(') && imap_scanner_take_word (rest, "CONDSTORE") && imap_scanner_take_char (rest, ')');
}

static void
leave_mailbox (ImapServer *server)
{
  if (server->state == IMAP_SERVER_SELECTED && server->form != 0)
    g_string_append (server->out, "* OK [CLOSED] Previous mailbox closed\r\n");
  forget_mailbox (server);
  server->state = IMAP_SERVER_AUTHENTICATED;
}

/* A SELECT that fails leaves no mailbox selected (RFC 3501 6.3.1). */
static const char *
select_mailbox (ImapServer *server, ImapCommand *command, gboolean read_only)
{
  g_autofree char *name = imap_server_dup_mailbox (server, command);
  gboolean condstore = FALSE;
  Mailbox *mailbox;

  if (name == NULL || !take_parameters (server, command, &condstore) || !imap_server_ends (command))
    return "BAD A mailbox name is needed";
  leave_mailbox (server);
  mailbox = mail_account_find (server->account, name);
  if (mailbox == NULL || !mailbox->selectable)
    return mailbox == NULL ? "NO [NONEXISTENT] No such mailbox" : "NO [CANNOT] This is no mailbox, only a name";
  if (condstore)
    imap_server_enable_condstore (server);
  imap_view_open (&server->view, mailbox, read_only);
  describe_mailbox (server);
  return read_only ? "OK [READ-ONLY] EXAMINE completed" : "OK [READ-WRITE] SELECT completed";
}

const char *
imap_server_run_select (ImapServer *server, ImapCommand *command)
{
  return select_mailbox (server, command, FALSE);
}

const char *
imap_server_run_examine (ImapServer *server, ImapCommand *command)
{
  return select_mailbox (server, command, TRUE);
}

/* Expunges without a word (RFC 3501 6.4.2). */
const char *
imap_server_run_close (ImapServer *server, ImapCommand *command)
{
  if (!server->view.read_only)
    imap_server_expunge_all (server);
  forget_mailbox (server);
  return "OK CLOSE completed";
}

/* RFC 3691 */
const char *
imap_server_run_unselect (ImapServer *server, ImapCommand *command)
{
  forget_mailbox (server);
  return "OK UNSELECT completed";
}
