/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/stop-condition.h"

#include "gui/model/selection.h"

static gboolean
is_line (const TraceRecord *record)
{
  return trace_kind_is_dialogue (record->kind) || record->kind == TRACE_DNS_QUERY || record->kind == TRACE_DNS_ANSWER;
}

static gboolean
is_beginning (const TraceRecord *record)
{
  return record->kind == TRACE_COMPOSED || (record->kind == TRACE_MESSAGE && record->code != MESSAGE_MAIL);
}

/* RFC 5321 4.2.1: the first digit says that it is refused, for now or for good. */
static gboolean
is_trouble (const TraceRecord *record)
{
  return record->kind == TRACE_SMTP_REPLY && record->code >= 400;
}

static gboolean
is_move (const TraceRecord *record)
{
  static const TraceKind moves[] = { TRACE_COMPOSED, TRACE_ACCEPTED, TRACE_REJECTED, TRACE_ATTEMPT, TRACE_DEFERRED, TRACE_SENT, TRACE_BOUNCED, TRACE_DISCARDED,
                                     TRACE_EXPANDED, TRACE_DELAY_NOTICE, TRACE_LOST, TRACE_STORED, TRACE_FETCHED, TRACE_REMOVED };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (record->kind == moves[i])
      return TRUE;
  return FALSE;
}

gboolean
stop_condition_is_met (const Trace *trace, TraceId id, gboolean hop, StopCondition condition)
{
  const TraceRecord *record = trace_get (trace, id);

  switch (condition.kind)
    {
    case STOP_AT_EVENT:
      return TRUE;
    case STOP_AT_LINE:
      return is_line (record);
    case STOP_AT_HOP:
      return hop;
    case STOP_AT_MESSAGE:
      return is_beginning (record);
    case STOP_AT_TROUBLE:
      return is_trouble (record);
    case STOP_AT_HOST:
      return record->host == condition.number || record->peer == condition.number;
    case STOP_AT_MOVE:
      return record->message == condition.number && is_move (record);
    case STOP_AT_CONNECTION:
      return selection_equal (selection_of_record (trace, id), (Selection){ SELECTION_CONNECTION, condition.number });
    case STOP_AT_KIND:
      return record->kind == condition.number;
    }
  g_assert_not_reached ();
}

gboolean
stop_condition_equal (StopCondition a, StopCondition b)
{
  return a.kind == b.kind && a.number == b.number;
}

guint
stop_condition_find (const Trace *trace, const Stops *stops, guint from, int direction, StopCondition condition)
{
  guint count = stops_count (stops);

  for (guint i = from; i < count; i += (guint) direction) /* below 0 it is beyond the count */
    {
      const Stop *stop = stops_get (stops, i);

      if (stop_condition_is_met (trace, stop->record, stop->hop, condition))
        return i;
    }
  return STOP_NOWHERE;
}

char *
stop_condition_describe (const Trace *trace, StopCondition condition)
{
  switch (condition.kind)
    {
    case STOP_AT_EVENT:
      return g_strdup ("an event");
    case STOP_AT_LINE:
      return g_strdup ("a line");
    case STOP_AT_HOP:
      return g_strdup ("a hop");
    case STOP_AT_MESSAGE:
      return g_strdup ("a new message");
    case STOP_AT_TROUBLE:
      return g_strdup ("a reply of 4xx or 5xx");
    case STOP_AT_HOST:
      return g_strdup_printf ("something at %s", trace_host_name (trace, (HostId) condition.number));
    case STOP_AT_MOVE:
      return g_strdup_printf ("a move of message %s", trace_message_label (trace, condition.number));
    case STOP_AT_CONNECTION:
      return g_strdup_printf ("connection %u", condition.number);
    case STOP_AT_KIND:
      return g_strdup_printf ("a record “%s”", trace_kind_info ((TraceKind) condition.number)->name);
    }
  g_assert_not_reached ();
}
