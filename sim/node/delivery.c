/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/delivery.h"

#include "sim/node/address-lookup.h"
#include "sim/node/bounce.h"
#include "sim/node/mx-lookup.h"
#include "sim/node/smtp-call.h"

#include <string.h>

struct Delivery
{
  TransferAgent *agent; /* borrowed */
  const Internet *internet; /* borrowed */
  HostId host;
  QueuedMessage *message;
  char *domain;
  DeliveryOverFunc over;
  gpointer user;
  GPtrArray *entries; /* QueueEntry *, the queue's: all that are not done */
  EventId timer;

  /* One turn: from an attempt to the fate of every entry in it. */
  GPtrArray *open;    /* QueueEntry *: not decided in this turn */
  GPtrArray *sending; /* QueueEntry *, as in the transaction's envelope; NULL: decided */
  GPtrArray *hosts;   /* char *: still to be tried */
  char *host_name;    /* being tried */
  GArray *peers;      /* HostId: its addresses that are still to be tried */
  HostId peer;
  SmtpReply *trouble; /* why the hosts could not be used, or NULL */
  DeliveryReport *failures;  /* of those that failed in this turn, or NULL */
  DeliveryReport *successes; /* of those that were delivered, where a report is wanted, or NULL */
  SimTime next_try;   /* of those that were deferred in this turn; 0: none was */
  MxLookup *lookup;
  AddressLookup *addresses;
  SmtpCall *call;
  SmtpEnvelope *envelope;
};

Delivery *
delivery_new (TransferAgent *agent, QueuedMessage *message, const char *domain, DeliveryOverFunc over, gpointer user)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->agent = agent;
  delivery->internet = transfer_agent_get_internet (agent);
  delivery->host = transfer_agent_get_config (agent)->host;
  delivery->message = queued_message_ref (message);
  delivery->domain = g_strdup (domain);
  delivery->over = over;
  delivery->user = user;
  delivery->entries = g_ptr_array_new ();
  delivery->open = g_ptr_array_new ();
  delivery->sending = g_ptr_array_new ();
  delivery->peers = g_array_new (FALSE, FALSE, sizeof (HostId));
  return delivery;
}

void
delivery_free (Delivery *delivery)
{
  engine_cancel (delivery->internet->engine, &delivery->timer);
  g_clear_pointer (&delivery->addresses, address_lookup_free);
  g_clear_pointer (&delivery->lookup, mx_lookup_free);
  if (delivery->call != NULL)
    smtp_call_forget (delivery->call);
  g_clear_pointer (&delivery->envelope, smtp_envelope_free);
  g_clear_pointer (&delivery->failures, delivery_report_free);
  g_clear_pointer (&delivery->successes, delivery_report_free);
  g_clear_pointer (&delivery->trouble, smtp_reply_free);
  g_clear_pointer (&delivery->hosts, g_ptr_array_unref);
  g_free (delivery->host_name);
  g_array_unref (delivery->peers);
  g_ptr_array_unref (delivery->sending);
  g_ptr_array_unref (delivery->open);
  g_ptr_array_unref (delivery->entries);
  queued_message_unref (delivery->message);
  g_free (delivery->domain);
  g_free (delivery);
}

const char *
delivery_get_domain (const Delivery *delivery)
{
  return delivery->domain;
}

void
delivery_add (Delivery *delivery, QueueEntry *entry)
{
  g_ptr_array_add (delivery->entries, entry);
}

static TraceId
record_fate (Delivery *delivery, TraceKind kind, const QueueEntry *entry, const SmtpReply *reply, SimTime next_try)
{
  Trace *trace = delivery->internet->trace;

  return trace_add (trace, &(TraceRecord){ .kind = kind, .host = delivery->host, .peer = delivery->peer, .code = reply->code, .message = delivery->message->number, .conn = entry->recipient, .item = entry->number, .text = trace_text (trace, reply->text), .note = trace_text (trace, smtp_reply_get_status (reply)), .value = next_try });
}

/* ENTRY leaves the queue. */
static void
drop_entry (Delivery *delivery, QueueEntry *entry)
{
  g_ptr_array_remove (delivery->entries, entry);
  mail_queue_remove (transfer_agent_get_queue (delivery->agent), entry);
}

