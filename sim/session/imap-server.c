/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include <string.h>

enum
{
  KEPT_BUFFER = 64 * 1024,
};

ImapServer *
imap_server_new (const ImapServerConfig *config, const SessionOutput *output, gpointer user)
{
  ImapServer *server = g_new0 (ImapServer, 1);

  server->config = *config;
  server->host_name = g_strdup (config->host_name);
  server->output = output;
  server->user = user;
  server->out = g_string_sized_new (256);
  server->result = g_string_new (NULL);
  imap_view_init (&server->view);
  line_reader_init (&server->reader, IMAP_SERVER_LONGEST_COMMAND);
  line_reader_expect (&server->reader, LINE_READER_LITERALS, IMAP_SERVER_LONGEST_COMMAND);
  return server;
}

void
imap_server_free (ImapServer *server)
{
  imap_server_stop_idling (server);
  line_reader_clear (&server->reader);
  imap_view_clear (&server->view);
  g_clear_pointer (&server->saved, g_array_unref);
  g_string_free (server->out, TRUE);
  g_string_free (server->result, TRUE);
  g_free (server->tag);
  g_free (server->login_name);
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

void
imap_server_say (ImapServer *server)
{
  if (server->out->len > 0)
    say_out (server, FALSE);
}

void
imap_server_ask (ImapServer *server, const char *text)
{
  g_string_append_printf (server->out, "+ %s\r\n", text);
  say_out (server, FALSE);
}

void
imap_server_open (ImapServer *server)
{
  g_string_printf (server->out, "* OK [CAPABILITY IMAP4rev1 IMAP4rev2 LITERAL+ SASL-IR AUTH=PLAIN AUTH=LOGIN ID ENABLE] %s mailflow ready\r\n",
                   server->host_name);
  say_out (server, FALSE);
}

void
imap_server_abandon (ImapServer *server)
{
  imap_server_stop_idling (server);
  server->state = IMAP_SERVER_LOGOUT;
  line_reader_stop (&server->reader);
  imap_view_close (&server->view);
  server->account = NULL;
}

static void
say_bye (ImapServer *server, const char *text)
{
  g_string_append_printf (server->out, "* BYE %s\r\n", text);
  say_out (server, FALSE);
  server->state = IMAP_SERVER_LOGOUT;
}

/* Says the untagged responses of a command and its tagged one, in one turn. */
static void
say_result (ImapServer *server, const char *tag, gsize tag_length, const char *result)
{
  g_string_append_len (server->out, tag, (gssize) tag_length);
  g_string_append_printf (server->out, " %s\r\n", result);
  say_out (server, result[0] != 'O');
  server->bad_commands = result[0] == 'B' ? server->bad_commands + 1 : 0;
  if (server->bad_commands >= IMAP_SERVER_MOST_BAD_COMMANDS)
    say_bye (server, "Too many bad commands");
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

/* Runs a row of the table. */
static const char *
run_verb (ImapServer *server, ImapCommand *command)
{
  const ImapServerVerb *verb = server->verb;

  if (!(verb->row.states & 1u << server->state))
    return describe_wrong_state (server);
  while (verb->bare && imap_scanner_take_char (&command->rest, ' ')) /* some clients end every line so */
    ;
  if (verb->bare && !imap_scanner_is_at_end (&command->rest))
    return "BAD This command takes no argument";
  return verb->run (server, command);
}

/* Goes on to the next state, or tells what else changed. */
static void
go_on (ImapServer *server, const char *result)
{
  const ImapServerVerb *verb = server->verb;

  if (result[0] == 'O' && verb->row.next >= 0)
    server->state = (ImapServerState) verb->row.next;
  else if (server->state == IMAP_SERVER_SELECTED)
    imap_view_tell (&server->view, server->form, !verb->numbers, server->out);
}

/* RESULT is NULL where the command is not over. */
static void
end_command (ImapServer *server, const char *result)
{
  if (result == NULL)
    return;
  server->waiting = NULL;
  go_on (server, result);
  say_result (server, server->tag, strlen (server->tag), result);
}

static void
take_command (ImapServer *server, const char *line, gsize length)
{
  ImapCommand command;
  gboolean well_formed = imap_command_parse (line, length, &command);
  const ImapServerVerb *verb = well_formed ? imap_server_find_verb (command.verb) : NULL;

  if (verb == NULL)
    {
      say_result (server, command.tag, (gsize) command.tag_length,
                  well_formed ? "BAD Unknown command" : "BAD A tag and a command are needed");
      return;
    }
  g_free (server->tag);
  server->tag = g_strndup (command.tag, (gsize) command.tag_length);
  server->verb = verb;
  end_command (server, run_verb (server, &command));
}

static void
take_line (ImapServer *server, const char *line, gsize length)
{
  if (server->waiting != NULL)
    end_command (server, server->waiting (server, line, length));
  else
    take_command (server, line, length);
}

/* Others hear of what a command changed when it is over. */
static void
take_unit (ImapServer *server, const char *line, gsize length)
{
  MailAccount *account = server->account;

  if (server->output->heard != NULL)
    server->output->heard (server->user, SESSION_COMMAND, line, length + server->reader.line_end);
  if (account != NULL)
    mail_account_hold (account);
  take_line (server, line, length);
  if (account != NULL)
    mail_account_release (account);
}

static gboolean
is_append (const ImapServer *server, const ImapCommand *command)
{
  return server->account != NULL && strcmp (command->verb, "APPEND") == 0;
}

static const char *
describe_too_large (const ImapServer *server, const ImapCommand *command)
{
  return is_append (server, command) ? "NO [TOOBIG] Message too large" : "BAD Literal too large";
}

/* A literal is announced (RFC 3501 4.3, RFC 7888): its sender may go on, or learns that it is too
 * large: now, or where he does not wait for it, afterwards. */
static void
answer_literal (ImapServer *server, const char *line, gsize length)
{
  ImapCommand command;
  gsize limit = IMAP_SERVER_LONGEST_COMMAND;
  gboolean synchronising = server->reader.synchronising;

  imap_command_parse (line, length, &command);
  if (server->waiting == NULL && is_append (server, &command))
    limit += IMAP_SERVER_LARGEST_MESSAGE;
  if (server->reader.literal <= limit && length + server->reader.literal <= limit)
    {
      server->reader.limit = limit;
      if (synchronising)
        imap_server_ask (server, "Ready for literal data");
      return;
    }
  if (synchronising)
    say_result (server, command.tag, (gsize) command.tag_length, describe_too_large (server, &command));
  line_reader_drop_line (&server->reader);
}

/* HEAD is the beginning of what was dropped. As a response to what a command asked for it is no other than one that
 * cancels. */
static void
refuse_too_long (ImapServer *server, const char *head, gsize length)
{
  ImapCommand command;

  if (server->waiting != NULL)
    {
      end_command (server, server->waiting (server, "*", 1));
      return;
    }
  imap_command_parse (head, length, &command);
  say_result (server, command.tag, (gsize) command.tag_length,
              is_append (server, &command) ? "NO [TOOBIG] Message too large" : "BAD Command too long");
}

/* FALSE where all bytes are used up. */
static gboolean
take_next (ImapServer *server)
{
  const char *line = NULL;
  gsize length = 0;

  switch (line_reader_next (&server->reader, &line, &length))
    {
    case LINE_READER_WAIT:
      return FALSE;
    case LINE_READER_UNIT:
      take_unit (server, line, length);
      server->reader.limit = IMAP_SERVER_LONGEST_COMMAND;
      return TRUE;
    case LINE_READER_CONTINUE:
      answer_literal (server, line, length);
      return TRUE;
    case LINE_READER_TOO_LONG:
      refuse_too_long (server, line, length);
      server->reader.limit = IMAP_SERVER_LONGEST_COMMAND;
      return TRUE;
    }
  g_assert_not_reached ();
}

void
imap_server_receive (ImapServer *server, const guint8 *bytes, gsize length)
{
  if (!line_reader_feed (&server->reader, bytes, length))
    return;
  while (take_next (server))
    if (server->state == IMAP_SERVER_LOGOUT && !server->reader.stopped)
      {
        imap_server_abandon (server);
        server->output->close (server->user);
      }
}
