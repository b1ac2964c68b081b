/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every verb of the SMTP server in every state, and its limits.
 */
#include "sim/session/smtp-server.h"

#include <string.h>

#include "tests/session/session-lab.h"

typedef struct
{
  Lab lab;
  guint64 size;
  guint messages;
} Owner;

static SmtpReply *
on_mail (gpointer user, const char *reverse_path, guint64 size)
{
  ((Owner *) user)->size = size;
  return NULL;
}

static SmtpReply *
on_message (gpointer user, const SmtpEnvelope *envelope, GBytes *content)
{
  ((Owner *) user)->messages++;
  return NULL;
}

static const SmtpServerPolicy policy = { .mail = on_mail, .message = on_message };
static const SmtpServerPolicy no_policy;
static const SmtpServerConfig config = { "mx.example.org", 200 };
static const SmtpServerConfig no_limit = { "mx.example.org", 0 };

static gpointer
begin (gpointer owner)
{
  SmtpServer *server = smtp_server_new (&config, &policy, &lab_output, owner);

  smtp_server_open (server);
  return server;
}

static void
receive (gpointer server, const guint8 *bytes, gsize length)
{
  smtp_server_receive (server, bytes, length);
}

static void
end (gpointer server, gpointer user)
{
  smtp_server_free (server);
}

static const LabKind kind = { begin, receive, end };

#define GREETING "220 mx.example.org ESMTP mailflow\r\n"
#define HELLO "250-mx.example.org\r\n250-PIPELINING\r\n250-SIZE 200\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250-DSN\r\n250-CHUNKING\r\n250-SMTPUTF8\r\n250 HELP\r\n"
#define SENDER "250 2.1.0 Sender OK\r\n"
#define RECIPIENT "250 2.1.5 Recipient OK\r\n"
#define GO_AHEAD "354 End data with <CR><LF>.<CR><LF>\r\n"
#define OK "250 2.0.0 Ok\r\n"
#define BEGIN { "", GREETING }, { "EHLO c.example\r\n", HELLO }

static void
owner_init (Owner *owner)
{
  *owner = (Owner){ 0 };
  lab_init (&owner->lab);
}

static void
owner_clear (Owner *owner)
{
  lab_clear (&owner->lab);
}

/* Ways into each state, and every verb there: the state afterwards is the table's. */
static const struct
{
  SmtpServerState state;
  const char *words;
} ways[] = {
  { SMTP_SERVER_CONNECTED, "" },
  { SMTP_SERVER_READY, "EHLO c\r\n" },
  { SMTP_SERVER_MAIL, "EHLO c\r\nMAIL FROM:<>\r\n" },
  { SMTP_SERVER_RCPT, "EHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<b@c>\r\n" },
  { SMTP_SERVER_CHUNKS, "EHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<b@c>\r\nBDAT 1\r\nx" },
};

static const struct
{
  const char *verb;
  const char *line;
} lines[] = {
  { "HELO", "HELO c\r\n" }, { "EHLO", "EHLO c\r\n" }, { "MAIL", "MAIL FROM:<a@b>\r\n" },
  { "RCPT", "RCPT TO:<b@c>\r\n" }, { "DATA", "DATA\r\n" }, { "RSET", "RSET\r\n" },
  { "NOOP", "NOOP\r\n" }, { "VRFY", "VRFY b\r\n" }, { "HELP", "HELP\r\n" }, { "QUIT", "QUIT\r\n" },
  { "BDAT", "BDAT 2\r\nxy" }, { "BDAT LAST", "BDAT 0 LAST\r\n" },
};

static const SessionRow *
find_row (const char *verb, guint state)
{
  const SessionTable *table = smtp_server_table ();

  for (guint i = 0; i < session_table_count (table); i++)
    if (strcmp (session_table_get (table, i)->verb, verb) == 0 && session_table_get (table, i)->states & 1u << state)
      return session_table_get (table, i);
  return NULL;
}

static void
walk (SmtpServerState state, const char *words, const char *verb, const char *line)
{
  const SessionRow *row = find_row (verb, state);
  Owner owner;
  SmtpServer *server;
  guint16 code;

  owner_init (&owner);
  server = begin (&owner);
  smtp_server_receive (server, (const guint8 *) words, strlen (words));
  g_assert_cmpint (smtp_server_get_state (server), ==, state);
  smtp_server_receive (server, (const guint8 *) line, strlen (line));
  code = g_array_index (owner.lab.turns, guint16, owner.lab.turns->len - 1);
  if (row == NULL)
    g_assert_cmpuint (code, ==, 503);
  else
    g_assert_cmpuint (code, <, 400);
  g_assert_cmpint (smtp_server_get_state (server), ==, row != NULL && row->next >= 0 ? row->next : (int) state);
  g_assert_cmpint (owner.lab.closed, ==, smtp_server_get_state (server) == SMTP_SERVER_CLOSED);
  smtp_server_free (server);
  owner_clear (&owner);
}

static void
test_walk (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    for (guint j = 0; j < G_N_ELEMENTS (lines); j++)
      walk (ways[i].state, ways[i].words, lines[j].verb, lines[j].line);
}

static void
test_too_large (void)
{
  g_autofree char *long_line = g_strnfill (150, 'x');
  g_autofree char *content = g_strdup_printf ("%s\r\n%s\r\n.\r\n", long_line, long_line);
  const Turn turns[] = {
    BEGIN,
    { "MAIL FROM:<>\r\nRCPT TO:<b@c>\r\nDATA\r\n", SENDER RECIPIENT GO_AHEAD },
    { content, "552 5.3.4 Message size exceeds fixed limit\r\n" },
    { "MAIL FROM:<>\r\n", SENDER },
  };
  Owner owner;

  owner_init (&owner);
  lab_run (&kind, &owner, "too-large", turns, G_N_ELEMENTS (turns));
  g_assert_cmpuint (owner.messages, ==, 0);
  owner_clear (&owner);
}

