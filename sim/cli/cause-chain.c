/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/cause-chain.h"

#include "sim/trace/story.h"

static char *
format_cause (const Trace *trace, TraceId id)
{
  g_autoptr (StoryLine) line = story_tell (trace, id);
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (trace), trace_get (trace, id)->t, trace_end_time (trace) >= SIM_DAY);
  g_autofree char *rfc = line->rfc == NULL ? g_strdup ("") : g_strdup_printf (" [%s]", line->rfc);

  return g_strdup_printf ("%6u  %s  %s%s%s%s%s%s", id, clock, line->who, line->who[0] == '\0' ? "" : " ", line->what,
                          line->why == NULL ? "" : " — ", line->why == NULL ? "" : line->why, rfc);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return *(const TraceId *) a < *(const TraceId *) b ? -1 : *(const TraceId *) a > *(const TraceId *) b;
}

GArray *
cause_chain_list (const Trace *trace, TraceId id, gboolean packets)
{
  GArray *chain = g_array_new (FALSE, FALSE, sizeof (TraceId));

  for (TraceId at = id; at != 0; at = trace_get (trace, at)->cause)
    if (packets || at == id || !trace_kind_is_packet (trace_get (trace, at)->kind))
      g_array_append_val (chain, at);
  g_array_sort (chain, compare_ids); /* a cause is smaller than what it led to */
  return chain;
}

GPtrArray *
cause_chain_format (const Trace *trace, TraceId id, gboolean packets)
{
  g_autoptr (GArray) chain = cause_chain_list (trace, id, packets);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < chain->len; i++)
    g_ptr_array_add (lines, format_cause (trace, g_array_index (chain, TraceId, i)));
  return lines;
}
