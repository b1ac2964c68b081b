/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/bench/mass-mailing.h"

#include "sim/bench/stopwatch.h"
#include "sim/world/scenario-library.h"
#include "sim/world/scenario-reader.h"

static GPtrArray *
copy_strings (const GPtrArray *strings)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < strings->len; i++)
    g_ptr_array_add (copies, g_strdup (g_ptr_array_index (strings, i)));
  return copies;
}

static ScenarioMessage *
repeat_message (const ScenarioMessage *first, guint number, SimTime interval)
{
  ScenarioMessage *message = scenario_message_new ();

  message->place = first->place;
  message->id = g_strdup_printf ("%s-%u", first->id, number);
  message->at = first->at + number * interval;
  message->from = g_strdup (first->from);
  g_clear_pointer (&message->to, g_ptr_array_unref);
  message->to = copy_strings (first->to);
  message->subject = g_strdup (first->subject);
  message->text = g_strdup (first->text);
  return message;
}

Simulation *
mass_mailing_run (const char *scenario, guint count, SimTime interval, TraceLevel level, double *seconds, GError **error)
{
  const SimulationOptions options = { .until = -1, .level = level };
  g_autofree char *path = scenario_library_find (scenario, error);
  Scenario *read = path == NULL ? NULL : scenario_read_file (path, error);
  Simulation *simulation;
  double start;

  if (read == NULL)
    return NULL;
  for (guint number = 1; number < count; number++)
    g_ptr_array_add (read->messages, repeat_message (g_ptr_array_index (read->messages, 0), number, interval));
  start = stopwatch_cpu ();
  simulation = simulation_new (read, &options, error);
  if (simulation != NULL)
    simulation_run (simulation);
  *seconds = stopwatch_cpu () - start;
  return simulation;
}
