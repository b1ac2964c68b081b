/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * history: the snapshot at any position of a trace, by keyframes. Going back is as exact as going
 * forward. The trace may grow behind it.
 */
#pragma once

#include "sim/trace/snapshot.h"

typedef struct History History;

/* TRACE is borrowed. */
History *history_new (const Trace *trace);
void history_free (History *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (History, history_free)

/* The state after POSITION records (0 … trace_count). Borrowed, until the next seek. */
const Snapshot *history_seek (History *history, guint position);

guint history_count_keyframes (const History *history);
gsize history_get_memory (const History *history);
