/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include <string.h>

enum
{
  LONGEST_COMMAND = 64 * 1024, /* with its literals */
  KEPT_BUFFER = 64 * 1024,
};

ImapServer *
imap_server_new (const char *host_name, const Maildrop *maildrop, const SessionOutput *output, gpointer user)
{
  ImapServer *server = g_new0 (ImapServer, 1);

  server->host_name = g_strdup (host_name);
  server->maildrop = maildrop;
  server->output = output;
  server->user = user;
  server->out = g_string_sized_new (256);
  imap_view_init (&server->view, maildrop, user);
  line_reader_init (&server->reader, LONGEST_COMMAND);
  line_reader_expect (&server->reader, LINE_READER_LITERALS, LONGEST_COMMAND);
  return server;
}

void
imap_server_free (ImapServer *server)
{
  line_reader_clear (&server->reader);
  imap_view_clear (&server->view);
  g_string_free (server->out, TRUE);
  g_free (server->host_name);
  g_free (server);
}

ImapServerState
imap_server_get_state (const ImapServer *server)
{
  return server->state;
}

/* Says what has gathered in OUT, and empties it. */
static void
say_out (ImapServer *server, gboolean refused)
{
  server->output->say (server->user, SESSION_REPLY, refused ? 1 : 0, server->out->str, server->out->len);
  if (server->out->allocated_len > KEPT_BUFFER)
    {
      g_string_free (server->out, TRUE);
      server->out = g_string_sized_new (256);
    }
  g_string_truncate (server->out, 0);
}

static void
say (ImapServer *server, gboolean refused, const char *wire)
{
  server->output->say (server->user, SESSION_REPLY, refused ? 1 : 0, wire, strlen (wire));
}

void
imap_server_open (ImapServer *server)
{
  g_string_printf (server->out, "* OK [CAPABILITY " IMAP_SERVER_CAPABILITY "] %s IMAP4rev1 mailflow ready\r\n",
                   server->host_name);
  say_out (server, FALSE);
}

void
imap_server_abandon (ImapServer *server)
{
  server->state = IMAP_SERVER_LOGOUT;
  line_reader_stop (&server->reader);
  if (server->open)
    server->maildrop->close (server->user);
  server->open = FALSE;
}

/* Says the untagged responses of a command and its tagged one, in one turn. */
static void
say_result (ImapServer *server, const ImapCommand *command, const char *result)
{
  g_string_append_len (server->out, command->tag, command->tag_length);
  g_string_append_printf (server->out, " %s\r\n", result);
  say_out (server, result[0] != 'O');
}

static const char *
describe_wrong_state (const ImapServer *server)
{
  switch (server->state)
    {
    case IMAP_SERVER_NOT_AUTHENTICATED:
      return "BAD Log in first";
    case IMAP_SERVER_AUTHENTICATED:
      return "BAD Not valid before a mailbox is selected, or after LOGIN";
    case IMAP_SERVER_SELECTED:
    case IMAP_SERVER_LOGOUT:
      return "BAD Already logged in";
    }
  g_assert_not_reached ();
}

/* Runs a row of the table; then tells what else changed, and goes on to the next state. */
static const char *
run_verb (ImapServer *server, const ImapServerVerb *verb, ImapCommand *command)
{
  const char *result;

  if (!(verb->row.states & 1u << server->state))
    return describe_wrong_state (server);
  if (verb->bare && !imap_scanner_is_at_end (&command->rest))
    return "BAD This command takes no argument";
  result = verb->run (server, command);
  if (result[0] == 'O' && verb->row.next >= 0)
    server->state = (ImapServerState) verb->row.next;
  else if (server->state == IMAP_SERVER_SELECTED)
    imap_view_tell (&server->view, !verb->numbers, server->out);
  return result;
}

static void
take_command (ImapServer *server, const char *line, gsize length)
{
  ImapCommand command;
  const ImapServerVerb *verb;

  if (!imap_command_parse (line, length, &command))
    {
      say_result (server, &command, "BAD A tag and a command are needed");
      return;
    }
  verb = imap_server_find_verb (server, command.verb);
  say_result (server, &command, verb != NULL ? run_verb (server, verb, &command) : "BAD Unknown command");
  if (server->state == IMAP_SERVER_LOGOUT)
    {
      imap_server_abandon (server);
      server->output->close (server->user);
    }
}

/* A synchronising literal is announced (RFC 3501 4.3): its sender may go on, or learns now that it
 * is too large. */
static void
answer_literal (ImapServer *server, const char *line, gsize length)
{
  ImapCommand command;

  if (length + server->reader.literal <= LONGEST_COMMAND)
    {
      say (server, FALSE, "+ Ready for literal data\r\n");
      return;
    }
  imap_command_parse (line, length, &command);
  say_result (server, &command, "BAD Literal too large");
  line_reader_drop_line (&server->reader);
}

void
imap_server_receive (ImapServer *server, const guint8 *bytes, gsize length)
{
  const char *line = NULL;
  gsize line_length = 0;

  if (!line_reader_feed (&server->reader, bytes, length))
    return;
  for (;;)
    switch (line_reader_next (&server->reader, &line, &line_length))
      {
      case LINE_READER_WAIT:
        return;
      case LINE_READER_UNIT:
        take_command (server, line, line_length);
        break;
      case LINE_READER_CONTINUE:
        answer_literal (server, line, line_length);
        break;
      case LINE_READER_TOO_LONG:
        say (server, TRUE, "* BAD Command too long\r\n");
        break;
      }
}
