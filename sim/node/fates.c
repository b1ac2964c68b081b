/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/fates.h"

#include "sim/node/bounce.h"

typedef struct
{
  QueueEntry *entry; /* the queue's */
  SmtpReply *reply;
  HostId peer;
  gboolean expired;
  TraceId cause;
} Verdict;

static void
clear_verdict (gpointer verdict)
{
  smtp_reply_free (((Verdict *) verdict)->reply);
}

void
fates_init (Fates *fates, TransferAgent *agent, QueuedMessage *message)
{
  *fates = (Fates){ .agent = agent, .message = message };
  fates->doomed = g_array_new (FALSE, FALSE, sizeof (Verdict));
  g_array_set_clear_func (fates->doomed, clear_verdict);
  fates->late = g_array_new (FALSE, FALSE, sizeof (Verdict));
  g_array_set_clear_func (fates->late, clear_verdict);
}

void
fates_clear (Fates *fates)
{
  g_clear_pointer (&fates->doomed, g_array_unref);
  g_clear_pointer (&fates->late, g_array_unref);
  g_clear_pointer (&fates->failures, delivery_report_free);
  g_clear_pointer (&fates->delays, delivery_report_free);
  g_clear_pointer (&fates->successes, delivery_report_free);
  g_clear_pointer (&fates->expansions, delivery_report_free);
  g_clear_pointer (&fates->double_failures, delivery_report_free);
}

static const Internet *
internet_of (const Fates *fates)
{
  return transfer_agent_get_internet (fates->agent);
}

static SimTime
now_of (const Fates *fates)
{
  return engine_now (internet_of (fates)->engine);
}

void
fates_begin (Fates *fates)
{
  fates->started = now_of (fates);
  fates->next_try = 0;
}

static void
record_fate (const Fates *fates, TraceKind kind, const QueueEntry *entry, const SmtpReply *reply, HostId peer, SimTime next_try)
{
  Trace *trace = internet_of (fates)->trace;
  HostId host = transfer_agent_get_config (fates->agent)->host;

  trace_add (trace, &(TraceRecord){ .kind = kind, .host = host, .peer = peer, .code = reply->code, .message = fates->message->number, .conn = entry->recipient, .item = entry->number, .text = trace_text (trace, reply->text), .note = trace_text (trace, smtp_reply_get_status (reply)), .value = next_try });
}

static void
drop_entry (const Fates *fates, QueueEntry *entry)
{
  mail_queue_remove (transfer_agent_get_queue (fates->agent), entry);
}

/* A report that can't be delivered is never reported to where it went; the postmaster may want to know, but not of
 * what was sent to a postmaster. */
static gboolean
is_for_postmaster (const Fates *fates)
{
  return transfer_agent_get_config (fates->agent)->tells_postmaster && fates->message->reverse_path[0] == '\0' && !bounce_is_double (fates->message);
}

static void
give_up (Fates *fates, const Verdict *verdict)
{
  gboolean to_postmaster = is_for_postmaster (fates);
  DeliveryReport **report = to_postmaster ? &fates->double_failures : &fates->failures;
  DeliveryRecipient *recipient = NULL;

  if (to_postmaster || bounce_is_wanted (verdict->entry, DELIVERY_FAILED))
    recipient = bounce_note (fates->agent, report, verdict->entry, DELIVERY_FAILED, verdict->reply, verdict->peer);
  if (recipient != NULL && verdict->expired)
    bounce_note_expiry (recipient, verdict->reply);
  record_fate (fates, recipient != NULL ? TRACE_BOUNCED : TRACE_DISCARDED, verdict->entry, verdict->reply, verdict->peer, 0);
  drop_entry (fates, verdict->entry);
}

static void
note_verdict (const Fates *fates, GArray *verdicts, QueueEntry *entry, const SmtpReply *reply, HostId peer, gboolean expired)
{
  const Verdict verdict = { entry, smtp_reply_copy (reply), peer, expired, engine_get_cause (internet_of (fates)->engine) };

  g_array_append_val (verdicts, verdict);
}

/* ENTRY has failed for good. Until its report is on its way it stays in the queue: this host still answers for it. */
static void
doom (Fates *fates, QueueEntry *entry, const SmtpReply *reply, HostId peer, gboolean expired)
{
  note_verdict (fates, fates->doomed, entry, reply, peer, expired);
}

static void
record_notice (const Fates *fates, const QueueEntry *entry, const SmtpReply *reply)
{
  Trace *trace = internet_of (fates)->trace;

  trace_add (trace, &(TraceRecord){ .kind = TRACE_DELAY_NOTICE, .host = transfer_agent_get_config (fates->agent)->host, .message = fates->message->number, .conn = entry->recipient, .item = entry->number, .text = trace_text (trace, reply->text), .value = entry->expires });
}

/* Once, when the mail is late (RFC 5321 4.5.4.1, RFC 3461 4.1: where the sender did not rule it out). */
static gboolean
is_late (const Fates *fates, const QueueEntry *entry)
{
  SimTime after = transfer_agent_get_config (fates->agent)->warn_after;

  return after > 0 && !entry->warned && now_of (fates) - fates->message->arrived >= after && bounce_is_wanted (entry, DELIVERY_DELAYED);
}

