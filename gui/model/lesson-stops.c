/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/lesson-stops.h"

#include <string.h>

static gboolean
is_label (const Trace *trace, MessageId message, const char *label)
{
  return message != 0 && strcmp (trace_message_label (trace, message), label) == 0;
}

/* Whether record ID is all that STOP wants it to be, but for its kind. */
static gboolean
is_like (const Trace *trace, TraceId id, const ScenarioStop *stop)
{
  const TraceRecord *record = trace_get (trace, id);

  return (stop->code < 0 || record->code == stop->code)
         && (stop->at < 0 || record->t >= stop->at)
         && (stop->host == NULL || (record->host != 0 && g_ascii_strcasecmp (trace_host_name (trace, record->host), stop->host) == 0))
         && (stop->message == NULL || is_label (trace, record->message, stop->message));
}

static gboolean
is_taken (const GArray *found, TraceId id)
{
  for (guint i = 0; i < found->len; i++)
    if (g_array_index (found, LessonStop, i).record == id)
      return TRUE;
  return FALSE;
}

/* The first one at which nothing is said yet. */
static TraceId
find_record (const Trace *trace, const ScenarioStop *stop, const GArray *found)
{
  TraceKind kind = stop->kind == NULL ? TRACE_KIND_NONE : trace_kind_find (stop->kind);

  for (TraceId id = 1; id <= trace_count (trace); id++)
    if ((stop->kind == NULL || trace_get (trace, id)->kind == kind) && is_like (trace, id, stop) && !is_taken (found, id))
      return id;
  return 0;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const LessonStop *first = a, *second = b;

  return first->record < second->record ? -1 : first->record > second->record;
}

GArray *
lesson_stops_new (const GPtrArray *lesson, const Trace *trace)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (LessonStop));

  for (guint i = 0; i < lesson->len; i++)
    {
      const LessonStop stop = { find_record (trace, g_ptr_array_index (lesson, i), found), g_ptr_array_index (lesson, i) };

      if (stop.record != 0)
        g_array_append_val (found, stop);
    }
  g_array_sort (found, compare);
  return found;
}

const ScenarioStop *
lesson_stops_find (const GArray *lesson, const Stops *stops, guint index)
{
  for (guint i = 0; i < lesson->len; i++)
    if (stops_find_record (stops, g_array_index (lesson, LessonStop, i).record) == index)
      return g_array_index (lesson, LessonStop, i).stop;
  return NULL;
}

guint
lesson_stops_find_between (const GArray *lesson, const Stops *stops, double after, double until)
{
  for (guint i = 0; i < lesson->len; i++)
    {
      guint stop = stops_find_record (stops, g_array_index (lesson, LessonStop, i).record);

      if (stops_get (stops, stop)->seconds > after && stops_get (stops, stop)->seconds <= until)
        return stop;
    }
  return STOP_NOWHERE;
}
