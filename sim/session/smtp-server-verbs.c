/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-server-verbs.h"

#include <string.h>

enum
{
  MOST_RECIPIENTS = 1000, /* RFC 5321 4.5.3.1.8 asks for 100 */
};

/* HELO and EHLO begin anew, whatever went before (RFC 5321 4.1.4). */
static gboolean
greet (SmtpServer *server, const SmtpCommand *command, gboolean extended, SmtpReply **intercepted)
{
  if (!smtp_command_is_host (command->argument, command->argument_length))
    return smtp_server_say (server, extended ? "501 5.5.4 Syntax: EHLO hostname\r\n" : "501 5.5.4 Syntax: HELO hostname\r\n");
  *intercepted = smtp_server_intercept (server, "EHLO", NULL);
  if (*intercepted != NULL && !smtp_reply_is_positive (*intercepted))
    return smtp_server_say_reply (server, g_steal_pointer (intercepted));
  smtp_server_forget_transaction (server);
  g_free (server->helo);
  server->helo = g_strndup (command->argument, command->argument_length);
  server->extended = extended;
  return TRUE;
}

static gboolean
run_helo (SmtpServer *server, const SmtpCommand *command)
{
  SmtpReply *intercepted = NULL;

  if (!greet (server, command, FALSE, &intercepted))
    return FALSE;
  if (intercepted != NULL)
    return smtp_server_say_reply (server, intercepted);
  g_string_printf (server->out, "250 %s\r\n", server->config->host_name);
  return smtp_server_say_out (server, 250);
}

static gboolean
run_ehlo (SmtpServer *server, const SmtpCommand *command)
{
  SmtpReply *intercepted = NULL;

  if (!greet (server, command, TRUE, &intercepted))
    return FALSE;
  if (intercepted != NULL)
    return smtp_server_say_reply (server, intercepted);
  g_string_printf (server->out, "250-%s\r\n250-PIPELINING\r\n", server->config->host_name);
  if (server->config->size_limit > 0)
    g_string_append_printf (server->out, "250-SIZE %" G_GUINT64_FORMAT "\r\n", server->config->size_limit);
  if (server->policy->authenticate != NULL)
    g_string_append (server->out, "250-AUTH PLAIN LOGIN\r\n");
  g_string_append_printf (server->out, "250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n%s250-CHUNKING\r\n250-SMTPUTF8\r\n250 HELP\r\n", server->config->without_dsn ? "" : "250-DSN\r\n");
  return smtp_server_say_out (server, 250);
}

/* The reply to a path that can't be taken, or NULL. */
static const char *
describe_mail_fault (SmtpPathFault fault)
{
  switch (fault)
    {
    case SMTP_PATH_OK:
      return NULL;
    case SMTP_PATH_NO_KEYWORD:
      return "501 5.5.4 Syntax: MAIL FROM:<address>\r\n";
    case SMTP_PATH_BAD_ADDRESS:
      return "501 5.1.7 Bad sender address syntax\r\n";
    case SMTP_PATH_NEEDS_UTF8:
      return "550 5.6.7 An address beyond ASCII needs SMTPUTF8\r\n";
    case SMTP_PATH_BAD_PARAMETER:
      return "501 5.5.4 Bad value of a MAIL FROM parameter\r\n";
    case SMTP_PATH_UNKNOWN_PARAMETER:
      return "555 5.5.4 Unsupported MAIL FROM parameter\r\n";
    }
  g_assert_not_reached ();
}

static const char *
describe_rcpt_fault (SmtpPathFault fault)
{
  switch (fault)
    {
    case SMTP_PATH_OK:
      return NULL;
    case SMTP_PATH_NO_KEYWORD:
      return "501 5.5.4 Syntax: RCPT TO:<address>\r\n";
    case SMTP_PATH_BAD_ADDRESS:
      return "501 5.1.3 Bad recipient address syntax\r\n";
    case SMTP_PATH_NEEDS_UTF8:
      return "553 5.6.7 An address beyond ASCII needs SMTPUTF8\r\n";
    case SMTP_PATH_BAD_PARAMETER:
      return "501 5.5.4 Bad value of a RCPT TO parameter\r\n";
    case SMTP_PATH_UNKNOWN_PARAMETER:
      return "555 5.5.4 Unsupported RCPT TO parameter\r\n";
    }
  g_assert_not_reached ();
}

