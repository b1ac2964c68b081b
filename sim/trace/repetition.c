/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/repetition.h"

enum
{
  FEWEST = 12,  /* attempts that are told as one */
  PORT_POP3 = 110,
  PORT_IMAP = 143,
};

struct Repetition
{
  guint8 *hidden; /* by record */
  guint count;
  GHashTable *folds; /* TraceId of the first attempt → Fold; never walked */
};

typedef struct
{
  guint count;
  TraceId last;
} Fold;

/* What is known of an entry in the queue. */
typedef struct
{
  GArray *reasons; /* TraceId: a deferral for each reason there was */
  GArray *row;     /* RepeatedTry: without anything new between them */
} Entry;

typedef struct
{
  TraceId attempt, deferral;
} RepeatedTry;

static Entry *
entry_new (void)
{
  Entry *entry = g_new (Entry, 1);

  entry->reasons = g_array_new (FALSE, FALSE, sizeof (TraceId));
  entry->row = g_array_new (FALSE, FALSE, sizeof (RepeatedTry));
  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_array_unref (entry->reasons);
  g_array_unref (entry->row);
  g_free (entry);
}

static gboolean
same_reason (const TraceRecord *a, const TraceRecord *b)
{
  return a->text == b->text && a->code == b->code && a->peer == b->peer;
}

static gboolean
is_known (const Entry *entry, const Trace *trace, const TraceRecord *deferral)
{
  for (guint i = 0; i < entry->reasons->len; i++)
    if (same_reason (deferral, trace_get (trace, g_array_index (entry->reasons, TraceId, i))))
      return TRUE;
  return FALSE;
}

/* From the deferral back along its causes to the attempt that led to it; 0 where none did. */
static TraceId
hide_way (Repetition *repetition, const Trace *trace, TraceId deferral)
{
  guint32 entry = trace_get (trace, deferral)->item;

  for (TraceId id = trace_get (trace, deferral)->cause; id != 0; id = trace_get (trace, id)->cause)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_ATTEMPT && record->item == entry)
        return id;
      repetition->hidden[id] = TRUE;
    }
  return 0;
}

/* The row of ENTRY ends; its first try is told as ever, what followed at once. */
static void
end_row (Repetition *repetition, Entry *entry)
{
  const RepeatedTry *tries = (const RepeatedTry *) (void *) entry->row->data;
  guint count = entry->row->len;

  for (guint i = 1; count > FEWEST && i < count; i++)
    repetition->hidden[tries[i].attempt] = repetition->hidden[tries[i].deferral] = TRUE;
  if (count > FEWEST)
    {
      Fold *fold = g_new (Fold, 1);

      *fold = (Fold){ count - 1, tries[count - 1].deferral };
      g_hash_table_insert (repetition->folds, GUINT_TO_POINTER (tries[1].attempt), fold);
    }
  g_array_set_size (entry->row, 0);
}

static void
note_deferral (Repetition *repetition, const Trace *trace, Entry *entry, TraceId id)
{
  RepeatedTry again = { 0, id };

  if (!is_known (entry, trace, trace_get (trace, id)))
    {
      end_row (repetition, entry);
      g_array_append_val (entry->reasons, id);
      return;
    }
  again.attempt = hide_way (repetition, trace, id);
  if (again.attempt != 0)
    g_array_append_val (entry->row, again);
}

static Entry *
find_entry (GHashTable *entries, guint32 number)
{
  Entry *entry = g_hash_table_lookup (entries, GUINT_TO_POINTER (number));

  if (entry != NULL)
    return entry;
  entry = entry_new ();
  g_hash_table_insert (entries, GUINT_TO_POINTER (number), entry);
  return entry;
}

/* A new reason or a notice of delay ends a row, or the trace. */
static void
hide_repeated_tries (Repetition *repetition, const Trace *trace)
{
  g_autoptr (GHashTable) entries = g_hash_table_new_full (NULL, NULL, NULL, entry_free);
  GHashTableIter iter;
  gpointer entry;

  for (TraceId id = 1; id <= repetition->count; id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_DEFERRED)
        note_deferral (repetition, trace, find_entry (entries, record->item), id);
      else if (record->kind == TRACE_DELAY_NOTICE)
        end_row (repetition, find_entry (entries, record->item));
    }
  g_hash_table_iter_init (&iter, entries); /* each on its own: the order does not matter */
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    end_row (repetition, entry);
}

static gboolean
is_look (const TraceRecord *record)
{
  return record->kind == TRACE_CONNECT && (record->code == PORT_POP3 || record->code == PORT_IMAP);
}

/* What came of the look that ID follows from is worth telling. */
static void
show_look (Repetition *repetition, const Trace *trace, TraceId id)
{
  while (id != 0 && !is_look (trace_get (trace, id)))
    id = trace_get (trace, id)->cause;
  repetition->hidden[id] = FALSE;
}

static void
hide_empty_looks (Repetition *repetition, const Trace *trace)
{
  for (TraceId id = 1; id <= repetition->count; id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (is_look (record))
        repetition->hidden[id] = TRUE;
      else if (record->kind == TRACE_FETCHED || record->kind == TRACE_CONNECT_FAILED)
        show_look (repetition, trace, id);
    }
}

Repetition *
repetition_new (const Trace *trace)
{
  Repetition *repetition = g_new0 (Repetition, 1);

  repetition->count = trace_count (trace);
  repetition->hidden = g_new0 (guint8, repetition->count + 1);
  repetition->folds = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  hide_repeated_tries (repetition, trace);
  hide_empty_looks (repetition, trace);
  return repetition;
}

void
repetition_free (Repetition *repetition)
{
  g_hash_table_unref (repetition->folds);
  g_free (repetition->hidden);
  g_free (repetition);
}

guint
repetition_folds (const Repetition *repetition, TraceId id, TraceId *last)
{
  const Fold *fold = g_hash_table_lookup (repetition->folds, GUINT_TO_POINTER (id));

  *last = fold == NULL ? 0 : fold->last;
  return fold == NULL ? 0 : fold->count;
}

gboolean
repetition_hides (const Repetition *repetition, TraceId id)
{
  return id <= repetition->count && repetition->hidden[id];
}

char *
repetition_tell (const Repetition *repetition, const Trace *trace, TraceId id)
{
  const TraceRecord *record = trace_get (trace, id);
  TraceId last;
  guint count = repetition_folds (repetition, id, &last);
  g_autofree char *until = sim_time_format_clock (trace_start_unix_ns (trace), trace_get (trace, last)->t, trace_end_time (trace) >= SIM_DAY);

  return g_strdup_printf ("tries %s for %s another %u times, until %s, and keeps it each time for a reason told above",
                          trace_message_label (trace, record->message), trace_blob (trace, record->text, NULL), count, until);
}
