/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/header-growth.h"

#include "sim/codec/header-field.h"

#include <string.h>

/* Whether BEFORE has the bytes FROM … END. */
static gboolean
has_bytes (const char *before, const char *from, const char *end)
{
  return memmem (before, strlen (before), from, (gsize) (end - from)) != NULL;
}

/* Where a line was taken away too, the old header begins with the first field that was there. */
gsize
header_growth_measure (const char *now, const char *before)
{
  const char *first_old = before == NULL ? now : strstr (now, before), *at = now, *start = now;
  HeaderField field;

  if (first_old != NULL)
    return (gsize) (first_old - now);
  while (header_field_next (&at, now + strlen (now), &field) && !has_bytes (before, start, field.end))
    start = field.end;
  return (gsize) (start - now);
}

gsize
header_growth_measure_header (const char *bytes, gsize length)
{
  return header_field_skip_all (bytes, length);
}

/* From the last to the first. */
static GArray *
collect (const Trace *trace, TraceId last)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (GrowthStep));
  MessageId message = trace_get (trace, last)->message;

  for (TraceId id = last; id != 0; id = trace_get (trace, id)->cause)
    {
      const TraceRecord *record = trace_get (trace, id);
      GrowthStep step = { id, trace_record_get_content (record), 0 };

      if (record->message != message || step.content == 0)
        continue;
      if (steps->len > 0 && g_array_index (steps, GrowthStep, steps->len - 1).content == step.content)
        g_array_set_size (steps, steps->len - 1); /* who had it first like that has added it */
      g_array_append_val (steps, step);
    }
  return steps;
}

GArray *
header_growth_new (const Trace *trace, TraceId last)
{
  g_autoptr (GArray) back = collect (trace, last);
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (GrowthStep));
  const char *before = NULL;

  for (guint i = back->len; i > 0; i--)
    {
      GrowthStep step = g_array_index (back, GrowthStep, i - 1);
      gsize length;
      const char *now = trace_blob (trace, step.content, &length);

      step.added = before == NULL ? header_growth_measure_header (now, length) : header_growth_measure (now, before);
      before = now;
      g_array_append_val (steps, step);
    }
  return steps;
}

TraceId
header_growth_find_last (const Trace *trace, const GArray *ids, guint count)
{
  for (guint i = count; i > 0; i--)
    if (trace_record_get_content (trace_get (trace, g_array_index (ids, TraceId, i - 1))) != 0)
      return g_array_index (ids, TraceId, i - 1);
  return 0;
}
