/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/run.h"

#include "sim/trace/trace-file.h"
#include "sim/world/scenario-library.h"
#include "sim/world/scenario-reader.h"

struct Run
{
  Simulation *simulation; /* or NULL */
  Trace *trace;           /* the simulation's, or our own */
};

Run *
run_new (Simulation *simulation)
{
  Run *run = g_new (Run, 1);

  *run = (Run){ simulation, simulation_get_trace (simulation) };
  return run;
}

Run *
run_new_for_trace (Trace *trace)
{
  Run *run = g_new (Run, 1);

  *run = (Run){ NULL, trace };
  return run;
}

void
run_free (Run *run)
{
  if (run->simulation == NULL)
    trace_free (run->trace);
  g_clear_pointer (&run->simulation, simulation_free);
  g_free (run);
}

static Run *
open_trace (const char *path, GError **error)
{
  Trace *trace = trace_file_read (path, error);

  return trace == NULL ? NULL : run_new_for_trace (trace);
}

static Run *
open_scenario (const char *path, GError **error)
{
  Scenario *scenario = scenario_read_file (path, error);
  Simulation *simulation = scenario == NULL ? NULL : simulation_new (scenario, NULL, error);

  if (simulation == NULL)
    return NULL;
  simulation_run (simulation);
  return run_new (simulation);
}

Run *
run_open (const char *name, GError **error)
{
  g_autofree char *path = scenario_library_find (name, error);

  if (path == NULL)
    return NULL;
  return trace_file_is_trace (path) ? open_trace (path, error) : open_scenario (path, error);
}

Trace *
run_get_trace (const Run *run)
{
  return run->trace;
}

gboolean
run_save_trace (const Run *run, const char *path, GError **error)
{
  return trace_file_write (run->trace, path, error);
}

const char *
run_get_name (const Run *run)
{
  return trace_blob (run->trace, trace_get (run->trace, 1)->text, NULL);
}

/* As the first record has it. */
const char *
run_get_title (const Run *run)
{
  const char *title = trace_blob (run->trace, trace_get (run->trace, 1)->note, NULL);

  return title[0] == '\0' ? run_get_name (run) : title;
}

const char *
run_get_summary (const Run *run)
{
  return run->simulation == NULL ? NULL : simulation_get_scenario (run->simulation)->summary;
}

const char *
run_get_file (const Run *run)
{
  return run->simulation == NULL ? NULL : simulation_get_scenario (run->simulation)->file;
}
