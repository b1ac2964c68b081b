/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/dialogue-state.h"

#include "sim/session/session-tables.h"

const SessionTable *
dialogue_state_find_table (guint16 port)
{
  switch (port)
    {
    case 25:
    case 587:
      return session_tables_find ("smtp-server");
    case 110:
      return session_tables_find ("pop3-server");
    case 143:
      return session_tables_find ("imap-server");
    default:
      return NULL;
    }
}

static void
hear (SessionProgress *progress, const Trace *trace, const TraceRecord *record)
{
  gsize length;
  const char *bytes = trace_blob (trace, record->text, &length);

  if (record->kind == TRACE_CLOSED || record->kind == TRACE_CONNECT_FAILED)
    session_progress_close (progress);
  else if (!trace_kind_is_dialogue (record->kind) || length == 0)
    return;
  else if (trace_kind_is_answer (record->kind))
    session_progress_hear_server (progress, bytes, length);
  else
    session_progress_hear_client (progress, bytes, length, record->kind == TRACE_SMTP_DATA);
}

SessionProgress *
dialogue_state_new (const Trace *trace, const SessionTable *table, const GArray *ids, guint count)
{
  SessionProgress *progress = session_progress_new (table);

  for (guint i = 0; i < count; i++)
    hear (progress, trace, trace_get (trace, g_array_index (ids, TraceId, i)));
  return progress;
}
