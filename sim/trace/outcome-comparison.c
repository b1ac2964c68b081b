/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/outcome-comparison.h"

#include <string.h>

/* Two runs, as all functions here see them. */
typedef struct
{
  const Trace *trace_a, *trace_b;
  const OutcomeMessage *a, *b; /* of the same label */
} Sides;

const char *
outcome_aspect_name (OutcomeAspects aspect)
{
  switch (aspect)
    {
    case DIFFERS_IN_OUTCOME:
      return "outcome";
    case DIFFERS_IN_STATUS:
      return "status";
    case DIFFERS_IN_CODE:
      return "code";
    case DIFFERS_IN_TIME:
      return "after";
    case DIFFERS_IN_ATTEMPTS:
      return "attempts";
    case DIFFERS_IN_DELAY_NOTICES:
      return "delay_notices";
    case DIFFERS_IN_DUPLICATES:
      return "duplicates";
    case DIFFERS_IN_HOPS:
      return "hops";
    }
  g_assert_not_reached ();
}

SimTime
outcome_delay (const OutcomeMessage *message, const OutcomeRecipient *recipient)
{
  return recipient->time < 0 ? -1 : recipient->time - message->at;
}

/* By name: the numbers of hosts are each trace's own. */
static gboolean
hops_equal (const Sides *sides, const GArray *a, const GArray *b)
{
  for (guint i = 0; i < a->len && i < b->len; i++)
    if (strcmp (trace_host_name (sides->trace_a, g_array_index (a, HostId, i)), trace_host_name (sides->trace_b, g_array_index (b, HostId, i))) != 0)
      return FALSE;
  return a->len == b->len;
}

static gboolean
delays_equal (const Sides *sides, const OutcomeRecipient *a, const OutcomeRecipient *b)
{
  SimTime delay_a = outcome_delay (sides->a, a), delay_b = outcome_delay (sides->b, b);
  g_autofree char *told_a = NULL, *told_b = NULL;

  if (delay_a < 0 || delay_b < 0)
    return delay_a == delay_b;
  told_a = sim_time_format_friendly (delay_a);
  told_b = sim_time_format_friendly (delay_b);
  return strcmp (told_a, told_b) == 0;
}

static OutcomeAspects
compare_recipients (const Sides *sides, const OutcomeRecipient *a, const OutcomeRecipient *b)
{
  const struct
  {
    OutcomeAspects aspect;
    gboolean differs;
  } found[N_OUTCOME_ASPECTS] = {
    { DIFFERS_IN_OUTCOME, a->kind != b->kind },
    { DIFFERS_IN_STATUS, strcmp (a->status, b->status) != 0 },
    { DIFFERS_IN_CODE, a->code != b->code },
    { DIFFERS_IN_TIME, !delays_equal (sides, a, b) },
    { DIFFERS_IN_ATTEMPTS, a->attempts != b->attempts },
    { DIFFERS_IN_DELAY_NOTICES, a->delay_notices != b->delay_notices },
    { DIFFERS_IN_DUPLICATES, a->duplicates != b->duplicates },
    { DIFFERS_IN_HOPS, !hops_equal (sides, a->hops, b->hops) },
  };
  OutcomeAspects aspects = 0;

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    if (found[i].differs)
      aspects |= found[i].aspect;
  return aspects;
}

/* The COUNTth recipient of MESSAGE with this address, from 0; or NULL. An address may stand there more than once. */
static const OutcomeRecipient *
find_recipient (const OutcomeMessage *message, const char *address, guint count)
{
  for (guint i = 0; i < message->recipients->len; i++)
    {
      const OutcomeRecipient *recipient = g_ptr_array_index (message->recipients, i);

      if (strcmp (recipient->address, address) == 0 && count-- == 0)
        return recipient;
    }
  return NULL;
}

