/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * story: records in words, as a good teacher would say them: who, what, and why, with the section of
 * the standard that says so.
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct
{
  char *who;  /* host name; "" where nobody acts */
  char *what; /* "asks resolver.example.com: which servers take mail for example.org?" */
  char *why;  /* "so that …", without a final stop; NULL where WHAT says it all */
  const char *rfc; /* "RFC 5321 5.1", or NULL */
} StoryLine;

/* Record ID in words. Never NULL; every kind has its sentence. */
StoryLine *story_tell (const Trace *trace, TraceId id);
void story_line_free (StoryLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoryLine, story_line_free)

/* "WHO WHAT: WHY." in one string; caller frees. */
char *story_sentence (const Trace *trace, TraceId id);

/* What is told when the fault that record FAULT begins ends: "mail.example.org is back"; caller frees. */
char *story_fault_ending (const Trace *trace, TraceId fault);

/* TRUE for records that a reader who wants one line a hop is told of; TRUE as well for lines of
 * dialogue where WIRE. Packets never are. */
gboolean story_is_told (const Trace *trace, TraceId id, gboolean wire);

/* The last record not after POSITION that story_is_told (without wire), or 0. */
TraceId story_find_last (const Trace *trace, guint position);
