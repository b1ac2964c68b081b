/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

#include "sim/world/expectation.h"

/* One scenario: its faults are told, its totals added. */
static CommandStatus
check_one (const char *name, OutcomeTotals *totals)
{
  g_autoptr (Simulation) simulation = command_simulate (name);
  g_autoptr (Outcome) outcome = NULL;
  g_autoptr (ExpectationResult) result = NULL;
  const Trace *trace;

  if (simulation == NULL)
    return COMMAND_UNUSABLE;
  trace = simulation_get_trace (simulation);
  outcome = outcome_new (trace, trace_count (trace));
  result = expectation_check (simulation_get_scenario (simulation), trace, outcome);
  for (guint i = 0; i < result->faults->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (result->faults, i));
  g_print ("%s: %u expectations met, %u failed\n", simulation_get_scenario (simulation)->name, result->met, result->failed);
  totals->sent += outcome->totals.sent;
  totals->delivered += outcome->totals.delivered;
  totals->bounced += outcome->totals.bounced;
  totals->waiting += outcome->totals.waiting;
  totals->lost += outcome->totals.lost;
  return result->failed > 0 ? COMMAND_FAILED : COMMAND_DONE;
}

CommandStatus
command_check (int argc, char **argv)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *line = NULL;
  OutcomeTotals totals = { 0 };
  CommandStatus status = COMMAND_DONE;

  if (!command_parse (argc, argv, NULL, "SCENARIO…", "Reads, validates and runs each scenario; a line for each expectation that failed.", &words))
    return COMMAND_UNUSABLE;
  if (words[0] == NULL)
    {
      command_complain ("check: which scenario? See mailflow check --help");
      return COMMAND_UNUSABLE;
    }
  for (guint i = 0; words[i] != NULL; i++)
    {
      CommandStatus one = check_one (words[i], &totals);

      status = MAX (status, one);
    }
  line = outcome_format_totals (&totals);
  g_print ("%s\n", line);
  return status;
}
