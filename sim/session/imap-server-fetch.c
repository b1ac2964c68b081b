/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include "sim/codec/imap-fetch.h"

enum
{
  ENOUGH = 256 * 1024, /* bytes to be said in one turn */
};

typedef struct
{
  ImapServer *server;
  const ImapFetch *fetch;
  gboolean unknown_encoding;
} Job;

static void
append_item (Job *job, const ImapFetchItem *item, guint index, ImapMessage *message)
{
  ImapServer *server = job->server;
  const StoredMail *mail = imap_view_entry (&server->view, index)->mail;
  GString *out = server->out;

  switch (item->kind)
    {
    case IMAP_FETCH_UID:
      g_string_append_printf (out, "UID %u", mail->uid);
      return;
    case IMAP_FETCH_FLAGS:
      imap_view_write_flags (&server->view, index, server->form, out);
      return;
    case IMAP_FETCH_INTERNALDATE:
      g_string_append (out, "INTERNALDATE ");
      imap_fetch_write_date (mail->internal_date, out);
      return;
    case IMAP_FETCH_SIZE:
      g_string_append_printf (out, "RFC822.SIZE %" G_GSIZE_FORMAT, stored_mail_size (mail));
      return;
    case IMAP_FETCH_MODSEQ:
      g_string_append_printf (out, "MODSEQ (%" G_GUINT64_FORMAT ")", mail->modseq);
      return;
    case IMAP_FETCH_ENVELOPE:
    case IMAP_FETCH_STRUCTURE:
    case IMAP_FETCH_FULL_STRUCTURE:
    case IMAP_FETCH_SECTION:
    case IMAP_FETCH_BINARY:
    case IMAP_FETCH_BINARY_SIZE:
      if (!imap_fetch_write_content (item, message, out))
        job->unknown_encoding = TRUE;
      return;
    }
  g_assert_not_reached ();
}

/* Reading sets \Seen (RFC 3501 6.4.5). TRUE where that is news. */
static gboolean
mark_seen (const Job *job, guint index)
{
  ImapView *view = &job->server->view;
  StoredMail *mail = imap_view_entry (view, index)->mail;

  if (!imap_fetch_sees (job->fetch) || view->read_only || mail->flags & MAIL_SEEN)
    return FALSE;
  mailbox_mark (view->mailbox, mail, mail->flags | MAIL_SEEN, mail->keywords);
  return TRUE;
}

/* Appends the news that nobody asked for. */
static void
append_news (const Job *job, guint index)
{
  ImapServer *server = job->server;

  if (!imap_fetch_has (job->fetch, IMAP_FETCH_FLAGS))
    {
      g_string_append_c (server->out, ' ');
      imap_view_write_flags (&server->view, index, server->form, server->out);
    }
  if (server->form & IMAP_VIEW_CONDSTORE && !imap_fetch_has (job->fetch, IMAP_FETCH_MODSEQ))
    g_string_append_printf (server->out, " MODSEQ (%" G_GUINT64_FORMAT ")", imap_view_entry (&server->view, index)->mail->modseq);
}

static void
fetch_one (Job *job, guint index)
{
  ImapServer *server = job->server;
  const StoredMail *mail = imap_view_entry (&server->view, index)->mail;
  g_autoptr (ImapMessage) message = imap_message_new (mail->content);
  gboolean news = mark_seen (job, index);

  if (server->config.reading != NULL)
    server->config.reading (server->user, mail);
  g_string_append_printf (server->out, "* %u FETCH (", index + 1);
  for (guint i = 0; i < job->fetch->items->len; i++)
    {
      if (i > 0)
        g_string_append_c (server->out, ' ');
      append_item (job, &g_array_index (job->fetch->items, ImapFetchItem, i), index, message);
    }
  if (news)
    append_news (job, index);
  g_string_append (server->out, ")\r\n");
}

static void
fetch_all (Job *job, const GArray *indexes)
{
  for (guint i = 0; i < indexes->len; i++)
    {
      guint index = g_array_index (indexes, guint, i);

      if (job->fetch->changed_only && imap_view_entry (&job->server->view, index)->mail->modseq <= job->fetch->changed_since)
        continue;
      fetch_one (job, index);
      if (job->server->out->len > ENOUGH)
        imap_server_say (job->server);
    }
}

static const char *
describe_result (const Job *job, const GArray *indexes)
{
  if (job->unknown_encoding)
    return "NO [UNKNOWN-CTE] An encoding is not known";
  return imap_server_misses (job->server, indexes) ? "OK [EXPUNGEISSUED] Some of the messages no longer exist" : "OK FETCH completed";
}

static const char *
fetch_items (ImapServer *server, const GArray *indexes, ImapFetch *fetch, gboolean by_uid)
{
  Job job = { server, fetch, FALSE };

  if (by_uid)
    imap_fetch_add (fetch, IMAP_FETCH_UID); /* RFC 3501 6.4.8 */
  if (imap_fetch_has (fetch, IMAP_FETCH_MODSEQ) || fetch->changed_only)
    imap_server_enable_condstore (server);
  imap_view_tell_keywords (&server->view, server->out);
  fetch_all (&job, indexes);
  return describe_result (&job, indexes);
}

static const char *
fetch (ImapServer *server, ImapCommand *command, gboolean by_uid)
{
  g_autoptr (GArray) indexes = NULL;
  g_autoptr (ImapFetch) fetch = NULL;
  const char *problem = imap_server_take_messages (server, command, by_uid, &indexes);

  if (problem != NULL)
    return problem;
  if (!imap_scanner_take_char (&command->rest, ' '))
    return "BAD A message set and items are needed";
  fetch = imap_fetch_parse (&command->rest);
  if (fetch == NULL || fetch->vanished || !imap_server_ends (command))
    return "BAD Unknown FETCH item";
  return fetch_items (server, indexes, fetch, by_uid);
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
