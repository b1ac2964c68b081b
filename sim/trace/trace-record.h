/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trace-record: one thing that happened. All kinds share one layout of 48 bytes; what a slot means
 * for a kind is in the table of trace-kind, which the text form, the snapshot and the docs read.
 */
#pragma once

#include "sim/engine/sim-time.h"
#include "sim/trace/blob-store.h"

/* Numbers records from 1; 0 is none. */
typedef guint32 TraceId;
/* Numbers hosts from 1; 0 is none. */
typedef guint16 HostId;
/* Numbers messages from 1; 0 is none. */
typedef guint32 MessageId;

typedef struct
{
  SimTime t;
  gint64 value;      /* a time, a size or an address */
  TraceId cause;     /* always smaller than the record's own number */
  guint16 kind;      /* TraceKind */
  HostId host;       /* where it happened; for what is sent, the sender */
  HostId peer;       /* the other side */
  guint16 code;      /* reply code, port, flags, number of the attempt */
  guint32 conn;      /* connection, DNS transaction, or index of the recipient */
  MessageId message;
  guint32 item;      /* queue entry, mailbox item, fault, or a blob */
  BlobId text;
  BlobId note;
} TraceRecord;

G_STATIC_ASSERT (sizeof (TraceRecord) == 48);
