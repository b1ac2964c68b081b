/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/transfer-agent.h"

#include "sim/codec/mail-address.h"
#include "sim/codec/mail-message.h"
#include "sim/node/delivery.h"
#include "sim/node/destination.h"
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
  Destinations *destinations;
  SmtpFaults *faults;
  Greylist *greylist;     /* or NULL */
  SmtpReceptions *receptions;
  SimTime first_run;      /* of the queue */
  gboolean disk_full;
};

static void
free_delivery (gpointer delivery)
{
  delivery_free (delivery);
}

static void
on_granted (gpointer delivery)
{
  delivery_grant (delivery);
}

/* What a running program knows and a stopped one forgets. */
static void
start (TransferAgent *agent)
{
  agent->deliveries = g_hash_table_new_full (NULL, NULL, free_delivery, NULL);
  agent->destinations = destinations_new (agent->internet, agent->config.parallel, on_granted);
}

static void
stop (TransferAgent *agent)
{
  g_clear_pointer (&agent->deliveries, g_hash_table_unref);
  g_clear_pointer (&agent->destinations, destinations_free);
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
  agent->faults = smtp_faults_new ();
  if (config->greylist > 0)
    agent->greylist = greylist_new (config->greylist);
  if (config->queue_run > 0)
    agent->first_run = (SimTime) random_stream_below (&agent->dice, (guint64) config->queue_run);
  start (agent);
  agent->receptions = smtp_receptions_new (agent);
  return agent;
}

