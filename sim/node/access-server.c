/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/access-server.h"

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
  Mailbox *mailbox;  /* borrowed; NULL: nobody logged in */
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
is_locked (const AccessServer *server, const Mailbox *mailbox)
{
  for (const Access *other = server->open; other != NULL; other = other->next)
    if (other->pop3 != NULL && other->mailbox == mailbox)
      return TRUE;
  return FALSE;
}

static gboolean
open_maildrop (gpointer user, const char *name, const char *password)
{
  Access *access = user;
  Mailbox *mailbox = mail_store_log_in (access->server->store, name, password);

  access->in_use = mailbox != NULL && access->pop3 != NULL && is_locked (access->server, mailbox);
  if (mailbox == NULL || access->in_use)
    return FALSE;
  access->mailbox = mailbox;
  return TRUE;
}

static gboolean
is_in_use (gpointer user)
{
  return ((Access *) user)->in_use;
}

static guint
count_mails (gpointer user)
{
  return ((Access *) user)->mailbox->mails->len;
}

static const StoredMail *
mail_at (gpointer user, guint index)
{
  return mailbox_at (((Access *) user)->mailbox, index);
}

static guint32
get_uid (gpointer user, guint index)
{
  return mail_at (user, index)->uid;
}

static guint32
get_uid_validity (gpointer user)
{
  return ((Access *) user)->mailbox->uid_validity;
}

static guint32
get_uid_next (gpointer user)
{
  return ((Access *) user)->mailbox->uid_next;
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
record_change (Access *access, TraceKind kind, const StoredMail *mail)
{
  const AccessServer *server = access->server;
  Trace *trace = server->internet->trace;

  trace_add (trace, &(TraceRecord){ .kind = kind, .host = server->host, .code = kind == TRACE_FLAGS ? (guint16) mail->flags : 0, .message = mail->message, .item = mail->item, .text = trace_text (trace, access->mailbox->address) });
}

static void
set_flags (gpointer user, guint index, guint32 flags)
{
  Access *access = user;
  StoredMail *mail = mailbox_at (access->mailbox, index);

  if (mail->flags == flags)
    return;
  mail->flags = flags;
  record_change (access, TRACE_FLAGS, mail);
}

static void
remove_mail (gpointer user, guint32 uid)
{
  Access *access = user;
  const StoredMail *mail = mailbox_find (access->mailbox, uid);

  if (mail == NULL)
    return;
  record_change (access, TRACE_REMOVED, mail);
  mailbox_remove (access->mailbox, uid);
}

static void
close_maildrop (gpointer user)
{
  Access *access = user;

  access->mailbox = NULL;
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
};

static void
go_on (Access *access)
{
  if (access->conversation.over)
    access_free (access);
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

  access->pop3 = pop3_server_new (internet_host_name (server->internet, server->host), NULL, &maildrop, conversation_output (), access);
  pop3_server_open (access->pop3);
  go_on (access);
}

static void
on_imap (gpointer user, TcpEnd *end)
{
  AccessServer *server = user;
  Access *access = access_new (server, &conversation_imap, end);

  access->imap = imap_server_new (internet_host_name (server->internet, server->host), &maildrop, conversation_output (), access);
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
  tcp_listen (internet->tcp, host, PORT_POP3, on_pop3, server);
  tcp_listen (internet->tcp, host, PORT_IMAP, on_imap, server);
  return server;
}

void
access_server_free (AccessServer *server)
{
  while (server->open != NULL)
    access_free (server->open);
  g_free (server);
}
