/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/queue-ages.h"

#include <string.h>

/* qshape(1) begins with five minutes. */
static const SimTime units[] = { SIM_SECOND, 5 * SIM_SECOND, 15 * SIM_SECOND, SIM_MINUTE, 5 * SIM_MINUTE };

/* How long the entry that stays longest stays. */
static SimTime
find_longest_stay (const Trace *trace, const GArray *ids)
{
  g_autoptr (GHashTable) since = g_hash_table_new (NULL, NULL); /* entry → TraceId */
  SimTime longest = 0;

  for (guint i = 0; i < ids->len; i++)
    {
      TraceId id = g_array_index (ids, TraceId, i);
      const TraceRecord *record = trace_get (trace, id);
      TraceId queued;

      if (record->kind == TRACE_QUEUED)
        g_hash_table_insert (since, GUINT_TO_POINTER (record->item), GUINT_TO_POINTER (id));
      if (!trace_kind_ends_entry (record->kind) && record->kind != TRACE_DEFERRED)
        continue;
      queued = GPOINTER_TO_UINT (g_hash_table_lookup (since, GUINT_TO_POINTER (record->item)));
      if (queued != 0)
        longest = MAX (longest, record->t - trace_get (trace, queued)->t);
    }
  return longest;
}

SimTime
queue_ages_find_unit (const Trace *trace, const TraceIndex *index, HostId host)
{
  SimTime longest = find_longest_stay (trace, trace_index_host (index, host));

  for (guint i = 0; i + 1 < G_N_ELEMENTS (units); i++)
    if (longest <= units[i] << (QUEUE_AGE_BUCKETS - 2))
      return units[i];
  return units[G_N_ELEMENTS (units) - 1];
}

static void
free_row (gpointer data)
{
  QueueAgesRow *row = data;

  g_free (row->domain);
  g_free (row);
}

static QueueAgesRow *
add_row (QueueAges *ages, const char *domain)
{
  QueueAgesRow *row = g_new0 (QueueAgesRow, 1);

  row->domain = g_strdup (domain);
  g_ptr_array_add (ages->rows, row);
  return row;
}

static QueueAgesRow *
find_row (QueueAges *ages, const char *domain)
{
  for (guint i = 1; i < ages->rows->len; i++)
    {
      QueueAgesRow *row = g_ptr_array_index (ages->rows, i);

      if (g_ascii_strcasecmp (row->domain, domain) == 0)
        return row;
    }
  return add_row (ages, domain);
}

static guint
find_bucket (SimTime unit, SimTime age)
{
  guint bucket = 0;

  while (bucket + 1 < QUEUE_AGE_BUCKETS && age > unit << bucket)
    bucket++;
  return bucket;
}

static void
count (QueueAgesRow *row, guint bucket, EntryState state)
{
  row->total++;
  if (state == ENTRY_DEFERRED)
    row->deferred[bucket]++;
  else
    row->active[bucket]++;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const QueueAgesRow *first = *(QueueAgesRow *const *) a, *second = *(QueueAgesRow *const *) b;

  if (first->total != second->total)
    return first->total > second->total ? -1 : 1;
  return strcmp (first->domain, second->domain);
}

/* All but the first row, which is the sum. */
static void
sort_rows (QueueAges *ages)
{
  if (ages->rows->len > 2)
    qsort (ages->rows->pdata + 1, ages->rows->len - 1, sizeof (gpointer), compare_rows);
}

QueueAges *
queue_ages_new (const Trace *trace, const Snapshot *snapshot, HostId host, SimTime unit, SimTime now)
{
  QueueAges *ages = g_new0 (QueueAges, 1);
  QueueAgesRow *total;

  ages->unit = unit;
  ages->rows = g_ptr_array_new_with_free_func (free_row);
  total = add_row (ages, "TOTAL");
  for (guint i = 0; i < snapshot_count_entries (snapshot); i++)
    {
      const SnapshotEntry *entry = snapshot_entry_at (snapshot, i);
      const TraceRecord *queued = trace_get (trace, entry->queued);
      const char *at = strrchr (trace_blob (trace, queued->text, NULL), '@');
      guint bucket = find_bucket (unit, now - queued->t);

      if (entry->host != host)
        continue;
      count (total, bucket, (EntryState) entry->state);
      count (find_row (ages, at == NULL ? "(no domain)" : at + 1), bucket, (EntryState) entry->state);
    }
  sort_rows (ages);
  return ages;
}

void
queue_ages_free (QueueAges *ages)
{
  g_ptr_array_unref (ages->rows);
  g_free (ages);
}
