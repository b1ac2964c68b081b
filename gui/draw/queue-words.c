/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/queue-words.h"

char *
queue_words_title (const Trace *trace, const SnapshotEntry *entry)
{
  return g_strdup_printf ("%s → %s", trace_message_label (trace, entry->message), trace_blob (trace, trace_get (trace, entry->queued)->text, NULL));
}

char *
queue_words_state (const SnapshotEntry *entry)
{
  if (entry->attempts == 0)
    return g_strdup (entry_state_name (entry->state));
  return g_strdup_printf ("%s, %u attempt%s", entry_state_name (entry->state), entry->attempts, entry->attempts == 1 ? "" : "s");
}

char *
queue_words_next_try (const Trace *trace, const SnapshotEntry *entry, SimTime now)
{
  SimTime wait = MAX (entry->next_try - now, 0);
  g_autofree char *words = NULL, *clock = NULL;

  if (entry->state != ENTRY_DEFERRED)
    return NULL;
  /* Whole seconds: it is counted down. */
  words = sim_time_format_friendly (wait < SIM_SECOND ? wait / SIM_MILLISECOND * SIM_MILLISECOND : wait / SIM_SECOND * SIM_SECOND);
  clock = sim_time_format_clock (trace_start_unix_ns (trace), entry->next_try, FALSE);
  return g_strdup_printf ("in %s, at %.8s", words, clock);
}

/* Of an entry that is being tried again, what put it off before. */
static const TraceRecord *
find_deferral (const Trace *trace, const TraceIndex *index, const SnapshotEntry *entry)
{
  const GArray *ids = trace_index_message (index, entry->message);

  for (guint i = trace_index_count_until (ids, entry->last); i > 0; i--)
    {
      const TraceRecord *record = trace_get (trace, g_array_index (ids, TraceId, i - 1));

      if (record->kind == TRACE_DEFERRED && record->item == entry->entry)
        return record;
    }
  return NULL;
}

char *
queue_words_last_reply (const Trace *trace, const TraceIndex *index, const SnapshotEntry *entry)
{
  const TraceRecord *last = entry->attempts < 2 && entry->state != ENTRY_DEFERRED ? NULL : find_deferral (trace, index, entry);

  if (last == NULL)
    return NULL;
  if (last->code == 0)
    return g_strdup (trace_blob (trace, last->text, NULL));
  return g_strdup_printf ("%u %s", last->code, trace_blob (trace, last->text, NULL));
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const SnapshotEntry *first = *(const SnapshotEntry *const *) a, *second = *(const SnapshotEntry *const *) b;

  return first->queued < second->queued ? -1 : first->queued > second->queued;
}

GPtrArray *
queue_words_list (const Snapshot *snapshot, HostId host)
{
  GPtrArray *entries = g_ptr_array_new ();

  for (guint i = 0; i < snapshot_count_entries (snapshot); i++)
    if (snapshot_entry_at (snapshot, i)->host == host)
      g_ptr_array_add (entries, (gpointer) snapshot_entry_at (snapshot, i));
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}
