/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * intervention: something that somebody does to a world at an instant of its run: a fault, a mail, a look for mail. It
 * is one more entry of the scenario's file, so that a run with interventions is the run of the file that has them:
 * to be replayed, saved and undone.
 */
#pragma once

#include "sim/engine/sim-time.h"

typedef struct Intervention Intervention;

/* A new entry of SECTION ("faults") that happens at AT; LABEL says what it does: "Stop mail.example.org". Keys are
 * added by the functions below. */
Intervention *intervention_new (const char *section, SimTime at, const char *label);
/* Fault NUMBER, from 1, lasts LENGTH, which is until AT, and no longer. */
Intervention *intervention_new_end (guint number, SimTime length, SimTime at, const char *label);
Intervention *intervention_copy (const Intervention *intervention);
void intervention_free (Intervention *intervention);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Intervention, intervention_free)

/* KEY with one word of YAML: a number, a host, "yes". */
void intervention_add_word (Intervention *intervention, const char *key, const char *word);
/* KEY with any UTF-8 text. */
void intervention_add_text (Intervention *intervention, const char *key, const char *text);
/* KEY with a list of texts. */
void intervention_add_list (Intervention *intervention, const char *key, const char *const *texts);

const char *intervention_get_label (const Intervention *intervention);
SimTime intervention_get_time (const Intervention *intervention);

/* The text of the scenario FILE with it. NULL and an error where it can't be put in. Which fault an end means is what its number
 * says the first time; later that fault is found wherever it has gone. */
char *intervention_apply (Intervention *intervention, const char *file, const char *text, GError **error);

/* The roundest instant after AFTER and before BEFORE: a whole second, else a tenth of it, and so on. BEFORE > AFTER + 1;
 * SIM_NEVER where nothing follows. */
SimTime intervention_pick_time (SimTime after, SimTime before);
