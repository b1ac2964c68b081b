/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulation: the one door to a running world: a scenario goes in, a trace comes out. Same scenario,
 * seed and version: the same trace, to the byte.
 */
#pragma once

#include "sim/trace/trace.h"
#include "sim/world/scenario.h"
#include "sim/world/visitor.h"

typedef struct Simulation Simulation;

typedef struct
{
  gboolean has_seed;  /* else the scenario's */
  guint64 seed;
  SimTime until;      /* -1: as the scenario says */
  TraceLevel level;   /* TRACE_PACKETS for everything */
  /* Names of hosts that real programs will reach, NULL-terminated, or NULL. Mail servers and name servers
   * of the scenario; the devices of their domains then leave the mail to those programs. */
  const char *const *visited;
} SimulationOptions;

/* Takes SCENARIO. OPTIONS may be NULL: everything as the scenario says, all records. NULL and an error
 * where a file that the scenario names can't be read; SCENARIO is freed then. */
Simulation *simulation_new (Scenario *scenario, const SimulationOptions *options, GError **error);
void simulation_free (Simulation *simulation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Simulation, simulation_free)

/* Runs the next event. FALSE at the end: nothing is left to happen, or the time is up. */
gboolean simulation_step (Simulation *simulation);
/* Runs to the end. */
void simulation_run (Simulation *simulation);

/* For a world that follows a clock outside: it has no end of its own, and time goes on where nothing
 * happens. Runs events up to T, at most MOST of them. TRUE where all have run and it is T now. */
gboolean simulation_advance (Simulation *simulation, SimTime t, guint most);
SimTime simulation_now (const Simulation *simulation);
/* The time of the next event, or SIM_NEVER. */
SimTime simulation_next_time (const Simulation *simulation);
/* Ends the run now: the last record says REASON. */
void simulation_stop (Simulation *simulation, const char *reason);
/* NULL where no host is visited. */
Visitor *simulation_get_visitor (const Simulation *simulation);

Trace *simulation_get_trace (const Simulation *simulation);
const Scenario *simulation_get_scenario (const Simulation *simulation);
guint64 simulation_get_seed (const Simulation *simulation);
guint64 simulation_count_events (const Simulation *simulation);