/* What this transaction is, beyond its paths. */
static void
begin_transaction (SmtpServer *server, SmtpPath *path)
{
  server->envelope = smtp_envelope_new (path->path);
  server->envelope->give_back = path->give_back;
  server->envelope->envelope_id = g_steal_pointer (&path->envelope_id);
  server->envelope->utf8 = path->utf8;
}

static gboolean
run_mail (SmtpServer *server, const SmtpCommand *command)
{
  g_auto (SmtpPath) path = { 0 };
  const char *fault = describe_mail_fault (smtp_command_parse_from (command, &path));
  SmtpReply *reply;

  if (server->policy->authenticate != NULL && server->login == NULL)
    return smtp_server_say (server, "530 5.7.0 Authentication required\r\n"); /* RFC 4954 6 */
  if (fault != NULL)
    return smtp_server_say (server, fault);
  reply = smtp_server_intercept (server, "MAIL", path.path);
  if (reply == NULL && path.size > smtp_server_content_limit (server))
    return smtp_server_say (server, "552 5.3.4 Message size exceeds fixed limit\r\n");
  if (reply == NULL && server->policy->mail != NULL)
    reply = server->policy->mail (server->user, path.path, path.size);
  if (reply != NULL && !smtp_reply_is_positive (reply))
    return smtp_server_say_reply (server, reply);
  begin_transaction (server, &path);
  return reply != NULL ? smtp_server_say_reply (server, reply) : smtp_server_say (server, "250 2.1.0 Sender OK\r\n");
}

static gboolean
needs_utf8 (const SmtpPath *path)
{
  return !g_str_is_ascii (path->path) || (path->original != NULL && !g_str_is_ascii (path->original));
}

static guint
recipient_limit (const SmtpServer *server)
{
  return server->config->recipient_limit > 0 ? server->config->recipient_limit : MOST_RECIPIENTS;
}

static gboolean
run_rcpt (SmtpServer *server, const SmtpCommand *command)
{
  g_auto (SmtpPath) path = { 0 };
  SmtpPathFault found = smtp_command_parse_to (command, &path);
  const char *fault = describe_rcpt_fault (found == SMTP_PATH_OK && !server->envelope->utf8 && needs_utf8 (&path) ? SMTP_PATH_NEEDS_UTF8 : found);
  SmtpRecipient *recipient;
  SmtpReply *reply;

  if (fault != NULL)
    return smtp_server_say (server, fault);
  reply = smtp_server_intercept (server, "RCPT", path.path);
  if (reply == NULL && server->envelope->recipients->len >= recipient_limit (server))
    return smtp_server_say (server, "452 4.5.3 Too many recipients\r\n");
  if (reply == NULL && server->policy->rcpt != NULL)
    reply = server->policy->rcpt (server->user, path.path);
  if (reply != NULL && !smtp_reply_is_positive (reply))
    return smtp_server_say_reply (server, reply);
  recipient = smtp_envelope_add_recipient (server->envelope, path.path);
  recipient->notify = path.notify;
  recipient->original = g_steal_pointer (&path.original);
  return reply != NULL ? smtp_server_say_reply (server, reply) : smtp_server_say (server, "250 2.1.5 Recipient OK\r\n");
}

static gboolean
run_data (SmtpServer *server, const SmtpCommand *command)
{
  SmtpReply *reply = smtp_server_intercept (server, "DATA", NULL);

  /* Only 354 asks for content. */
  if (reply != NULL && reply->code != 354)
    {
      smtp_server_say_reply (server, reply);
      return FALSE;
    }
  line_reader_expect (&server->reader, LINE_READER_TEXT, smtp_server_content_limit (server));
  return reply != NULL ? smtp_server_say_reply (server, reply) : smtp_server_say (server, "354 End data with <CR><LF>.<CR><LF>\r\n");
}

static gboolean
run_rset (SmtpServer *server, const SmtpCommand *command)
{
  smtp_server_forget_transaction (server);
  return smtp_server_say (server, "250 2.0.0 Ok\r\n");
}

static gboolean
run_noop (SmtpServer *server, const SmtpCommand *command)
{
  return smtp_server_say (server, "250 2.0.0 Ok\r\n");
}

static gboolean
run_vrfy (SmtpServer *server, const SmtpCommand *command)
{
  if (command->argument_length == 0)
    return smtp_server_say (server, "501 5.5.4 Syntax: VRFY address\r\n");
  return smtp_server_say (server, "252 2.5.2 Cannot VRFY user; try RCPT to attempt delivery\r\n");
}

