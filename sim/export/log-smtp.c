/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-reason.h"
#include "sim/export/log-walk.h"

#include <string.h>

/* The shortest time for which an SMTP client waits for a reply to a mail (RFC 5321 4.5.3.2). */
static const SimTime patience = 2 * SIM_MINUTE;

guint
log_smtp_get_pid (LogWalk *walk, LogTurn *turn)
{
  if (turn->pid == 0)
    turn->pid = log_processes_take (walk->processes, turn->host, "smtp");
  return turn->pid;
}

/* The delivery that led to RECORD, which the client of a connection wrote; or NULL. */
static LogTurn *
find_turn (const LogWalk *walk, const TraceRecord *record)
{
  for (TraceId id = record->cause; id != 0; id = trace_get (walk->trace, id)->cause)
    {
      const TraceRecord *cause = trace_get (walk->trace, id);
      const LogEntry *entry;

      if (cause->kind != TRACE_ATTEMPT || cause->host != record->host)
        continue;
      entry = log_queue_find_entry (walk->queue, cause->item);
      return entry == NULL ? NULL : entry->turn;
    }
  return NULL;
}

LogConnection *
log_smtp_find_connection (const LogWalk *walk, const TraceRecord *record)
{
  for (TraceId id = record->cause; id != 0; id = trace_get (walk->trace, id)->cause)
    {
      const TraceRecord *cause = trace_get (walk->trace, id);
      LogConnection *connection = log_connections_find_of (walk->connections, cause);

      if (cause->kind == TRACE_ATTEMPT && cause->host == record->host)
        return NULL;
      if (connection != NULL && connection->client == record->host)
        return connection;
    }
  return NULL;
}

static void
say (LogWalk *walk, LogTurn *turn, const char *id, const char *text)
{
  server_log_add (walk->log, walk->now, log_walk_host (walk, turn->host), "postfix/smtp", log_smtp_get_pid (walk, turn), id, "%s", text);
}

/* Each host that would not take mail now is told of when the next one is tried (smtp(8); the last one's words are in the
 * lines on the recipients). TRUE where LAST had said so. */
static gboolean
say_refusals (LogWalk *walk, LogTurn *turn, const LogConnection *last)
{
  gboolean refused = FALSE;

  for (guint i = last->first_answer; i < smtp_dialogue_count (last->smtp); i++)
    {
      const SmtpAnswer *answer = smtp_dialogue_get (last->smtp, i);
      g_autofree char *text = NULL;

      if (answer->code < 400 || answer->code >= 500)
        continue;
      text = log_reason_describe_answer (walk->trace, last->server_name, answer);
      say (walk, turn, turn->file->id, text);
      refused = TRUE;
    }
  return refused;
}

static void
say_passed_over (LogWalk *walk, LogTurn *turn, const LogConnection *last)
{
  g_autofree char *text = NULL;

  if (last->failed || turn->file == NULL || say_refusals (walk, turn, last))
    return;
  text = log_reason_describe_break (last->server_name, smtp_dialogue_get_open (last->smtp), walk->now - last->last_said >= patience);
  say (walk, turn, turn->file->id, text);
}

void
log_smtp_use (LogWalk *walk, LogTurn *turn, LogConnection *connection)
{
  guint count = turn->connections->len;

  if (connection->turn == turn)
    return;
  if (count > 0)
    say_passed_over (walk, turn, g_ptr_array_index (turn->connections, count - 1));
  g_ptr_array_add (turn->connections, connection);
  log_smtp_get_pid (walk, turn);
  connection->turn = turn;
  connection->uses++;
  connection->first_answer = smtp_dialogue_count (connection->smtp);
  connection->ready = -1;
}

static gboolean
is_client (const LogWalk *walk, const LogConnection *connection, const TraceRecord *record)
{
  return connection != NULL && connection->smtp != NULL && connection->client == record->host && log_walk_is_server (walk, record->host);
}

void
log_smtp_connect (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogConnection *connection = log_connections_find (walk->connections, record->conn);
  LogTurn *turn = is_client (walk, connection, record) ? find_turn (walk, record) : NULL;

  if (turn != NULL)
    log_smtp_use (walk, turn, connection);
}

void
log_smtp_failed (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  const LogConnection *connection = log_connections_find (walk->connections, record->conn);
  const char *reason = log_walk_text (walk, record->text);
  gboolean timed_out = strcmp (reason, "timed out") == 0;
  g_autofree char *text = NULL;

  if (!is_client (walk, connection, record) || connection->turn == NULL || (!timed_out && strcmp (reason, "refused") != 0))
    return;
  text = g_strdup_printf ("connect to %s:%u: Connection %s", connection->server_name, connection->port, reason);
  say (walk, connection->turn, NULL, text);
}

/* A mail begins: what came before was the setting up. */
static void
begin_mail (LogWalk *walk, LogConnection *connection, const TraceRecord *record)
{
  LogTurn *turn = find_turn (walk, record);

  if (turn == NULL)
    return;
  log_smtp_use (walk, turn, connection);
  if (connection->ready < 0)
    connection->ready = record->t;
}

void
log_smtp_said (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogConnection *connection = log_connections_find (walk->connections, record->conn);
  SmtpVerb verb;

  if (connection == NULL || connection->smtp == NULL)
    return;
  connection->last_said = record->t;
  verb = smtp_dialogue_hear (connection->smtp, id);
  if (verb == SMTP_VERB_MAIL && is_client (walk, connection, record))
    begin_mail (walk, connection, record);
}
