/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/pop3-server.h"

#include <string.h>

#include "sim/codec/dot-stuffing.h"
#include "sim/codec/line-reader.h"
#include "sim/codec/mail-message.h"
#include "sim/codec/pop3-command.h"

enum
{
  LONGEST_LINE = 512, /* RFC 2449 4 asks for 255 */
  KEPT_BUFFER = 64 * 1024,
};

/* A message as it was at login: numbers don't change during a session (RFC 1939 4). */
typedef struct
{
  guint32 uid;
  gboolean deleted;
} Entry;

struct Pop3Server
{
  char *host_name;
  const Maildrop *maildrop;    /* borrowed */
  const SessionOutput *output; /* borrowed */
  gpointer user;               /* borrowed */
  Pop3ServerState state;
  LineReader reader;
  GString *out;
  char *name;      /* what USER said, or NULL */
  GArray *entries; /* Entry by number - 1 */
};

typedef void (*VerbFunc) (Pop3Server *server, const Pop3Command *command);

typedef struct
{
  SessionRow row;
  VerbFunc run;
} Verb;

Pop3Server *
pop3_server_new (const char *host_name, const Maildrop *maildrop, const SessionOutput *output, gpointer user)
{
  Pop3Server *server = g_new0 (Pop3Server, 1);

  server->host_name = g_strdup (host_name);
  server->maildrop = maildrop;
  server->output = output;
  server->user = user;
  server->out = g_string_sized_new (256);
  server->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
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
  g_free (server->host_name);
  g_free (server);
}

Pop3ServerState
pop3_server_get_state (const Pop3Server *server)
{
  return server->state;
}

static void
say_out (Pop3Server *server)
{
  guint16 refused = server->out->str[0] == '-';

  server->output->say (server->user, SESSION_REPLY, refused, server->out->str, server->out->len);
  if (server->out->allocated_len > KEPT_BUFFER)
    {
      g_string_free (server->out, TRUE);
      server->out = g_string_sized_new (256);
    }
}

static void
say (Pop3Server *server, const char *wire)
{
  server->output->say (server->user, SESSION_REPLY, wire[0] == '-', wire, strlen (wire));
}

void
pop3_server_open (Pop3Server *server)
{
  g_string_printf (server->out, "+OK %s POP3 mailflow ready\r\n", server->host_name);
  say_out (server);
}

/* Leaves the maildrop where it is open. */
static void
leave (Pop3Server *server)
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
  leave (server);
}

static void
run_capa (Pop3Server *server, const Pop3Command *command)
{
  say (server, "+OK Capability list follows\r\nTOP\r\nUIDL\r\nUSER\r\nRESP-CODES\r\nPIPELINING\r\n"
               "IMPLEMENTATION mailflow\r\n.\r\n");
}

static void
run_user (Pop3Server *server, const Pop3Command *command)
{
  if (command->argument_length == 0)
    {
      say (server, "-ERR Syntax: USER name\r\n");
      return;
    }
  g_free (server->name);
  server->name = g_strndup (command->argument, command->argument_length);
  say (server, "+OK Send PASS\r\n");
}

static void
take_snapshot (Pop3Server *server)
{
  guint count = server->maildrop->count (server->user);

  for (guint i = 0; i < count; i++)
    {
      Entry entry = { server->maildrop->uid (server->user, i), FALSE };

      g_array_append_val (server->entries, entry);
    }
}

static void
run_pass (Pop3Server *server, const Pop3Command *command)
{
  g_autofree char *password = g_strndup (command->argument, command->argument_length);
  g_autofree char *name = g_steal_pointer (&server->name);

  if (name == NULL)
    say (server, "-ERR Send USER first\r\n");
  else if (!server->maildrop->open (server->user, name, password))
    say (server, "-ERR Invalid name or password\r\n");
  else
    {
      server->state = POP3_SERVER_TRANSACTION;
      take_snapshot (server);
      g_string_printf (server->out, "+OK Logged in, %u messages\r\n", server->entries->len);
      say_out (server);
    }
}

/* The content of message INDEX, borrowed; NULL where it is marked as deleted or gone. */
static GBytes *
find_content (Pop3Server *server, guint index)
{
  const Entry *entry = &g_array_index (server->entries, Entry, index);
  int now;

  if (entry->deleted)
    return NULL;
  now = maildrop_find (server->maildrop, server->user, entry->uid, index);
  return now >= 0 ? server->maildrop->content (server->user, (guint) now) : NULL;
}