/* How many recipients with the address of number INDEX stand before it. */
static guint
count_before (const OutcomeMessage *message, guint index)
{
  const OutcomeRecipient *recipient = g_ptr_array_index (message->recipients, index);
  guint count = 0;

  for (guint i = 0; i < index; i++)
    count += strcmp (((const OutcomeRecipient *) g_ptr_array_index (message->recipients, i))->address, recipient->address) == 0;
  return count;
}

static const OutcomeRecipient *
find_counterpart (const OutcomeMessage *message, guint index, const OutcomeMessage *other)
{
  const OutcomeRecipient *recipient = g_ptr_array_index (message->recipients, index);

  return find_recipient (other, recipient->address, count_before (message, index));
}

static void
add_recipient (GArray *recipients, const OutcomeRecipient *a, const OutcomeRecipient *b, OutcomeAspects aspects)
{
  const RecipientDifference difference = { a, b, aspects };

  if (a == NULL || b == NULL || aspects != 0)
    g_array_append_val (recipients, difference);
}

static void
compare_all_recipients (const Sides *sides, GArray *recipients)
{
  for (guint i = 0; i < sides->a->recipients->len; i++)
    {
      const OutcomeRecipient *a = g_ptr_array_index (sides->a->recipients, i), *b = find_counterpart (sides->a, i, sides->b);

      add_recipient (recipients, a, b, b == NULL ? 0 : compare_recipients (sides, a, b));
    }
  for (guint i = 0; i < sides->b->recipients->len; i++)
    if (find_counterpart (sides->b, i, sides->a) == NULL)
      add_recipient (recipients, NULL, g_ptr_array_index (sides->b->recipients, i), 0);
}

static void
free_difference (gpointer data)
{
  MessageDifference *difference = data;

  g_array_unref (difference->recipients);
  g_free (difference);
}

/* NULL where it came out the same. */
static MessageDifference *
compare_messages (const Sides *sides)
{
  MessageDifference *difference = g_new0 (MessageDifference, 1);

  difference->a = sides->a;
  difference->b = sides->b;
  difference->recipients = g_array_new (FALSE, FALSE, sizeof (RecipientDifference));
  if (sides->a == NULL || sides->b == NULL)
    return difference;
  difference->other_sender = strcmp (sides->a->from, sides->b->from) != 0;
  difference->other_time = sides->a->at != sides->b->at;
  compare_all_recipients (sides, difference->recipients);
  if (!difference->other_sender && !difference->other_time && difference->recipients->len == 0)
    g_clear_pointer (&difference, free_difference);
  return difference;
}

static GHashTable *
index_by_label (const Outcome *outcome)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < outcome->messages->len; i++)
    {
      OutcomeMessage *message = g_ptr_array_index (outcome->messages, i);

      g_hash_table_insert (index, (gpointer) message->label, message);
    }
  return index;
}

static void
add_message (GPtrArray *differences, const Sides *sides)
{
  MessageDifference *difference = compare_messages (sides);

  if (difference != NULL)
    g_ptr_array_add (differences, difference);
}

GPtrArray *
outcome_compare (const Trace *trace_a, const Outcome *a, const Trace *trace_b, const Outcome *b)
{
  GPtrArray *differences = g_ptr_array_new_with_free_func (free_difference);
  g_autoptr (GHashTable) in_a = index_by_label (a), in_b = index_by_label (b);

  for (guint i = 0; i < a->messages->len; i++)
    {
      const OutcomeMessage *message = g_ptr_array_index (a->messages, i);

      add_message (differences, &(Sides){ trace_a, trace_b, message, g_hash_table_lookup (in_b, message->label) });
    }
  for (guint i = 0; i < b->messages->len; i++)
    {
      const OutcomeMessage *message = g_ptr_array_index (b->messages, i);

      if (!g_hash_table_contains (in_a, message->label))
        add_message (differences, &(Sides){ trace_a, trace_b, NULL, message });
    }
  return differences;
}
