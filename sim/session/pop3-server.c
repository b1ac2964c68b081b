/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/pop3-server-verbs.h"

#include <string.h>

enum
{
  LONGEST_LINE = 12288, /* RFC 2449 4 asks for 255; a response of AUTH may be long (RFC 5034 4) */
  KEPT_BUFFER = 64 * 1024,
};

Pop3Server *
pop3_server_new (const char *host_name, const char *stamp, const Maildrop *maildrop, const SessionOutput *output, gpointer user)
{
  Pop3Server *server = g_new0 (Pop3Server, 1);

  server->host_name = g_strdup (host_name);
  server->stamp = maildrop->open_by_digest != NULL ? g_strdup (stamp) : NULL;
  server->maildrop = maildrop;
  server->output = output;
  server->user = user;
  server->out = g_string_sized_new (256);
  server->entries = g_array_new (FALSE, FALSE, sizeof (Pop3Entry));
  line_reader_init (&server->reader, LONGEST_LINE);
  return server;
}

void
pop3_server_free (Pop3Server *server)
{
  line_reader_clear (&server->reader);
  g_string_free (server->out, TRUE);
  g_array_unref (server->entries);
  g_free (server->name);
  g_free (server->stamp);
  g_free (server->host_name);
  g_free (server);
}

Pop3ServerState
pop3_server_get_state (const Pop3Server *server)
{
  return server->state;
}

void
pop3_server_say_out (Pop3Server *server)
{
  guint16 refused = server->out->str[0] == '-';

  server->output->say (server->user, SESSION_REPLY, refused, server->out->str, server->out->len);
  if (server->out->allocated_len > KEPT_BUFFER)
    {
      g_string_free (server->out, TRUE);
      server->out = g_string_sized_new (256);
    }
}

void
pop3_server_say (Pop3Server *server, const char *wire)
{
  server->output->say (server->user, SESSION_REPLY, wire[0] == '-', wire, strlen (wire));
}

void
pop3_server_open (Pop3Server *server)
{
  g_string_printf (server->out, "+OK %s POP3 mailflow ready%s%s\r\n", server->host_name, server->stamp != NULL ? " " : "", server->stamp != NULL ? server->stamp : "");
  pop3_server_say_out (server);
}

void
pop3_server_leave (Pop3Server *server)
{
  gboolean open = server->state == POP3_SERVER_TRANSACTION || server->state == POP3_SERVER_UPDATE;

  server->state = POP3_SERVER_CLOSED;
  line_reader_stop (&server->reader);
  if (open)
    server->maildrop->close (server->user);
}

void
pop3_server_abandon (Pop3Server *server)
{
  pop3_server_leave (server);
}

static void
hear (Pop3Server *server, const char *line, gsize length)
{
  g_autofree char *wire = NULL;

  if (server->output->heard == NULL)
    return;
  wire = g_strdup_printf ("%.*s\r\n", (int) length, line);
  server->output->heard (server->user, SESSION_COMMAND, wire, strlen (wire));
}

static void
take_command (Pop3Server *server, const char *line, gsize length)
{
  Pop3Command command;
  const Pop3ServerVerb *verb = pop3_command_parse (line, length, &command) ? pop3_server_find_verb (server, &command) : NULL;

  if (verb == NULL)
    pop3_server_say (server, "-ERR Unknown command\r\n");
  else if (!(verb->row.states & 1u << server->state))
    pop3_server_say (server, server->state == POP3_SERVER_AUTHORIZATION ? "-ERR Log in first\r\n" : "-ERR Already logged in\r\n");
  else
    verb->run (server, &command);
}

/* As a response of AUTH it ends the exchange; next comes a command. */
static void
refuse_too_long (Pop3Server *server)
{
  server->awaits_response = FALSE;
  pop3_server_say (server, "-ERR Line too long\r\n");
}

void
pop3_server_receive (Pop3Server *server, const guint8 *bytes, gsize length)
{
  const char *line = NULL;
  gsize line_length = 0;
  LineReaderResult result;

  if (!line_reader_feed (&server->reader, bytes, length))
    return;
  while ((result = line_reader_next (&server->reader, &line, &line_length)) != LINE_READER_WAIT)
    if (result == LINE_READER_TOO_LONG)
      refuse_too_long (server);
    else
      {
        hear (server, line, line_length);
        if (server->awaits_response)
          pop3_server_take_response (server, line, line_length);
        else
          take_command (server, line, line_length);
      }
}
