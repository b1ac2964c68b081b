/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/run.h"

#include "sim/trace/trace-file.h"
#include "sim/world/scenario-edit.h"
#include "sim/world/scenario-library.h"
#include "sim/world/scenario-reader.h"

#include <string.h>

struct Run
{
  Simulation *simulation; /* or NULL */
  Trace *trace;           /* the simulation's, or our own */
  char *text;             /* of the scenario's file, without what was done; NULL: it can't be run again */
  GPtrArray *interventions; /* Intervention * */
  GArray *lesson;         /* LessonStop */
};

static Run *
create (Simulation *simulation, Trace *trace)
{
  Run *run = g_new (Run, 1);

  *run = (Run){ simulation, trace, NULL, g_ptr_array_new_with_free_func ((GDestroyNotify) intervention_free), g_array_new (FALSE, FALSE, sizeof (LessonStop)) };
  return run;
}

Run *
run_new (Simulation *simulation)
{
  return create (simulation, simulation_get_trace (simulation));
}

Run *
run_new_for_trace (Trace *trace)
{
  return create (NULL, trace);
}

void
run_free (Run *run)
{
  if (run->simulation == NULL)
    trace_free (run->trace);
  g_clear_pointer (&run->simulation, simulation_free);
  g_ptr_array_unref (run->interventions);
  g_array_unref (run->lesson);
  g_free (run->text);
  g_free (run);
}

static Run *
open_trace (const char *path, GError **error)
{
  Trace *trace = trace_file_read (path, error);

  return trace == NULL ? NULL : run_new_for_trace (trace);
}

static Run *
simulate (const char *path, const char *text, gsize length, GError **error)
{
  Scenario *scenario = scenario_read_bytes (path, text, length, error);
  Simulation *simulation = scenario == NULL ? NULL : simulation_new (scenario, NULL, error);
  Run *run;

  if (simulation == NULL)
    return NULL;
  simulation_run (simulation);
  run = run_new (simulation);
  g_array_unref (run->lesson);
  run->lesson = lesson_stops_new (scenario->lesson, run->trace);
  return run;
}

static Run *
open_scenario (const char *path, GError **error)
{
  gsize length;
  g_autofree char *text = scenario_read_text (path, &length, error);
  Run *run = text == NULL ? NULL : simulate (path, text, length, error);

  if (run != NULL)
    run->text = g_steal_pointer (&text);
  return run;
}

Run *
run_open_text (const char *name, const char *text, GError **error)
{
  Run *run = simulate (name, text, strlen (text), error);

  if (run != NULL)
    run->text = g_strdup (text);
  return run;
}

gboolean
run_can_be_acted_on (const Run *run)
{
  return run->text != NULL;
}

/* The text of the scenario with INTERVENTIONS. */
static char *
make_text (const Run *run, const GPtrArray *interventions, GError **error)
{
  char *text = g_strdup (run->text);

  for (guint i = 0; i < interventions->len && text != NULL; i++)
    {
      g_autofree char *before = text;

      text = intervention_apply (g_ptr_array_index (interventions, i), run_get_file (run), before, error);
    }
  return text;
}

/* Takes INTERVENTIONS. */
static Run *
run_again (const Run *run, GPtrArray *interventions, GError **error)
{
  g_autofree char *text = make_text (run, interventions, error);
  Run *again = text == NULL ? NULL : simulate (run_get_file (run), text, strlen (text), error);

  if (again == NULL)
    {
      g_ptr_array_unref (interventions);
      return NULL;
    }
  g_ptr_array_unref (again->interventions);
  again->interventions = interventions;
  again->text = g_strdup (run->text);
  return again;
}

static GPtrArray *
copy_interventions (const Run *run, guint count)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) intervention_free);

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (copies, intervention_copy (g_ptr_array_index (run->interventions, i)));
  return copies;
}

static gboolean
check_can_be_acted_on (const Run *run, GError **error)
{
  if (!run_can_be_acted_on (run))
    g_set_error (error, SCENARIO_ERROR, SCENARIO_ERROR_INVALID, "nothing can be done here: this is no run of a scenario, but %s",
                 run->simulation == NULL ? "the trace of an earlier one" : "one that is open to real programs");
  return run_can_be_acted_on (run);
}

Run *
run_act (const Run *run, const Intervention *intervention, GError **error)
{
  GPtrArray *interventions;

  if (!check_can_be_acted_on (run, error))
    return NULL;
  interventions = copy_interventions (run, run->interventions->len);
  g_ptr_array_add (interventions, intervention_copy (intervention));
  return run_again (run, interventions, error);
}

