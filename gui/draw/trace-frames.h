/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trace-frames: the packets of a trace as they stand on an Ethernet: one and the same bytes for whoever shows or
 * writes them. It adds to a record what only the rest of the trace tells: addresses, ports, initial sequence
 * numbers, and the identification that the sender has come to.
 */
#pragma once

#include "sim/codec/packet-anatomy.h"
#include "sim/trace/trace.h"

typedef struct TraceFrames TraceFrames;

/* TRACE is borrowed. */
TraceFrames *trace_frames_new (const Trace *trace);
void trace_frames_free (TraceFrames *frames);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TraceFrames, trace_frames_free)

/* Takes in the records that came since the last call. */
void trace_frames_update (TraceFrames *frames);

/* FALSE and an error where PACKET, a record of a packet, tells of what can't have been: a trace may come from a file. */
gboolean trace_frames_check (const TraceFrames *frames, TraceId packet, GError **error);
/* The bytes of PACKET, which passes trace_frames_check; caller unrefs. */
GByteArray *trace_frames_write (const TraceFrames *frames, TraceId packet);
/* FRAME, the bytes of PACKET, field by field; caller frees. */
PacketAnatomy *trace_frames_take_apart (const TraceFrames *frames, TraceId packet, const GByteArray *frame);
