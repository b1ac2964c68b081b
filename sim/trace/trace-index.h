/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trace-index: which records speak of one connection, one message or one host, in order: what an
 * inspector lists. Built once for a finished trace, extended when it grows.
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct TraceIndex TraceIndex;

/* TRACE is borrowed. */
TraceIndex *trace_index_new (const Trace *trace);
void trace_index_free (TraceIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TraceIndex, trace_index_free)

/* Takes in the records that came since the last call. */
void trace_index_update (TraceIndex *index);

/* Record numbers (TraceId) in order; borrowed until the next update; never NULL. The lines of
 * dialogue of a connection with its opening and end (no packets); everything about a message;
 * everything at a host (no packets). */
const GArray *trace_index_connection (const TraceIndex *index, guint32 conn);
const GArray *trace_index_message (const TraceIndex *index, MessageId message);
const GArray *trace_index_host (const TraceIndex *index, HostId host);

/* The last element not after POSITION, as a count: how many of IDS are <= POSITION. */
guint trace_index_count_until (const GArray *ids, guint position);
