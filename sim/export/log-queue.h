/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log-queue: the queue files that a trace tells of, as Postfix would have them: which recipients are in which, under
 * which queue id. It goes through the whole trace once, so that at a file's first line its recipients are known.
 *
 * An alias and a forwarding address stand for others in the same file, as with virtual_alias_maps (virtual(5)); what a
 * list sends to its members is a file of its own, as with an owner- alias (aliases(5)).
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct LogTurn LogTurn;

typedef struct
{
  HostId host;
  MessageId message;
  char *id;
  char *from; /* reverse-path; a list's without what VERP adds for each member (Postfix's VERP_README) */
  guint64 size;
  BlobId content;
  guint recipients; /* as many as there will be lines on their fates */
  gboolean of_list; /* made here, by a list, when its first recipient is queued */
  /* Kept here by log-qmgr while the trace is gone through. */
  gboolean begun;  /* of a list: its first lines are written */
  SimTime arrived; /* what "delay" counts from */
  guint open;      /* entries without a final fate */
  guint busy;      /* of these, in the active queue */
} LogFile;

typedef enum
{
  LOG_ENTRY_DEFERRED, /* nobody works on it now */
  LOG_ENTRY_ACTIVE,   /* in the active queue */
  LOG_ENTRY_TRYING,
  LOG_ENTRY_GONE,
} LogEntryState;

typedef struct LogEntry
{
  guint32 number;
  HostId host;
  MessageId message;
  guint recipient;
  const char *to;          /* the trace's */
  const char *from;        /* likewise: its own reverse-path */
  LogFile *file;           /* NULL: the trace doesn't tell */
  struct LogEntry *origin; /* that turned into it, or NULL */
  LogFile *forwarded;      /* of a list's address: the file for its members */
  gboolean expanded;       /* it turns into others */
  gboolean copied;         /* and is put into its mailbox too */
  /* Kept here by log-qmgr. */
  LogEntryState state;
  SimTime active_since;
  SimTime attempted;
  LogTurn *turn; /* the latest; borrowed */
} LogEntry;

typedef struct LogQueue LogQueue;

/* TRACE must outlive it. */
LogQueue *log_queue_new (const Trace *trace);
void log_queue_free (LogQueue *queue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LogQueue, log_queue_free)

/* NULL where there is none. */
LogEntry *log_queue_find_entry (const LogQueue *queue, guint32 number);
/* The file of the TRACE_ACCEPTED record ID; never NULL. */
LogFile *log_queue_get_accepted (const LogQueue *queue, TraceId id);
/* For walking all. */
guint log_queue_count_entries (const LogQueue *queue);
LogEntry *log_queue_entry_at (const LogQueue *queue, guint index);

/* The address as it was when ENTRY came into its file, where that was another; else NULL. */
const char *log_entry_get_original (const LogEntry *entry);
