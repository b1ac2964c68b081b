/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/simulation.h"

#include "sim/world/world.h"

static const SimTime longest_run = 30 * SIM_DAY;

struct Simulation
{
  Scenario *scenario;
  guint64 seed;
  SimTime until;
  Engine *engine;
  Trace *trace;
  World *world;
  gboolean over;
};

Simulation *
simulation_new (Scenario *scenario, const SimulationOptions *options, GError **error)
{
  Simulation *simulation = g_new0 (Simulation, 1);
  SimTime until = options != NULL && options->until >= 0 ? options->until : scenario->until;

  simulation->scenario = scenario;
  simulation->seed = options != NULL && options->has_seed ? options->seed : scenario->seed;
  simulation->until = until >= 0 ? until : longest_run;
  simulation->engine = engine_new ();
  simulation->trace = trace_new (simulation->engine, options != NULL ? options->level : TRACE_PACKETS);
  simulation->world = world_new (scenario, simulation->seed, simulation->engine, simulation->trace, error);
  if (simulation->world != NULL)
    return simulation;
  simulation_free (simulation);
  return NULL;
}

void
simulation_free (Simulation *simulation)
{
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
