/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/smtp-reception.h"

#include "sim/codec/mail-message.h"
#include "sim/codec/submitted-mail.h"
#include "sim/node/conversation.h"
#include "sim/node/recipient-policy.h"
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
  char *sender;   /* of the present transaction, or NULL */
  guint64 size;   /* as announced */
  guint64 bytes;  /* that the client has sent */
  gboolean broken; /* a fault ends the connection here */
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
  g_free (reception->sender);
  *reception->link = reception->next;
  if (reception->next != NULL)
    reception->next->link = reception->link;
  g_free (reception);
}

static SmtpReply *
on_rcpt (gpointer user, const char *forward_path)
{
  const SmtpReception *reception = user;
  const RecipientRequest request = { forward_path, reception->sender, reception->size, tcp_end_get_peer (reception->conversation.end), reception->door->submission };

  return recipient_policy_judge (agent_of (reception), &request);
}

static SmtpReply *
on_mail (gpointer user, const char *reverse_path, guint64 size)
{
  SmtpReception *reception = user;

  g_free (reception->sender);
  reception->sender = g_strdup (reverse_path);
  reception->size = size;
  return NULL;
}

/* Nobody sends in another's name (RFC 6409 6.1). */
static SmtpReply *
on_submission (gpointer user, const char *reverse_path, guint64 size)
{
  const SmtpReception *reception = user;
  const char *login = smtp_server_get_login (reception->server);
  g_autofree char *text = NULL;

  if (reverse_path[0] == '\0' || transfer_agent_get_config (agent_of (reception))->trusts_senders || transfer_agent_owns (agent_of (reception), login, reverse_path))
    return on_mail (user, reverse_path, size);
  text = g_strdup_printf ("<%s>: Sender address rejected: not owned by user %s", reverse_path, login);
  return smtp_reply_new (553, "5.7.1", text);
}

static gboolean
on_authenticate (gpointer user, const char *name, const char *password)
{
  return transfer_agent_log_in (agent_of (user), name, password);
}

/* A message that has been through too many hands goes round in circles (RFC 5321 6.3). */
static SmtpReply *
find_loop (const TransferAgent *agent, GBytes *content)
{
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length);

  if (length == 0 || mail_message_count_field (bytes, length, "Received") <= transfer_agent_get_config (agent)->hop_limit)
    return NULL;
  return smtp_reply_new (554, "5.4.6", "Too many hops: this mail is going round in a loop");
}

static GBytes *
complete (const SmtpReception *reception, GBytes *content)
{
  const TransferAgent *agent = agent_of (reception);
  const Internet *internet = transfer_agent_get_internet (agent);
  g_autofree char *address = transfer_agent_dup_address (agent, smtp_server_get_login (reception->server));
  g_autofree char *id = internet_make_id (transfer_agent_get_dice (agent_of (reception)), 12);

  return submitted_mail_complete (content, address, id, internet_host_name (internet, transfer_agent_get_config (agent)->host), internet_unix_seconds (internet));
}

static SmtpReply *
on_message (gpointer user, const SmtpEnvelope *envelope, GBytes *content)
{
  SmtpReception *reception = user;
  g_autoptr (GBytes) whole = reception->door->submission ? complete (reception, content) : g_bytes_ref (content);
  SmtpReply *loop = find_loop (agent_of (reception), content);
  TcpEnd *end = reception->conversation.end;
  const Reception from = {
    .message = tcp_end_get_message (end),
    .from = tcp_end_get_peer (end),
    .by_ipv6 = tcp_end_is_ipv6 (end),
    .conn = tcp_end_get_number (end),
    .helo = smtp_server_get_helo (reception->server),
    .extended = smtp_server_is_extended (reception->server),
    .authenticated = smtp_server_get_login (reception->server) != NULL,
  };

  if (loop == NULL)
    transfer_agent_accept (agent_of (reception), envelope, whole, &from);
  return loop;
}

/* Nothing that is said from now on gets out; the connection breaks, or stays as it is. */
static void
strike (SmtpReception *reception, const SmtpFault *fault)
{
  reception->conversation.muted = TRUE;
  reception->broken = reception->broken || fault->kind == SMTP_FAULT_DROP;
}

static SmtpReply *
on_intercept (gpointer user, const char *verb, const char *argument)
{
  SmtpReception *reception = user;
  const SmtpFault *fault;

  if (reception->conversation.muted)
    return NULL;
  fault = smtp_faults_strike (transfer_agent_get_faults (agent_of (reception)), verb, argument);
  if (fault == NULL)
    return NULL;
  if (fault->kind == SMTP_FAULT_REPLY)
    return smtp_fault_make_reply (fault);
  strike (reception, fault);
  return NULL;
}

static void
count_bytes (SmtpReception *reception, gsize length)
{
  guint64 before = reception->bytes;
  const SmtpFault *fault;

  reception->bytes += length;
  fault = smtp_faults_strike_bytes (transfer_agent_get_faults (agent_of (reception)), before, reception->bytes);
  if (fault != NULL)
    strike (reception, fault);
}

static const SmtpServerPolicy relay_policy = { .intercept = on_intercept, .mail = on_mail, .rcpt = on_rcpt, .message = on_message };
static const SmtpServerPolicy submission_policy = { .intercept = on_intercept, .mail = on_submission, .rcpt = on_rcpt, .message = on_message, .authenticate = on_authenticate };

static void
go_on (SmtpReception *reception)
{
  if (reception->broken)
    tcp_end_abort (g_steal_pointer (&reception->conversation.end));
  if (reception->broken || reception->conversation.over)
    reception_free (reception);
  else if (!reception->conversation.muted)
    conversation_wait (&reception->conversation, patience);
}

static void
on_received (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length)
{
  SmtpReception *reception = user;

  count_bytes (reception, length);
  if (!reception->broken)
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
  reception->server = smtp_server_new (&door->owner->config, door->submission ? &submission_policy : &relay_policy, conversation_output (), reception);
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
  receptions->config.recipient_limit = config->recipient_limit;
  receptions->config.without_dsn = config->without_dsn;
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
