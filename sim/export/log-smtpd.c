/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-smtpd.h"

#include <string.h>

const char *
log_smtpd_name_place (SmtpVerb verb)
{
  static const char *const places[] = {
    [SMTP_VERB_HELO] = "HELO",
    [SMTP_VERB_EHLO] = "EHLO",
    [SMTP_VERB_STARTTLS] = "STARTTLS",
    [SMTP_VERB_AUTH] = "AUTH",
    [SMTP_VERB_MAIL] = "MAIL",
    [SMTP_VERB_RCPT] = "RCPT",
    [SMTP_VERB_DATA] = "DATA",
    [SMTP_VERB_BDAT] = "BDAT",
    [SMTP_VERB_RSET] = "RSET",
    [SMTP_VERB_NOOP] = "NOOP",
    [SMTP_VERB_VRFY] = "VRFY",
    [SMTP_VERB_ETRN] = "ETRN",
    [SMTP_VERB_QUIT] = "QUIT",
    [SMTP_VERB_UNKNOWN] = "UNKNOWN",
    [SMTP_VERB_CONNECT] = "CONNECT",
    [SMTP_VERB_CONTENT] = "END-OF-MESSAGE",
  };

  g_assert (verb < G_N_ELEMENTS (places));
  return places[verb];
}

void
log_smtpd_forget (LogTransaction *transaction)
{
  g_clear_pointer (&transaction->sender, g_free);
  g_clear_pointer (&transaction->recipient, g_free);
  g_clear_pointer (&transaction->refusals, g_ptr_array_unref);
  *transaction = (LogTransaction){ NULL };
}

void
log_smtpd_free (gpointer data)
{
  LogSmtpd *session = data;

  log_smtpd_forget (&session->transaction);
  g_free (session->helo);
  g_free (session->mechanism);
  g_free (session->name);
  g_free (session->login);
  g_free (session->method);
  g_free (session);
}

LogLine *
log_smtpd_say (LogWalk *walk, const LogSmtpd *session, const char *id, const char *text)
{
  return server_log_add (walk->log, walk->now, log_walk_host (walk, session->connection->server), session->program, session->pid, id, "%s", text);
}

LogSmtpd *
log_smtpd_find (const LogWalk *walk, guint32 number)
{
  return g_hash_table_lookup (walk->smtpd, GUINT_TO_POINTER (number));
}

LogSmtpd *
log_smtpd_open (LogWalk *walk, const LogConnection *connection)
{
  LogSmtpd *session = g_new0 (LogSmtpd, 1);

  session->connection = connection;
  session->program = connection->port == LOG_PORT_SUBMISSION ? "postfix/submission/smtpd" : "postfix/smtpd";
  session->pid = log_processes_take (walk->processes, connection->server, session->program);
  session->where = log_smtpd_name_place (SMTP_VERB_CONNECT);
  g_hash_table_insert (walk->smtpd, GUINT_TO_POINTER (connection->number), session);
  return session;
}

void
log_smtpd_say_connect (LogWalk *walk, LogSmtpd *session, SimTime t)
{
  const LogConnection *connection = session->connection;

  if (!session->connected)
    server_log_add (walk->log, t, log_walk_host (walk, connection->server), session->program, session->pid, NULL, "connect from %s", connection->client_name);
  session->connected = TRUE;
}

/* Where the whole machine stands still, no process takes it. */
void
log_smtpd_connected (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  const LogConnection *connection = log_connections_find (walk->connections, record->conn);

  if (connection == NULL || connection->smtp == NULL || log_smtpd_find (walk, record->conn) != NULL)
    return;
  if (walk->states[connection->server] == HOST_UP && log_walk_is_server (walk, connection->server))
    log_smtpd_open (walk, connection);
}

/* " ehlo=1 mail=1 rcpt=1/2 data=1 quit=1 commands=5/6": how many were accepted, of how many. */
static void
write_counts (const LogSmtpd *session, GString *out)
{
  guint good = 0, all = 0;

  for (SmtpVerb verb = 0; verb < N_SMTP_VERBS; verb++)
    {
      good += session->good[verb];
      all += session->all[verb];
      if (session->all[verb] == 0)
        continue;
      g_string_append_printf (out, " %s=%u", smtp_verb_name (verb), session->good[verb]);
      if (session->good[verb] < session->all[verb])
        g_string_append_printf (out, "/%u", session->all[verb]);
    }
  g_string_append_printf (out, " commands=%u", good);
  if (good < all || all == 0)
    g_string_append_printf (out, "/%u", all);
}

void
log_smtpd_end (LogWalk *walk, LogSmtpd *session, const char *why)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (why != NULL)
    {
      g_string_printf (text, "%s after %s from %s", why, session->where, session->connection->client_name);
      log_smtpd_say (walk, session, NULL, text->str);
    }
  g_string_printf (text, "disconnect from %s", session->connection->client_name);
  write_counts (session, text);
  log_smtpd_say (walk, session, NULL, text->str);
  session->ended = TRUE;
  log_processes_release (walk->processes, session->connection->server, session->pid);
  log_smtpd_forget (&session->transaction);
}

/* What the client had said before it left, the server had heard, or else it could not know of the leaving. */
static void
note_last_words (LogSmtpd *session)
{
  SmtpVerb open = smtp_dialogue_get_open (session->connection->smtp);

  if (session->transaction.taken || open == SMTP_VERB_NONE)
    return;
  session->where = open == SMTP_VERB_CONTENT ? log_smtpd_name_place (SMTP_VERB_DATA) : log_smtpd_name_place (open);
}

/* What a server does not hear of, it cannot log: it will say itself that its patience is at an end. Of a client that it
 * did not greet it says afterwards that it was there. */
void
log_smtpd_closed (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  const LogConnection *connection = log_connections_find (walk->connections, record->conn);
  LogSmtpd *session = log_smtpd_find (walk, record->conn);

  if (connection == NULL || (record->host == connection->client && strcmp (log_walk_text (walk, record->text), "no answer") == 0))
    return;
  if (session == NULL || session->ended)
    return;
  log_smtpd_say_connect (walk, session, connection->connected);
  note_last_words (session);
  log_smtpd_end (walk, session, "lost connection");
}

void
log_smtpd_crash (LogWalk *walk, HostId host)
{
  GHashTableIter iter;
  gpointer session;

  g_hash_table_iter_init (&iter, walk->smtpd);
  while (g_hash_table_iter_next (&iter, NULL, &session))
    if (((LogSmtpd *) session)->connection->server == host)
      ((LogSmtpd *) session)->ended = TRUE;
}
