/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

#include "sim/trace/story.h"

static void
print_cause (const Trace *trace, TraceId id)
{
  g_autoptr (StoryLine) line = story_tell (trace, id);
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (trace), trace_get (trace, id)->t, trace_end_time (trace) >= SIM_DAY);
  g_autofree char *rfc = line->rfc == NULL ? g_strdup ("") : g_strdup_printf (" [%s]", line->rfc);

  g_print ("%6u  %s  %s%s%s%s%s%s\n", id, clock, line->who, line->who[0] == '\0' ? "" : " ", line->what,
           line->why == NULL ? "" : " — ", line->why == NULL ? "" : line->why, rfc);
}

CommandStatus
command_why (int argc, char **argv)
{
  gboolean packets = FALSE;
  const GOptionEntry entries[] = {
    { "packets", 0, 0, G_OPTION_ARG_NONE, &packets, "also the packets that carried the lines", NULL },
    { NULL },
  };
  g_auto (GStrv) words = NULL;
  g_auto (CommandRun) run = { NULL };
  g_autoptr (GArray) chain = g_array_new (FALSE, FALSE, sizeof (TraceId));
  const Trace *trace;
  guint64 number;

  if (!command_parse (argc, argv, entries, "SCENARIO|TRACE ID", "Shows the chain of causes behind record ID of the trace, first cause first,\neach as a sentence with the section of the standard. The ids are in the trace\n(mailflow run --trace FILE), which can be given instead of the scenario.", &words))
    return COMMAND_UNUSABLE;
  if (g_strv_length (words) != 2 || !g_ascii_string_to_unsigned (words[1], 10, 1, G_MAXUINT32, &number, NULL))
    {
      command_complain ("why: expected a scenario or trace and the number of a record; see mailflow why --help");
      return COMMAND_UNUSABLE;
    }
  if (!command_open_run (words[0], &run))
    return COMMAND_UNUSABLE;
  trace = run.trace;
  if (number > trace_count (trace))
    {
      command_complain ("why: there is no record %s; the trace ends with %u", words[1], trace_count (trace));
      return COMMAND_UNUSABLE;
    }
  for (TraceId id = (TraceId) number; id != 0; id = trace_get (trace, id)->cause)
    if (packets || id == number || !trace_kind_is_packet (trace_get (trace, id)->kind))
      g_array_append_val (chain, id);
  for (guint i = chain->len; i > 0; i--)
    print_cause (trace, g_array_index (chain, TraceId, i - 1));
  return COMMAND_DONE;
}
