/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-access.h"

#include <string.h>

/* As long as Dovecot waits for a client that says nothing (RFC 3501 5.4). */
static const SimTime patience = 30 * SIM_MINUTE;

void
log_access_free (gpointer data)
{
  LogAccess *access = data;

  g_queue_clear (&access->said);
  g_array_unref (access->pop3.marked);
  g_free (access->tag);
  g_free (access->id);
  g_free (access->user);
  g_free (access->method);
  g_free (access);
}

static gboolean
is_imap (const LogAccess *access)
{
  return access->connection->port == LOG_PORT_IMAP;
}

static const char *
name_service (const LogAccess *access)
{
  return is_imap (access) ? "imap" : "pop3";
}

/* Like Dovecot's: when it began, in microseconds, the client's port and its address, in base64. */
static char *
make_id (const LogWalk *walk, const LogConnection *connection)
{
  const TraceRecord *client = trace_host_record (walk->trace, connection->client);
  guint64 microseconds = (guint64) (trace_start_unix_ns (walk->trace) + connection->opened) / 1000;
  guint32 address = client == NULL ? 0 : GUINT32_TO_BE ((guint32) client->value);
  guint8 bytes[12];

  for (guint i = 0; i < 6; i++)
    bytes[i] = (guint8) (microseconds >> 8 * i);
  bytes[6] = (guint8) connection->local_port;
  bytes[7] = (guint8) (connection->local_port >> 8);
  memcpy (bytes + 8, &address, sizeof address);
  return g_base64_encode (bytes, sizeof bytes);
}

static LogAccess *
open_session (LogWalk *walk, LogConnection *connection, SimTime t)
{
  LogAccess *access = g_new0 (LogAccess, 1);

  access->connection = connection;
  access->id = make_id (walk, connection);
  access->began = access->heard = t;
  g_queue_init (&access->said);
  access->pop3.marked = g_array_new (FALSE, FALSE, sizeof (guint));
  g_hash_table_insert (walk->access, GUINT_TO_POINTER (connection->number), access);
  return access;
}

LogAccess *
log_access_find (LogWalk *walk, const TraceRecord *record)
{
  LogConnection *connection = log_connections_find (walk->connections, record->conn);
  LogAccess *access = g_hash_table_lookup (walk->access, GUINT_TO_POINTER (record->conn));

  if (connection == NULL)
    return NULL;
  if (access == NULL)
    access = open_session (walk, connection, record->t);
  if (record->host == connection->client)
    access->heard = record->t;
  return access->ended ? NULL : access;
}

char *
log_access_dup_line (const LogWalk *walk, const TraceRecord *record)
{
  return g_strchomp (g_strdup (log_walk_text (walk, record->text)));
}

void
log_access_note_user (LogAccess *access, const char *user, const char *method)
{
  if (user != NULL)
    {
      g_free (access->user);
      access->user = g_strdup (user);
    }
  if (method != NULL)
    {
      g_free (access->method);
      access->method = g_strdup (method);
    }
}

char *
log_access_make_label (const LogWalk *walk, const LogAccess *access)
{
  const TraceRecord *server = trace_host_record (walk->trace, access->connection->server);

  if (access->user == NULL || strchr (access->user, '@') != NULL || server == NULL)
    return g_strdup (access->user != NULL ? access->user : "");
  return g_strdup_printf ("%s@%s", access->user, log_walk_text (walk, server->note));
}

static void
say (LogWalk *walk, const LogAccess *access, const char *text)
{
  HostId server = access->connection->server;

  server_log_add (walk->log, walk->now, log_walk_host (walk, server), "dovecot", log_walk_get_pid (walk, server, "dovecot"), NULL, "%s", text);
}

void
log_access_log_in (LogWalk *walk, LogAccess *access)
{
  const LogConnection *connection = access->connection;
  g_autofree char *text = NULL;

  access->logged_in = TRUE;
  access->pid = log_processes_take (walk->processes, connection->server, name_service (access));
  text = g_strdup_printf ("%s-login: Login: user=<%s>, method=%s, rip=%s, lip=%s, mpid=%u, session=<%s>", name_service (access), access->user != NULL ? access->user : "",
                          access->method != NULL ? access->method : "PLAIN", connection->client_address, connection->server_address, access->pid, access->id);
  say (walk, access, text);
}

/* Nobody ever logged in. */
static char *
describe_attempts (const LogAccess *access, SimTime now)
{
  int seconds = (int) ((now - access->began) / SIM_SECOND);

  if (access->failures == 0)
    return g_strdup_printf ("(no auth attempts in %d secs): user=<>", seconds);
  return g_strdup_printf ("(auth failed, %u attempts in %d secs): user=<%s>, method=%s", access->failures, seconds, access->user != NULL ? access->user : "", access->method != NULL ? access->method : "PLAIN");
}

static void
end_before_login (LogWalk *walk, const LogAccess *access)
{
  const LogConnection *connection = access->connection;
  const char *why = access->leaves ? "Aborted login by logging out" : walk->now - access->heard >= patience ? "Inactivity"
                                                                                                            : "Connection closed";
  g_autofree char *attempts = describe_attempts (access, walk->now);
  g_autofree char *text = g_strdup_printf ("%s-login: Disconnected: %s %s, rip=%s, lip=%s, session=<%s>", name_service (access), why, attempts, connection->client_address, connection->server_address, access->id);

  say (walk, access, text);
}

static void
end_after_login (LogWalk *walk, const LogAccess *access, const char *why)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "%s(%s)<%u><%s>: Disconnected: %s ", name_service (access), access->user != NULL ? access->user : "", access->pid, access->id, why);
  if (is_imap (access))
    log_imap_write (&access->imap, text);
  else
    log_pop3_write (&access->pop3, text);
  say (walk, access, text->str);
  log_processes_release (walk->processes, access->connection->server, access->pid);
}

void
log_access_end (LogWalk *walk, LogAccess *access, const char *why)
{
  access->ended = TRUE;
  if (access->logged_in)
    end_after_login (walk, access, why);
  else
    end_before_login (walk, access);
}

static char *
describe_break (const LogAccess *access, SimTime now)
{
  if (now - access->heard >= patience)
    return g_strdup_printf ("Inactivity - no input for %d secs", (int) (patience / SIM_SECOND));
  return is_imap (access) ? log_imap_describe_state (&access->imap, now) : g_strdup ("Connection closed");
}

void
log_access_closed (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogAccess *access = g_hash_table_lookup (walk->access, GUINT_TO_POINTER (record->conn));
  g_autofree char *why = NULL;

  if (access == NULL || access->ended)
    return;
  why = describe_break (access, record->t);
  log_access_end (walk, access, why);
}

void
log_access_crash (LogWalk *walk, HostId host)
{
  GHashTableIter iter;
  gpointer access;

  g_hash_table_iter_init (&iter, walk->access);
  while (g_hash_table_iter_next (&iter, NULL, &access))
    if (((LogAccess *) access)->connection->server == host)
      ((LogAccess *) access)->ended = TRUE;
}

void
log_mailbox_changed (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  log_mailboxes_note (walk->mailboxes, record);
}