/* Lists are not shown to strangers (RFC 5321 7.3). */
static gboolean
run_expn (SmtpServer *server, const SmtpCommand *command)
{
  if (command->argument_length == 0)
    return smtp_server_say (server, "501 5.5.4 Syntax: EXPN list\r\n");
  return smtp_server_say (server, "550 5.7.2 Mailing lists are not expanded here\r\n");
}

static gboolean
run_quit (SmtpServer *server, const SmtpCommand *command)
{
  return smtp_server_say (server, "221 2.0.0 Bye\r\n");
}

static gboolean run_help (SmtpServer *server, const SmtpCommand *command);

enum
{
  CONNECTED = 1 << SMTP_SERVER_CONNECTED,
  READY = 1 << SMTP_SERVER_READY,
  MAIL = 1 << SMTP_SERVER_MAIL,
  RCPT = 1 << SMTP_SERVER_RCPT,
  DATA = 1 << SMTP_SERVER_DATA,
  CHUNKS = 1 << SMTP_SERVER_CHUNKS,
  AUTH = 1 << SMTP_SERVER_AUTH,
  GREETED = READY | MAIL | RCPT | CHUNKS,
  ANY = CONNECTED | GREETED,
};

/* RFC 5321 4.1.4, RFC 3030 2, RFC 4954 4. The last rows are no commands: what the end of the content, a
 * last chunk and a response do. */
static const SmtpServerVerb verbs[] = {
  { { "HELO", ANY, SMTP_SERVER_READY }, run_helo },
  { { "EHLO", ANY, SMTP_SERVER_READY }, run_ehlo },
  { { "MAIL", READY, SMTP_SERVER_MAIL }, run_mail },
  { { "RCPT", MAIL | RCPT, SMTP_SERVER_RCPT }, run_rcpt },
  { { "DATA", RCPT, SMTP_SERVER_DATA }, run_data, TRUE },
  { { "BDAT", RCPT | CHUNKS, SMTP_SERVER_CHUNKS }, smtp_server_run_bdat, FALSE, TRUE },
  { { "AUTH", READY, SMTP_SERVER_AUTH }, smtp_server_run_auth },
  { { "RSET", CONNECTED, -1 }, run_rset, TRUE },
  { { "RSET", GREETED, SMTP_SERVER_READY }, run_rset, TRUE },
  { { "NOOP", ANY, -1 }, run_noop },
  { { "VRFY", ANY, -1 }, run_vrfy },
  { { "EXPN", ANY, -1 }, run_expn },
  { { "HELP", ANY, -1 }, run_help },
  { { "QUIT", ANY, SMTP_SERVER_CLOSED }, run_quit, TRUE },
  { { "END-OF-DATA", DATA, SMTP_SERVER_READY }, NULL },
  { { "BDAT LAST", RCPT | CHUNKS, SMTP_SERVER_READY }, NULL },
  { { "RESPONSE", AUTH, SMTP_SERVER_READY }, NULL },
};

/* The verbs that there are, each once. */
static gboolean
run_help (SmtpServer *server, const SmtpCommand *command)
{
  const char *last = "";

  g_string_assign (server->out, "214 2.0.0 Commands:");
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (verbs[i].run != NULL && strcmp (verbs[i].row.verb, last) != 0)
      {
        last = verbs[i].row.verb;
        g_string_append_printf (server->out, " %s", last);
      }
  g_string_append (server->out, "\r\n");
  return smtp_server_say_out (server, 214);
}

const SmtpServerVerb *
smtp_server_find_verb (const SmtpServer *server, const SmtpCommand *command)
{
  const SmtpServerVerb *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (verbs[i].run != NULL && smtp_command_is (command, verbs[i].row.verb))
      {
        found = &verbs[i];
        if (found->row.states & 1u << server->state)
          break;
      }
  return found;
}

const SessionTable *
smtp_server_table (void)
{
  static const char *const states[] = { "CONNECTED", "READY", "MAIL", "RCPT", "DATA", "CHUNKS", "AUTH", "CLOSED" };
  static const SessionTable table = { "SMTP server", states, G_N_ELEMENTS (states), verbs, sizeof verbs[0], G_N_ELEMENTS (verbs), NULL, 0 };

  return &table;
}
