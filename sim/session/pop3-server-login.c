/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/pop3-server-verbs.h"

#include <string.h>

#include "sim/codec/sasl-plain.h"

static void
take_snapshot (Pop3Server *server)
{
  guint count = server->maildrop->count (server->user);

  for (guint i = 0; i < count; i++)
    {
      Pop3Entry entry = { server->maildrop->uid (server->user, i), FALSE };

      g_array_append_val (server->entries, entry);
    }
}

/* RFC 2449 8.1.1, RFC 3206 4 */
static void
refuse_login (Pop3Server *server)
{
  gboolean in_use = server->maildrop->in_use != NULL && server->maildrop->in_use (server->user);

  pop3_server_say (server, in_use ? "-ERR [IN-USE] Another session has this maildrop\r\n" : "-ERR [AUTH] Invalid name or password\r\n");
}

static void
end_login (Pop3Server *server, gboolean opened)
{
  if (!opened)
    {
      refuse_login (server);
      return;
    }
  server->state = POP3_SERVER_TRANSACTION;
  take_snapshot (server);
  g_string_printf (server->out, "+OK Logged in, %u messages\r\n", server->entries->len);
  pop3_server_say_out (server);
}

void
pop3_server_run_user (Pop3Server *server, const Pop3Command *command)
{
  if (command->argument_length == 0)
    {
      pop3_server_say (server, "-ERR Syntax: USER name\r\n");
      return;
    }
  g_free (server->name);
  server->name = g_strndup (command->argument, command->argument_length);
  pop3_server_say (server, "+OK Send PASS\r\n");
}

void
pop3_server_run_pass (Pop3Server *server, const Pop3Command *command)
{
  g_autofree char *password = g_strndup (command->argument, command->argument_length);
  g_autofree char *name = g_steal_pointer (&server->name);

  if (name == NULL)
    pop3_server_say (server, "-ERR Send USER first\r\n");
  else
    end_login (server, server->maildrop->open (server->user, name, password));
}

/* "name digest", where the digest is the MD5 of the greeting's timestamp and the password (RFC 1939 7). */
void
pop3_server_run_apop (Pop3Server *server, const Pop3Command *command)
{
  g_autofree char *argument = g_strndup (command->argument, command->argument_length);
  char *space = strrchr (argument, ' ');

  if (server->stamp == NULL)
    pop3_server_say (server, "-ERR The greeting had no timestamp\r\n");
  else if (space == NULL || space == argument || strlen (space + 1) != 32)
    pop3_server_say (server, "-ERR Syntax: APOP name digest\r\n");
  else
    {
      *space = '\0';
      end_login (server, server->maildrop->open_by_digest (server->user, argument, server->stamp, space + 1));
    }
}

void
pop3_server_take_response (Pop3Server *server, const char *line, gsize length)
{
  g_auto (SaslPlain) plain = { NULL };

  server->awaits_response = FALSE;
  if (length == 1 && *line == '*')
    pop3_server_say (server, "-ERR Authentication cancelled\r\n");
  else if (!sasl_plain_parse (line, length, &plain))
    pop3_server_say (server, "-ERR Cannot decode the response\r\n");
  else if (!sasl_plain_is_own (&plain))
    pop3_server_say (server, "-ERR [AUTH] Nobody may act as another here\r\n");
  else
    end_login (server, server->maildrop->open (server->user, plain.name, plain.password));
}

/* RFC 5034 4. Without a mechanism it lists them, as clients older than CAPA expect. */
void
pop3_server_run_auth (Pop3Server *server, const Pop3Command *command)
{
  g_autofree char *argument = g_strndup (command->argument, command->argument_length);
  char *initial = strchr (argument, ' ');

  if (initial != NULL)
    *initial++ = '\0';
  if (*argument == '\0')
    pop3_server_say (server, "+OK Mechanisms follow\r\nPLAIN\r\n.\r\n");
  else if (g_ascii_strcasecmp (argument, "PLAIN") != 0)
    pop3_server_say (server, "-ERR Unknown mechanism\r\n");
  else if (initial != NULL)
    pop3_server_take_response (server, initial, strlen (initial));
  else
    {
      server->awaits_response = TRUE;
      pop3_server_say (server, "+ \r\n");
    }
}