/* Delivered here; or relayed to a server that does not take over the wish for a report (RFC 3461 5.2.2). */
static void
note_success (Delivery *delivery, const QueueEntry *entry, const SmtpReply *reply)
{
  gboolean here = delivery->peer == delivery->host;

  if (bounce_is_wanted (entry, DELIVERY_DELIVERED) && (here || !smtp_call_offers_dsn (delivery->call)))
    bounce_note (delivery->agent, &delivery->successes, entry, here ? DELIVERY_DELIVERED : DELIVERY_RELAYED, reply, here ? 0 : delivery->peer);
}

static void
bounce_entry (Delivery *delivery, QueueEntry *entry, const SmtpReply *reply, gboolean expired)
{
  gboolean wanted = bounce_is_wanted (entry, DELIVERY_FAILED);
  DeliveryRecipient *recipient;

  if (wanted)
    recipient = bounce_note (delivery->agent, &delivery->failures, entry, DELIVERY_FAILED, reply, delivery->peer);
  if (wanted && expired)
    bounce_note_expiry (recipient, reply);
  record_fate (delivery, wanted ? TRACE_BOUNCED : TRACE_DISCARDED, entry, reply, 0);
  drop_entry (delivery, entry);
}

static void
defer_entry (Delivery *delivery, QueueEntry *entry, const SmtpReply *reply)
{
  const TransferAgentConfig *config = transfer_agent_get_config (delivery->agent);
  SimTime now = engine_now (delivery->internet->engine);

  if (now >= entry->expires)
    {
      bounce_entry (delivery, entry, reply, TRUE);
      return;
    }
  if (delivery->next_try == 0)
    {
      delivery->next_try = now + retry_schedule_wait (&config->retry, entry->attempts, now - delivery->message->arrived);
      delivery->next_try = MIN (delivery->next_try, entry->expires);
    }
  record_fate (delivery, TRACE_DEFERRED, entry, reply, delivery->next_try);
}

static gboolean
is_final (const SmtpReply *reply)
{
  return smtp_reply_is_permanent (reply) || (reply->code == 0 && reply->status[0] == '5');
}

/* The fate of ENTRY in this turn (RFC 5321 4.2.1, 4.5.4.1). */
static void
decide (Delivery *delivery, QueueEntry *entry, const SmtpReply *reply)
{
  g_ptr_array_remove (delivery->open, entry);
  if (is_final (reply))
    bounce_entry (delivery, entry, reply, FALSE);
  else if (smtp_reply_is_transient (reply) || reply->code == 0)
    defer_entry (delivery, entry, reply);
  else
    {
      note_success (delivery, entry, reply);
      record_fate (delivery, TRACE_SENT, entry, reply, 0);
      drop_entry (delivery, entry);
    }
}

static void start_turn (gpointer target, guint64 argument);

static void
send_report (Delivery *delivery, DeliveryReport **report)
{
  guint32 cause = engine_get_cause (delivery->internet->engine);

  if (*report != NULL)
    bounce_send (delivery->agent, delivery->message, *report);
  g_clear_pointer (report, delivery_report_free);
  engine_set_cause (delivery->internet->engine, cause);
}

static void
end_turn (Delivery *delivery)
{
  Engine *engine = delivery->internet->engine;

  g_assert (delivery->open->len == 0);
  send_report (delivery, &delivery->failures);
  send_report (delivery, &delivery->successes);
  if (delivery->entries->len == 0)
    delivery->over (delivery->user, delivery);
  else
    delivery->timer = engine_schedule (engine, ENGINE_WORK, delivery->next_try, start_turn, delivery, 0);
}

/* The same fate for all that are still open. */
static void
decide_open (Delivery *delivery, const SmtpReply *reply)
{
  Engine *engine = delivery->internet->engine;
  guint32 cause = engine_get_cause (engine);

  while (delivery->open->len > 0)
    {
      engine_set_cause (engine, cause);
      decide (delivery, g_ptr_array_index (delivery->open, 0), reply);
    }
}

