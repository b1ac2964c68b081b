/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/delivery.h"

#include "sim/node/destination.h"
#include "sim/node/fates.h"
#include "sim/node/host-search.h"
#include "sim/node/local-delivery.h"
#include "sim/node/smtp-call.h"

enum
{
  MOST_RECIPIENTS = 50, /* of one transaction, as Postfix's default_destination_recipient_limit */
};

struct Delivery
{
  TransferAgent *agent; /* borrowed */
  const Internet *internet; /* borrowed */
  HostId host;
  QueuedMessage *message;
  MailRoute route;
  Destination *destination; /* borrowed; NULL: the mailboxes here */
  DeliveryOverFunc over;
  gpointer user;
  GPtrArray *entries; /* QueueEntry *, the queue's: all that are not done */
  EventId timer;
  Fates fates;

  /* One turn: from an attempt to the fate of every entry in it. */
  TraceId waiting;    /* the record that says so; 0: it has its place, or there is no turn */
  GPtrArray *open;    /* QueueEntry *: to be offered to the present host */
  GPtrArray *later;   /* QueueEntry *: put off by it, to be offered to the next */
  GPtrArray *sending; /* QueueEntry *, as in the transaction's envelope; NULL: decided */
  GPtrArray *surplus; /* QueueEntry *: too many for this transaction */
  SmtpReply *surplus_reply; /* what was said about those, or NULL */
  guint progress;     /* recipients that this transaction is rid of */
  HostSearch *search; /* or NULL */
  HostId peer;
  HostId tried;       /* by the call that was open before, or 0; … */
  SmtpReply *tried_reply; /* … and how it put some off */
  DestinationResult result;
  SmtpCall *call;
  SmtpEnvelope *envelope;
};

Delivery *
delivery_new (TransferAgent *agent, QueuedMessage *message, const MailRoute *route, DeliveryOverFunc over, gpointer user)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->agent = agent;
  delivery->internet = transfer_agent_get_internet (agent);
  delivery->host = transfer_agent_get_config (agent)->host;
  delivery->message = queued_message_ref (message);
  delivery->route = (MailRoute){ route->kind, g_strdup (route->name) };
  if (route->kind != ROUTE_MAILBOX)
    delivery->destination = destinations_get (transfer_agent_get_destinations (agent), route->name);
  delivery->over = over;
  delivery->user = user;
  fates_init (&delivery->fates, agent, message);
  delivery->entries = g_ptr_array_new ();
  delivery->open = g_ptr_array_new ();
  delivery->later = g_ptr_array_new ();
  delivery->surplus = g_ptr_array_new ();
  delivery->sending = g_ptr_array_new ();
  return delivery;
}

void
delivery_free (Delivery *delivery)
{
  engine_cancel (delivery->internet->engine, &delivery->timer);
  if (delivery->waiting != 0)
    destination_withdraw (delivery->destination, delivery);
  g_clear_pointer (&delivery->search, host_search_free);
  if (delivery->call != NULL)
    smtp_call_forget (delivery->call);
  g_clear_pointer (&delivery->envelope, smtp_envelope_free);
  fates_clear (&delivery->fates);
  g_ptr_array_unref (delivery->sending);
  g_ptr_array_unref (delivery->surplus);
  g_clear_pointer (&delivery->surplus_reply, smtp_reply_free);
  g_clear_pointer (&delivery->tried_reply, smtp_reply_free);
  g_ptr_array_unref (delivery->later);
  g_ptr_array_unref (delivery->open);
  g_ptr_array_unref (delivery->entries);
  queued_message_unref (delivery->message);
  mail_route_clear (&delivery->route);
  g_free (delivery);
}

const QueuedMessage *
delivery_get_message (const Delivery *delivery)
{
  return delivery->message;
}

const MailRoute *
delivery_get_route (const Delivery *delivery)
{
  return &delivery->route;
}

void
delivery_add (Delivery *delivery, QueueEntry *entry)
{
  g_ptr_array_add (delivery->entries, entry);
}

