/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * run: a trace that is looked at, and where it comes from: a simulation, which may still go on, or the
 * file of an earlier one. It knows no position in it.
 */
#pragma once

#include "gui/model/lesson-stops.h"
#include "sim/world/intervention.h"
#include "sim/world/simulation.h"

typedef struct Run Run;

/* Takes SIMULATION as it stands. */
Run *run_new (Simulation *simulation);
/* Takes TRACE, which has records. */
Run *run_new_for_trace (Trace *trace);
/* Reads and simulates NAME, a scenario's file or its name in the library, or reads NAME as a file of a trace.
 * NULL and an error where it can't. */
Run *run_open (const char *name, GError **error);
/* Likewise of the TEXT of a scenario that is in no file; NAME stands for it. */
Run *run_open_text (const char *name, const char *text, GError **error);
void run_free (Run *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

/* Whether it can be run again with something done in it: it is of a scenario, and over. */
gboolean run_can_be_acted_on (const Run *run);
/* The same run with INTERVENTION, which is copied, after those that it has; with what was done last undone. NULL and
 * an error where the scenario would be none, or nothing was done. */
Run *run_act (const Run *run, const Intervention *intervention, GError **error);
Run *run_undo (const Run *run, GError **error);
/* The same with what the scenario's file says now. */
Run *run_reload (const Run *run, GError **error);
/* From now on the scenario with all that was done in it is the scenario: it was saved as the run's own file. */
void run_keep_interventions (Run *run);
/* Intervention *, in the order in which they were done; borrowed. */
const GPtrArray *run_get_interventions (const Run *run);
/* Writes the scenario with all that was done in it to PATH. Files of mails that it names are found from there too. */
gboolean run_save_scenario (const Run *run, const char *path, GError **error);

Trace *run_get_trace (const Run *run);
/* Writes all records that there are by now to PATH, as trace_file_write does. */
gboolean run_save_trace (const Run *run, const char *path, GError **error);

/* Of the scenario: its name without a folder, and its title. */
const char *run_get_name (const Run *run);
const char *run_get_title (const Run *run);
/* NULL where there is none, or only a trace is there. */
const char *run_get_summary (const Run *run);
/* Its server that has this name; NULL where it has none, or only a trace is there. */
const ScenarioServer *run_find_server (const Run *run, const char *name);
/* Whether the scenario has a domain NAME: zones of others are nobody's to write. */
gboolean run_has_domain (const Run *run, const char *name);
/* LessonStop, by their records: where its lesson has something to say. Empty where only a trace is there. */
const GArray *run_get_lesson (const Run *run);
/* The scenario's file; NULL where only a trace is there. */
const char *run_get_file (const Run *run);
/* All files that a run which can be acted on was made of: the scenario's first, then those of its mails. Others: none.
 * g_strfreev(). */
char **run_list_files (const Run *run);
