/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-server-verbs.h"

#include <string.h>

#include "sim/codec/dot-stuffing.h"

enum
{
  MOST_FAULTS = 100,          /* refused commands, until we hang up */
  LARGEST_CONTENT = 64 << 20, /* where the configuration sets no limit */
};

SmtpServer *
smtp_server_new (const SmtpServerConfig *config, const SmtpServerPolicy *policy,
                 const SessionOutput *output, gpointer user)
{
  SmtpServer *server = g_new0 (SmtpServer, 1);

  server->config = config;
  server->policy = policy;
  server->output = output;
  server->user = user;
  server->out = g_string_sized_new (256);
  line_reader_init (&server->reader, SMTP_SERVER_LONGEST_RESPONSE);
  return server;
}

void
smtp_server_forget_transaction (SmtpServer *server)
{
  g_clear_pointer (&server->envelope, smtp_envelope_free);
  if (server->chunks != NULL)
    g_string_free (g_steal_pointer (&server->chunks), TRUE);
}

void
smtp_server_free (SmtpServer *server)
{
  smtp_server_forget_transaction (server);
  line_reader_clear (&server->reader);
  g_string_free (server->out, TRUE);
  g_free (server->helo);
  g_free (server->login);
  g_free (server->auth_name);
  g_free (server);
}

SmtpServerState
smtp_server_get_state (const SmtpServer *server)
{
  return server->state;
}

const char *
smtp_server_get_helo (const SmtpServer *server)
{
  return server->helo;
}

gboolean
smtp_server_is_extended (const SmtpServer *server)
{
  return server->extended;
}

const char *
smtp_server_get_login (const SmtpServer *server)
{
  return server->login;
}

static void
close_session (SmtpServer *server)
{
  server->state = SMTP_SERVER_CLOSED;
  smtp_server_forget_transaction (server);
  line_reader_stop (&server->reader);
  server->output->close (server->user);
}

static void
hang_up (SmtpServer *server)
{
  g_string_printf (server->out, "421 4.7.0 %s Error: too many errors\r\n", server->config->host_name);
  server->output->say (server->user, SESSION_REPLY, 421, server->out->str, server->out->len);
  close_session (server);
}

/* Says WIRE, one whole reply of CODE; 421 ends the session (RFC 5321 3.8). TRUE where it accepts. */
static gboolean
say_wire (SmtpServer *server, guint16 code, const char *wire, gsize length)
{
  if (server->state == SMTP_SERVER_CLOSED)
    return FALSE;
  server->output->say (server->user, SESSION_REPLY, code, wire, length);
  if (code == 421)
    close_session (server);
  else if (code >= 500 && ++server->faults > MOST_FAULTS)
    hang_up (server);
  return code < 400;
}

/* Says WIRE, a constant reply that begins with its code and ends in CRLF. */
gboolean
smtp_server_say (SmtpServer *server, const char *wire)
{
  guint16 code = (guint16) ((wire[0] - '0') * 100 + (wire[1] - '0') * 10 + (wire[2] - '0'));

  return say_wire (server, code, wire, strlen (wire));
}

gboolean
smtp_server_say_out (SmtpServer *server, guint16 code)
{
  return say_wire (server, code, server->out->str, server->out->len);
}

/* Says REPLY and frees it. */
gboolean
smtp_server_say_reply (SmtpServer *server, SmtpReply *reply)
{
  guint16 code = reply->code;

  g_string_truncate (server->out, 0);
  smtp_reply_write (reply, server->out);
  smtp_reply_free (reply);
  return smtp_server_say_out (server, code);
}

/* What the owner answers in the session's place, or NULL. */
SmtpReply *
smtp_server_intercept (SmtpServer *server, const char *verb, const char *argument)
{
  return server->policy->intercept != NULL ? server->policy->intercept (server->user, verb, argument) : NULL;
}

guint64
smtp_server_content_limit (const SmtpServer *server)
{
  return server->config->size_limit > 0 ? server->config->size_limit : LARGEST_CONTENT;
}

void
smtp_server_open (SmtpServer *server)
{
  SmtpReply *reply = smtp_server_intercept (server, "CONNECT", NULL);

  if (reply != NULL)
    {
      server->refused = !smtp_reply_is_positive (reply);
      smtp_server_say_reply (server, reply);
      return;
    }
  g_string_printf (server->out, "220 %s ESMTP mailflow\r\n", server->config->host_name);
  smtp_server_say_out (server, 220);
}

