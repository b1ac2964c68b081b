/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/cause-chain.h"
#include "sim/cli/command.h"

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
  g_autoptr (GPtrArray) lines = NULL;
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
  lines = cause_chain_format (trace, (TraceId) number, packets);
  for (guint i = 0; i < lines->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (lines, i));
  return COMMAND_DONE;
}
