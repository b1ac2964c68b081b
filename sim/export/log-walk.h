/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log-walk: goes through a trace from its first record to its last, and writes what each server's programs would have
 * logged: a table from kind of record to functions, each in the file of the program that has something to say.
 */
#pragma once

#include "sim/export/log-connection.h"
#include "sim/export/log-mailboxes.h"
#include "sim/export/log-process.h"
#include "sim/export/log-queue.h"
#include "sim/export/server-log.h"

/* One turn of delivery: some recipients of one mail, tried together by one process (qmgr(8), "delivery request"). */
struct LogTurn
{
  HostId host;
  LogFile *file; /* borrowed; NULL: the trace doesn't tell */
  SimTime began;
  guint left;             /* entries whose fate is open */
  guint pid;              /* of the SMTP client; 0: none was needed (yet) */
  GPtrArray *connections; /* LogConnection *, borrowed, in the order of their use */
};

typedef struct
{
  const Trace *trace; /* borrowed */
  ServerLog *log;
  SimTime now;
  LogProcesses *processes;
  LogConnections *connections;
  LogQueue *queue;
  GPtrArray *turns;   /* LogTurn * */
  GPtrArray *emptied; /* LogFile *, the queue's: without open recipients from NOW on */
  LogFile *expired;   /* the queue's: it is still to be said that its time is over; or NULL */
  GHashTable *smtpd;  /* number of a connection → LogSmtpd *; the order in which it is walked plays no part, */
  GHashTable *access; /* as in this one: → LogAccess * */
  LogMailboxes *mailboxes;
  HostState *states; /* by host, likewise the next */
  guint *crashes;    /* how many are in force */
  gboolean *has_mailboxes;
} LogWalk;

/* Everything that is to be told of TRACE. Caller frees. */
ServerLog *log_walk_run (const Trace *trace);

const char *log_walk_text (const LogWalk *walk, BlobId blob);
const char *log_walk_host (const LogWalk *walk, HostId host);
gboolean log_walk_is_server (const LogWalk *walk, HostId host);
/* Of DAEMON's only process on HOST. */
guint log_walk_get_pid (const LogWalk *walk, HostId host, const char *daemon);

/* What the table calls with record ID of its kind. */
typedef void (*LogFunc) (LogWalk *walk, TraceId id, const TraceRecord *record);

/* log-connect: who talks to whom. */
void log_address (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_connect (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_connected (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_connect_failed (LogWalk *walk, TraceId id, const TraceRecord *record);

/* log-master: programs stop and start. */
void log_fault_start (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_fault_end (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_host_state (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_mailbox (LogWalk *walk, TraceId id, const TraceRecord *record);

/* log-qmgr: the life of a queue file. */
void log_accepted (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_queued (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_active (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_attempt (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_lost (LogWalk *walk, TraceId id, const TraceRecord *record);
/* What had to wait until it is known that RECORD comes next; NULL: nothing does. */
void log_qmgr_settle (LogWalk *walk, const TraceRecord *record);
/* ENTRY is not in the active queue any more; where FINAL, in none. */
void log_qmgr_leave (LogWalk *walk, LogEntry *entry, gboolean final);
/* The time of ENTRY's file is over. */
void log_qmgr_expire (LogWalk *walk, const LogEntry *entry);
void log_qmgr_crash (LogWalk *walk, HostId host);

/* log-delivery: what becomes of a recipient. */
void log_fate (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_expanded (LogWalk *walk, TraceId id, const TraceRecord *record);

/* log-smtp: the client. */
void log_smtp_connect (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_smtp_failed (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_smtp_said (LogWalk *walk, TraceId id, const TraceRecord *record);
/* Of the client's connections the nearest one that led to RECORD, since the attempt; NULL: none did. */
LogConnection *log_smtp_find_connection (const LogWalk *walk, const TraceRecord *record);
/* TURN uses CONNECTION from now on. */
void log_smtp_use (LogWalk *walk, LogTurn *turn, LogConnection *connection);
/* The process that runs TURN. */
guint log_smtp_get_pid (LogWalk *walk, LogTurn *turn);

/* log-smtpd: the server. */
void log_smtpd_connected (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_smtpd_reply (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_smtpd_closed (LogWalk *walk, TraceId id, const TraceRecord *record);
/* RECORD, a TRACE_ACCEPTED, ends a transaction, and FILE begins. */
void log_smtpd_accept (LogWalk *walk, const TraceRecord *record, LogFile *file);
void log_smtpd_crash (LogWalk *walk, HostId host);
void log_smtpd_free (gpointer session);

/* log-access, log-pop3, log-imap: Dovecot. */
void log_access_closed (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_access_crash (LogWalk *walk, HostId host);
void log_access_free (gpointer session);
void log_pop3_command (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_pop3_reply (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_imap_command (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_imap_response (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_imap_flags (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_imap_removed (LogWalk *walk, TraceId id, const TraceRecord *record);
void log_mailbox_changed (LogWalk *walk, TraceId id, const TraceRecord *record);
