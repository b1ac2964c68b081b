/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/access-server.h"

#include "sim/codec/mail-message.h"
#include "sim/node/conversation.h"
#include "sim/session/imap-server.h"
#include "sim/session/pop3-server.h"

/* RFC 3501 5.4: at least 30 minutes; RFC 1939 3: at least 10. */
static const SimTime patience = 30 * SIM_MINUTE;

typedef struct Access
{
  Conversation conversation; /* first */
  struct Access *next, **link;
  AccessServer *server;
  MailAccount *account; /* borrowed; NULL: nobody logged in by POP3 */
  gboolean in_use;   /* the last login was refused for the lock alone */
  Pop3Server *pop3;  /* this one … */
  ImapServer *imap;  /* … or this one */
} Access;

struct AccessServer
{
  const Internet *internet; /* borrowed */
  HostId host;
  MailStore *store; /* borrowed */
  Access *open;
};

static void
access_free (Access *access)
{
  conversation_clear (&access->conversation);
  g_clear_pointer (&access->pop3, pop3_server_free);
  g_clear_pointer (&access->imap, imap_server_free);
  *access->link = access->next;
  if (access->next != NULL)
    access->next->link = access->link;
  g_free (access);
}

/* RFC 1939 4: a maildrop is for one POP3 session at a time. */
static gboolean
is_locked (const AccessServer *server, const MailAccount *account)
{
  for (const Access *other = server->open; other != NULL; other = other->next)
    if (other->pop3 != NULL && other->account == account)
      return TRUE;
  return FALSE;
}

/* ACCOUNT is NULL where nobody has that name and password. */
static gboolean
open_account (Access *access, MailAccount *account)
{
  access->in_use = account != NULL && is_locked (access->server, account);
  if (account == NULL || access->in_use)
    return FALSE;
  access->account = account;
  return TRUE;
}

static gboolean
open_maildrop (gpointer user, const char *name, const char *password)
{
  Access *access = user;

  return open_account (access, mail_store_log_in (access->server->store, name, password));
}

static gboolean
open_by_digest (gpointer user, const char *name, const char *stamp, const char *digest)
{
  Access *access = user;
  MailAccount *account = mail_store_find_login (access->server->store, name);
  g_autofree char *expected = account != NULL ? maildrop_make_digest (stamp, account->password) : NULL;

  return open_account (access, expected != NULL && g_ascii_strcasecmp (expected, digest) == 0 ? account : NULL);
}

static gboolean
is_in_use (gpointer user)
{
  return ((Access *) user)->in_use;
}

static guint
count_mails (gpointer user)
{
  return ((Access *) user)->account->inbox->mails->len;
}

static const StoredMail *
mail_at (gpointer user, guint index)
{
  return mailbox_at (((Access *) user)->account->inbox, index);
}

static guint32
get_uid (gpointer user, guint index)
{
  return mail_at (user, index)->uid;
}

static guint32
get_uid_validity (gpointer user)
{
  return ((Access *) user)->account->inbox->uid_validity;
}

static guint32
get_uid_next (gpointer user)
{
  return ((Access *) user)->account->inbox->uid_next;
}

static guint32
get_flags (gpointer user, guint index)
{
  return mail_at (user, index)->flags;
}

static gint64
get_internal_date (gpointer user, guint index)
{
  return mail_at (user, index)->internal_date;
}

/* What is read here is what the next words of this server carry. */
static GBytes *
get_content (gpointer user, guint index)
{
  Access *access = user;
  const StoredMail *mail = mail_at (user, index);

  if (access->conversation.end != NULL)
    tcp_end_set_message (access->conversation.end, mail->message);
  return mail->content;
}

static void
set_flags (gpointer user, guint index, guint32 flags)
{
  Mailbox *inbox = ((Access *) user)->account->inbox;
  StoredMail *mail = mailbox_at (inbox, index);

  mailbox_mark (inbox, mail, flags, mail->keywords);
}

static void
remove_mail (gpointer user, guint32 uid)
{
  mailbox_remove (((Access *) user)->account->inbox, uid);
}

static void
close_maildrop (gpointer user)
{
  Access *access = user;

  access->account = NULL;
}

static const Maildrop maildrop = {
  open_maildrop,
  count_mails,
  get_uid,
  get_uid_validity,
  get_uid_next,
  get_flags,
  get_internal_date,
  get_content,
  set_flags,
  remove_mail,
  close_maildrop,
  is_in_use,
  open_by_digest,
};

static void
record_change (const AccessServer *server, TraceKind kind, const StoredMail *mail, const char *label)
{
  Trace *trace = server->internet->trace;

  trace_add (trace, &(TraceRecord){ .kind = kind, .host = server->host, .code = kind == TRACE_FLAGS ? (guint16) mail->flags : 0, .message = mail->message, .item = mail->item, .text = trace_text (trace, label) });
}

static void
record_stored (const AccessServer *server, const Mailbox *mailbox, const StoredMail *mail)
{
  Trace *trace = server->internet->trace;
  g_autofree char *label = mailbox_dup_label (mailbox);

  trace_add (trace, &(TraceRecord){ .kind = TRACE_STORED, .host = server->host, .message = mail->message, .item = mail->item, .text = trace_text (trace, label), .note = trace_bytes (trace, g_bytes_get_data (mail->content, NULL), stored_mail_size (mail)), .value = mail->uid });
  if (mail->flags != 0)
    record_change (server, TRACE_FLAGS, mail, label);
}