static void
warn_of_delay (Fates *fates, const Verdict *verdict)
{
  QueueEntry *entry = verdict->entry;
  DeliveryRecipient *recipient = bounce_note (fates->agent, &fates->delays, entry, DELIVERY_DELAYED, verdict->reply, verdict->peer);

  entry->warned = TRUE;
  recipient->will_retry_until = (internet_of (fates)->start_unix_ns + entry->expires) / SIM_SECOND;
  record_notice (fates, entry, verdict->reply);
}

/* All that are put off in one turn come again together. */
static void
choose_next_try (Fates *fates, const QueueEntry *entry)
{
  const TransferAgentConfig *config = transfer_agent_get_config (fates->agent);
  const RetryPast past = { fates->message->arrived, fates->started, now_of (fates), entry->last_wait, entry->attempts };
  SimTime next = past.now + retry_schedule_wait (&config->retry, &past);

  next = transfer_agent_find_queue_run (fates->agent, next);
  fates->next_try = MIN (next, MAX (entry->expires, past.now + 1));
}

static gboolean
defer_entry (Fates *fates, QueueEntry *entry, const SmtpReply *reply, HostId peer)
{
  SimTime now = now_of (fates);

  if (now >= entry->expires)
    {
      doom (fates, entry, reply, peer, TRUE);
      return FALSE;
    }
  if (fates->next_try == 0)
    choose_next_try (fates, entry);
  entry->last_wait = fates->next_try - now;
  entry->next_try = fates->next_try;
  record_fate (fates, TRACE_DEFERRED, entry, reply, peer, fates->next_try);
  if (is_late (fates, entry))
    note_verdict (fates, fates->late, entry, reply, peer, FALSE);
  return TRUE;
}

gboolean
fates_decide (Fates *fates, QueueEntry *entry, const SmtpReply *reply, HostId peer, gboolean reports)
{
  if (smtp_reply_is_final (reply))
    {
      doom (fates, entry, reply, peer, FALSE);
      return FALSE;
    }
  if (smtp_reply_is_transient (reply) || reply->code == 0)
    return defer_entry (fates, entry, reply, peer);
  if (!reports && bounce_is_wanted (entry, DELIVERY_RELAYED))
    bounce_note (fates->agent, &fates->successes, entry, DELIVERY_RELAYED, reply, peer);
  record_fate (fates, TRACE_SENT, entry, reply, peer, 0);
  drop_entry (fates, entry);
  return FALSE;
}

void
fates_note_delivered (Fates *fates, const QueueEntry *entry)
{
  g_autoptr (SmtpReply) done = smtp_reply_new (250, "2.0.0", "delivered to the mailbox");

  if (bounce_is_wanted (entry, DELIVERY_DELIVERED))
    bounce_note (fates->agent, &fates->successes, entry, DELIVERY_DELIVERED, done, 0);
}

void
fates_note_expanded (Fates *fates, const QueueEntry *entry)
{
  g_autoptr (SmtpReply) done = smtp_reply_new (250, "2.0.0", "sent on to the addresses that it stands for");

  if (bounce_is_wanted (entry, DELIVERY_EXPANDED))
    bounce_note (fates->agent, &fates->expansions, entry, DELIVERY_EXPANDED, done, 0);
}

static void
tell_late (Fates *fates)
{
  for (guint i = 0; i < fates->late->len; i++)
    {
      engine_set_cause (internet_of (fates)->engine, g_array_index (fates->late, Verdict, i).cause);
      warn_of_delay (fates, &g_array_index (fates->late, Verdict, i));
    }
  g_array_set_size (fates->late, 0);
}

static void
send_report (const Fates *fates, DeliveryReport **report, const char *to)
{
  Engine *engine = internet_of (fates)->engine;
  guint32 cause = engine_get_cause (engine);

  if (*report != NULL)
    bounce_send (fates->agent, fates->message, *report, to);
  g_clear_pointer (report, delivery_report_free);
  engine_set_cause (engine, cause);
}

void
fates_tell (Fates *fates)
{
  const char *sender = fates->message->reverse_path;
  g_autofree char *postmaster = g_strdup_printf ("postmaster@%s", transfer_agent_get_config (fates->agent)->domain);
  Engine *engine = internet_of (fates)->engine;
  guint32 cause = engine_get_cause (engine);

  for (guint i = 0; i < fates->doomed->len; i++)
    {
      engine_set_cause (engine, g_array_index (fates->doomed, Verdict, i).cause);
      give_up (fates, &g_array_index (fates->doomed, Verdict, i));
    }
  g_array_set_size (fates->doomed, 0);
  send_report (fates, &fates->failures, sender);
  tell_late (fates);
  send_report (fates, &fates->delays, sender);
  send_report (fates, &fates->successes, sender);
  send_report (fates, &fates->expansions, sender);
  send_report (fates, &fates->double_failures, postmaster);
  engine_set_cause (engine, cause);
}
