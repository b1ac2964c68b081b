/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

#include "sim/export/export-request.h"

#include <string.h>
#include <unistd.h>

typedef struct
{
  char *at, *host, *message, *view, *pace;
  gboolean force;
  char **paths; /* one for each form; NULL: not asked for */
} ExportOptions;

/* One for each form, then the others; caller frees. */
static GOptionEntry *
make_entries (ExportOptions *options)
{
  const GOptionEntry others[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &options->at, "the instant (default: the end): 90s, 2h, or a date and time", "T" },
    { "host", 0, 0, G_OPTION_ARG_STRING, &options->host, "only what this host sees (--pcap, --log)", "NAME" },
    { "message", 0, 0, G_OPTION_ARG_STRING, &options->message, "only this message (pictures)", "ID" },
    { "view", 0, 0, G_OPTION_ARG_STRING, &options->view, "which picture: ladder (default) or map", "VIEW" },
    { "pace", 0, 0, G_OPTION_ARG_STRING, &options->pace, "how fast films play (1: as the window; default: 1, or what makes 5 minutes of it)", "X" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options->force, "replace files that are there", NULL },
  };
  GOptionEntry *entries = g_new0 (GOptionEntry, n_export_forms + G_N_ELEMENTS (others) + 1);

  for (guint i = 0; i < n_export_forms; i++)
    entries[i] = (GOptionEntry){ export_forms[i].name, 0, 0, G_OPTION_ARG_FILENAME, &options->paths[i], export_forms[i].summary, export_forms[i].folder ? "DIR" : "FILE" };
  memcpy (entries + n_export_forms, others, sizeof others);
  return entries;
}

/* A line on the terminal, over the last one. */
static void
show_progress (gpointer user, const char *path, double part)
{
  g_printerr ("\r\033[Kmailflow: %s: %.0f %%", path, part * 100);
}

static gboolean
claim_all (const ExportOptions *options, OutputSet *outputs)
{
  guint asked = 0;

  for (guint i = 0; i < n_export_forms; i++)
    {
      g_autoptr (GError) error = NULL;

      if (options->paths[i] == NULL)
        continue;
      asked++;
      if (!output_set_claim (outputs, options->paths[i], export_forms[i].folder, &error))
        {
          command_complain ("--%s %s: %s", export_forms[i].name, options->paths[i], error->message);
          return FALSE;
        }
    }
  if (asked == 0)
    command_complain ("export: expected at least one form, like --pcap FILE; see mailflow export --help");
  return asked > 0;
}

static gboolean
find_host (const char *name, ExportRequest *request)
{
  if (name == NULL)
    return TRUE;
  for (guint host = trace_count_hosts (request->trace); host > 0; host--)
    if (g_ascii_strcasecmp (trace_host_name (request->trace, (HostId) host), name) == 0) /* RFC 4343 */
      request->host = (HostId) host;
  if (request->host == 0)
    command_complain ("--host %s: there is no such host in this run", name);
  return request->host != 0;
}

static gboolean
find_message (const char *label, ExportRequest *request)
{
  if (label == NULL)
    return TRUE;
  request->message = trace_find_message (request->trace, label);
  if (request->message == 0)
    command_complain ("--message %s: there is no such message in this run", label);
  return request->message != 0;
}

static gboolean
choose_view (const char *view, ExportRequest *request)
{
  request->map = g_strcmp0 (view, "map") == 0;
  if (view == NULL || request->map || strcmp (view, "ladder") == 0)
    return TRUE;
  command_complain ("--view %s: expected ladder or map", view);
  return FALSE;
}

static gboolean
parse_pace (const char *text, ExportRequest *request)
{
  char *end;

  if (text == NULL)
    return TRUE;
  request->pace = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && request->pace >= 0.01 && request->pace <= 1000)
    return TRUE;
  command_complain ("--pace %s: expected a number from 0.01 to 1000", text);
  return FALSE;
}

static gboolean
fill_request (const ExportOptions *options, ExportRequest *request)
{
  request->at = trace_end_time (request->trace);
  request->has_at = options->at != NULL;
  if (request->has_at && !command_parse_time ("--at", options->at, trace_start_unix_ns (request->trace), &request->at))
    return FALSE;
  request->position = trace_count_until (request->trace, request->at);
  return find_host (options->host, request) && find_message (options->message, request) && choose_view (options->view, request) && parse_pace (options->pace, request);
}

static gboolean
run_form (const ExportForm *form, const ExportRequest *request, const char *path, OutputSet *outputs)
{
  g_autoptr (GError) error = NULL;

  if (form->run (request, path, outputs, &error))
    return TRUE;
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
  command_complain ("--%s %s: %s", form->name, path, error->message);
  return FALSE;
}

static CommandStatus
run_forms (const ExportOptions *options, const ExportRequest *request, OutputSet *outputs)
{
  gboolean on_terminal = isatty (STDERR_FILENO);
  g_autoptr (GError) error = NULL;

  if (on_terminal)
    output_set_on_progress (outputs, show_progress, NULL);
  for (guint i = 0; i < n_export_forms; i++)
    if (options->paths[i] != NULL && !run_form (&export_forms[i], request, options->paths[i], outputs))
      return COMMAND_UNUSABLE;
  if (on_terminal)
    g_printerr ("\r\033[K");
  if (output_set_commit (outputs, &error))
    return COMMAND_DONE;
  command_complain ("%s", error->message);
  return COMMAND_UNUSABLE;
}

static CommandStatus
export_run (const char *name, const ExportOptions *options)
{
  g_auto (CommandRun) run = { NULL };
  g_autoptr (OutputSet) outputs = output_set_new (options->force);
  ExportRequest request = { NULL };

  if (!claim_all (options, outputs) || !command_open_run (name, &run))
    return COMMAND_UNUSABLE;
  request.trace = run.trace;
  return fill_request (options, &request) ? run_forms (options, &request, outputs) : COMMAND_UNUSABLE;
}

CommandStatus
command_export (int argc, char **argv)
{
  ExportOptions options = { .paths = g_new0 (char *, n_export_forms + 1) };
  g_autofree GOptionEntry *entries = make_entries (&options);
  g_auto (GStrv) words = NULL;
  CommandStatus status = COMMAND_UNUSABLE;

  if (command_parse (argc, argv, entries, "SCENARIO|TRACE", "Takes a run out in the forms that the real world uses: any of them together, from one\nrun. FILE may be - for standard output. TRACE is a file of an earlier run\n(mailflow run --trace FILE).", &words))
    {
      if (g_strv_length (words) == 1)
        status = export_run (words[0], &options);
      else
        command_complain ("export: expected one scenario or trace; see mailflow export --help");
    }
  for (guint i = 0; i < n_export_forms; i++)
    g_free (options.paths[i]);
  g_free (options.paths);
  g_free (options.at);
  g_free (options.host);
  g_free (options.message);
  g_free (options.view);
  g_free (options.pace);
  return status;
}
