/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-walk.h"

enum
{
  MOST_FUNCTIONS = 3,
};

/* In the order in which they are called. */
static const LogFunc functions[N_TRACE_KINDS][MOST_FUNCTIONS] = {
  [TRACE_HOST_ADDRESS] = { log_address },
  [TRACE_MAILBOX] = { log_mailbox },
  [TRACE_FAULT_START] = { log_fault_start },
  [TRACE_FAULT_END] = { log_fault_end },
  [TRACE_HOST_STATE] = { log_host_state },

  [TRACE_ACCEPTED] = { log_accepted },
  [TRACE_QUEUED] = { log_queued },
  [TRACE_ACTIVE] = { log_active },
  [TRACE_ATTEMPT] = { log_attempt },
  [TRACE_DEFERRED] = { log_fate },
  [TRACE_SENT] = { log_fate },
  [TRACE_BOUNCED] = { log_fate },
  [TRACE_DISCARDED] = { log_fate },
  [TRACE_EXPANDED] = { log_expanded },
  [TRACE_LOST] = { log_lost },

  [TRACE_STORED] = { log_mailbox_changed },
  [TRACE_FLAGS] = { log_imap_flags },
  [TRACE_REMOVED] = { log_mailbox_changed, log_imap_removed },

  [TRACE_CONNECT] = { log_connect, log_smtp_connect },
  [TRACE_CONNECTED] = { log_connected, log_smtpd_connected },
  [TRACE_CONNECT_FAILED] = { log_connect_failed, log_smtp_failed },
  [TRACE_CLOSED] = { log_smtpd_closed, log_access_closed },
  [TRACE_SMTP_COMMAND] = { log_smtp_said },
  [TRACE_SMTP_REPLY] = { log_smtpd_reply },
  [TRACE_SMTP_DATA] = { log_smtp_said },
  [TRACE_POP3_COMMAND] = { log_pop3_command },
  [TRACE_POP3_REPLY] = { log_pop3_reply },
  [TRACE_IMAP_COMMAND] = { log_imap_command },
  [TRACE_IMAP_RESPONSE] = { log_imap_response },
};

static void
free_turn (gpointer data)
{
  LogTurn *turn = data;

  g_ptr_array_unref (turn->connections);
  g_free (turn);
}

static void
walk_init (LogWalk *walk, const Trace *trace)
{
  guint hosts = trace_count_hosts (trace);

  walk->trace = trace;
  walk->log = server_log_new (trace_start_unix_ns (trace));
  walk->processes = log_processes_new (hosts);
  walk->connections = log_connections_new (trace);
  walk->queue = log_queue_new (trace);
  walk->turns = g_ptr_array_new_with_free_func (free_turn);
  walk->emptied = g_ptr_array_new ();
  walk->smtpd = g_hash_table_new_full (NULL, NULL, NULL, log_smtpd_free);
  walk->access = g_hash_table_new_full (NULL, NULL, NULL, log_access_free);
  walk->mailboxes = log_mailboxes_new (trace);
  walk->states = g_new0 (HostState, hosts + 1);
  walk->crashes = g_new0 (guint, hosts + 1);
  walk->has_mailboxes = g_new0 (gboolean, hosts + 1);
}

static void
walk_clear (LogWalk *walk)
{
  g_free (walk->has_mailboxes);
  g_free (walk->crashes);
  g_free (walk->states);
  log_mailboxes_free (walk->mailboxes);
  g_hash_table_unref (walk->access);
  g_hash_table_unref (walk->smtpd);
  g_ptr_array_unref (walk->emptied);
  g_ptr_array_unref (walk->turns);
  log_queue_free (walk->queue);
  log_connections_free (walk->connections);
  log_processes_free (walk->processes);
}

static void
tell (LogWalk *walk, TraceId id)
{
  const TraceRecord *record = trace_get (walk->trace, id);
  const LogFunc *function = functions[record->kind];

  log_qmgr_settle (walk, record);
  walk->now = record->t;
  for (guint i = 0; i < MOST_FUNCTIONS && function[i] != NULL; i++)
    function[i](walk, id, record);
}

ServerLog *
log_walk_run (const Trace *trace)
{
  LogWalk walk = { NULL };

  walk_init (&walk, trace);
  for (TraceId id = 1; id <= trace_count (trace); id++)
    tell (&walk, id);
  log_qmgr_settle (&walk, NULL);
  walk_clear (&walk);
  return walk.log;
}

const char *
log_walk_text (const LogWalk *walk, BlobId blob)
{
  return trace_blob (walk->trace, blob, NULL);
}

const char *
log_walk_host (const LogWalk *walk, HostId host)
{
  return trace_host_name (walk->trace, host);
}

gboolean
log_walk_is_server (const LogWalk *walk, HostId host)
{
  const TraceRecord *record = trace_host_record (walk->trace, host);

  return record != NULL && record->code == HOST_MAIL_SERVER;
}

guint
log_walk_get_pid (const LogWalk *walk, HostId host, const char *daemon)
{
  return log_processes_get (walk->processes, host, daemon);
}
