/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/transfer-agent.h"

#include "sim/codec/mail-address.h"
#include "sim/codec/mail-message.h"
#include "sim/node/delivery.h"
#include "sim/node/smtp-reception.h"

#include <string.h>

enum
{
  QUEUE_ID_LENGTH = 10,
};

struct TransferAgent
{
  const Internet *internet; /* borrowed */
  TransferAgentConfig config;
  MailStoredFunc stored;
  gpointer user;
  RandomStream dice;
  DnsClient *dns;
  MailQueue *queue;
  GHashTable *deliveries; /* the set of Delivery *; never walked but to free it */
  SmtpReceptions *receptions;
};

static void
free_delivery (gpointer delivery)
{
  delivery_free (delivery);
}

TransferAgent *
transfer_agent_new (const Internet *internet, const TransferAgentConfig *config, MailStoredFunc stored, gpointer user)
{
  TransferAgent *agent = g_new0 (TransferAgent, 1);
  g_autofree char *actor = g_strdup_printf ("transfer-agent %s", internet_host_name (internet, config->host));

  agent->internet = internet;
  agent->config = *config;
  agent->stored = stored;
  agent->user = user;
  random_stream_init (&agent->dice, internet->seed, actor);
  agent->dns = dns_client_new (internet, config->host, config->resolver);
  agent->queue = mail_queue_new ();
  agent->deliveries = g_hash_table_new_full (NULL, NULL, free_delivery, NULL);
  agent->receptions = smtp_receptions_new (agent);
  return agent;
}

void
transfer_agent_free (TransferAgent *agent)
{
  smtp_receptions_free (agent->receptions);
  g_hash_table_unref (agent->deliveries);
  mail_queue_free (agent->queue);
  dns_client_free (agent->dns);
  g_free (agent);
}

const TransferAgentConfig *
transfer_agent_get_config (const TransferAgent *agent)
{
  return &agent->config;
}

const Internet *
transfer_agent_get_internet (const TransferAgent *agent)
{
  return agent->internet;
}

MailQueue *
transfer_agent_get_queue (const TransferAgent *agent)
{
  return agent->queue;
}

DnsClient *
transfer_agent_get_dns (const TransferAgent *agent)
{
  return agent->dns;
}

RandomStream *
transfer_agent_get_dice (TransferAgent *agent)
{
  return &agent->dice;
}

/* This host by its name, or by its address as in "[192.0.2.1]". */
static gboolean
is_own_host (const TransferAgent *agent, const char *domain)
{
  const Internet *internet = agent->internet;
  g_autofree char *address = NULL;
  g_autofree char *literal = NULL;

  if (g_ascii_strcasecmp (domain, internet_host_name (internet, agent->config.host)) == 0)
    return TRUE;
  if (*domain != '[')
    return FALSE;
  address = network_format_address (internet->network, agent->config.host);
  literal = g_strdup_printf ("[%s]", address);
  return strcmp (domain, literal) == 0;
}

static gboolean
is_local_domain (const TransferAgent *agent, const char *domain)
{
  return g_ascii_strcasecmp (domain, agent->config.domain) == 0 || (agent->config.store != NULL && is_own_host (agent, domain));
}

gboolean
transfer_agent_is_local (const TransferAgent *agent, const char *path)
{
  const char *at = strrchr (path, '@');

  return at == NULL || is_local_domain (agent, at + 1);
}

/* The address that PATH, a local one, stands for: without a domain, "postmaster" or a login, it is of this host's own
 * (RFC 5321 4.1.1.3, 4.5.1); quotes don't make another name of it (4.1.2). */
static char *
make_address (const TransferAgent *agent, const char *path)
{
  g_autofree char *local = mail_address_dup_local (path);

  return g_strdup_printf ("%s@%s", local, agent->config.domain);
}

/* The account of PATH in STORE, or NULL. */
static MailAccount *
find_account (const TransferAgent *agent, const MailStore *store, const char *path)
{
  g_autofree char *address = make_address (agent, path);

  return mail_store_find (store, address);
}