Run *
run_undo (const Run *run, GError **error)
{
  if (!check_can_be_acted_on (run, error))
    return NULL;
  if (run->interventions->len == 0)
    {
      g_set_error_literal (error, SCENARIO_ERROR, SCENARIO_ERROR_INVALID, "there is nothing to undo");
      return NULL;
    }
  return run_again (run, copy_interventions (run, run->interventions->len - 1), error);
}

Run *
run_reload (const Run *run, GError **error)
{
  Run changed = *run;
  gsize length;
  g_autofree char *text = NULL;

  if (!check_can_be_acted_on (run, error))
    return NULL;
  text = scenario_read_text (run_get_file (run), &length, error);
  changed.text = text;
  return text == NULL ? NULL : run_again (&changed, copy_interventions (run, run->interventions->len), error);
}

void
run_keep_interventions (Run *run)
{
  char *text = make_text (run, run->interventions, NULL);

  g_assert (text != NULL); /* it was run */
  g_free (run->text);
  run->text = text;
  g_ptr_array_set_size (run->interventions, 0);
}

const GPtrArray *
run_get_interventions (const Run *run)
{
  return run->interventions;
}

/* TEXT, which is taken, with VALUE for message INDEX's KEY. */
static char *
set_key (const Run *run, char *text, guint index, const char *key, const char *value, GError **error)
{
  g_autofree char *before = text;

  return before == NULL ? NULL : scenario_edit_set (run_get_file (run), before, "messages", index, key, value, error);
}

static char *
quote_paths (const GPtrArray *paths)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (names, g_canonicalize_filename (g_ptr_array_index (paths, i), NULL));
  g_ptr_array_add (names, NULL);
  return scenario_edit_quote_list ((const char *const *) names->pdata);
}

static char *
quote_path (const char *path)
{
  g_autofree char *name = g_canonicalize_filename (path, NULL);

  return scenario_edit_quote (name);
}

/* Files, which the scenario names from its own folder, are named from everywhere. */
static char *
name_files (const Run *run, char *text, GError **error)
{
  const GPtrArray *messages = simulation_get_scenario (run->simulation)->messages;

  for (guint i = 0; i < messages->len; i++)
    {
      const ScenarioMessage *message = g_ptr_array_index (messages, i);
      g_autofree char *whole = message->file == NULL ? NULL : quote_path (message->file), *attached = message->attach->len == 0 ? NULL : quote_paths (message->attach);

      if (whole != NULL)
        text = set_key (run, text, i, "file", whole, error);
      if (attached != NULL)
        text = set_key (run, text, i, "attach", attached, error);
    }
  return text;
}

char **
run_list_files (const Run *run)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  const GPtrArray *messages = run_can_be_acted_on (run) ? simulation_get_scenario (run->simulation)->messages : NULL;
  char **files;

  if (messages != NULL)
    g_strv_builder_add (builder, run_get_file (run));
  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      const ScenarioMessage *message = g_ptr_array_index (messages, i);

      if (message->file != NULL)
        g_strv_builder_add (builder, message->file);
      for (guint j = 0; j < message->attach->len; j++)
        g_strv_builder_add (builder, g_ptr_array_index (message->attach, j));
    }
  files = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return files;
}

static gboolean
is_in_folder_of (const Run *run, const char *path)
{
  g_autofree char *own = g_canonicalize_filename (run_get_file (run), NULL), *other = g_canonicalize_filename (path, NULL);
  g_autofree char *own_folder = g_path_get_dirname (own), *other_folder = g_path_get_dirname (other);

  return strcmp (own_folder, other_folder) == 0;
}

gboolean
run_save_scenario (const Run *run, const char *path, GError **error)
{
  g_autofree char *text = NULL;

  if (!check_can_be_acted_on (run, error))
    return FALSE;
  text = make_text (run, run->interventions, error);
  if (text != NULL && !is_in_folder_of (run, path))
    text = name_files (run, text, error);
  return text != NULL && g_file_set_contents (path, text, -1, error);
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

const GArray *
run_get_lesson (const Run *run)
{
  return run->lesson;
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

gboolean
run_has_domain (const Run *run, const char *name)
{
  return run->simulation != NULL && scenario_find_domain (simulation_get_scenario (run->simulation), name) != NULL;
}

const ScenarioServer *
run_find_server (const Run *run, const char *name)
{
  const ScenarioDomain *domain = run->simulation == NULL ? NULL : scenario_find_domain_of_host (simulation_get_scenario (run->simulation), name);

  for (guint i = 0; domain != NULL && i < domain->servers->len; i++)
    if (strcmp (((const ScenarioServer *) g_ptr_array_index (domain->servers, i))->name, name) == 0)
      return g_ptr_array_index (domain->servers, i);
  return NULL;
}
