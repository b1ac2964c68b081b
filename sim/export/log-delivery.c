/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-delays.h"
#include "sim/export/log-reason.h"
#include "sim/export/log-walk.h"

#include <string.h>

/* One line on one recipient. */
typedef struct
{
  const LogEntry *entry;
  const char *daemon;  /* "smtp" */
  const char *program; /* "postfix/smtp" */
  guint pid;
  const char *relay;
  guint uses; /* of the connection */
  LogDelays delays;
  char dsn[12];
  const char *status; /* "sent" */
  const char *reason;
} Delivery;

/* Who says it is over with a recipient, or not yet: smtp(8), virtual(8), and for what it does not even try error(8). */
typedef enum
{
  BY_SMTP,
  BY_VIRTUAL,
  BY_ERROR,
} Agent;

static Agent
find_agent (const LogWalk *walk, const TraceRecord *record)
{
  if (record->peer == record->host)
    return BY_VIRTUAL;
  return g_str_has_prefix (log_walk_text (walk, record->text), "delivery temporarily suspended: ") ? BY_ERROR : BY_SMTP;
}

static LogConnection *
find_used (const LogTurn *turn, HostId server)
{
  for (guint i = turn == NULL ? 0 : turn->connections->len; i > 0; i--)
    {
      LogConnection *connection = g_ptr_array_index (turn->connections, i - 1);

      if (connection->server == server)
        return connection;
    }
  return NULL;
}

/* The connection that led to RECORD: the nearest one among its causes since the attempt, else the latest to its peer in
 * this turn, else one of an earlier turn, on which this mail could not even begin. NULL: none did, or the trace doesn't
 * tell. */
static LogConnection *
find_connection (LogWalk *walk, const TraceRecord *record, LogTurn *turn)
{
  LogConnection *connection = log_smtp_find_connection (walk, record);

  if (record->peer == 0 || (connection != NULL && connection->server == record->peer))
    return connection;
  connection = find_used (turn, record->peer);
  if (connection != NULL || turn == NULL)
    return connection;
  connection = log_connections_find_last (walk->connections, record->host, record->peer, LOG_PORT_SMTP);
  if (connection != NULL)
    log_smtp_use (walk, turn, connection);
  return connection;
}

/* No session, no relay: "none" where the last host did not even answer. */
static char *
make_relay (const LogWalk *walk, const TraceRecord *record, const LogConnection *connection, const char *peer)
{
  gboolean unreached = record->peer == 0 || (record->code == 0 && g_str_has_prefix (log_walk_text (walk, record->text), "connect to "));

  if (unreached || (connection != NULL && connection->failed))
    return g_strdup ("none");
  return g_strdup_printf ("%s:%u", peer, LOG_PORT_SMTP);
}

/* The time before MAIL belongs to the setting up, all of it where no MAIL was said (postconf(5),
 * delay_logging_resolution_limit). */
static SimTime
find_setup (const LogEntry *entry, const TraceRecord *record, Agent agent, const LogConnection *connection)
{
  if (agent != BY_SMTP)
    return 0;
  if (connection == NULL)
    return record->code == 0 ? record->t - entry->attempted : 0;
  return (connection->ready >= entry->attempted ? connection->ready : record->t) - entry->attempted;
}

static void
measure (const LogEntry *entry, const TraceRecord *record, Agent agent, const LogConnection *connection, LogDelays *delays)
{
  delays->before = entry->active_since - entry->file->arrived;
  delays->queue = entry->attempted - entry->active_since;
  delays->setup = find_setup (entry, record, agent, connection);
  delays->transmission = record->t - entry->attempted - delays->setup;
}

/* RFC 3463 2: the class says what RESULT says, whatever the server put there (smtp(8) corrects it too). */
static void
set_dsn (Delivery *delivery, const char *status, char class)
{
  g_strlcpy (delivery->dsn, status, sizeof delivery->dsn);
  if (delivery->dsn[0] == '\0')
    g_strlcpy (delivery->dsn, "x.0.0", sizeof delivery->dsn);
  delivery->dsn[0] = class;
}

/* log_adhoc(3) */
static void
write_delivery (LogWalk *walk, const Delivery *delivery)
{
  const LogEntry *entry = delivery->entry;
  const char *original = log_entry_get_original (entry);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "to=<%s>", entry->to);
  if (original != NULL && g_ascii_strcasecmp (original, entry->to) != 0)
    g_string_append_printf (text, ", orig_to=<%s>", original);
  g_string_append_printf (text, ", relay=%s, ", delivery->relay);
  if (delivery->uses > 1)
    g_string_append_printf (text, "conn_use=%u, ", delivery->uses);
  log_delays_write (&delivery->delays, text);
  g_string_append_printf (text, ", dsn=%s, status=%s (%s)", delivery->dsn, delivery->status, delivery->reason);
  server_log_add (walk->log, walk->now, log_walk_host (walk, entry->host), delivery->program, delivery->pid, entry->file->id, "%s", text->str);
}

