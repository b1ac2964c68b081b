/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lab: a small world from a few lines of YAML, run to its end, and questions to its trace.
 */
#pragma once

#include "sim/trace/outcome.h"
#include "sim/world/simulation.h"

/* alice@example.com and bob@example.org, one server each. */
#define LAB_DOMAINS "domains:\n  example.com: {users: {alice: {}}}\n  example.org: {users: {bob: {}}}\n"
/* m1 from alice to bob after a second. */
#define LAB_MESSAGE "messages: [{at: 1s, from: alice@example.com, to: [bob@example.org], subject: Lunch, text: \"At noon?\"}]\n"

/* PARTS: pieces of YAML behind the first two lines, ended by NULL. Not run yet. */
Simulation *lab_start (const char *part, ...) G_GNUC_NULL_TERMINATED;
/* And run to the end. */
Simulation *lab_run (const char *part, ...) G_GNUC_NULL_TERMINATED;
void lab_run_until (Simulation *simulation, SimTime t);

/* The next record of KIND after AFTER; where HOST and TEXT aren't NULL, at HOST, with TEXT somewhere
 * in its text or note. 0 where there is none. */
TraceId lab_find (const Simulation *simulation, TraceKind kind, const char *host, const char *text, TraceId after);
guint lab_count (const Simulation *simulation, TraceKind kind, const char *host, const char *text);
const TraceRecord *lab_get (const Simulation *simulation, TraceKind kind, const char *host, const char *text);
/* The whole text or note of a record, to be compared. */
const char *lab_text (const Simulation *simulation, const TraceRecord *record);
const char *lab_note (const Simulation *simulation, const TraceRecord *record);

/* "delivered 2.0.0 250 attempts=1 hops=a,b,c" for recipient TO of MESSAGE; caller frees. */
char *lab_fate (const Simulation *simulation, const char *message, const char *to);
void lab_assert_fate (const Simulation *simulation, const char *to, const char *expected); /* of m1 */

/* The times of all records of KIND at HOST in seconds: "1 301 601"; caller frees. */
char *lab_times (const Simulation *simulation, TraceKind kind, const char *host);
