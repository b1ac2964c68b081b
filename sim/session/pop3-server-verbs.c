/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/pop3-server-verbs.h"

#include <string.h>

#include "sim/codec/dot-stuffing.h"
#include "sim/codec/mail-message.h"

/* RFC 2449 5, 6 */
static void
run_capa (Pop3Server *server, const Pop3Command *command)
{
  pop3_server_say (server, "+OK Capability list follows\r\nTOP\r\nUIDL\r\nUSER\r\nSASL PLAIN\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\n"
                           "PIPELINING\r\nEXPIRE NEVER\r\nIMPLEMENTATION mailflow\r\n.\r\n");
}

/* The content of message INDEX, borrowed; NULL where it is marked as deleted or gone. */
static GBytes *
find_content (Pop3Server *server, guint index)
{
  const Pop3Entry *entry = &g_array_index (server->entries, Pop3Entry, index);
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
      pop3_server_say (server, wanted == 1 ? "-ERR A message number is needed\r\n" : "-ERR A message number and a count are needed\r\n");
      return NULL;
    }
  if (numbers[0] >= 1 && numbers[0] <= server->entries->len)
    content = find_content (server, numbers[0] - 1);
  if (content == NULL)
    pop3_server_say (server, "-ERR No such message\r\n");
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
  pop3_server_say_out (server);
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
                          g_array_index (server->entries, Pop3Entry, index).uid);
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
      pop3_server_say_out (server);
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
  pop3_server_say_out (server);
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
  pop3_server_say_out (server);
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
  pop3_server_say_out (server);
}

static void
run_dele (Pop3Server *server, const Pop3Command *command)
{
  guint numbers[2];

  if (take_message (server, command, 1, numbers) == NULL)
    return;
  g_array_index (server->entries, Pop3Entry, numbers[0] - 1).deleted = TRUE;
  pop3_server_say (server, "+OK Marked to be deleted\r\n");
}

static void
run_noop (Pop3Server *server, const Pop3Command *command)
{
  pop3_server_say (server, "+OK\r\n");
}

static void
run_rset (Pop3Server *server, const Pop3Command *command)
{
  for (guint i = 0; i < server->entries->len; i++)
    g_array_index (server->entries, Pop3Entry, i).deleted = FALSE;
  pop3_server_say (server, "+OK Deletion marks removed\r\n");
}

/* QUIT enters UPDATE, the only state in which messages go (RFC 1939 6). */
static void
run_update (Pop3Server *server, const Pop3Command *command)
{
  server->state = POP3_SERVER_UPDATE;
  for (guint i = 0; i < server->entries->len; i++)
    {
      const Pop3Entry *entry = &g_array_index (server->entries, Pop3Entry, i);

      if (entry->deleted)
        server->maildrop->remove (server->user, entry->uid);
    }
  pop3_server_say (server, "+OK Bye\r\n");
  pop3_server_leave (server);
  server->output->close (server->user);
}

static void
run_quit (Pop3Server *server, const Pop3Command *command)
{
  pop3_server_say (server, "+OK Bye\r\n");
  pop3_server_leave (server);
  server->output->close (server->user);
}

enum
{
  AUTHORIZATION = 1 << POP3_SERVER_AUTHORIZATION,
  TRANSACTION = 1 << POP3_SERVER_TRANSACTION,
};

static const Pop3ServerVerb verbs[] = {
  { { "CAPA", AUTHORIZATION | TRANSACTION, -1 }, run_capa },
  { { "USER", AUTHORIZATION, -1 }, pop3_server_run_user },
  { { "PASS", AUTHORIZATION, POP3_SERVER_TRANSACTION }, pop3_server_run_pass },
  { { "APOP", AUTHORIZATION, POP3_SERVER_TRANSACTION }, pop3_server_run_apop },
  { { "AUTH", AUTHORIZATION, POP3_SERVER_TRANSACTION }, pop3_server_run_auth },
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

const Pop3ServerVerb *
pop3_server_find_verb (const Pop3Server *server, const Pop3Command *command)
{
  const Pop3ServerVerb *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (pop3_command_is (command, verbs[i].row.verb))
      {
        found = &verbs[i];
        if (found->row.states & 1u << server->state)
          break;
      }
  return found;
}

const SessionTable *
pop3_server_table (void)
{
  static const char *const states[] = { "AUTHORIZATION", "TRANSACTION", "UPDATE", "CLOSED" };
  static const SessionTable table = { "POP3 server", states, G_N_ELEMENTS (states), verbs, sizeof verbs[0], G_N_ELEMENTS (verbs), NULL, 0 };

  return &table;
}