/* The fate of ENTRY in this turn. */
static void
decide (Delivery *delivery, QueueEntry *entry, const SmtpReply *reply)
{
  gboolean reports = delivery->call != NULL && smtp_call_offers_dsn (delivery->call);

  if (!fates_decide (&delivery->fates, entry, reply, delivery->peer, reports))
    g_ptr_array_remove (delivery->entries, entry);
}

/* The same fate for all of ENTRIES, which are emptied. */
static void
decide_all (Delivery *delivery, GPtrArray *entries, const SmtpReply *reply)
{
  Engine *engine = delivery->internet->engine;
  guint32 cause = engine_get_cause (engine);

  while (entries->len > 0)
    {
      engine_set_cause (engine, cause);
      decide (delivery, g_ptr_array_steal_index (entries, 0), reply);
    }
}

static void start_turn (gpointer target, guint64 argument);

/* Its place goes to the next; a call that is still good goes with it. */
static void
leave (Delivery *delivery)
{
  if (delivery->destination == NULL)
    return;
  if (delivery->call != NULL)
    destination_give_call (delivery->destination, g_steal_pointer (&delivery->call));
  destination_leave (delivery->destination, delivery->result, delivery->search == NULL ? NULL : host_search_get_trouble (delivery->search));
}

static void
end_turn (Delivery *delivery)
{
  Engine *engine = delivery->internet->engine;
  guint32 cause = engine_get_cause (engine);

  g_assert (delivery->open->len == 0 && delivery->later->len == 0);
  fates_tell (&delivery->fates);
  leave (delivery);
  engine_set_cause (engine, cause);
  if (delivery->entries->len == 0)
    delivery->over (delivery->user, delivery);
  else
    delivery->timer = engine_schedule (engine, ENGINE_WORK, delivery->fates.next_try, start_turn, delivery, 0);
}

static void
fail_turn (Delivery *delivery, const SmtpReply *reply)
{
  decide_all (delivery, delivery->open, reply);
  end_turn (delivery);
}

static void
send_open (Delivery *delivery)
{
  g_ptr_array_set_size (delivery->sending, 0);
  g_clear_pointer (&delivery->envelope, smtp_envelope_free);
  delivery->envelope = queued_message_make_envelope (delivery->message);
  delivery->progress = 0;
  for (guint i = 0; i < MIN (delivery->open->len, MOST_RECIPIENTS); i++)
    {
      QueueEntry *entry = g_ptr_array_index (delivery->open, i);

      g_ptr_array_add (delivery->sending, entry);
      queue_entry_address (entry, delivery->envelope);
      smtp_call_carry (delivery->call, entry->message->number, entry->recipient);
    }
  smtp_call_send (delivery->call, delivery->envelope, delivery->message->content, delivery->message->number);
}

static void
on_call_ready (gpointer user, SmtpCall *call)
{
  Delivery *delivery = user;

  delivery->result = DESTINATION_REACHED;
  send_open (delivery);
}

static void
keep_surplus (Delivery *delivery, QueueEntry *entry, const SmtpReply *reply)
{
  g_ptr_array_add (delivery->surplus, entry);
  smtp_reply_keep (&delivery->surplus_reply, reply);
}

/* By a call that was open before nobody has looked yet whether there are other hosts. */
static void
note_tried (Delivery *delivery, const SmtpReply *reply)
{
  delivery->tried = delivery->peer;
  smtp_reply_keep (&delivery->tried_reply, reply);
}

/* What this host won't take now, the next one is offered (RFC 5321 5.1). */
static void
put_off (Delivery *delivery, QueueEntry *entry, const SmtpReply *reply)
{
  if (delivery->search != NULL && !host_search_has_more (delivery->search))
    {
      decide (delivery, entry, reply);
      return;
    }
  g_ptr_array_add (delivery->later, entry);
  if (delivery->search != NULL)
    host_search_note_trouble (delivery->search, delivery->peer, smtp_reply_copy (reply));
  else
    note_tried (delivery, reply);
}

