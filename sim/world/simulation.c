/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/simulation.h"

#include "sim/world/world.h"

#include <string.h>

static const SimTime longest_run = 30 * SIM_DAY;

struct Simulation
{
  Scenario *scenario;
  guint64 seed;
  SimTime until;
  Engine *engine;
  Trace *trace;
  World *world;
  Visitor *visitor; /* or NULL */
  gboolean over;
};

/* Mail on servers that are open to real programs waits for those: the devices keep away. */
static void
leave_mail_to_visitors (const Scenario *scenario, const char *const *visited)
{
  for (; *visited != NULL; visited++)
    {
      const ScenarioDomain *domain = scenario_find_domain_of_host (scenario, *visited);
      const ScenarioServer *home = scenario_domain_find_mailbox_server (domain);

      for (guint i = 0; strcmp (home->name, *visited) == 0 && i < domain->users->len; i++)
        ((ScenarioUser *) g_ptr_array_index (domain->users, i))->reads = SCENARIO_READS_NONE;
    }
}

static void
open_to_visitors (Simulation *simulation, const char *const *visited)
{
  const ScenarioDomain *domain = scenario_find_domain_of_host (simulation->scenario, visited[0]);

  simulation->visitor = visitor_new (world_get_internet (simulation->world), domain->name, visited);
}

Simulation *
simulation_new (Scenario *scenario, const SimulationOptions *options, GError **error)
{
  Simulation *simulation = g_new0 (Simulation, 1);
  SimTime until = options != NULL && options->until >= 0 ? options->until : scenario->until;
  const char *const *visited = options != NULL ? options->visited : NULL;

  if (visited != NULL)
    leave_mail_to_visitors (scenario, visited);
  simulation->scenario = scenario;
  simulation->seed = options != NULL && options->has_seed ? options->seed : scenario->seed;
  simulation->until = until >= 0 ? until : longest_run;
  simulation->engine = engine_new ();
  simulation->trace = trace_new (simulation->engine, options != NULL ? options->level : TRACE_PACKETS);
  simulation->world = world_new (scenario, simulation->seed, simulation->engine, simulation->trace, error);
  if (simulation->world == NULL)
    {
      simulation_free (simulation);
      return NULL;
    }
  if (visited != NULL)
    open_to_visitors (simulation, visited);
  return simulation;
}

void
simulation_free (Simulation *simulation)
{
  g_clear_pointer (&simulation->visitor, visitor_free);
  g_clear_pointer (&simulation->world, world_free);
  trace_free (simulation->trace);
  engine_free (simulation->engine);
  scenario_free (simulation->scenario);
  g_free (simulation);
}

static void
end (Simulation *simulation, const char *reason)
{
  simulation->over = TRUE;
  engine_set_cause (simulation->engine, 0);
  trace_add (simulation->trace, &(TraceRecord){ .kind = TRACE_RUN_END, .text = trace_text (simulation->trace, reason) });
}

gboolean
simulation_step (Simulation *simulation)
{
  Engine *engine = simulation->engine;

  if (simulation->over)
    return FALSE;
  if (engine_count_work (engine) == 0 && world_is_at_rest (simulation->world))
    {
      end (simulation, "nothing is left to happen");
      return FALSE;
    }
  if (engine_step (engine, simulation->until))
    return TRUE;
  if (engine_count_pending (engine) > 0)
    {
      engine_advance (engine, simulation->until);
      end (simulation, "the time is up");
    }
  else
    end (simulation, "nothing is left to happen");
  return FALSE;
}

void
simulation_run (Simulation *simulation)
{
  while (simulation_step (simulation))
    continue;
}

gboolean
simulation_advance (Simulation *simulation, SimTime t, guint most)
{
  Engine *engine = simulation->engine;

  for (; engine_next_time (engine) <= t; most--)
    {
      if (most == 0)
        return FALSE;
      engine_step (engine, t);
    }
  engine_advance (engine, t);
  return TRUE;
}

SimTime
simulation_now (const Simulation *simulation)
{
  return engine_now (simulation->engine);
}

SimTime
simulation_next_time (const Simulation *simulation)
{
  return engine_next_time (simulation->engine);
}

void
simulation_stop (Simulation *simulation, const char *reason)
{
  if (!simulation->over)
    end (simulation, reason);
}

Visitor *
simulation_get_visitor (const Simulation *simulation)
{
  return simulation->visitor;
}

Trace *
simulation_get_trace (const Simulation *simulation)
{
  return simulation->trace;
}

const Scenario *
simulation_get_scenario (const Simulation *simulation)
{
  return simulation->scenario;
}

guint64
simulation_get_seed (const Simulation *simulation)
{
  return simulation->seed;
}

guint64
simulation_count_events (const Simulation *simulation)
{
  return engine_count_run (simulation->engine);
}