/* The message that COMMAND names, or NULL after -ERR. WANTED is how many numbers there must be. */
static GBytes *
take_message (Pop3Server *server, const Pop3Command *command, int wanted, guint numbers[2])
{
  GBytes *content = NULL;

  if (pop3_command_parse_numbers (command, numbers) != wanted)
    {
      say (server, wanted == 1 ? "-ERR A message number is needed\r\n" : "-ERR A message number and a count are needed\r\n");
      return NULL;
    }
  if (numbers[0] >= 1 && numbers[0] <= server->entries->len)
    content = find_content (server, numbers[0] - 1);
  if (content == NULL)
    say (server, "-ERR No such message\r\n");
  return content;
}

static void
count_messages (Pop3Server *server, guint *count, gsize *octets)
{
  *count = 0;
  *octets = 0;
  for (guint i = 0; i < server->entries->len; i++)
    {
      GBytes *content = find_content (server, i);

      if (content == NULL)
        continue;
      *count += 1;
      *octets += g_bytes_get_size (content);
    }
}

static void
run_stat (Pop3Server *server, const Pop3Command *command)
{
  guint count;
  gsize octets;

  count_messages (server, &count, &octets);
  g_string_printf (server->out, "+OK %u %" G_GSIZE_FORMAT "\r\n", count, octets);
  say_out (server);
}

static void
append_size (Pop3Server *server, guint index, GBytes *content)
{
  g_string_append_printf (server->out, "%u %" G_GSIZE_FORMAT "\r\n", index + 1, g_bytes_get_size (content));
}

/* RFC 1939 7 wants it unique in the maildrop and lasting. */
static void
append_uidl (Pop3Server *server, guint index, GBytes *content)
{
  g_string_append_printf (server->out, "%u %08x%08x\r\n", index + 1, server->maildrop->uid_validity (server->user),
                          g_array_index (server->entries, Entry, index).uid);
}

typedef void (*ListFunc) (Pop3Server *server, guint index, GBytes *content);

/* LIST and UIDL: one line for the message named, or for each. */
static void
list (Pop3Server *server, const Pop3Command *command, ListFunc append)
{
  guint numbers[2], count;
  gsize octets;

  if (command->argument_length > 0)
    {
      GBytes *content = take_message (server, command, 1, numbers);

      if (content == NULL)
        return;
      g_string_assign (server->out, "+OK ");
      append (server, numbers[0] - 1, content);
      say_out (server);
      return;
    }
  count_messages (server, &count, &octets);
  g_string_printf (server->out, "+OK %u messages (%" G_GSIZE_FORMAT " octets)\r\n", count, octets);
  for (guint i = 0; i < server->entries->len; i++)
    {
      GBytes *content = find_content (server, i);

      if (content != NULL)
        append (server, i, content);
    }
  g_string_append (server->out, ".\r\n");
  say_out (server);
}

static void
run_list (Pop3Server *server, const Pop3Command *command)
{
  list (server, command, append_size);
}

static void
run_uidl (Pop3Server *server, const Pop3Command *command)
{
  list (server, command, append_uidl);
}

static void
run_retr (Pop3Server *server, const Pop3Command *command)
{
  guint numbers[2];
  GBytes *content = take_message (server, command, 1, numbers);
  const char *bytes;
  gsize length;

  if (content == NULL)
    return;
  bytes = g_bytes_get_data (content, &length);
  g_string_printf (server->out, "+OK %" G_GSIZE_FORMAT " octets\r\n", length);
  dot_stuffing_write (bytes, length, server->out);
  say_out (server);
}

/* The length of the header and the first LINES lines of the body. */
static gsize
measure_top (const char *bytes, gsize length, guint lines)
{
  gsize at = mail_message_header_length (bytes, length);

  for (; lines > 0 && at < length; lines--)
    {
      const char *newline = memchr (bytes + at, '\n', length - at);

      at = newline != NULL ? (gsize) (newline + 1 - bytes) : length;
    }
  return at;
}

static void
run_top (Pop3Server *server, const Pop3Command *command)
{
  guint numbers[2];
  GBytes *content = take_message (server, command, 2, numbers);
  const char *bytes;
  gsize length;

  if (content == NULL)
    return;
  bytes = g_bytes_get_data (content, &length);
  g_string_assign (server->out, "+OK Top of message follows\r\n");
  dot_stuffing_write (bytes, measure_top (bytes, length, numbers[1]), server->out);
  say_out (server);
}

