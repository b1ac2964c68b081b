/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/stop-choices.h"

#include <string.h>

static void
add (GArray *choices, StopConditionKind kind, guint32 number)
{
  const StopCondition condition = { kind, number };

  g_array_append_val (choices, condition);
}

static gint
compare_kinds (gconstpointer a, gconstpointer b)
{
  const StopCondition *first = a, *second = b;

  return strcmp (trace_kind_info ((TraceKind) first->number)->name, trace_kind_info ((TraceKind) second->number)->name);
}

static GArray *
list_kinds (Player *player)
{
  const Stops *stops = player_get_stops (player);
  GArray *kinds = g_array_new (FALSE, FALSE, sizeof (StopCondition));
  gboolean there[N_TRACE_KINDS] = { FALSE };

  for (guint i = 0; i < stops_count (stops); i++)
    there[trace_get (player_get_trace (player), stops_get (stops, i)->record)->kind] = TRUE;
  for (TraceKind kind = TRACE_KIND_NONE + 1; kind < N_TRACE_KINDS; kind++)
    if (there[kind])
      add (kinds, STOP_AT_KIND, kind);
  g_array_sort (kinds, compare_kinds);
  return kinds;
}

GArray *
stop_choices_new (Player *player)
{
  const Trace *trace = player_get_trace (player);
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (StopCondition));
  g_autoptr (GArray) kinds = list_kinds (player);

  add (choices, STOP_AT_TROUBLE, 0);
  add (choices, STOP_AT_MESSAGE, 0);
  g_array_append_vals (choices, kinds->data, kinds->len);
  for (HostId host = 1; host <= trace_count_hosts (trace); host++)
    add (choices, STOP_AT_HOST, host);
  return choices;
}

char *
stop_choices_name (const Trace *trace, StopCondition condition)
{
  if (condition.kind == STOP_AT_KIND)
    return g_strdup (trace_kind_info ((TraceKind) condition.number)->name);
  if (condition.kind == STOP_AT_HOST)
    return g_strdup (trace_host_name (trace, (HostId) condition.number));
  return stop_condition_describe (trace, condition);
}