/* A 4yz ends in a bounce only when the time in the queue is over (RFC 5321 4.5.4.1). */
static gboolean
is_expiry (const LogWalk *walk, const TraceRecord *record)
{
  if (record->kind != TRACE_BOUNCED && record->kind != TRACE_DISCARDED)
    return FALSE;
  return record->code != 0 ? record->code < 500 : log_walk_text (walk, record->note)[0] != '5';
}

/* The last try of what has expired was a deferral as well; that it was the last, qmgr(8) says afterwards. */
static void
set_result (const LogWalk *walk, const TraceRecord *record, Delivery *delivery)
{
  const char *status = log_walk_text (walk, record->note);

  if (record->kind == TRACE_SENT)
    {
      delivery->status = "sent";
      set_dsn (delivery, status, '2');
    }
  else if (record->kind == TRACE_DEFERRED || is_expiry (walk, record))
    {
      delivery->status = "deferred";
      set_dsn (delivery, status, '4');
    }
  else
    {
      delivery->status = "bounced";
      set_dsn (delivery, status, '5');
    }
}

static void
set_agent (LogWalk *walk, Delivery *delivery, Agent agent)
{
  static const char *const daemons[] = { [BY_SMTP] = "smtp", [BY_VIRTUAL] = "virtual", [BY_ERROR] = "error" };
  static const char *const programs[] = { [BY_SMTP] = "postfix/smtp", [BY_VIRTUAL] = "postfix/virtual", [BY_ERROR] = "postfix/error" };
  const LogEntry *entry = delivery->entry;

  delivery->program = programs[agent];
  delivery->pid = agent == BY_SMTP && entry->turn != NULL ? log_smtp_get_pid (walk, entry->turn) : log_walk_get_pid (walk, entry->host, daemons[agent]);
}

static void
tell_fate (LogWalk *walk, const TraceRecord *record, const LogEntry *entry)
{
  Agent agent = find_agent (walk, record);
  LogConnection *connection = agent == BY_SMTP ? find_connection (walk, record, entry->turn) : NULL;
  g_autofree char *host = record->peer == 0 ? NULL : log_connections_name_host (walk->trace, record->peer);
  const char *peer = connection != NULL && connection->server == record->peer ? connection->server_name : host;
  const LogReason why = { walk->trace, record, entry, connection, peer };
  g_autofree char *reason = log_reason_describe (&why);
  g_autofree char *relay = agent == BY_VIRTUAL ? g_strdup ("virtual") : make_relay (walk, record, connection, peer);
  Delivery delivery = { .entry = entry, .relay = relay, .reason = reason };

  if (connection != NULL && !connection->failed)
    delivery.uses = connection->uses;
  set_agent (walk, &delivery, agent);
  set_result (walk, record, &delivery);
  measure (entry, record, agent, connection, &delivery.delays);
  write_delivery (walk, &delivery);
}

void
log_fate (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogEntry *entry = log_queue_find_entry (walk->queue, record->item);

  if (entry == NULL || entry->file == NULL || entry->state == LOG_ENTRY_GONE)
    return;
  tell_fate (walk, record, entry);
  if (is_expiry (walk, record))
    log_qmgr_expire (walk, entry);
  log_qmgr_leave (walk, entry, record->kind != TRACE_DEFERRED);
}

/* What was put into the mailbox here, or given to the list's own file (local(8)). */
static void
tell_local (LogWalk *walk, const LogEntry *entry, const char *program, const char *relay, const char *reason)
{
  Delivery delivery = { .entry = entry, .program = program, .pid = log_walk_get_pid (walk, entry->host, relay), .relay = relay, .status = "sent", .reason = reason };

  set_dsn (&delivery, "2.0.0", '2');
  delivery.delays.before = entry->active_since - entry->file->arrived;
  delivery.delays.queue = entry->attempted - entry->active_since;
  delivery.delays.transmission = walk->now - entry->attempted;
  write_delivery (walk, &delivery);
}

void
log_expanded (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogEntry *entry = log_queue_find_entry (walk->queue, record->item);

  if (entry == NULL || entry->file == NULL || entry->state == LOG_ENTRY_GONE || record->value > 0)
    return;
  if (entry->copied)
    tell_local (walk, entry, "postfix/virtual", "virtual", "delivered to maildir");
  if (entry->forwarded != NULL)
    {
      g_autofree char *reason = g_strdup_printf ("forwarded as %s", entry->forwarded->id);

      tell_local (walk, entry, "postfix/local", "local", reason);
    }
  log_qmgr_leave (walk, entry, TRUE);
}