static void
fail_turn (Delivery *delivery, const char *status, const char *text)
{
  g_autoptr (SmtpReply) reply = smtp_reply_new (0, status, text);

  decide_open (delivery, reply);
  end_turn (delivery);
}

static void try_next_host (Delivery *delivery);

/* This host is of no use now; TROUBLE (transfer full) says why. */
static void
give_up_host (Delivery *delivery, SmtpReply *trouble)
{
  if (delivery->trouble != NULL && is_final (trouble))
    smtp_reply_free (trouble); /* another host may still come back */
  else
    {
      g_clear_pointer (&delivery->trouble, smtp_reply_free);
      delivery->trouble = trouble;
    }
  try_next_host (delivery);
}

static void
on_call_ready (gpointer user, SmtpCall *call)
{
  Delivery *delivery = user;

  g_ptr_array_set_size (delivery->sending, 0);
  g_clear_pointer (&delivery->envelope, smtp_envelope_free);
  delivery->envelope = queued_message_make_envelope (delivery->message);
  for (guint i = 0; i < delivery->open->len; i++)
    {
      QueueEntry *entry = g_ptr_array_index (delivery->open, i);

      g_ptr_array_add (delivery->sending, entry);
      queue_entry_address (entry, delivery->envelope);
    }
  smtp_call_send (call, delivery->envelope, delivery->message->content);
}

static void
on_call_recipient (gpointer user, guint index, const SmtpReply *reply)
{
  Delivery *delivery = user;
  Engine *engine = delivery->internet->engine;
  guint32 cause = engine_get_cause (engine);
  QueueEntry *entry = g_steal_pointer (&g_ptr_array_index (delivery->sending, index));

  decide (delivery, entry, reply);
  engine_set_cause (engine, cause);
}

static void
on_call_finished (gpointer user, SmtpCall *call)
{
  Delivery *delivery = user;

  delivery->call = NULL;
  smtp_call_quit (call);
  end_turn (delivery);
}

static void
on_call_failed (gpointer user, const SmtpReply *reply)
{
  Delivery *delivery = user;

  delivery->call = NULL;
  if (delivery->open->len == 0)
    end_turn (delivery);
  else
    give_up_host (delivery, smtp_reply_copy (reply));
}

static const SmtpCallEvents call_events = { on_call_ready, on_call_recipient, on_call_finished, on_call_failed };

static void
connect_to (Delivery *delivery, HostId peer)
{
  delivery->peer = peer;
  delivery->call = smtp_call_new (delivery->internet, delivery->host, peer, PORT_SMTP, delivery->message->number, &call_events, delivery);
}

static void
on_addresses (gpointer user, const GArray *peers, const SmtpReply *trouble)
{
  Delivery *delivery = user;

  delivery->addresses = NULL;
  g_array_append_vals (delivery->peers, peers->data, peers->len);
  if (trouble != NULL)
    give_up_host (delivery, smtp_reply_copy (trouble));
  else
    try_next_host (delivery);
}

static HostId
take_next_peer (Delivery *delivery)
{
  HostId peer = g_array_index (delivery->peers, HostId, 0);

  g_array_remove_index (delivery->peers, 0);
  return peer;
}

static void
try_next_host (Delivery *delivery)
{
  delivery->peer = 0;
  if (delivery->peers->len > 0)
    {
      connect_to (delivery, take_next_peer (delivery));
      return;
    }
  g_clear_pointer (&delivery->host_name, g_free);
  if (delivery->hosts->len == 0)
    {
      g_autoptr (SmtpReply) trouble = g_steal_pointer (&delivery->trouble);

      decide_open (delivery, trouble);
      end_turn (delivery);
      return;
    }
  delivery->host_name = g_ptr_array_steal_index (delivery->hosts, 0);
  delivery->addresses = address_lookup_start (delivery->agent, delivery->host_name, delivery->message->number, on_addresses, delivery);
}