/* A transaction that got some through makes room for the others; else they have to wait. */
static void
settle_surplus (Delivery *delivery)
{
  Engine *engine = delivery->internet->engine;
  guint32 cause = engine_get_cause (engine);

  while (delivery->surplus->len > 0)
    {
      QueueEntry *entry = g_ptr_array_steal_index (delivery->surplus, 0);

      engine_set_cause (engine, cause);
      if (delivery->progress > 0)
        g_ptr_array_add (delivery->open, entry);
      else
        put_off (delivery, entry, delivery->surplus_reply);
    }
}

static void
on_call_recipient (gpointer user, guint index, const SmtpReply *reply)
{
  Delivery *delivery = user;
  Engine *engine = delivery->internet->engine;
  guint32 cause = engine_get_cause (engine);
  QueueEntry *entry = g_steal_pointer (&g_ptr_array_index (delivery->sending, index));

  g_ptr_array_remove (delivery->open, entry);
  if (smtp_reply_is_surplus (reply))
    keep_surplus (delivery, entry, reply);
  else if (smtp_reply_is_transient (reply))
    put_off (delivery, entry, reply);
  else
    {
      delivery->progress += smtp_reply_is_positive (reply) && reply->code != 0;
      decide (delivery, entry, reply);
    }
  engine_set_cause (engine, cause);
}

static void search_hosts (Delivery *delivery);

/* With those that this host put off (RFC 5321 5.1: the next one is tried). */
static void
go_to_next_host (Delivery *delivery)
{
  g_ptr_array_extend_and_steal (delivery->open, g_steal_pointer (&delivery->later));
  delivery->later = g_ptr_array_new ();
  if (delivery->search == NULL)
    search_hosts (delivery);
  else
    host_search_next (delivery->search);
}

static void
on_call_finished (gpointer user, SmtpCall *call)
{
  Delivery *delivery = user;

  smtp_call_carry_end (call);
  settle_surplus (delivery);
  if (delivery->open->len > 0)
    {
      send_open (delivery);
      return;
    }
  if (delivery->later->len == 0)
    {
      end_turn (delivery);
      return;
    }
  smtp_call_quit (g_steal_pointer (&delivery->call));
  go_to_next_host (delivery);
}

/* An inherited call was perhaps only too old: that says nothing about the hosts. */
static void
on_call_failed (gpointer user, const SmtpReply *reply)
{
  Delivery *delivery = user;

  smtp_call_carry_end (delivery->call);
  delivery->call = NULL;
  delivery->progress = 0;
  settle_surplus (delivery);
  if (delivery->open->len == 0 && delivery->later->len == 0)
    {
      end_turn (delivery);
      return;
    }
  if (delivery->result != DESTINATION_REACHED)
    delivery->result = DESTINATION_UNREACHED;
  if (delivery->search != NULL)
    host_search_note_trouble (delivery->search, delivery->peer, smtp_reply_copy (reply));
  go_to_next_host (delivery);
}

static const SmtpCallEvents call_events = { on_call_ready, on_call_recipient, on_call_finished, on_call_failed };

static void
on_host (gpointer user, HostId peer)
{
  Delivery *delivery = user;

  if (peer == 0)
    {
      delivery->peer = host_search_get_trouble_peer (delivery->search);
      fail_turn (delivery, host_search_get_trouble (delivery->search));
      return;
    }
  if (peer == delivery->tried)
    {
      host_search_note_trouble (delivery->search, peer, smtp_reply_copy (delivery->tried_reply));
      host_search_next (delivery->search);
      return;
    }
  delivery->peer = peer;
  delivery->call = smtp_call_new (delivery->internet, delivery->host, peer, host_search_get_address (delivery->search), PORT_SMTP, delivery->message->number, &call_events, delivery);
}

static void
search_hosts (Delivery *delivery)
{
  delivery->search = host_search_new (delivery->agent, &delivery->route, delivery->message->number, on_host, delivery);
  host_search_next (delivery->search);
}

