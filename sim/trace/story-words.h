/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * story-words: the sentences of the single kinds of record, by room: mail, dialogue, DNS, network.
 * Only for story.c.
 */
#pragma once

#include "sim/trace/story.h"

/* Appends to WHAT and WHY, which begin empty; may set RFC. */
typedef void (*StoryFunc) (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);

void story_run (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);
void story_fault (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);
void story_message (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);
void story_queue (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);
void story_route (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);
void story_mailbox (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);
void story_dns (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);
void story_zone (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);
void story_connection (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);
void story_packet (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);
void story_smtp (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);
void story_access (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc);

/* For all of them: a blob as text, the first line of it without its line end, a message's label. */
const char *story_text (const Trace *trace, BlobId blob);
void story_append_first_line (const Trace *trace, BlobId blob, GString *out);
const char *story_label (const Trace *trace, const TraceRecord *record);
const char *story_host (const Trace *trace, HostId host);
