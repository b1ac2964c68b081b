/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

#include "sim/export/export-request.h"
#include "sim/trace/trace-file.h"
#include "sim/world/scenario-library.h"
#include "sim/world/scenario-reader.h"

#include <stdlib.h>

/* Ends the program, as --help does. */
static gboolean
print_version (const char *option, const char *value, gpointer user, GError **error)
{
  command_print_version ();
  exit (COMMAND_DONE);
}

static const GOptionEntry version_entries[] = {
  { "version", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, print_version, "print the version", NULL },
  { NULL },
};

void
command_print_version (void)
{
  g_print ("mailflow %s\n", MAILFLOW_VERSION);
}

gboolean
command_parse (int argc, char **argv, const GOptionEntry *entries, const char *arguments, const char *summary, char ***words)
{
  g_autofree char *title = g_strdup_printf ("%s %s", argv[0], arguments);
  g_autoptr (GOptionContext) context = g_option_context_new (title);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) copy = g_new0 (char *, argc + 1);

  /* Usage: "mailflow run …": the program's name comes from g_set_prgname. */
  for (int i = 0; i < argc; i++)
    copy[i] = g_strdup (argv[i]);
  g_option_context_set_summary (context, summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, version_entries, NULL);
  if (!g_option_context_parse_strv (context, &copy, &error))
    {
      command_complain ("%s: %s; see mailflow %s --help", argv[0], error->message, argv[0]);
      return FALSE;
    }
  g_assert (copy[0] != NULL);
  *words = g_strdupv (copy + 1);
  return TRUE;
}

void
command_complain (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("mailflow: %s\n", text);
}

Scenario *
command_read_scenario (const char *scenario)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = scenario_library_find (scenario, &error);
  Scenario *read = path == NULL ? NULL : scenario_read_file (path, &error);

  if (read == NULL)
    {
      g_printerr ("%s\n", error->message);
      return NULL;
    }
  for (guint i = 0; i < read->warnings->len; i++)
    g_printerr ("%s\n", (const char *) g_ptr_array_index (read->warnings, i));
  return read;
}

Simulation *
command_prepare (const char *scenario, const SimulationOptions *options)
{
  g_autoptr (GError) error = NULL;
  Scenario *read = command_read_scenario (scenario);
  Simulation *simulation = read == NULL ? NULL : simulation_new (read, options, &error);

  if (error != NULL)
    g_printerr ("%s\n", error->message);
  return simulation;
}

Simulation *
command_simulate (const char *scenario)
{
  Simulation *simulation = command_prepare (scenario, NULL);

  if (simulation != NULL)
    simulation_run (simulation);
  return simulation;
}

static gboolean
read_run (const char *path, CommandRun *run)
{
  g_autoptr (GError) error = NULL;

  *run = (CommandRun){ NULL, trace_file_read (path, &error) };
  if (run->trace == NULL)
    g_printerr ("%s\n", error->message);
  return run->trace != NULL;
}

gboolean
command_open_run (const char *name, CommandRun *run)
{
  if (trace_file_is_trace (name))
    return read_run (name, run);
  run->simulation = command_simulate (name);
  if (run->simulation == NULL)
    return FALSE;
  run->trace = simulation_get_trace (run->simulation);
  return TRUE;
}

void
command_clear_run (CommandRun *run)
{
  if (run->simulation == NULL)
    g_clear_pointer (&run->trace, trace_free);
  g_clear_pointer (&run->simulation, simulation_free);
}

gboolean
command_write_trace (const Trace *trace, const char *path)
{
  g_autoptr (OutputSet) outputs = output_set_new (TRUE);
  const ExportRequest request = { .trace = trace };
  g_autoptr (GError) error = NULL;

  if (!output_set_claim (outputs, path, FALSE, &error) || !export_trace (&request, path, outputs, &error))
    command_complain ("--trace %s: %s", path, error->message);
  else if (output_set_commit (outputs, &error))
    return TRUE;
  else
    command_complain ("--trace %s", error->message);
  return FALSE;
}

gboolean
command_parse_time (const char *option, const char *text, gint64 start_unix_ns, SimTime *t)
{
  gint64 unix_ns;

  if (sim_time_parse_duration (text, t))
    return TRUE;
  if (sim_time_parse_iso (text, &unix_ns) && unix_ns >= start_unix_ns)
    {
      *t = unix_ns - start_unix_ns;
      return TRUE;
    }
  command_complain ("%s %s: expected a time after the start, like 90s or 1h30m, or a date and time, like 2026-01-05T09:00:00Z", option, text);
  return FALSE;
}
