/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulation: the one door to a running world: a scenario goes in, a trace comes out. Same scenario,
 * seed and version: the same trace, to the byte.
 */
#pragma once

#include "sim/trace/trace.h"
#include "sim/world/scenario.h"

typedef struct Simulation Simulation;

typedef struct
{
  gboolean has_seed;  /* else the scenario's */
  guint64 seed;
  SimTime until;      /* -1: as the scenario says */
  TraceLevel level;   /* TRACE_PACKETS for everything */
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

Trace *simulation_get_trace (const Simulation *simulation);
const Scenario *simulation_get_scenario (const Simulation *simulation);
guint64 simulation_get_seed (const Simulation *simulation);
guint64 simulation_count_events (const Simulation *simulation);
