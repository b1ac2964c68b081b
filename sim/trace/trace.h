/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trace: the record of a run, the only thing that anyone looks at. The engine stamps each record
 * with time and cause; records are never changed. It knows no network and no mail.
 */
#pragma once

#include "sim/engine/engine.h"
#include "sim/trace/trace-kind.h"

typedef struct Trace Trace;

/* ENGINE is borrowed until trace_detach; NULL makes a trace that is only read into. */
Trace *trace_new (Engine *engine, TraceLevel level);
void trace_free (Trace *trace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trace, trace_free)

/* TRUE where records of KIND are kept at this trace's level: ask before work is put into one. */
gboolean trace_wants (const Trace *trace, TraceKind kind);

/* Appends RECORD with the engine's time and cause (its own t and cause are ignored), and makes it
 * the cause of what follows. The record's number; the present cause where the kind isn't kept. */
TraceId trace_add (Trace *trace, const TraceRecord *record);

/* Appends RECORD as it stands, from a file. */
TraceId trace_append (Trace *trace, const TraceRecord *record);

/* Blobs for records; 0 at TRACE_NONE. */
BlobId trace_bytes (Trace *trace, const void *bytes, gsize length);
BlobId trace_text (Trace *trace, const char *text); /* NULL is empty */

guint trace_count (const Trace *trace);
const TraceRecord *trace_get (const Trace *trace, TraceId id);
/* The bytes of blob ID, NUL behind them; LENGTH may be NULL. */
const char *trace_blob (const Trace *trace, BlobId id, gsize *length);
const BlobStore *trace_get_blobs (const Trace *trace);

/* How many records have a time not after T: the position just after that instant. */
guint trace_count_until (const Trace *trace, SimTime t);
SimTime trace_end_time (const Trace *trace);
gint64 trace_start_unix_ns (const Trace *trace);

/* Names that host and message records gave; "" for none. */
guint trace_count_hosts (const Trace *trace);
const char *trace_host_name (const Trace *trace, HostId host);
/* The number of the record that introduced HOST, or 0. */
TraceId trace_host_id (const Trace *trace, HostId host);
/* That record itself. */
const TraceRecord *trace_host_record (const Trace *trace, HostId host);
HostId trace_find_host (const Trace *trace, const char *name);
guint trace_count_messages (const Trace *trace);
const char *trace_message_label (const Trace *trace, MessageId message);
/* The number of the TRACE_MESSAGE record of MESSAGE, or 0; the records of its recipients follow it. */
TraceId trace_message_id (const Trace *trace, MessageId message);
/* The TRACE_MESSAGE record itself, or NULL. */
const TraceRecord *trace_message_record (const Trace *trace, MessageId message);
MessageId trace_find_message (const Trace *trace, const char *label);

/* Called by world for records of TRACE_HOST and TRACE_MESSAGE, before the record is added. */
void trace_name_host (Trace *trace, HostId host, const char *name);
void trace_name_message (Trace *trace, MessageId message, const char *label);
