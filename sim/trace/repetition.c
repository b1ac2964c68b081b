/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/repetition.h"

enum
{
  PORT_POP3 = 110,
  PORT_IMAP = 143,
};

struct Repetition
{
  guint8 *hidden; /* by record */
  guint count;
};

static gboolean
same_reason (const TraceRecord *a, const TraceRecord *b)
{
  return a->text == b->text && a->code == b->code && a->peer == b->peer;
}

/* From the deferral back along its causes to the attempt that led to it. */
static void
hide_way (Repetition *repetition, const Trace *trace, TraceId deferral)
{
  guint32 entry = trace_get (trace, deferral)->item;

  for (TraceId id = trace_get (trace, deferral)->cause; id != 0; id = trace_get (trace, id)->cause)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_ATTEMPT && record->item == entry)
        return;
      repetition->hidden[id] = TRUE;
    }
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
  g_autoptr (GHashTable) last = g_hash_table_new (NULL, NULL); /* entry → its latest deferral; never walked */

  repetition->count = trace_count (trace);
  repetition->hidden = g_new0 (guint8, repetition->count + 1);
  for (TraceId id = 1; id <= repetition->count; id++)
    {
      const TraceRecord *record = trace_get (trace, id);
      TraceId before;

      if (record->kind != TRACE_DEFERRED)
        continue;
      before = GPOINTER_TO_UINT (g_hash_table_lookup (last, GUINT_TO_POINTER (record->item)));
      if (before != 0 && same_reason (record, trace_get (trace, before)))
        hide_way (repetition, trace, id);
      g_hash_table_insert (last, GUINT_TO_POINTER (record->item), GUINT_TO_POINTER (id));
    }
  hide_empty_looks (repetition, trace);
  return repetition;
}

void
repetition_free (Repetition *repetition)
{
  g_free (repetition->hidden);
  g_free (repetition);
}

gboolean
repetition_hides (const Repetition *repetition, TraceId id)
{
  return id <= repetition->count && repetition->hidden[id];
}
