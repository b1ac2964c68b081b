/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/outcome.h"

static void
free_recipient (gpointer data)
{
  OutcomeRecipient *recipient = data;

  g_array_unref (recipient->hops);
  g_free (recipient);
}

static void
free_message (gpointer data)
{
  OutcomeMessage *message = data;

  if (message == NULL)
    return;
  g_ptr_array_unref (message->recipients);
  g_free (message);
}

void
outcome_free (Outcome *outcome)
{
  g_ptr_array_unref (outcome->messages);
  g_free (outcome);
}

static OutcomeMessage *
new_message (const Trace *trace, const TraceRecord *record)
{
  OutcomeMessage *message = g_new0 (OutcomeMessage, 1);

  message->message = record->message;
  message->label = trace_message_label (trace, record->message);
  message->message_id = trace_blob (trace, record->note, NULL);
  message->from = trace_blob (trace, record->item, NULL);
  message->at = record->t;
  message->recipients = g_ptr_array_new_with_free_func (free_recipient);
  return message;
}

static void
add_recipient (OutcomeMessage *message, const Trace *trace, const TraceRecord *record)
{
  OutcomeRecipient *recipient = g_new0 (OutcomeRecipient, 1);

  recipient->address = trace_blob (trace, record->text, NULL);
  recipient->status = "";
  recipient->time = -1;
  recipient->hops = g_array_new (FALSE, FALSE, sizeof (HostId));
  g_ptr_array_add (message->recipients, recipient);
}

static void
add_hop (OutcomeRecipient *recipient, HostId host)
{
  if (recipient->hops->len == 0 || g_array_index (recipient->hops, HostId, recipient->hops->len - 1) != host)
    g_array_append_val (recipient->hops, host);
}

static void
decide (OutcomeRecipient *recipient, OutcomeKind kind, const Trace *trace, const TraceRecord *record)
{
  if (recipient->kind == OUTCOME_DELIVERED)
    return;
  recipient->kind = kind;
  recipient->code = record->code;
  recipient->status = trace_blob (trace, record->note, NULL);
  recipient->time = record->t;
}

static void
note_stored (OutcomeRecipient *recipient, const TraceRecord *record)
{
  if (recipient->kind == OUTCOME_DELIVERED)
    {
      recipient->duplicates++;
      return;
    }
  recipient->kind = OUTCOME_DELIVERED;
  recipient->code = 250;
  recipient->status = "2.0.0";
  recipient->time = record->t;
}

/* The sender's own server is the first host after the writer's device. */
static void
note_attempt (OutcomeRecipient *recipient, const TraceRecord *record)
{
  guint own = recipient->hops->len > 1 ? 1 : 0;

  if (recipient->hops->len > own && g_array_index (recipient->hops, HostId, own) == record->host)
    recipient->attempts = record->code;
}

static void
note_composed (OutcomeMessage *message, const TraceRecord *record)
{
  for (guint i = 0; i < message->recipients->len; i++)
    add_hop (g_ptr_array_index (message->recipients, i), record->host);
}

static void
note_fate (OutcomeMessage *message, const Trace *trace, const TraceRecord *record)
{
  OutcomeRecipient *recipient;

  if (record->conn == 0 || record->conn > message->recipients->len)
    return;
  recipient = g_ptr_array_index (message->recipients, record->conn - 1);
  if (record->kind == TRACE_QUEUED)
    add_hop (recipient, record->host);
  else if (record->kind == TRACE_ATTEMPT)
    note_attempt (recipient, record);
  else if (record->kind == TRACE_STORED)
    {
      add_hop (recipient, record->host);
      note_stored (recipient, record);
    }
  else if (record->kind == TRACE_BOUNCED)
    decide (recipient, OUTCOME_BOUNCED, trace, record);
  else if (record->kind == TRACE_REJECTED)
    decide (recipient, OUTCOME_REJECTED, trace, record);
  else if (record->kind == TRACE_DISCARDED)
    /* mail from the null reverse-path, dropped after its final failure */
    decide (recipient, OUTCOME_BOUNCED, trace, record);
}

static gboolean
has_recipient (const TraceRecord *record)
{
  return (record->kind >= TRACE_QUEUED && record->kind <= TRACE_STORED) || record->kind == TRACE_REJECTED;
}

static void
count (OutcomeTotals *totals, const OutcomeRecipient *recipient)
{
  totals->sent++;
  switch (recipient->kind)
    {
    case OUTCOME_DELIVERED:
      totals->delivered++;
      break;
    case OUTCOME_BOUNCED:
      totals->bounced++;
      break;
    case OUTCOME_WAITING:
      totals->waiting++;
      break;
    case OUTCOME_LOST:
      totals->lost++;
      break;
    case OUTCOME_REJECTED:
    case OUTCOME_DISCARDED:
      break;
    }
}

static void
count_all (Outcome *outcome)
{
  for (guint i = 0; i < outcome->messages->len; i++)
    {
      const OutcomeMessage *message = g_ptr_array_index (outcome->messages, i);

      for (guint j = 0; j < message->recipients->len; j++)
        count (&outcome->totals, g_ptr_array_index (message->recipients, j));
    }
}

static void
apply (GPtrArray *by_number, Outcome *outcome, const Trace *trace, const TraceRecord *record)
{
  OutcomeMessage *message;

  if (record->kind == TRACE_MESSAGE && record->code == MESSAGE_MAIL)
    {
      g_ptr_array_set_size (by_number, MAX ((int) by_number->len, (int) record->message + 1));
      message = new_message (trace, record);
      g_ptr_array_index (by_number, record->message) = message;
      g_ptr_array_add (outcome->messages, message);
    }
  message = record->message < by_number->len ? g_ptr_array_index (by_number, record->message) : NULL;
  if (message == NULL)
    return;
  if (record->kind == TRACE_RECIPIENT)
    add_recipient (message, trace, record);
  else if (record->kind == TRACE_COMPOSED)
    note_composed (message, record);
  else if (has_recipient (record))
    note_fate (message, trace, record);
}

Outcome *
outcome_new (const Trace *trace, guint position)
{
  Outcome *outcome = g_new0 (Outcome, 1);
  g_autoptr (GPtrArray) by_number = g_ptr_array_new ();

  outcome->messages = g_ptr_array_new_with_free_func (free_message);
  for (TraceId id = 1; id <= position; id++)
    apply (by_number, outcome, trace, trace_get (trace, id));
  count_all (outcome);
  return outcome;
}

const char *
outcome_kind_name (OutcomeKind kind)
{
  static const char *names[] = { "waiting", "delivered", "bounced", "rejected", "discarded", "lost" };

  g_assert (kind < G_N_ELEMENTS (names));
  return names[kind];
}

char *
outcome_format_totals (const OutcomeTotals *totals)
{
  return g_strdup_printf ("recipients: %u sent, %u delivered, %u bounced, %u waiting, %u lost",
                          totals->sent, totals->delivered, totals->bounced, totals->waiting, totals->lost);
}