/* Only QUIT is left after a greeting that refused; else the state is to blame. */
static const char *
describe_wrong_order (const SmtpServer *server, const SmtpCommand *command)
{
  if (server->refused)
    return "503 5.5.1 Only QUIT is accepted here\r\n";
  switch (server->state)
    {
    case SMTP_SERVER_CONNECTED:
      return "503 5.5.1 Send EHLO or HELO first\r\n";
    case SMTP_SERVER_READY:
      return "503 5.5.1 Need MAIL command first\r\n";
    case SMTP_SERVER_MAIL:
    case SMTP_SERVER_RCPT:
    case SMTP_SERVER_DATA:
    case SMTP_SERVER_CHUNKS:
    case SMTP_SERVER_AUTH:
    case SMTP_SERVER_CLOSED:
      if (smtp_command_is (command, "MAIL"))
        return "503 5.5.1 Nested MAIL command\r\n";
      if (smtp_command_is (command, "AUTH"))
        return "503 5.5.1 AUTH is not allowed in a mail transaction\r\n";
      if (server->state == SMTP_SERVER_CHUNKS)
        return "503 5.5.1 Only BDAT may follow BDAT here\r\n";
      return "503 5.5.1 Need a valid RCPT command first\r\n";
    }
  g_assert_not_reached ();
}

