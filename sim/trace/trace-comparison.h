/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trace-comparison: where two traces part. Records are compared by what they say, with names in place of numbers of
 * hosts, messages and texts; the number of a record itself, of its cause and of a fault mean nothing in another trace.
 * It knows nothing of what became of the mail.
 */
#pragma once

#include "sim/trace/trace.h"

/* A member of a record's text form that two records don't share. */
typedef struct
{
  char *name;
  char *a, *b; /* as text; NULL: it has no such member */
} MemberDifference;

/* Two records that should be the same. */
typedef struct
{
  TraceId a, b;       /* 0: that trace has none here */
  GPtrArray *members; /* MemberDifference *; empty where one has none */
} RecordDifference;

typedef struct
{
  GPtrArray *worlds;         /* RecordDifference *: what is given: hosts, mailboxes, zones, faults */
  RecordDifference *parting; /* the first of what comes of it; NULL: the traces never part */
  RecordDifference *story;   /* the first of those records that are told to people (story_is_told) whose sentences differ, whenever they
                                are said; NULL: none does */
} TraceComparison;

/* What one of the two was not to record at all (packets, say) is passed over in the other. The beginning of the run,
 * with its title and its seed, is not compared. */
TraceComparison *trace_comparison_new (const Trace *a, const Trace *b);
void trace_comparison_free (TraceComparison *comparison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TraceComparison, trace_comparison_free)