/* A message that came by APPEND is new to the run. */
static MessageId
number_message (const AccessServer *server, const MailAccount *account, const StoredMail *mail)
{
  gsize length;
  const char *bytes = g_bytes_get_data (mail->content, &length);
  g_autofree char *message_id = mail_message_dup_field (bytes, length, "Message-ID");

  return ledger_add_message (server->internet->ledger, server->host, NULL, MESSAGE_MAIL, 0, account->address, message_id);
}

/* What has an item number was delivered here, and recorded by who did that. */
static void
on_added (gpointer user, Mailbox *mailbox, StoredMail *mail)
{
  const AccessServer *server = user;

  if (mail->item != 0)
    return;
  mail->item = ledger_next_item (server->internet->ledger);
  if (mail->message == 0)
    mail->message = number_message (server, mailbox->account, mail);
  record_stored (server, mailbox, mail);
}

static void
on_marked (gpointer user, Mailbox *mailbox, StoredMail *mail)
{
  g_autofree char *label = mailbox_dup_label (mailbox);

  record_change (user, TRACE_FLAGS, mail, label);
}

static void
on_removed (gpointer user, Mailbox *mailbox, StoredMail *mail)
{
  g_autofree char *label = mailbox_dup_label (mailbox);

  record_change (user, TRACE_REMOVED, mail, label);
}

/* Told as put into the one and then taken out of the other. */
static void
on_relabelled (gpointer user, Mailbox *mailbox, StoredMail *mail, const char *old_label)
{
  const AccessServer *server = user;
  StoredMail before = *mail;

  mail->item = ledger_next_item (server->internet->ledger);
  record_stored (server, mailbox, mail);
  record_change (server, TRACE_REMOVED, &before, old_label);
}

static const MailStoreEvents store_events = { on_added, on_marked, on_removed, on_relabelled };

static void
go_on (Access *access)
{
  if (access->conversation.over)
    access_free (access);
  else if (access->imap != NULL && imap_server_is_idling (access->imap))
    conversation_rest (&access->conversation, patience);
  else
    conversation_wait (&access->conversation, patience);
}

static void
on_received (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length)
{
  Access *access = user;

  tcp_end_set_message (end, 0);
  if (access->pop3 != NULL)
    pop3_server_receive (access->pop3, bytes, length);
  else
    imap_server_receive (access->imap, bytes, length);
  go_on (access);
}

/* The connection is gone without a farewell: nothing more is deleted. */
static void
abandon (Access *access)
{
  if (access->pop3 != NULL)
    pop3_server_abandon (access->pop3);
  else
    imap_server_abandon (access->imap);
  access_free (access);
}

static void
on_ended (gpointer user, TcpEnd *end, TcpEnding ending)
{
  Access *access = user;

  access->conversation.end = NULL;
  abandon (access);
}

static void
on_timed_out (gpointer conversation)
{
  abandon (conversation);
}

static Access *
access_new (AccessServer *server, const ConversationKinds *kinds, TcpEnd *end)
{
  static const TcpEvents events = { NULL, on_received, on_ended, NULL };
  Access *access = g_new0 (Access, 1);

  conversation_init (&access->conversation, server->internet, kinds, on_timed_out);
  access->conversation.end = end;
  access->server = server;
  access->next = server->open;
  access->link = &server->open;
  if (access->next != NULL)
    access->next->link = &access->next;
  server->open = access;
  tcp_end_set_events (end, &events, access);
  return access;
}

static void
on_pop3 (gpointer user, TcpEnd *end)
{
  AccessServer *server = user;
  Access *access = access_new (server, &conversation_pop3, end);
  const char *host_name = internet_host_name (server->internet, server->host);
  g_autofree char *stamp = g_strdup_printf ("<%u.%" G_GINT64_FORMAT "@%s>", tcp_end_get_number (end), internet_unix_seconds (server->internet), host_name);

  access->pop3 = pop3_server_new (host_name, stamp, &maildrop, conversation_output (), access);
  pop3_server_open (access->pop3);
  go_on (access);
}

static gint64
get_now (gpointer user)
{
  return internet_unix_seconds (((Access *) user)->server->internet);
}

/* What is read here is what the next words of this server carry. */
static void
note_reading (gpointer user, const StoredMail *mail)
{
  const Access *access = user;

  if (access->conversation.end != NULL)
    tcp_end_set_message (access->conversation.end, mail->message);
}

static void
on_imap (gpointer user, TcpEnd *end)
{
  AccessServer *server = user;
  Access *access = access_new (server, &conversation_imap, end);

  const ImapServerConfig config = { internet_host_name (server->internet, server->host), server->store, get_now, note_reading };

  access->imap = imap_server_new (&config, conversation_output (), access);
  imap_server_open (access->imap);
  go_on (access);
}

AccessServer *
access_server_new (const Internet *internet, HostId host, MailStore *store)
{
  AccessServer *server = g_new0 (AccessServer, 1);

  server->internet = internet;
  server->host = host;
  server->store = store;
  mail_store_listen (store, &store_events, server);
  tcp_listen (internet->tcp, host, PORT_POP3, on_pop3, server);
  tcp_listen (internet->tcp, host, PORT_IMAP, on_imap, server);
  return server;
}

void
access_server_free (AccessServer *server)
{
  while (server->open != NULL)
    access_free (server->open);
  mail_store_listen (server->store, NULL, NULL);
  g_free (server);
}
