/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/smtp-call.h"

#include "sim/node/conversation.h"
#include "sim/session/smtp-client.h"

struct SmtpCall
{
  Conversation conversation; /* first */
  HostId from, to;
  guint16 port;
  guint32 number; /* of the connection */
  char *address;  /* as text */
  SmtpClient *client;
  const SmtpCallEvents *events; /* NULL: nobody listens any more */
  gpointer user;
};

static const SimTime connect_timeout = 30 * SIM_SECOND; /* as Postfix's smtp_connect_timeout */

/* RFC 5321 4.5.3.2: how long a client waits at least for the reply in each state. */
static SimTime
patience (const SmtpCall *call)
{
  switch (smtp_client_get_state (call->client))
    {
    case SMTP_CLIENT_DATA:
      return 2 * SIM_MINUTE;
    case SMTP_CLIENT_CONTENT:
      return 10 * SIM_MINUTE;
    case SMTP_CLIENT_QUIT:
    case SMTP_CLIENT_CLOSED:
      return SIM_MINUTE;
    case SMTP_CLIENT_GREETING:
    case SMTP_CLIENT_EHLO:
    case SMTP_CLIENT_HELO:
    case SMTP_CLIENT_AUTH:
    case SMTP_CLIENT_IDLE:
    case SMTP_CLIENT_MAIL:
    case SMTP_CLIENT_RCPT:
    case SMTP_CLIENT_RSET:
      return 5 * SIM_MINUTE;
    }
  g_assert_not_reached ();
}

static void
call_free (SmtpCall *call)
{
  conversation_clear (&call->conversation);
  smtp_client_free (call->client);
  g_free (call->address);
  g_free (call);
}

/* Tells the owner, once, in words; the connection is not there (any more). */
static void
G_GNUC_PRINTF (3, 0)
report_failure (SmtpCall *call, const char *status, const char *what)
{
  const SmtpCallEvents *events = g_steal_pointer (&call->events);
  g_autofree char *text = g_strdup_printf (what, internet_host_name (call->conversation.internet, call->to),
                                           call->address, call->port, smtp_client_get_verb (call->client));
  g_autoptr (SmtpReply) reply = smtp_reply_new (0, status, text);

  if (events != NULL)
    events->failed (call->user, reply);
}

static void
on_client_ready (gpointer user)
{
  SmtpCall *call = user;

  if (call->events != NULL)
    call->events->ready (call->user, call);
}

static void
on_client_recipient (gpointer user, guint index, const SmtpReply *reply)
{
  SmtpCall *call = user;

  if (call->events != NULL)
    call->events->recipient (call->user, index, reply);
}

static void
on_client_finished (gpointer user)
{
  SmtpCall *call = user;

  if (call->events != NULL)
    call->events->finished (call->user, call);
}

static void
on_client_failed (gpointer user, const SmtpReply *reply)
{
  SmtpCall *call = user;
  const SmtpCallEvents *events = g_steal_pointer (&call->events);

  if (events != NULL)
    events->failed (call->user, reply);
}

static const SmtpClientEvents client_events = {
  on_client_ready,
  on_client_recipient,
  on_client_finished,
  on_client_failed,
};

static void
on_opened (gpointer user, TcpEnd *end)
{
  SmtpCall *call = user;

  conversation_wait (&call->conversation, patience (call));
}

static void
on_received (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length)
{
  SmtpCall *call = user;

  smtp_client_receive (call->client, bytes, length);
  if (call->conversation.over)
    call_free (call);
  else
    conversation_wait (&call->conversation, patience (call));
}

static void
on_ended (gpointer user, TcpEnd *end, TcpEnding ending)
{
  SmtpCall *call = user;

  call->conversation.end = NULL;
  switch (ending)
    {
    case TCP_TIMED_OUT:
      report_failure (call, "4.4.1", "connect to %s[%s]:%u: connection timed out");
      break;
    case TCP_REFUSED:
      report_failure (call, "4.4.1", "connect to %s[%s]:%u: connection refused");
      break;
    case TCP_CLOSED_BY_PEER:
      report_failure (call, "4.4.2", "lost connection with %s[%s]:%u while waiting for the reply to %s");
      break;
    }
  call_free (call);
}

static void
on_timed_out (gpointer conversation)
{
  SmtpCall *call = conversation;

  report_failure (call, "4.4.2", "conversation with %s[%s]:%u timed out while waiting for the reply to %s");
  call_free (call);
}

static void
on_discarded (gpointer user)
{
  SmtpCall *call = user;

  call->conversation.end = NULL;
  report_failure (call, "4.4.2", "the connection to %s[%s]:%u is gone");
  call_free (call);
}

SmtpCall *
smtp_call_new (const Internet *internet, HostId from, HostId to, const char *address, guint16 port, MessageId message, const SmtpCallEvents *events, gpointer user)
{
  static const TcpEvents tcp_events = { on_opened, on_received, on_ended, on_discarded };
  SmtpCall *call = g_new0 (SmtpCall, 1);

  conversation_init (&call->conversation, internet, &conversation_smtp, on_timed_out);
  call->from = from;
  call->to = to;
  call->port = port;
  call->address = address != NULL ? g_strdup (address) : network_format_address (internet->network, to);
  call->events = events;
  call->user = user;
  call->client = smtp_client_new (internet_host_name (internet, from), conversation_output (), &client_events, call);
  call->conversation.end = tcp_connect (internet->tcp, from, to, address, port, connect_timeout, message, &tcp_events, call);
  call->number = tcp_end_get_number (call->conversation.end);
  return call;
}

void
smtp_call_set_login (SmtpCall *call, const char *name, const char *password)
{
  smtp_client_set_login (call->client, name, password);
}

gboolean
smtp_call_offers_dsn (const SmtpCall *call)
{
  return smtp_client_offers_dsn (call->client);
}

void
smtp_call_send (SmtpCall *call, const SmtpEnvelope *envelope, GBytes *content, MessageId message)
{
  tcp_end_set_message (call->conversation.end, message);
  smtp_client_send (call->client, envelope, content);
}

void
smtp_call_take_over (SmtpCall *call, const SmtpCallEvents *events, gpointer user)
{
  call->events = events;
  call->user = user;
  events->ready (user, call);
}

HostId
smtp_call_get_peer (const SmtpCall *call)
{
  return call->to;
}

void
smtp_call_carry (SmtpCall *call, MessageId message, guint recipient)
{
  ledger_carry (call->conversation.internet->ledger, tcp_end_get_number (call->conversation.end), message, recipient);
}

void
smtp_call_carry_end (SmtpCall *call)
{
  ledger_carry_end (call->conversation.internet->ledger, call->number);
}

void
smtp_call_forget (SmtpCall *call)
{
  call->events = NULL;
}

void
smtp_call_quit (SmtpCall *call)
{
  smtp_call_forget (call);
  smtp_client_quit (call->client);
}