gboolean
transfer_agent_log_in (const TransferAgent *agent, const char *name, const char *password)
{
  return mail_store_log_in (agent->config.users, name, password) != NULL;
}

gboolean
transfer_agent_owns (const TransferAgent *agent, const char *login, const char *path)
{
  return transfer_agent_is_local (agent, path)
         && find_account (agent, agent->config.users, path) == find_account (agent, agent->config.users, login);
}

char *
transfer_agent_dup_address (const TransferAgent *agent, const char *login)
{
  return make_address (agent, login);
}

SmtpReply *
transfer_agent_check_recipient (const TransferAgent *agent, const char *path, gboolean submission)
{
  g_autofree char *text = NULL;

  if (!transfer_agent_is_local (agent, path))
    {
      if (submission)
        return NULL;
      text = g_strdup_printf ("<%s>: Relay access denied", path);
      return smtp_reply_new (554, "5.7.1", text);
    }
  if (find_account (agent, agent->config.users, path) != NULL)
    return NULL;
  text = g_strdup_printf ("<%s>: Recipient address rejected: User unknown", path);
  return smtp_reply_new (550, "5.1.1", text);
}

static void
on_delivery_over (gpointer user, Delivery *delivery)
{
  TransferAgent *agent = user;

  g_hash_table_remove (agent->deliveries, delivery);
}

/* RFC 3848, RFC 6531 4.3 */
static const char *
protocol_of (const SmtpEnvelope *envelope, const Reception *reception)
{
  if (envelope->utf8)
    return reception->authenticated ? "UTF8SMTPA" : "UTF8SMTP";
  return reception->authenticated ? "ESMTPA" : reception->extended ? "ESMTP" : "SMTP";
}

/* Trace information as every server adds it (RFC 5321 4.4). */
static GBytes *
stamp (const TransferAgent *agent, const SmtpEnvelope *envelope, GBytes *content, const Reception *reception, const char *queue_id)
{
  const Internet *internet = agent->internet;
  g_autofree char *address = NULL;
  g_autofree char *field = NULL;
  const char *for_recipient = envelope->recipients->len == 1 ? smtp_envelope_recipient (envelope, 0)->path : NULL;

  if (reception->helo == NULL)
    return g_bytes_ref (content);
  address = network_format_address (internet->network, reception->from);
  field = mail_message_format_received (reception->helo, address, internet_host_name (internet, agent->config.host),
                                        protocol_of (envelope, reception), queue_id, for_recipient, internet_unix_seconds (internet));
  return mail_message_prepend (content, field);
}

static MessageId
number_message (TransferAgent *agent, const SmtpEnvelope *envelope, GBytes *content, const Reception *reception)
{
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length);
  g_autofree char *message_id = NULL;

  if (reception->message != 0)
    return reception->message;
  message_id = mail_message_dup_field (bytes, length, "Message-ID");
  return ledger_add_message (agent->internet->ledger, reception->from, NULL, MESSAGE_MAIL, 0, envelope->reverse_path, message_id);
}

static guint
number_recipient (TransferAgent *agent, MessageId message, const char *to)
{
  Ledger *ledger = agent->internet->ledger;
  guint recipient = ledger_find_recipient (ledger, message, to);

  return recipient != 0 ? recipient : ledger_add_recipient (ledger, agent->config.host, message, to);
}

static void
record_accepted (TransferAgent *agent, const QueuedMessage *message, const Reception *reception)
{
  Trace *trace = agent->internet->trace;
  gsize length;
  const void *bytes = g_bytes_get_data (message->content, &length);

  trace_add (trace, &(TraceRecord){ .kind = TRACE_ACCEPTED, .host = agent->config.host, .peer = reception->from, .conn = reception->conn, .message = message->number, .item = trace_text (trace, message->id), .text = trace_text (trace, message->reverse_path), .note = trace_bytes (trace, bytes, length), .value = (gint64) length });
}

