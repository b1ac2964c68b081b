/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

#include "sim/cli/narration.h"
#include "sim/world/expectation.h"
#include "sim/world/report.h"

typedef struct
{
  char *seed, *until, *trace;
  gboolean json, wire, quiet;
} RunOptions;

static gboolean
parse_seed (const char *text, SimulationOptions *options)
{
  if (text == NULL)
    return TRUE;
  options->has_seed = g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &options->seed, NULL);
  if (!options->has_seed)
    command_complain ("--seed %s: expected a whole number from 0", text);
  return options->has_seed;
}

static Simulation *
prepare (const char *name, const RunOptions *run)
{
  SimulationOptions options = { .until = -1, .level = TRACE_PACKETS };
  Scenario *scenario;
  g_autoptr (GError) error = NULL;
  Simulation *simulation;

  if (!parse_seed (run->seed, &options) || (scenario = command_read_scenario (name)) == NULL)
    return NULL;
  if (run->until != NULL && !command_parse_time ("--until", run->until, scenario->start_unix_ns, &options.until))
    {
      scenario_free (scenario);
      return NULL;
    }
  simulation = simulation_new (scenario, &options, &error);
  if (simulation == NULL)
    g_printerr ("%s\n", error->message);
  return simulation;
}

static CommandStatus
tell (const Simulation *simulation, const RunOptions *run)
{
  const Trace *trace = simulation_get_trace (simulation);
  g_autoptr (Outcome) outcome = outcome_new (trace, trace_count (trace));
  g_autoptr (ExpectationResult) result = expectation_check (simulation_get_scenario (simulation), trace, outcome);
  g_autofree char *totals = outcome_format_totals (&outcome->totals);

  if (run->json)
    {
      g_autofree char *report = report_to_json (simulation, outcome, result);

      g_print ("%s", report);
      return result->failed > 0 ? COMMAND_FAILED : COMMAND_DONE;
    }
  if (!run->quiet)
    narration_print (simulation, run->wire);
  for (guint i = 0; i < result->faults->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (result->faults, i));
  g_print ("%s\n", totals);
  return result->failed > 0 ? COMMAND_FAILED : COMMAND_DONE;
}

static CommandStatus
run_scenario (const char *name, const RunOptions *run)
{
  g_autoptr (Simulation) simulation = prepare (name, run);

  if (simulation == NULL)
    return COMMAND_UNUSABLE;
  simulation_run (simulation);
  if (run->trace != NULL && !command_write_trace (simulation_get_trace (simulation), run->trace))
    return COMMAND_UNUSABLE;
  return tell (simulation, run);
}

CommandStatus
command_run (int argc, char **argv)
{
  RunOptions run = { 0 };
  const GOptionEntry entries[] = {
    { "seed", 0, 0, G_OPTION_ARG_STRING, &run.seed, "the seed of the dice (default: the scenario's)", "N" },
    { "until", 0, 0, G_OPTION_ARG_STRING, &run.until, "stop there: 90s, 2h, or a date and time", "T" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &run.json, "print the report as JSON instead of the story", NULL },
    { "trace", 0, 0, G_OPTION_ARG_FILENAME, &run.trace, "write every record to FILE as JSON Lines", "FILE" },
    { "wire", 0, 0, G_OPTION_ARG_NONE, &run.wire, "add every line of dialogue", NULL },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &run.quiet, "only the last line", NULL },
    { NULL },
  };
  g_auto (GStrv) words = NULL;
  CommandStatus status = COMMAND_UNUSABLE;

  if (command_parse (argc, argv, entries, "SCENARIO", "Runs a scenario and tells its story, a line for each hop.", &words))
    {
      if (g_strv_length (words) == 1)
        status = run_scenario (words[0], &run);
      else
        command_complain ("run: expected one scenario; see mailflow run --help");
    }
  g_free (run.seed);
  g_free (run.until);
  g_free (run.trace);
  return status;
}