static void
deliver_here (Delivery *delivery)
{
  Engine *engine = delivery->internet->engine;
  guint32 cause = engine_get_cause (engine);

  delivery->peer = delivery->host;
  while (delivery->open->len > 0)
    {
      QueueEntry *entry = g_ptr_array_steal_index (delivery->open, 0);

      engine_set_cause (engine, cause);
      if (!local_delivery_run (&delivery->fates, entry))
        g_ptr_array_remove (delivery->entries, entry);
    }
  end_turn (delivery);
}

static void
record_attempt (Delivery *delivery, const QueueEntry *entry)
{
  Trace *trace = delivery->internet->trace;

  trace_add (trace, &(TraceRecord){ .kind = TRACE_ATTEMPT, .host = delivery->host, .code = (guint16) entry->attempts, .message = delivery->message->number, .conn = entry->recipient, .item = entry->number, .text = trace_text (trace, entry->to) });
}

/* A destination that is left alone for a while; but the last attempt before the end is a real one. */
static const SmtpReply *
find_obstacle (const Delivery *delivery)
{
  SimTime now = engine_now (delivery->internet->engine);

  if (delivery->destination == NULL)
    return NULL;
  for (guint i = 0; i < delivery->entries->len; i++)
    if (((const QueueEntry *) g_ptr_array_index (delivery->entries, i))->expires <= now)
      return NULL;
  return destination_get_obstacle (delivery->destination);
}

/* It has its place: the attempt begins. */
static void
attempt (Delivery *delivery)
{
  const SmtpReply *obstacle = find_obstacle (delivery);
  SmtpCall *call = delivery->destination == NULL ? NULL : destination_take_call (delivery->destination);

  fates_begin (&delivery->fates);
  for (guint i = 0; i < delivery->entries->len; i++)
    {
      QueueEntry *entry = g_ptr_array_index (delivery->entries, i);

      entry->attempts++;
      record_attempt (delivery, entry);
      g_ptr_array_add (delivery->open, entry);
    }
  if (call != NULL)
    {
      delivery->call = call;
      delivery->peer = smtp_call_get_peer (call);
      smtp_call_take_over (call, &call_events, delivery);
    }
  else if (obstacle != NULL)
    fail_turn (delivery, obstacle);
  else if (delivery->destination == NULL)
    deliver_here (delivery);
  else
    search_hosts (delivery);
}

void
delivery_grant (Delivery *delivery)
{
  engine_set_cause (delivery->internet->engine, delivery->waiting);
  delivery->waiting = 0;
  attempt (delivery);
}

/* In the active queue, behind others for the same destination. */
static void
wait_for_place (Delivery *delivery)
{
  Trace *trace = delivery->internet->trace;
  gint64 places = destination_count_places (delivery->destination);

  for (guint i = 0; i < delivery->entries->len; i++)
    {
      const QueueEntry *entry = g_ptr_array_index (delivery->entries, i);

      trace_add (trace, &(TraceRecord){ .kind = TRACE_ACTIVE, .host = delivery->host, .message = delivery->message->number, .conn = entry->recipient, .item = entry->number, .text = trace_text (trace, entry->to), .note = trace_text (trace, delivery->route.name), .value = places });
    }
  delivery->waiting = engine_get_cause (delivery->internet->engine);
}

static void
start_turn (gpointer target, guint64 argument)
{
  Delivery *delivery = target;

  delivery->timer = 0;
  delivery->peer = 0;
  delivery->result = DESTINATION_UNKNOWN;
  g_clear_pointer (&delivery->search, host_search_free);
  delivery->tried = 0;
  if (delivery->destination == NULL || destination_enter (delivery->destination, delivery))
    attempt (delivery);
  else
    wait_for_place (delivery);
}

void
delivery_start (Delivery *delivery, SimTime at)
{
  delivery->fates.next_try = at;
  delivery->timer = engine_schedule (delivery->internet->engine, ENGINE_WORK, at, start_turn, delivery, 0);
}

SimTime
delivery_get_next_try (const Delivery *delivery)
{
  return delivery->fates.next_try;
}
