/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * queue-words: an entry of a queue in words, wherever queues are shown: what it is about, how it stands, when it is
 * tried again, what was said to it last.
 */
#pragma once

#include "sim/trace/snapshot.h"
#include "sim/trace/trace-index.h"

/* "m1 → bob@example.org"; caller frees. */
char *queue_words_title (const Trace *trace, const SnapshotEntry *entry);
/* "deferred, 3 attempts"; caller frees. */
char *queue_words_state (const SnapshotEntry *entry);
/* "in 4 min, at 09:05:01" where it is deferred, else NULL; caller frees. */
char *queue_words_next_try (const Trace *trace, const SnapshotEntry *entry, SimTime now);
/* "450 4.2.0 greylisted" once it was deferred, else NULL; caller frees. */
char *queue_words_last_reply (const Trace *trace, const TraceIndex *index, const SnapshotEntry *entry);
/* Which entries HOST has now, as const SnapshotEntry *, the oldest first; caller frees. */
GPtrArray *queue_words_list (const Snapshot *snapshot, HostId host);
