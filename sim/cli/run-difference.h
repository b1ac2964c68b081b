/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * run-difference: all in which two runs differ, A and B, and its two forms: text for people, JSON for programs.
 */
#pragma once

#include "sim/trace/outcome-comparison.h"
#include "sim/trace/trace-comparison.h"

typedef struct
{
  const char *names[2];   /* what the user calls them; borrowed */
  const Trace *traces[2]; /* borrowed */
  Outcome *outcomes[2];
  GPtrArray *messages; /* MessageDifference * */
  TraceComparison *comparison;
} RunDifference;

RunDifference *run_difference_new (const char *name_a, const Trace *a, const char *name_b, const Trace *b);
void run_difference_free (RunDifference *difference);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunDifference, run_difference_free)

/* All messages came out the same, in the same world, by the same records. */
gboolean run_difference_is_none (const RunDifference *difference);

/* Of side 0 or 1: what its first record says of it. */
const char *run_difference_scenario (const RunDifference *difference, guint side);
const char *run_difference_seed (const RunDifference *difference, guint side);

/* A before an arrow, B behind it. */
void run_difference_print (const RunDifference *difference);
/* Caller frees. */
char *run_difference_to_json (const RunDifference *difference);