/* Verbs of RFC 5321 and its extensions that this server knows by name only. */
static gboolean
is_unimplemented (const SmtpCommand *command)
{
  static const char *const names[] = { "STARTTLS", "ETRN", "TURN", "SEND", "SOML", "SAML" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (smtp_command_is (command, names[i]))
      return TRUE;
  return FALSE;
}

static void
refuse_verb (SmtpServer *server, const SmtpCommand *command)
{
  if (is_unimplemented (command))
    smtp_server_say (server, "502 5.5.1 Command not implemented\r\n");
  else
    smtp_server_say (server, "500 5.5.2 Command not recognized\r\n");
}

/* Runs a row of the table: may it, do it, go on to the next state. */
static void
run_verb (SmtpServer *server, const SmtpServerVerb *verb, const SmtpCommand *command)
{
  gboolean quit = verb->row.next == SMTP_SERVER_CLOSED;

  if (!verb->always && (!(verb->row.states & 1u << server->state) || (server->refused && !quit)))
    smtp_server_say (server, describe_wrong_order (server, command));
  else if (verb->bare && command->argument_length > 0)
    smtp_server_say (server, "501 5.5.4 This command takes no argument\r\n");
  else if (verb->run (server, command) && server->state != SMTP_SERVER_CLOSED)
    {
      if (quit)
        close_session (server);
      else if (verb->row.next >= 0)
        server->state = (SmtpServerState) verb->row.next;
    }
}

static void
take_command (SmtpServer *server, const char *line, gsize length)
{
  SmtpCommand command;
  const SmtpServerVerb *verb;

  if (!smtp_command_parse (line, length, &command))
    {
      smtp_server_say (server, "500 5.5.2 Syntax error\r\n");
      return;
    }
  if (length > SMTP_SERVER_LONGEST_LINE && !smtp_command_is (&command, "AUTH"))
    {
      smtp_server_say (server, "500 5.5.2 Line too long\r\n");
      return;
    }
  verb = smtp_server_find_verb (server, &command);
  if (verb != NULL)
    run_verb (server, verb, &command);
  else
    refuse_verb (server, &command);
}

/* Whether a CR or LF stands alone. Handed on, it could end a line, or the message, for a reader less
 * strict than this one: SMTP smuggling. RFC 5321 2.3.8 forbids to send it. */
static gboolean
has_bare_line_end (const char *content, gsize length)
{
  const char *end = content + length;

  for (const char *at = content, *newline; at < end; at = newline + 1)
    {
      newline = memchr (at, '\n', (gsize) (end - at));
      if (newline == NULL)
        return memchr (at, '\r', (gsize) (end - at)) != NULL;
      if (newline == at || memchr (at, '\r', (gsize) (newline - at)) != newline - 1)
        return TRUE;
    }
  return FALSE;
}

/* The verdict on a whole message, NULL to accept with the usual reply. */
static SmtpReply *
judge_content (SmtpServer *server, const char *content, gsize length, gboolean too_large)
{
  g_autoptr (GBytes) bytes = NULL;

  if (too_large)
    return smtp_reply_new (552, "5.3.4", "Message size exceeds fixed limit");
  if (has_bare_line_end (content, length))
    return smtp_reply_new (550, "5.6.0", "Message has a bare <CR> or <LF>");
  if (server->policy->message == NULL)
    return NULL;
  bytes = g_bytes_new (content, length);
  return server->policy->message (server->user, server->envelope, bytes);
}

/* What is intercepted with a positive reply is accepted in these words, and so must be taken. */
static void
answer_content (SmtpServer *server, const char *content, gsize length, gboolean too_large)
{
  g_autoptr (SmtpReply) reply = smtp_server_intercept (server, "END-OF-DATA", NULL);

  if (reply == NULL || smtp_reply_is_positive (reply))
    {
      g_autoptr (SmtpReply) verdict = judge_content (server, content, length, too_large);

      if (reply == NULL || (verdict != NULL && !smtp_reply_is_positive (verdict)))
        {
          g_clear_pointer (&reply, smtp_reply_free);
          reply = g_steal_pointer (&verdict);
        }
    }
  if (reply != NULL)
    smtp_server_say_reply (server, g_steal_pointer (&reply));
  else
    smtp_server_say (server, "250 2.0.0 Ok\r\n");
}

void
smtp_server_take_content (SmtpServer *server, const char *content, gsize length, gboolean too_large)
{
  line_reader_expect (&server->reader, LINE_READER_LINES, SMTP_SERVER_LONGEST_RESPONSE);
  answer_content (server, content, length, too_large);
  smtp_server_forget_transaction (server);
  if (server->state != SMTP_SERVER_CLOSED)
    server->state = SMTP_SERVER_READY;
}

/* As the bytes were on the wire. */
static void
hear (SmtpServer *server, LineReaderResult result, const char *unit, gsize length)
{
  g_autoptr (GString) wire = NULL;

  if (server->output->heard == NULL || result != LINE_READER_UNIT)
    return;
  wire = g_string_sized_new (length + 16);
  if (server->state == SMTP_SERVER_DATA)
    dot_stuffing_write (unit, length, wire);
  else
    g_string_append_len (wire, unit, (gssize) length);
  if (server->state != SMTP_SERVER_DATA && !server->chunk_comes)
    g_string_append (wire, "\r\n");
  server->output->heard (server->user, server->state == SMTP_SERVER_DATA || server->chunk_comes ? SESSION_DATA : SESSION_COMMAND, wire->str, wire->len);
}

static void
take_line (SmtpServer *server, const char *line, gsize length, gboolean too_long)
{
  if (too_long && server->state == SMTP_SERVER_AUTH)
    smtp_server_end_exchange (server, "500 5.5.6 Authentication exchange line is too long\r\n"); /* RFC 4954 6 */
  else if (too_long)
    smtp_server_say (server, "500 5.5.2 Line too long\r\n");
  else if (server->state == SMTP_SERVER_AUTH)
    smtp_server_take_response (server, line, length);
  else
    take_command (server, line, length);
}

void
smtp_server_receive (SmtpServer *server, const guint8 *bytes, gsize length)
{
  const char *unit = NULL;
  gsize unit_length = 0;
  LineReaderResult result;

  if (!line_reader_feed (&server->reader, bytes, length))
    return;
  while ((result = line_reader_next (&server->reader, &unit, &unit_length)) != LINE_READER_WAIT)
    {
      hear (server, result, unit, unit_length);
      if (server->chunk_comes)
        smtp_server_take_chunk (server, unit, unit_length, result == LINE_READER_TOO_LONG);
      else if (server->state == SMTP_SERVER_DATA)
        smtp_server_take_content (server, unit, unit_length, result == LINE_READER_TOO_LONG);
      else
        take_line (server, unit, unit_length, result == LINE_READER_TOO_LONG);
    }
}

void
smtp_server_time_out (SmtpServer *server)
{
  if (server->state == SMTP_SERVER_CLOSED)
    return;
  g_string_printf (server->out, "421 4.4.2 %s Timeout exceeded, closing connection\r\n", server->config->host_name);
  smtp_server_say_out (server, 421);
}
