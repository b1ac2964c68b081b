/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * run: a trace that is looked at, and where it comes from: a simulation, which may still go on, or the
 * file of an earlier one. It knows no position in it.
 */
#pragma once

#include "sim/world/simulation.h"

typedef struct Run Run;

/* Takes SIMULATION as it stands. */
Run *run_new (Simulation *simulation);
/* Takes TRACE, which has records. */
Run *run_new_for_trace (Trace *trace);
/* Reads and simulates NAME, a scenario's file or its name in the library, or reads NAME as a file of a trace.
 * NULL and an error where it can't. */
Run *run_open (const char *name, GError **error);
void run_free (Run *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

Trace *run_get_trace (const Run *run);
/* Writes all records that there are by now to PATH, as trace_file_write does. */
gboolean run_save_trace (const Run *run, const char *path, GError **error);

/* Of the scenario: its name without a folder, and its title. */
const char *run_get_name (const Run *run);
const char *run_get_title (const Run *run);
/* NULL where there is none, or only a trace is there. */
const char *run_get_summary (const Run *run);
/* The scenario's file; NULL where only a trace is there. */
const char *run_get_file (const Run *run);
