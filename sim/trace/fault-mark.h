/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fault-mark: what a fault in force does to a host or to the way between two of them, in a word or two
 * to be read on the map. It knows the trace only: a fault is its TRACE_FAULT_START record.
 */
#pragma once

#include "sim/trace/snapshot.h"

#define FAULT_MARK_SIZE 32

/* Whether FAULT strikes HOST: the host itself, a mailbox on it, or the zone that it serves. */
gboolean fault_mark_strikes (const Trace *trace, const TraceRecord *fault, HostId host);
/* Whether FAULT strikes the way between A and B. */
gboolean fault_mark_strikes_way (const Trace *trace, const TraceRecord *fault, HostId a, HostId b);
/* "disk full", "says 450 ×2"; "" where nothing strikes HOST now. What its state says already is left out. */
void fault_mark_host (const Trace *trace, const Snapshot *snapshot, HostId host, char mark[FAULT_MARK_SIZE]);
/* "cut", "slow", "loses"; NULL where nothing strikes the way between A and B now. */
const char *fault_mark_way (const Trace *trace, const Snapshot *snapshot, HostId a, HostId b);