static void
test_long_lines (void)
{
  g_autofree char *long_name = g_strnfill (1 << 20, 'x');
  Owner owner;
  SmtpServer *server;
  g_autofree char *said = NULL;

  owner_init (&owner);
  server = begin (&owner);
  g_free (lab_take (&owner.lab));
  smtp_server_receive (server, (const guint8 *) "NOOP ", 5);
  smtp_server_receive (server, (const guint8 *) long_name, 1 << 20);
  smtp_server_receive (server, (const guint8 *) "\r\nNOOP\r\n", 8);
  said = lab_take (&owner.lab);
  g_assert_cmpstr (said, ==, "500 5.5.2 Line too long\r\n" OK);
  smtp_server_free (server);
  owner_clear (&owner);
}

static void
test_many_recipients (void)
{
  Owner owner;
  SmtpServer *server;

  owner_init (&owner);
  server = begin (&owner);
  smtp_server_receive (server, (const guint8 *) "EHLO c\r\nMAIL FROM:<>\r\n", 22);
  for (guint i = 0; i < 1001; i++)
    smtp_server_receive (server, (const guint8 *) "RCPT TO:<b@c>\r\n", 15);
  g_assert_cmpuint (g_array_index (owner.lab.turns, guint16, 1002), ==, 250);
  g_assert_cmpuint (g_array_index (owner.lab.turns, guint16, 1003), ==, 452);
  smtp_server_free (server);
  owner_clear (&owner);
}

static void
test_nul (void)
{
  static const char bytes[] = "NOOP\0\r\n";
  Owner owner;
  SmtpServer *server;
  g_autofree char *said = NULL;

  owner_init (&owner);
  server = begin (&owner);
  g_free (lab_take (&owner.lab));
  smtp_server_receive (server, (const guint8 *) bytes, sizeof bytes - 1);
  said = lab_take (&owner.lab);
  g_assert_cmpstr (said, ==, "500 5.5.2 Syntax error\r\n");
  smtp_server_free (server);
  owner_clear (&owner);
}

static void
test_time_out (void)
{
  Owner owner;
  SmtpServer *server;
  g_autofree char *said = NULL;

  owner_init (&owner);
  server = begin (&owner);
  g_free (lab_take (&owner.lab));
  smtp_server_time_out (server);
  smtp_server_time_out (server);
  said = lab_take (&owner.lab);
  g_assert_cmpstr (said, ==, "421 4.4.2 mx.example.org Timeout exceeded, closing connection\r\n[close]");
  g_assert_cmpint (smtp_server_get_state (server), ==, SMTP_SERVER_CLOSED);
  smtp_server_free (server);
  owner_clear (&owner);
}

/* Without a policy everything is accepted; without a limit no SIZE is announced. */
static void
test_no_policy (void)
{
  static const char stream[] = "EHLO c.example\r\nMAIL FROM:<spam@b> SIZE=7\r\nRCPT TO:<nobody@c>\r\nDATA\r\nV\r\n.\r\n";
  Owner owner;
  SmtpServer *server;

  owner_init (&owner);
  server = smtp_server_new (&no_limit, &no_policy, &lab_output, &owner);
  smtp_server_open (server);
  g_assert_null (smtp_server_get_helo (server));
  smtp_server_receive (server, (const guint8 *) stream, sizeof stream - 1);
  g_assert_cmpstr (owner.lab.said->str, ==,
                   GREETING "250-mx.example.org\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250-DSN\r\n250-CHUNKING\r\n250-SMTPUTF8\r\n250 HELP\r\n"
                   SENDER RECIPIENT GO_AHEAD OK);
  g_assert_cmpstr (smtp_server_get_helo (server), ==, "c.example");
  g_assert_true (smtp_server_is_extended (server));
  smtp_server_receive (server, (const guint8 *) "HELO d\r\n", 8);
  g_assert_cmpstr (smtp_server_get_helo (server), ==, "d");
  g_assert_false (smtp_server_is_extended (server));
  smtp_server_free (server);
  owner_clear (&owner);
}

static void
test_size_is_told (void)
{
  Owner owner;
  SmtpServer *server;

  owner_init (&owner);
  server = begin (&owner);
  smtp_server_receive (server, (const guint8 *) "EHLO c\r\nMAIL FROM:<> SIZE=123\r\n", 31);
  g_assert_cmpuint (owner.size, ==, 123);
  smtp_server_free (server);
  owner_clear (&owner);
}

static void
test_table (void)
{
  lab_check_table (smtp_server_table (), SMTP_SERVER_CLOSED + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smtp-server/walk", test_walk);
  g_test_add_func ("/smtp-server/too-large", test_too_large);
  g_test_add_func ("/smtp-server/long-lines", test_long_lines);
  g_test_add_func ("/smtp-server/many-recipients", test_many_recipients);
  g_test_add_func ("/smtp-server/nul", test_nul);
  g_test_add_func ("/smtp-server/time-out", test_time_out);
  g_test_add_func ("/smtp-server/no-policy", test_no_policy);
  g_test_add_func ("/smtp-server/size-is-told", test_size_is_told);
  g_test_add_func ("/smtp-server/table", test_table);
  return g_test_run ();
}