static void
on_hosts (gpointer user, MxOutcome outcome, const GPtrArray *hosts)
{
  Delivery *delivery = user;
  g_autofree char *text = NULL;

  delivery->lookup = NULL;
  switch (outcome)
    {
    case MX_FOUND:
      for (guint i = 0; i < hosts->len; i++)
        g_ptr_array_add (delivery->hosts, g_strdup (g_ptr_array_index (hosts, i)));
      try_next_host (delivery);
      return;
    case MX_NO_SUCH_DOMAIN:
      text = g_strdup_printf ("Host or domain name not found. There is no domain %s in the DNS", delivery->domain);
      fail_turn (delivery, "5.1.2", text);
      return;
    case MX_NULL:
      text = g_strdup_printf ("Domain %s does not accept mail (nullMX)", delivery->domain);
      fail_turn (delivery, "5.1.10", text);
      return;
    case MX_LOOP:
      text = g_strdup_printf ("mail for %s loops back to myself", delivery->domain);
      fail_turn (delivery, "5.4.6", text);
      return;
    case MX_UNKNOWN:
      text = g_strdup_printf ("Host or domain name not found. Name service error for name=%s type=MX: try again", delivery->domain);
      fail_turn (delivery, "4.4.3", text);
      return;
    }
  g_assert_not_reached ();
}

/* Into the mailboxes of this host. */
static void
deliver_locally (Delivery *delivery)
{
  Engine *engine = delivery->internet->engine;
  guint32 cause = engine_get_cause (engine);
  g_autoptr (SmtpReply) stored = smtp_reply_new (250, "2.0.0", "delivered to the mailbox");
  g_autoptr (SmtpReply) unknown = smtp_reply_new (550, "5.1.1", "User unknown");

  delivery->peer = delivery->host;
  while (delivery->open->len > 0)
    {
      QueueEntry *entry = g_ptr_array_index (delivery->open, 0);

      engine_set_cause (engine, cause);
      decide (delivery, entry, transfer_agent_store (delivery->agent, entry) ? stored : unknown);
    }
  end_turn (delivery);
}

/* "[192.0.2.1]" (RFC 5321 4.1.3). */
static void
deliver_to_literal (Delivery *delivery)
{
  g_autofree char *address = g_strndup (delivery->domain + 1, strlen (delivery->domain) - 2);
  const Network *network = delivery->internet->network;
  HostId host = network_find_address (network, network_parse_address (address));

  if (host != 0)
    connect_to (delivery, host);
  else
    fail_turn (delivery, "4.4.1", "connect to the address literal: no route to host");
}

static void
find_hosts (Delivery *delivery)
{
  const TransferAgentConfig *config = transfer_agent_get_config (delivery->agent);

  if (g_ascii_strcasecmp (delivery->domain, config->domain) != 0)
    {
      if (delivery->domain[0] == '[')
        deliver_to_literal (delivery);
      else
        delivery->lookup = mx_lookup_start (delivery->agent, delivery->domain, delivery->message->number, on_hosts, delivery);
      return;
    }
  if (config->store != NULL)
    {
      deliver_locally (delivery);
      return;
    }
  g_ptr_array_add (delivery->hosts, g_strdup (config->mailbox_host));
  try_next_host (delivery);
}

static void
record_attempt (Delivery *delivery, const QueueEntry *entry)
{
  Trace *trace = delivery->internet->trace;

  trace_add (trace, &(TraceRecord){ .kind = TRACE_ATTEMPT, .host = delivery->host, .code = (guint16) entry->attempts, .message = delivery->message->number, .conn = entry->recipient, .item = entry->number, .text = trace_text (trace, entry->to) });
}

static void
start_turn (gpointer target, guint64 argument)
{
  Delivery *delivery = target;

  delivery->timer = 0;
  delivery->next_try = 0;
  delivery->peer = 0;
  g_array_set_size (delivery->peers, 0);
  g_clear_pointer (&delivery->trouble, smtp_reply_free);
  g_clear_pointer (&delivery->hosts, g_ptr_array_unref);
  delivery->hosts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < delivery->entries->len; i++)
    {
      QueueEntry *entry = g_ptr_array_index (delivery->entries, i);

      entry->attempts++;
      record_attempt (delivery, entry);
      g_ptr_array_add (delivery->open, entry);
    }
  find_hosts (delivery);
}

void
delivery_start (Delivery *delivery)
{
  Engine *engine = delivery->internet->engine;

  delivery->timer = engine_schedule (engine, ENGINE_WORK, engine_now (engine), start_turn, delivery, 0);
}
