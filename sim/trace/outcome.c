/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/outcome.h"

#include <string.h>

static void
free_recipient (gpointer data)
{
  OutcomeRecipient *recipient = data;

  g_array_unref (recipient->hops);
  g_array_unref (recipient->expanded);
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
  recipient->expanded = g_array_new (FALSE, FALSE, sizeof (guint));
  recipient->instead_of = record->item;
  g_ptr_array_add (message->recipients, recipient);
}

/* By number, from 1; NULL for none. */
static OutcomeRecipient *
recipient_at (const OutcomeMessage *message, guint number)
{
  return number == 0 || number > message->recipients->len ? NULL : g_ptr_array_index (message->recipients, number - 1);
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

/* RECIPIENT, and those it stands for, went through HOST. */
static void
add_hops (const OutcomeMessage *message, OutcomeRecipient *recipient, HostId host)
{
  for (; recipient != NULL; recipient = recipient_at (message, recipient->instead_of))
    add_hop (recipient, host);
}

static const OutcomeRecipient *
written_one (const OutcomeMessage *message, const OutcomeRecipient *recipient)
{
  while (recipient->instead_of != 0)
    recipient = recipient_at (message, recipient->instead_of);
  return recipient;
}

/* The sender's own server is the first host after the writer's device. */
static void
note_attempt (const OutcomeMessage *message, OutcomeRecipient *recipient, const TraceRecord *record)
{
  const GArray *hops = written_one (message, recipient)->hops;
  guint own = hops->len > 1 ? 1 : 0;

  if (hops->len > own && g_array_index (hops, HostId, own) == record->host)
    recipient->attempts = record->code;
}

static void
note_composed (OutcomeMessage *message, const TraceRecord *record)
{
  for (guint i = 0; i < message->recipients->len; i++)
    add_hop (g_ptr_array_index (message->recipients, i), record->host);
}

static void
note_expanded (const Trace *trace, OutcomeRecipient *recipient, const TraceRecord *record)
{
  guint into = record->code;

  g_array_append_val (recipient->expanded, into);
  recipient->is_list = strcmp (trace_blob (trace, record->note, NULL), "list") == 0;
}

static void
note_fate (OutcomeMessage *message, const Trace *trace, const TraceRecord *record)
{
  OutcomeRecipient *recipient = recipient_at (message, record->conn);

  if (recipient == NULL)
    return;
  if (record->kind == TRACE_QUEUED)
    add_hops (message, recipient, record->host);
  else if (record->kind == TRACE_ATTEMPT)
    note_attempt (message, recipient, record);
  else if (record->kind == TRACE_EXPANDED)
    note_expanded (trace, recipient, record);
  else if (record->kind == TRACE_DELAY_NOTICE)
    recipient->delay_notices++;
  else if (record->kind == TRACE_LOST)
    decide (recipient, OUTCOME_LOST, trace, record);
  else if (record->kind == TRACE_STORED)
    {
      add_hops (message, recipient, record->host);
      note_stored (recipient, record);
    }
  else if (record->kind == TRACE_BOUNCED)
    decide (recipient, OUTCOME_BOUNCED, trace, record);
  else if (record->kind == TRACE_REJECTED)
    decide (recipient, OUTCOME_REJECTED, trace, record);
  else if (record->kind == TRACE_DISCARDED)
    /* from the null reverse-path, there is nobody to tell; else the sender did not want to hear of it */
    decide (recipient, message->from[0] == '\0' ? OUTCOME_BOUNCED : OUTCOME_DISCARDED, trace, record);
}

static gboolean
has_recipient (const TraceRecord *record)
{
  return (record->kind >= TRACE_QUEUED && record->kind <= TRACE_STORED) || record->kind == TRACE_REJECTED;
}

/* Which fate of several is the one to tell: what is lost or still open comes first; then what failed. A list has
 * done its part once it reached anyone. */
static guint
weight_of (OutcomeKind kind, gboolean is_list)
{
  switch (kind)
    {
    case OUTCOME_LOST:
      return 6;
    case OUTCOME_WAITING:
      return 5;
    case OUTCOME_BOUNCED:
    case OUTCOME_REJECTED:
      return is_list ? 1 : 4;
    case OUTCOME_DISCARDED:
      return is_list ? 1 : 3;
    case OUTCOME_DELIVERED:
      return 2;
    }
  g_assert_not_reached ();
}

/* ALONE: RECIPIENT has no fate of its own yet. */
static void
take_fate (OutcomeRecipient *recipient, const OutcomeRecipient *part, gboolean alone)
{
  guint known = weight_of (recipient->kind, recipient->is_list), other = weight_of (part->kind, recipient->is_list);

  recipient->attempts = MAX (recipient->attempts, part->attempts);
  recipient->delay_notices += part->delay_notices;
  recipient->duplicates += part->duplicates;
  if (!alone && (other < known || (other == known && part->time < recipient->time)))
    return;
  recipient->kind = part->kind;
  recipient->code = part->code;
  recipient->status = part->status;
  recipient->time = part->time;
}

/* Of one that was expanded: from what became of its parts, its own mailbox among them. */
static void
sum_up (const OutcomeMessage *message, OutcomeRecipient *recipient)
{
  gboolean alone = recipient->kind == OUTCOME_WAITING;

  if (recipient->summed)
    return;
  recipient->summed = TRUE;
  for (guint i = 0; i < recipient->expanded->len; i++)
    {
      OutcomeRecipient *part = recipient_at (message, g_array_index (recipient->expanded, guint, i));

      if (part == NULL)
        continue;
      sum_up (message, part);
      take_fate (recipient, part, alone);
      alone = FALSE;
    }
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
        {
          OutcomeRecipient *recipient = g_ptr_array_index (message->recipients, j);

          sum_up (message, recipient);
          if (recipient->instead_of == 0)
            count (&outcome->totals, recipient);
        }
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
