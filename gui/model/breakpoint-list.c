/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/breakpoint-list.h"

struct BreakpointList
{
  GArray *conditions; /* StopCondition */
};

BreakpointList *
breakpoint_list_new (void)
{
  BreakpointList *list = g_new (BreakpointList, 1);

  list->conditions = g_array_new (FALSE, FALSE, sizeof (StopCondition));
  return list;
}

void
breakpoint_list_free (BreakpointList *list)
{
  g_array_unref (list->conditions);
  g_free (list);
}

void
breakpoint_list_copy (BreakpointList *list, const BreakpointList *other, const Trace *before, const Trace *trace)
{
  g_array_set_size (list->conditions, 0);
  for (guint i = 0; i < other->conditions->len; i++)
    {
      StopCondition condition = g_array_index (other->conditions, StopCondition, i);

      if (condition.kind == STOP_AT_HOST)
        condition.number = trace_find_host (trace, trace_host_name (before, (HostId) condition.number));
      if (condition.kind != STOP_AT_HOST || condition.number != 0)
        g_array_append_val (list->conditions, condition);
    }
}

static gboolean
find_condition (const BreakpointList *list, StopCondition condition, guint *index)
{
  for (*index = 0; *index < list->conditions->len; (*index)++)
    if (stop_condition_equal (g_array_index (list->conditions, StopCondition, *index), condition))
      return TRUE;
  return FALSE;
}

gboolean
breakpoint_list_set (BreakpointList *list, StopCondition condition, gboolean set)
{
  guint index;

  if (find_condition (list, condition, &index) == set)
    return FALSE;
  if (set)
    g_array_append_val (list->conditions, condition);
  else
    g_array_remove_index (list->conditions, index);
  return TRUE;
}

const GArray *
breakpoint_list_get (const BreakpointList *list)
{
  return list->conditions;
}

static gboolean
is_met (const BreakpointList *list, const Trace *trace, const Stop *stop)
{
  for (guint i = 0; i < list->conditions->len; i++)
    if (stop_condition_is_met (trace, stop->record, stop->hop, g_array_index (list->conditions, StopCondition, i)))
      return TRUE;
  return FALSE;
}

guint
breakpoint_list_find (const BreakpointList *list, const Trace *trace, const Stops *stops, double after, double until)
{
  if (list->conditions->len == 0)
    return STOP_NOWHERE;
  for (guint i = stops_find_next (stops, after); i < stops_count (stops); i++)
    {
      const Stop *stop = stops_get (stops, i);

      if (stop->seconds > until)
        break;
      if (stop->seconds > after && is_met (list, trace, stop))
        return i;
    }
  return STOP_NOWHERE;
}
