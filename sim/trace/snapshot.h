/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * snapshot: the state of the whole simulated Internet after a number of records: a fold over the
 * trace. It holds numbers only, no pointers, so a copy is a few copies of memory. Looking things up
 * (names, contents, last replies) is done in the trace, by the record numbers that stand here.
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct
{
  guint8 state;        /* HostState */
  guint32 queued;      /* queue entries */
  guint32 stored;      /* messages in its mailboxes */
  guint32 connections;
  guint32 fetched;     /* mails that have come to this device */
  guint32 cached;      /* DNS answers */
  TraceId last;        /* the latest record of this host, 0: none yet */
} SnapshotHost;

typedef enum
{
  CONNECTION_OPENING,
  CONNECTION_OPEN,
} ConnectionState;

typedef struct
{
  guint32 conn;
  HostId client, server;
  guint16 port;
  guint16 state;       /* ConnectionState */
  TraceId opened;      /* the TRACE_CONNECT record */
  TraceId last_line;   /* the latest line of dialogue, 0: none yet */
} SnapshotConnection;

typedef enum
{
  ENTRY_WAITING,       /* queued, no attempt yet */
  ENTRY_IN_LINE,       /* its turn has come, but its destination has no place for it yet */
  ENTRY_ACTIVE,        /* being delivered */
  ENTRY_DEFERRED,
} EntryState;

typedef struct
{
  guint32 entry;
  MessageId message;
  HostId host;
  guint16 state;       /* EntryState */
  guint16 attempts;
  guint16 unused;      /* rows are compared as memory: no holes */
  TraceId queued;      /* the TRACE_QUEUED record */
  TraceId last;        /* the latest record about it */
  SimTime next_try;    /* SIM_NEVER unless deferred */
} SnapshotEntry;

typedef struct
{
  guint32 item;
  MessageId message;
  HostId host;
  guint16 flags;       /* MailFlags */
  BlobId mailbox;
  TraceId stored;      /* the TRACE_STORED record */
} SnapshotMail;

typedef struct
{
  HostId host;
  guint16 type;
  BlobId name;
  TraceId record;      /* the TRACE_DNS_CACHED record */
  guint32 slot;        /* snapshot-cache's */
  SimTime expires;
} SnapshotCached;

/* The DNS answers of all hosts that have not expired, in no promised order. */
typedef struct
{
  GArray *rows;        /* SnapshotCached */
  GArray *slots;       /* guint32 */
} SnapshotCache;

/* A table whose rows are found by number and stand without gaps, in no promised order. */
typedef struct
{
  GArray *rows;
  GArray *places;      /* guint32 by number: index in rows + 1, or 0 */
} SnapshotTable;

typedef struct
{
  guint position;      /* number of records folded in */
  SimTime t;           /* time of the last of them */
  GArray *hosts;       /* SnapshotHost by HostId */
  SnapshotTable connections; /* SnapshotConnection by conn */
  SnapshotTable entries;     /* SnapshotEntry by entry */
  SnapshotTable mails;       /* SnapshotMail by item */
  SnapshotCache cached;
  GArray *flights;     /* TraceId: packets on their way at t, arrivals at t included */
  GArray *faults;      /* TraceId: the TRACE_FAULT_START records of faults in force */
} Snapshot;

Snapshot *snapshot_new (void);
void snapshot_free (Snapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Snapshot, snapshot_free)
Snapshot *snapshot_copy (const Snapshot *snapshot);
void snapshot_assign (Snapshot *to, const Snapshot *from);

/* Folds in the next record, number position + 1. */
void snapshot_advance (Snapshot *snapshot, const Trace *trace);

/* NULL where there is none now. */
const SnapshotHost *snapshot_host (const Snapshot *snapshot, HostId host);
const SnapshotConnection *snapshot_find_connection (const Snapshot *snapshot, guint32 conn);
const SnapshotEntry *snapshot_find_entry (const Snapshot *snapshot, guint32 entry);
const SnapshotMail *snapshot_find_mail (const Snapshot *snapshot, guint32 item);
guint snapshot_count_connections (const Snapshot *snapshot);
guint snapshot_count_entries (const Snapshot *snapshot);
guint snapshot_count_mails (const Snapshot *snapshot);
/* By index, for walking all of them. */
const SnapshotConnection *snapshot_connection_at (const Snapshot *snapshot, guint index);
const SnapshotEntry *snapshot_entry_at (const Snapshot *snapshot, guint index);
const SnapshotMail *snapshot_mail_at (const Snapshot *snapshot, guint index);

/* What HOST has cached, as const SnapshotCached *, the oldest first; caller frees. */
GPtrArray *snapshot_list_cached (const Snapshot *snapshot, HostId host);

/* "incoming", "active, in line", "active, being delivered", "deferred". */
const char *entry_state_name (EntryState state);

gboolean snapshot_equal (const Snapshot *a, const Snapshot *b);
gsize snapshot_get_memory (const Snapshot *snapshot);