void
transfer_agent_free (TransferAgent *agent)
{
  g_clear_pointer (&agent->receptions, smtp_receptions_free);
  stop (agent);
  smtp_faults_free (agent->faults);
  g_clear_pointer (&agent->greylist, greylist_free);
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

Destinations *
transfer_agent_get_destinations (const TransferAgent *agent)
{
  return agent->destinations;
}

Greylist *
transfer_agent_get_greylist (const TransferAgent *agent)
{
  return agent->greylist;
}

SmtpFaults *
transfer_agent_get_faults (const TransferAgent *agent)
{
  return agent->faults;
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

MailAccount *
transfer_agent_find_account (const TransferAgent *agent, const char *path)
{
  g_autofree char *address = make_address (agent, path);

  return mail_store_find (mail_directory_get_users (agent->config.directory), address);
}

DirectoryFinding
transfer_agent_look_up (const TransferAgent *agent, const char *path)
{
  g_autofree char *local = mail_address_dup_local (path);

  return mail_directory_find (agent->config.directory, local);
}

gboolean
transfer_agent_log_in (const TransferAgent *agent, const char *name, const char *password)
{
  return mail_store_log_in (mail_directory_get_users (agent->config.directory), name, password) != NULL;
}

gboolean
transfer_agent_owns (const TransferAgent *agent, const char *login, const char *path)
{
  return transfer_agent_is_local (agent, path)
         && transfer_agent_find_account (agent, path) == transfer_agent_find_account (agent, login);
}

char *
transfer_agent_dup_address (const TransferAgent *agent, const char *login)
{
  return make_address (agent, login);
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

/* As it stands in a Received: field (RFC 5321 4.1.3); caller frees. */
static char *
dup_address (const Internet *internet, const Reception *reception)
{
  const char *ipv6 = reception->by_ipv6 ? ipv6_addresses_get (internet->ipv6, reception->from) : NULL;

  return ipv6 != NULL ? g_strconcat ("IPv6:", ipv6, NULL) : network_format_address (internet->network, reception->from);
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
  address = dup_address (internet, reception);
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

/* Beside the wire: on connection CONN (0: from here) it was said which one is meant. */
static guint
number_recipient (TransferAgent *agent, MessageId message, guint32 conn, const char *to)
{
  Ledger *ledger = agent->internet->ledger;
  guint recipient = ledger_find_carried (ledger, conn, message, to);

  if (recipient == 0)
    recipient = ledger_find_recipient (ledger, message, to);
  return recipient != 0 ? recipient : ledger_add_recipient (ledger, agent->config.host, message, to, 0);
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
add_entry (TransferAgent *agent, QueuedMessage *message, guint recipient, const SmtpRecipient *to)
{
  const Internet *internet = agent->internet;
  Trace *trace = internet->trace;
  SimTime expires = message->arrived + agent->config.lifetime;
  QueueEntry *entry = mail_queue_add (agent->queue, ledger_next_entry (internet->ledger), message, recipient, to, expires);

  trace_add (trace, &(TraceRecord){ .kind = TRACE_QUEUED, .host = agent->config.host, .message = message->number, .conn = recipient, .item = entry->number, .text = trace_text (trace, to->path), .note = trace_text (trace, message->reverse_path), .value = expires });
  return entry;
}

QueueEntry *
transfer_agent_queue (TransferAgent *agent, QueuedMessage *message, const SmtpRecipient *to, guint instead_of, GPtrArray *ancestors)
{
  guint recipient = ledger_add_recipient (agent->internet->ledger, agent->config.host, message->number, to->path, instead_of);
  QueueEntry *entry = add_entry (agent, message, recipient, to);

  entry->ancestors = g_ptr_array_ref (ancestors);
  return entry;
}

/* The delivery of MESSAGE by ROUTE from T on, new where there is none yet. */
static Delivery *
find_delivery (TransferAgent *agent, GPtrArray *deliveries, QueuedMessage *message, const MailRoute *route, SimTime t)
{
  Delivery *delivery;

  for (guint i = 0; i < deliveries->len; i++)
    {
      delivery = g_ptr_array_index (deliveries, i);
      if (delivery_get_message (delivery) == message && delivery_get_next_try (delivery) == t && mail_route_equal (delivery_get_route (delivery), route))
        return delivery;
    }
  delivery = delivery_new (agent, message, route, on_delivery_over, agent);
  g_hash_table_add (agent->deliveries, delivery);
  g_ptr_array_add (deliveries, delivery);
  return delivery;
}

/* Under the cause of the first one in it. After a crash deferred mail keeps its time. */
static void
deliver_entry (TransferAgent *agent, GPtrArray *deliveries, QueueEntry *entry)
{
  g_auto (MailRoute) route = mail_route_find (agent, entry->to);
  SimTime t = MAX (engine_now (agent->internet->engine), entry->next_try);
  guint before = deliveries->len;
  Delivery *delivery = find_delivery (agent, deliveries, entry->message, &route, t);

  delivery_add (delivery, entry);
  if (deliveries->len > before)
    delivery_start (delivery, t);
}

void
transfer_agent_deliver (TransferAgent *agent, const GPtrArray *entries)
{
  g_autoptr (GPtrArray) deliveries = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    deliver_entry (agent, deliveries, g_ptr_array_index (entries, i));
}

static void
queue_recipients (TransferAgent *agent, QueuedMessage *message, const SmtpEnvelope *envelope, guint32 conn)
{
  Engine *engine = agent->internet->engine;
  guint32 cause = engine_get_cause (engine);
  g_autoptr (GPtrArray) deliveries = g_ptr_array_new ();

  for (guint i = 0; i < envelope->recipients->len; i++)
    {
      const SmtpRecipient *to = smtp_envelope_recipient (envelope, i);

      engine_set_cause (engine, cause);
      deliver_entry (agent, deliveries, add_entry (agent, message, number_recipient (agent, message->number, conn, to->path), to));
    }
  engine_set_cause (engine, cause);
}

char *
transfer_agent_make_queue_id (TransferAgent *agent)
{
  return internet_make_id (&agent->dice, QUEUE_ID_LENGTH);
}

void
transfer_agent_accept (TransferAgent *agent, const SmtpEnvelope *envelope, GBytes *content, const Reception *reception)
{
  Engine *engine = agent->internet->engine;
  g_autofree char *queue_id = transfer_agent_make_queue_id (agent);
  g_autoptr (GBytes) stamped = stamp (agent, envelope, content, reception, queue_id);
  MessageId number = number_message (agent, envelope, content, reception);
  QueuedMessage *message = queued_message_new (number, queue_id, envelope, stamped, engine_now (engine));

  record_accepted (agent, message, reception);
  queue_recipients (agent, message, envelope, reception->conn);
  queued_message_unref (message);
}

/* RFC 3463 3.3, 3.4: the system has no room, or the mailbox has none. */
SmtpReply *
transfer_agent_check_room (const TransferAgent *agent, const MailAccount *account, guint64 size)
{
  g_autofree char *text = NULL;

  if (agent->disk_full)
    return smtp_reply_new (452, "4.3.1", "Insufficient system storage");
  if (!account->closed && mail_account_has_room (account, size))
    return NULL;
  text = g_strdup_printf ("<%s>: Mailbox is full / Quota exceeded", account->address);
  return account->closed_for_good ? smtp_reply_new (552, "5.2.2", text) : smtp_reply_new (452, "4.2.2", text);
}

SmtpReply *
transfer_agent_store (TransferAgent *agent, const QueueEntry *entry, MailAccount *account)
{
  const Internet *internet = agent->internet;
  Trace *trace = internet->trace;
  g_autofree char *field = g_strdup_printf ("Return-Path: <%s>\r\n", entry->message->reverse_path);
  g_autoptr (GBytes) content = mail_message_prepend (entry->message->content, field);
  SmtpReply *obstacle = transfer_agent_check_room (agent, account, g_bytes_get_size (content));
  const StoredMail *mail;

  if (obstacle != NULL)
    return obstacle;
  mail_account_hold (account);
  mail = mailbox_add (account->inbox, ledger_next_item (internet->ledger), entry->message->number, content, internet_unix_seconds (internet));
  trace_add (trace, &(TraceRecord){ .kind = TRACE_STORED, .host = agent->config.host, .message = mail->message, .conn = entry->recipient, .item = mail->item, .text = trace_text (trace, account->address), .note = trace_bytes (trace, g_bytes_get_data (content, NULL), g_bytes_get_size (content)), .value = mail->uid });
  mail_account_release (account);
  agent->stored (agent->user, account);
  return NULL;
}

SimTime
transfer_agent_find_queue_run (const TransferAgent *agent, SimTime t)
{
  SimTime every = agent->config.queue_run, since = t - agent->first_run;

  if (every == 0)
    return t;
  return since <= 0 ? agent->first_run : agent->first_run + (since + every - 1) / every * every;
}

void
transfer_agent_set_disk_full (TransferAgent *agent, gboolean full)
{
  agent->disk_full = full;
}

void
transfer_agent_crash (TransferAgent *agent)
{
  stop (agent); /* its calls have no owner any more when they end */
  tcp_crash_host (agent->internet->tcp, agent->config.host);
  g_clear_pointer (&agent->receptions, smtp_receptions_free);
}

void
transfer_agent_lose_queue (TransferAgent *agent)
{
  Trace *trace = agent->internet->trace;
  Engine *engine = agent->internet->engine;
  g_autoptr (GPtrArray) entries = mail_queue_list (agent->queue);
  guint32 cause = engine_get_cause (engine);

  for (guint i = 0; i < entries->len; i++)
    {
      QueueEntry *entry = g_ptr_array_index (entries, i);

      engine_set_cause (engine, cause);
      trace_add (trace, &(TraceRecord){ .kind = TRACE_LOST, .host = agent->config.host, .message = entry->message->number, .conn = entry->recipient, .item = entry->number, .text = trace_text (trace, "the server crashed and kept nothing") });
      mail_queue_remove (agent->queue, entry);
    }
  engine_set_cause (engine, cause);
}

gboolean
transfer_agent_is_running (const TransferAgent *agent)
{
  return agent->receptions != NULL;
}

void
transfer_agent_restart (TransferAgent *agent)
{
  g_autoptr (GPtrArray) entries = mail_queue_list (agent->queue);

  start (agent);
  agent->receptions = smtp_receptions_new (agent);
  transfer_agent_deliver (agent, entries);
}
