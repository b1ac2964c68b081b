/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-walk.h"

#include <string.h>

static gboolean
is_crash (const LogWalk *walk, const TraceRecord *record)
{
  return record->host != 0 && strcmp (log_walk_text (walk, record->text), "crash") == 0;
}

/* The power is gone: nobody has the time to say so. */
void
log_fault_start (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  if (!is_crash (walk, record) || walk->crashes[record->host]++ > 0)
    return;
  log_smtpd_crash (walk, record->host);
  log_access_crash (walk, record->host);
  log_qmgr_crash (walk, record->host);
  log_processes_forget (walk->processes, record->host);
}

static void
say (const LogWalk *walk, HostId host, const char *program, const char *text)
{
  server_log_add (walk->log, walk->now, log_walk_host (walk, host), program, log_walk_get_pid (walk, host, program), NULL, "%s", text);
}

/* master(8), and what starts with it; our versions are those whose words these logs are in. */
void
log_fault_end (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  HostId host = record->host;

  if (!is_crash (walk, record) || --walk->crashes[host] > 0 || !log_walk_is_server (walk, host))
    return;
  if (walk->has_mailboxes[host])
    say (walk, host, "dovecot", "master: Dovecot v2.3.19.1 (9b53102964) starting up for imap, pop3 (core dumps disabled)");
  say (walk, host, "postfix/postfix-script", "starting the Postfix mail system");
  say (walk, host, "postfix/master", "daemon started -- version 3.7.11, configuration /etc/postfix");
}

void
log_host_state (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  walk->states[record->host] = record->code;
}

void
log_mailbox (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  walk->has_mailboxes[record->host] = TRUE;
}