static QueueEntry *
queue_recipient (TransferAgent *agent, QueuedMessage *message, const SmtpRecipient *to)
{
  const Internet *internet = agent->internet;
  Trace *trace = internet->trace;
  SimTime expires = message->arrived + agent->config.lifetime;
  guint recipient = number_recipient (agent, message->number, to->path);
  QueueEntry *entry = mail_queue_add (agent->queue, ledger_next_entry (internet->ledger), message, recipient, to, expires);

  trace_add (trace, &(TraceRecord){ .kind = TRACE_QUEUED, .host = agent->config.host, .message = message->number, .conn = recipient, .item = entry->number, .text = trace_text (trace, to->path), .note = trace_text (trace, message->reverse_path), .value = expires });
  return entry;
}

static char *
domain_of (const TransferAgent *agent, const char *path)
{
  return transfer_agent_is_local (agent, path) ? g_strdup (agent->config.domain) : mail_address_dup_domain (path);
}

/* The delivery of this message to DOMAIN, new where there is none yet. */
static Delivery *
find_delivery (TransferAgent *agent, GPtrArray *deliveries, QueuedMessage *message, const char *domain)
{
  Delivery *delivery;

  for (guint i = 0; i < deliveries->len; i++)
    if (strcmp (delivery_get_domain (g_ptr_array_index (deliveries, i)), domain) == 0)
      return g_ptr_array_index (deliveries, i);
  delivery = delivery_new (agent, message, domain, on_delivery_over, agent);
  g_hash_table_add (agent->deliveries, delivery);
  g_ptr_array_add (deliveries, delivery);
  return delivery;
}

static void
queue_recipients (TransferAgent *agent, QueuedMessage *message, const SmtpEnvelope *envelope)
{
  Engine *engine = agent->internet->engine;
  guint32 cause = engine_get_cause (engine);
  g_autoptr (GPtrArray) deliveries = g_ptr_array_new ();

  for (guint i = 0; i < envelope->recipients->len; i++)
    {
      const SmtpRecipient *to = smtp_envelope_recipient (envelope, i);
      g_autofree char *domain = domain_of (agent, to->path);
      guint before = deliveries->len;
      Delivery *delivery = find_delivery (agent, deliveries, message, domain);

      engine_set_cause (engine, cause);
      delivery_add (delivery, queue_recipient (agent, message, to));
      if (deliveries->len > before)
        delivery_start (delivery);
    }
  engine_set_cause (engine, cause);
}

void
transfer_agent_accept (TransferAgent *agent, const SmtpEnvelope *envelope, GBytes *content, const Reception *reception)
{
  Engine *engine = agent->internet->engine;
  g_autofree char *queue_id = internet_make_id (&agent->dice, QUEUE_ID_LENGTH);
  g_autoptr (GBytes) stamped = stamp (agent, envelope, content, reception, queue_id);
  MessageId number = number_message (agent, envelope, content, reception);
  QueuedMessage *message = queued_message_new (number, queue_id, envelope, stamped, engine_now (engine));

  record_accepted (agent, message, reception);
  queue_recipients (agent, message, envelope);
  queued_message_unref (message);
}

gboolean
transfer_agent_store (TransferAgent *agent, const QueueEntry *entry)
{
  const Internet *internet = agent->internet;
  Trace *trace = internet->trace;
  MailAccount *account = find_account (agent, agent->config.store, entry->to);
  g_autofree char *field = NULL;
  g_autoptr (GBytes) content = NULL;
  const StoredMail *mail;

  if (account == NULL)
    return FALSE;
  field = g_strdup_printf ("Return-Path: <%s>\r\n", entry->message->reverse_path);
  content = mail_message_prepend (entry->message->content, field);
  mail_account_hold (account);
  mail = mailbox_add (account->inbox, ledger_next_item (internet->ledger), entry->message->number, content, internet_unix_seconds (internet));
  trace_add (trace, &(TraceRecord){ .kind = TRACE_STORED, .host = agent->config.host, .message = mail->message, .conn = entry->recipient, .item = mail->item, .text = trace_text (trace, account->address), .note = trace_bytes (trace, g_bytes_get_data (content, NULL), g_bytes_get_size (content)), .value = mail->uid });
  mail_account_release (account);
  agent->stored (agent->user, account);
  return TRUE;
}
