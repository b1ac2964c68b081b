/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-server-verbs.h"

#include <string.h>

#include "sim/codec/sasl-plain.h"

void
smtp_server_end_exchange (SmtpServer *server, const char *wire)
{
  g_clear_pointer (&server->auth_name, g_free);
  server->state = SMTP_SERVER_READY;
  smtp_server_say (server, wire);
}

static void
judge (SmtpServer *server, const char *name, const char *password)
{
  if (!server->policy->authenticate (server->user, name, password))
    {
      smtp_server_end_exchange (server, "535 5.7.8 Authentication credentials invalid\r\n");
      return;
    }
  server->login = g_strdup (name);
  smtp_server_end_exchange (server, "235 2.7.0 Authentication succeeded\r\n");
}

static void
take_plain (SmtpServer *server, const char *text, gsize length)
{
  g_auto (SaslPlain) plain = { NULL };

  if (!sasl_plain_parse (text, length, &plain))
    smtp_server_end_exchange (server, "501 5.5.2 Cannot decode the response\r\n");
  else if (!sasl_plain_is_own (&plain))
    smtp_server_end_exchange (server, "535 5.7.8 Nobody may act as another here\r\n");
  else
    judge (server, plain.name, plain.password);
}

/* LOGIN asks for the name, then for the password; it has no RFC but many users. */
static void
take_login (SmtpServer *server, const char *text, gsize length)
{
  g_autofree char *word = sasl_decode (text, length, NULL);

  if (word == NULL || !g_utf8_validate (word, -1, NULL))
    smtp_server_end_exchange (server, "501 5.5.2 Cannot decode the response\r\n");
  else if (server->auth_name != NULL)
    judge (server, server->auth_name, word);
  else
    {
      server->auth_name = g_steal_pointer (&word);
      smtp_server_say (server, "334 UGFzc3dvcmQ6\r\n"); /* "Password:" */
    }
}

void
smtp_server_take_response (SmtpServer *server, const char *line, gsize length)
{
  if (length == 1 && *line == '*')
    smtp_server_end_exchange (server, "501 5.7.0 Authentication cancelled\r\n"); /* RFC 4954 4 */
  else if (server->auth_plain)
    take_plain (server, line, length);
  else
    take_login (server, line, length);
}

/* TRUE where a response is awaited now. */
static gboolean
begin_exchange (SmtpServer *server, const char *initial, gsize length)
{
  server->state = SMTP_SERVER_AUTH;
  if (initial != NULL)
    smtp_server_take_response (server, initial, length);
  else
    smtp_server_say (server, server->auth_plain ? "334 \r\n" : "334 VXNlcm5hbWU6\r\n"); /* "Username:" */
  return server->state == SMTP_SERVER_AUTH;
}

gboolean
smtp_server_run_auth (SmtpServer *server, const SmtpCommand *command)
{
  const char *space = memchr (command->argument, ' ', command->argument_length);
  gsize length = space != NULL ? (gsize) (space - command->argument) : command->argument_length;
  g_autofree char *mechanism = g_strndup (command->argument, length);
  SmtpReply *reply = smtp_server_intercept (server, "AUTH", NULL);

  if (reply != NULL)
    {
      smtp_server_say_reply (server, reply);
      return FALSE;
    }
  if (server->policy->authenticate == NULL)
    return smtp_server_say (server, "502 5.5.1 Command not implemented\r\n");
  if (server->login != NULL)
    return smtp_server_say (server, "503 5.5.1 Already authenticated\r\n");
  if (length == 0)
    return smtp_server_say (server, "501 5.5.4 Syntax: AUTH mechanism\r\n");
  server->auth_plain = g_ascii_strcasecmp (mechanism, "PLAIN") == 0;
  if (!server->auth_plain && g_ascii_strcasecmp (mechanism, "LOGIN") != 0)
    return smtp_server_say (server, "504 5.5.4 Unrecognized authentication type\r\n");
  return begin_exchange (server, space != NULL ? space + 1 : NULL, space != NULL ? command->argument_length - length - 1 : 0);
}