static void
run_dele (Pop3Server *server, const Pop3Command *command)
{
  guint numbers[2];

  if (take_message (server, command, 1, numbers) == NULL)
    return;
  g_array_index (server->entries, Entry, numbers[0] - 1).deleted = TRUE;
  say (server, "+OK Marked to be deleted\r\n");
}

static void
run_noop (Pop3Server *server, const Pop3Command *command)
{
  say (server, "+OK\r\n");
}

static void
run_rset (Pop3Server *server, const Pop3Command *command)
{
  for (guint i = 0; i < server->entries->len; i++)
    g_array_index (server->entries, Entry, i).deleted = FALSE;
  say (server, "+OK Deletion marks removed\r\n");
}

/* QUIT enters UPDATE, the only state in which messages go (RFC 1939 6). */
static void
run_update (Pop3Server *server, const Pop3Command *command)
{
  server->state = POP3_SERVER_UPDATE;
  for (guint i = 0; i < server->entries->len; i++)
    {
      const Entry *entry = &g_array_index (server->entries, Entry, i);

      if (entry->deleted)
        server->maildrop->remove (server->user, entry->uid);
    }
  say (server, "+OK Bye\r\n");
  leave (server);
  server->output->close (server->user);
}

static void
run_quit (Pop3Server *server, const Pop3Command *command)
{
  say (server, "+OK Bye\r\n");
  leave (server);
  server->output->close (server->user);
}

enum
{
  AUTHORIZATION = 1 << POP3_SERVER_AUTHORIZATION,
  TRANSACTION = 1 << POP3_SERVER_TRANSACTION,
};

static const Verb verbs[] = {
  { { "CAPA", AUTHORIZATION | TRANSACTION, -1 }, run_capa },
  { { "USER", AUTHORIZATION, -1 }, run_user },
  { { "PASS", AUTHORIZATION, POP3_SERVER_TRANSACTION }, run_pass },
  { { "STAT", TRANSACTION, -1 }, run_stat },
  { { "LIST", TRANSACTION, -1 }, run_list },
  { { "UIDL", TRANSACTION, -1 }, run_uidl },
  { { "RETR", TRANSACTION, -1 }, run_retr },
  { { "TOP", TRANSACTION, -1 }, run_top },
  { { "DELE", TRANSACTION, -1 }, run_dele },
  { { "NOOP", TRANSACTION, -1 }, run_noop },
  { { "RSET", TRANSACTION, -1 }, run_rset },
  { { "QUIT", AUTHORIZATION, POP3_SERVER_CLOSED }, run_quit },
  { { "QUIT", TRANSACTION, POP3_SERVER_UPDATE }, run_update },
};

/* The row for COMMAND, by preference one that the present state allows, or NULL. */
static const Verb *
find_verb (const Pop3Server *server, const Pop3Command *command)
{
  const Verb *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (pop3_command_is (command, verbs[i].row.verb))
      {
        found = &verbs[i];
        if (found->row.states & 1u << server->state)
          break;
      }
  return found;
}

static void
take_line (Pop3Server *server, const char *line, gsize length)
{
  Pop3Command command;
  const Verb *verb = pop3_command_parse (line, length, &command) ? find_verb (server, &command) : NULL;

  if (verb == NULL)
    say (server, "-ERR Unknown command\r\n");
  else if (!(verb->row.states & 1u << server->state))
    say (server, server->state == POP3_SERVER_AUTHORIZATION ? "-ERR Log in first\r\n" : "-ERR Already logged in\r\n");
  else
    verb->run (server, &command);
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
      say (server, "-ERR Line too long\r\n");
    else
      take_line (server, line, line_length);
}

const SessionTable *
pop3_server_table (void)
{
  static const char *const states[] = { "AUTHORIZATION", "TRANSACTION", "UPDATE", "CLOSED" };
  static SessionRow rows[G_N_ELEMENTS (verbs)];
  static const SessionTable table = { "POP3 server", states, G_N_ELEMENTS (states), rows, G_N_ELEMENTS (rows) };
  static gsize filled;

  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        rows[i] = verbs[i].row;
      g_once_init_leave (&filled, 1);
    }
  return &table;
}
