/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/smtp-reception.h"

#include "sim/node/conversation.h"
#include "sim/session/smtp-server.h"

/* RFC 5321 4.5.3.2.7: a server waits at least five minutes for the next command. */
static const SimTime patience = 5 * SIM_MINUTE;

typedef struct
{
  SmtpReceptions *owner;
  gboolean submission;
} Door;

typedef struct SmtpReception
{
  Conversation conversation; /* first */
  struct SmtpReception *next, **link;
  const Door *door;
  SmtpServer *server;
} SmtpReception;

struct SmtpReceptions
{
  TransferAgent *agent; /* borrowed */
  SmtpServerConfig config;
  Door relay, submission;
  SmtpReception *open;
};

static TransferAgent *
agent_of (const SmtpReception *reception)
{
  return reception->door->owner->agent;
}

static void
reception_free (SmtpReception *reception)
{
  conversation_clear (&reception->conversation);
  smtp_server_free (reception->server);
  *reception->link = reception->next;
  if (reception->next != NULL)
    reception->next->link = reception->link;
  g_free (reception);
}

static SmtpReply *
on_rcpt (gpointer user, const char *forward_path)
{
  const SmtpReception *reception = user;

  return transfer_agent_check_recipient (agent_of (reception), forward_path, reception->door->submission);
}

static SmtpReply *
on_message (gpointer user, const SmtpEnvelope *envelope, GBytes *content)
{
  SmtpReception *reception = user;
  TcpEnd *end = reception->conversation.end;
  const Reception from = {
    .message = tcp_end_get_message (end),
    .from = tcp_end_get_peer (end),
    .conn = tcp_end_get_number (end),
    .helo = smtp_server_get_helo (reception->server),
    .extended = smtp_server_is_extended (reception->server),
  };

  transfer_agent_accept (agent_of (reception), envelope, content, &from);
  return NULL;
}

static const SmtpServerPolicy policy = { .rcpt = on_rcpt, .message = on_message };

static void
go_on (SmtpReception *reception)
{
  if (reception->conversation.over)
    reception_free (reception);
  else
    conversation_wait (&reception->conversation, patience);
}

static void
on_received (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length)
{
  SmtpReception *reception = user;

  smtp_server_receive (reception->server, bytes, length);
  go_on (reception);
}

static void
on_ended (gpointer user, TcpEnd *end, TcpEnding ending)
{
  SmtpReception *reception = user;

  reception->conversation.end = NULL;
  reception_free (reception);
}

static void
on_timed_out (gpointer conversation)
{
  SmtpReception *reception = conversation;

  smtp_server_time_out (reception->server);
  reception_free (reception);
}

static void
on_accept (gpointer user, TcpEnd *end)
{
  static const TcpEvents events = { NULL, on_received, on_ended };
  const Door *door = user;
  SmtpReception *reception = g_new0 (SmtpReception, 1);

  conversation_init (&reception->conversation, transfer_agent_get_internet (door->owner->agent), &conversation_smtp, on_timed_out);
  reception->conversation.end = end;
  reception->door = door;
  reception->next = door->owner->open;
  reception->link = &door->owner->open;
  if (reception->next != NULL)
    reception->next->link = &reception->next;
  door->owner->open = reception;
  reception->server = smtp_server_new (&door->owner->config, &policy, conversation_output (), reception);
  tcp_end_set_events (end, &events, reception);
  smtp_server_open (reception->server);
  go_on (reception);
}

SmtpReceptions *
smtp_receptions_new (TransferAgent *agent)
{
  SmtpReceptions *receptions = g_new0 (SmtpReceptions, 1);
  const TransferAgentConfig *config = transfer_agent_get_config (agent);
  const Internet *internet = transfer_agent_get_internet (agent);

  receptions->agent = agent;
  receptions->config.host_name = internet_host_name (internet, config->host);
  receptions->config.size_limit = config->size_limit;
  receptions->relay = (Door){ receptions, FALSE };
  receptions->submission = (Door){ receptions, TRUE };
  tcp_listen (internet->tcp, config->host, PORT_SMTP, on_accept, &receptions->relay);
  tcp_listen (internet->tcp, config->host, PORT_SUBMISSION, on_accept, &receptions->submission);
  return receptions;
}

void
smtp_receptions_free (SmtpReceptions *receptions)
{
  while (receptions->open != NULL)
    reception_free (receptions->open);
  g_free (receptions);
}
