/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/retry-lane.h"

static RetryLane *
create (SimTime queued)
{
  RetryLane *lane = g_new0 (RetryLane, 1);

  lane->queued = queued;
  lane->now = -1;
  lane->warning = -1;
  lane->marks = g_array_new (FALSE, FALSE, sizeof (RetryMark));
  return lane;
}

void
retry_lane_free (RetryLane *lane)
{
  g_array_unref (lane->marks);
  g_free (lane->name);
  g_free (lane->detail);
  g_free (lane);
}

static void
add_mark (RetryLane *lane, RetryMarkKind kind, SimTime t, TraceId record)
{
  const RetryMark mark = { kind, MAX (t - lane->queued, 0), record };

  g_array_append_val (lane->marks, mark);
}

static void
begin_attempt (RetryLane *lane, const TraceRecord *record, TraceId id)
{
  lane->attempts++;
  lane->last_wait = lane->ended == 0 ? 0 : record->t - lane->ended;
  lane->started = record->t;
  lane->ended = 0;
  lane->next_try = 0;
  add_mark (lane, RETRY_MARK_GOING_ON, record->t, id);
}

/* The mark of an attempt gets its result. What ends without one, as a bounce after the lifetime, has a mark of its own. */
static void
end_attempt (RetryLane *lane, RetryMarkKind kind, const TraceRecord *record, TraceId id)
{
  RetryMark *last = lane->marks->len == 0 ? NULL : &g_array_index (lane->marks, RetryMark, lane->marks->len - 1);

  if (last != NULL && last->kind == RETRY_MARK_GOING_ON)
    {
      last->kind = kind;
      last->record = id;
    }
  else
    add_mark (lane, kind, record->t, id);
  lane->ended = record->t;
  lane->lasted = lane->ended - lane->started;
}

static void
take_in (RetryLane *lane, const TraceRecord *record, TraceId id)
{
  if (record->kind == TRACE_ATTEMPT)
    begin_attempt (lane, record, id);
  else if (record->kind == TRACE_DEFERRED)
    {
      end_attempt (lane, record->code == 0 ? RETRY_MARK_NO_ANSWER : RETRY_MARK_DEFERRED, record, id);
      lane->next_try = record->value;
    }
  else if (record->kind == TRACE_DELAY_NOTICE)
    {
      lane->warning = record->t - lane->queued;
      lane->warned = TRUE;
    }
  else if (trace_kind_ends_entry (record->kind))
    {
      end_attempt (lane, record->kind == TRACE_SENT || record->kind == TRACE_EXPANDED ? RETRY_MARK_SENT : RETRY_MARK_GIVEN_UP, record, id);
      lane->over = TRUE;
    }
}

RetryLane *
retry_lane_new (const Trace *trace, const TraceIndex *index, TraceId queued, guint position, SimTime now)
{
  const TraceRecord *first = trace_get (trace, queued);
  const GArray *ids = trace_index_message (index, first->message);
  RetryLane *lane = create (first->t);

  lane->name = g_strdup (trace_host_name (trace, first->host));
  lane->host = first->host;
  lane->expires = first->value;
  lane->now = now - first->t;
  for (guint i = trace_index_count_until (ids, queued); i < ids->len && g_array_index (ids, TraceId, i) <= position; i++)
    {
      const TraceRecord *record = trace_get (trace, g_array_index (ids, TraceId, i));

      if (record->item == first->item && record->host == first->host)
        take_in (lane, record, g_array_index (ids, TraceId, i));
    }
  return lane;
}

RetryLane *
retry_lane_new_textbook (const char *name, const char *detail, SimTime queued)
{
  RetryLane *lane = create (queued);

  lane->name = g_strdup (name);
  lane->detail = g_strdup (detail);
  return lane;
}

void
retry_lane_foresee (RetryLane *lane, const SimTime *tries, guint n_tries, SimTime warning, gboolean gives_up)
{
  for (guint i = 0; i < n_tries; i++)
    add_mark (lane, gives_up && i + 1 == n_tries ? RETRY_MARK_WILL_GIVE_UP : RETRY_MARK_TO_COME, tries[i], 0);
  if (warning != SIM_NEVER && !lane->warned)
    lane->warning = warning - lane->queued;
}

guint
retry_lane_count_to_come (const RetryLane *lane)
{
  guint count = 0;

  for (guint i = 0; i < lane->marks->len; i++)
    {
      RetryMarkKind kind = g_array_index (lane->marks, RetryMark, i).kind;

      count += kind == RETRY_MARK_TO_COME || kind == RETRY_MARK_WILL_GIVE_UP;
    }
  return count;
}

/* Of what is worth a lane: what waits before what has gone, and of those the one asked for. */
typedef struct
{
  GHashTable *waiting; /* likewise */
  TraceId last;        /* of those that were put off */
  TraceId wanted;      /* of the message */
  MessageId message;
} Choice;

static void
consider (Choice *choice, const TraceRecord *record, TraceId id)
{
  gpointer entry = GUINT_TO_POINTER (record->item);

  if (record->kind == TRACE_QUEUED)
    g_hash_table_insert (choice->waiting, entry, GUINT_TO_POINTER (id));
  else if (record->kind == TRACE_DEFERRED && g_hash_table_contains (choice->waiting, entry))
    {
      choice->last = GPOINTER_TO_UINT (g_hash_table_lookup (choice->waiting, entry));
      if (record->message == choice->message)
        choice->wanted = choice->last;
    }
  else if (trace_kind_ends_entry (record->kind))
    g_hash_table_remove (choice->waiting, entry);
}

static TraceId
find_oldest (GHashTable *waiting, const Trace *trace, MessageId message)
{
  GHashTableIter iter;
  gpointer id;
  TraceId oldest = 0;

  g_hash_table_iter_init (&iter, waiting);
  while (g_hash_table_iter_next (&iter, NULL, &id))
    if ((message == 0 || trace_get (trace, GPOINTER_TO_UINT (id))->message == message) && (oldest == 0 || GPOINTER_TO_UINT (id) < oldest))
      oldest = GPOINTER_TO_UINT (id);
  return oldest;
}

TraceId
retry_lane_choose (const Trace *trace, const TraceIndex *index, HostId host, MessageId message, guint position)
{
  const GArray *ids = trace_index_host (index, host);
  g_autoptr (GHashTable) waiting = g_hash_table_new (NULL, NULL);
  Choice choice = { .waiting = waiting, .message = message };
  TraceId wanted, oldest;

  for (guint i = 0; i < ids->len && g_array_index (ids, TraceId, i) <= position; i++)
    consider (&choice, trace_get (trace, g_array_index (ids, TraceId, i)), g_array_index (ids, TraceId, i));
  wanted = message == 0 ? 0 : find_oldest (waiting, trace, message);
  oldest = find_oldest (waiting, trace, 0);
  if (wanted != 0 || choice.wanted != 0)
    return wanted != 0 ? wanted : choice.wanted;
  return oldest != 0 ? oldest : choice.last;
}
