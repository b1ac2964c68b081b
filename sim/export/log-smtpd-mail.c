/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-smtpd.h"

#include "sim/codec/smtp-command.h"

#include <string.h>

const char *
log_smtpd_get_line (const LogWalk *walk, TraceId id, gsize *length)
{
  const char *line = "";

  *length = 0;
  if (id != 0)
    line = trace_blob (walk->trace, trace_get (walk->trace, id)->text, length);
  while (*length > 0 && (line[*length - 1] == '\n' || line[*length - 1] == '\r'))
    (*length)--;
  return line;
}

char *
log_smtpd_dup_argument (const LogWalk *walk, const SmtpAnswer *answer)
{
  SmtpCommand command;
  gsize length;
  const char *line = log_smtpd_get_line (walk, answer->asked, &length);

  return smtp_command_parse (line, length, &command) ? g_strndup (command.argument, command.argument_length) : g_strdup ("");
}

char *
log_smtpd_dup_path (const LogWalk *walk, const SmtpAnswer *answer)
{
  g_auto (SmtpPath) path = { NULL };
  SmtpCommand command;
  gsize length;
  const char *line = log_smtpd_get_line (walk, answer->asked, &length);

  if (!smtp_command_parse (line, length, &command))
    return g_strdup ("");
  if (answer->verb == SMTP_VERB_MAIL)
    smtp_command_parse_from (&command, &path);
  else
    smtp_command_parse_to (&command, &path);
  return path.path == NULL ? g_strdup ("") : g_steal_pointer (&path.path);
}

static void
greet (const LogWalk *walk, LogSmtpd *session, const SmtpAnswer *answer)
{
  g_free (session->helo);
  session->helo = log_smtpd_dup_argument (walk, answer);
  session->extended = answer->verb == SMTP_VERB_EHLO;
  log_smtpd_forget (&session->transaction);
}

static void
begin_transaction (const LogWalk *walk, LogSmtpd *session, const SmtpAnswer *answer)
{
  LogTransaction *transaction = &session->transaction;

  log_smtpd_forget (transaction);
  transaction->sender = log_smtpd_dup_path (walk, answer);
  transaction->refusals = g_ptr_array_new ();
  transaction->began = answer->t;
}

static char *
describe_client (const char *client, const char *method, const char *login)
{
  if (login == NULL)
    return g_strdup_printf ("client=%s", client);
  return g_strdup_printf ("client=%s, sasl_method=%s, sasl_username=%s", client, method, login);
}

/* smtpd(8) names the client when it opens the queue file, at the first recipient. */
static void
accept_recipient (LogWalk *walk, LogSmtpd *session, const SmtpAnswer *answer)
{
  LogTransaction *transaction = &session->transaction;
  g_autofree char *text = NULL;

  if (transaction->sender == NULL)
    return;
  transaction->recipients++;
  if (transaction->client != NULL)
    return;
  transaction->recipient = log_smtpd_dup_path (walk, answer);
  text = describe_client (session->connection->client_name, session->method, session->login);
  transaction->client = log_smtpd_say (walk, session, NULL, text);
  log_line_set_hidden (transaction->client, TRUE);
}

static void
count (LogSmtpd *session, SmtpVerb said, gboolean good)
{
  SmtpVerb verb = said == SMTP_VERB_CONTENT ? SMTP_VERB_DATA : said;

  if (verb >= N_SMTP_VERBS)
    return;
  session->all[verb]++;
  session->good[verb] += good;
}

/* What was accepted. */
static void
go_on (LogWalk *walk, LogSmtpd *session, const SmtpAnswer *answer)
{
  if (answer->verb == SMTP_VERB_EHLO || answer->verb == SMTP_VERB_HELO)
    greet (walk, session, answer);
  else if (answer->verb == SMTP_VERB_MAIL)
    begin_transaction (walk, session, answer);
  else if (answer->verb == SMTP_VERB_RCPT)
    accept_recipient (walk, session, answer);
  else if (answer->verb == SMTP_VERB_RSET)
    log_smtpd_forget (&session->transaction);
}

/* Whether ANSWER was the last; *WHY becomes what ended the session before its time. */
static gboolean
is_last (const LogWalk *walk, const SmtpAnswer *answer, const char **why)
{
  const char *text = log_walk_text (walk, trace_get (walk->trace, answer->reply)->text);

  if (answer->verb == SMTP_VERB_NONE && strstr (text, "Timeout exceeded") != NULL)
    *why = "timeout";
  else if (answer->verb == SMTP_VERB_NONE && strstr (text, "too many errors") != NULL)
    *why = "too many errors";
  return answer->code == 421 || (answer->verb == SMTP_VERB_QUIT && answer->code < 400);
}

static void
take_answer (LogWalk *walk, LogSmtpd *session, const SmtpAnswer *answer)
{
  const char *why = NULL;
  gboolean last = is_last (walk, answer, &why);

  if (answer->final && !session->transaction.taken)
    count (session, answer->verb, answer->code < 400);
  if (answer->verb == SMTP_VERB_AUTH)
    log_smtpd_take_auth (walk, session, answer);
  else if (answer->code >= 400)
    log_smtpd_reject (walk, session, answer);
  else
    go_on (walk, session, answer);
  if (answer->verb != SMTP_VERB_NONE)
    session->where = log_smtpd_name_place (answer->verb);
  if (answer->verb == SMTP_VERB_CONTENT || session->transaction.taken)
    log_smtpd_forget (&session->transaction);
  if (last)
    log_smtpd_end (walk, session, why);
}

void
log_smtpd_reply (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogConnection *connection = log_connections_find (walk->connections, record->conn);
  LogSmtpd *session = log_smtpd_find (walk, record->conn);
  const SmtpAnswer *answer;

  if (connection == NULL || connection->smtp == NULL || record->host != connection->server)
    return;
  connection->last_said = record->t;
  answer = smtp_dialogue_answer (connection->smtp, id);
  if (session == NULL)
    session = log_smtpd_open (walk, connection);
  if (session->ended)
    return;
  log_smtpd_say_connect (walk, session, record->t);
  take_answer (walk, session, answer);
}

/* The lines that waited for a queue id get theirs. */
static void
reveal (LogTransaction *transaction, const char *id)
{
  log_line_set_id (transaction->client, id);
  log_line_set_hidden (transaction->client, FALSE);
  for (guint i = 0; i < transaction->refusals->len; i++)
    log_line_set_id (g_ptr_array_index (transaction->refusals, i), id);
}

/* A trace without dialogue has no session: only who sent it. */
static void
say_client (LogWalk *walk, const TraceRecord *record, const char *id)
{
  const TraceRecord *client = trace_host_record (walk->trace, record->peer);
  const char *program = client != NULL && client->code == HOST_DEVICE ? "postfix/submission/smtpd" : "postfix/smtpd";
  g_autofree char *name = log_connections_name_host (walk->trace, record->peer);

  server_log_add (walk->log, walk->now, log_walk_host (walk, record->host), program, log_walk_get_pid (walk, record->host, program), id, "client=%s", name);
}

void
log_smtpd_accept (LogWalk *walk, const TraceRecord *record, LogFile *file)
{
  LogSmtpd *session = log_smtpd_find (walk, record->conn);

  if (session == NULL || session->transaction.client == NULL)
    {
      say_client (walk, record, file->id);
      return;
    }
  file->arrived = session->transaction.began;
  reveal (&session->transaction, file->id);
  count (session, smtp_dialogue_get_open (session->connection->smtp), TRUE);
  session->transaction.taken = TRUE;
  session->where = log_smtpd_name_place (SMTP_VERB_CONTENT);
}
