/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

/* Removes what is marked \Deleted among INDEXES, or NULL for all; the view tells it afterwards. */
static void
expunge (ImapServer *server, const GArray *indexes)
{
  g_autoptr (GPtrArray) mails = g_ptr_array_new ();
  guint count = indexes != NULL ? indexes->len : imap_view_count (&server->view);

  for (guint i = 0; i < count; i++)
    {
      StoredMail *mail = imap_view_entry (&server->view, indexes != NULL ? g_array_index (indexes, guint, i) : i)->mail;

      if (mail->flags & MAIL_DELETED)
        g_ptr_array_add (mails, mail);
    }
  mailbox_remove_all (server->view.mailbox, mails);
}

void
imap_server_expunge_all (ImapServer *server)
{
  expunge (server, NULL);
}

const char *
imap_server_run_expunge (ImapServer *server, ImapCommand *command)
{
  if (server->view.read_only)
    return "NO [READ-ONLY] The mailbox was opened with EXAMINE";
  expunge (server, NULL);
  return "OK EXPUNGE completed";
}

/* RFC 4315 2.1 */
const char *
imap_server_run_uid_expunge (ImapServer *server, ImapCommand *command)
{
  g_autoptr (GArray) indexes = NULL;
  const char *problem = imap_server_take_messages (server, command, TRUE, &indexes);

  if (problem != NULL || !imap_server_ends (command))
    return problem != NULL ? problem : "BAD A message set is needed";
  if (server->view.read_only)
    return "NO [READ-ONLY] The mailbox was opened with EXAMINE";
  expunge (server, indexes);
  return "OK EXPUNGE completed";
}
