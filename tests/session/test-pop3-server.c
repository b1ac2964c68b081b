/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/pop3-server.h"

#include <string.h>

#include "tests/session/session-lab.h"

static void
fill (LabMaildrop *maildrop)
{
  g_array_set_size (maildrop->mails, 0);
  maildrop->open = FALSE;
  maildrop->closed_count = 0;
  lab_maildrop_add (maildrop, 3, 0, "A: 1\r\n\r\none\r\n");
  lab_maildrop_add (maildrop, 5, MAIL_SEEN, "A: 2\r\n\r\n.two\r\n.\r\n");
  lab_maildrop_add (maildrop, 9, 0, "A: 3\r\n\r\n1\r\n2\r\n3\r\n");
}

static gpointer
begin (gpointer user)
{
  Pop3Server *server;

  fill (user);
  server = pop3_server_new ("pop.example.org", "<1.2@pop.example.org>", &lab_maildrop, &lab_output, user);
  pop3_server_open (server);
  return server;
}

static void
receive (gpointer server, const guint8 *bytes, gsize length)
{
  pop3_server_receive (server, bytes, length);
}

static void
end (gpointer server, gpointer user)
{
  LabMaildrop *maildrop = user;

  pop3_server_abandon (server);
  g_assert_false (maildrop->open);
  g_assert_cmpuint (maildrop->closed_count, <=, 1);
  pop3_server_free (server);
}

static const LabKind kind = { begin, receive, end };

#define GREETING { "", "+OK pop.example.org POP3 mailflow ready <1.2@pop.example.org>\r\n" }
#define LOGIN GREETING, { "USER alice\r\n", "+OK Send PASS\r\n" }, { "PASS secret\r\n", "+OK Logged in, 3 messages\r\n" }
#define CAPABILITIES "+OK Capability list follows\r\nTOP\r\nUIDL\r\nUSER\r\nSASL PLAIN\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nPIPELINING\r\nEXPIRE NEVER\r\nIMPLEMENTATION mailflow\r\n.\r\n"

typedef struct
{
  const char *name;
  guint left; /* messages afterwards */
  Turn turns[24];
} Dialogue;

static const Dialogue dialogues[] = {
  { "login", 3,
    { GREETING,
      { "CAPA\r\n", CAPABILITIES },
      { "STAT\r\n", "-ERR Log in first\r\n" },
      { "PASS secret\r\n", "-ERR Send USER first\r\n" },
      { "USER\r\n", "-ERR Syntax: USER name\r\n" },
      { "user alice\r\n", "+OK Send PASS\r\n" },
      { "pass wrong\r\n", "-ERR [AUTH] Invalid name or password\r\n" },
      { "pass secret\r\n", "-ERR Send USER first\r\n" },
      { "USER busy\r\n", "+OK Send PASS\r\n" },
      { "PASS secret\r\n", "-ERR [IN-USE] Another session has this maildrop\r\n" },
      { "USER alice\r\n", "+OK Send PASS\r\n" },
      { "PASS secret\r\n", "+OK Logged in, 3 messages\r\n" },
      { "USER alice\r\n", "-ERR Already logged in\r\n" },
      { "CAPA\r\n", CAPABILITIES },
      { "QUIT\r\n", "+OK Bye\r\n[close]" },
      { "NOOP\r\n", "" } } },
  { "apop", 3, /* RFC 1939 7 */
    { GREETING,
      { "APOP\r\n", "-ERR Syntax: APOP name digest\r\n" },
      { "APOP alice 00000000000000000000000000000000\r\n", "-ERR [AUTH] Invalid name or password\r\n" },
      { "APOP alice 5a628e8529a762ea774d12e153f3c752\r\n", "+OK Logged in, 3 messages\r\n" } } },
  { "auth", 3, /* RFC 5034 4, 5 */
    { GREETING,
      { "AUTH\r\n", "+OK Mechanisms follow\r\nPLAIN\r\n.\r\n" },
      { "AUTH GSSAPI\r\n", "-ERR Unknown mechanism\r\n" },
      { "AUTH PLAIN\r\n", "+ \r\n" },
      { "*\r\n", "-ERR Authentication cancelled\r\n" },
      { "AUTH PLAIN\r\n", "+ \r\n" },
      { "QUIT\r\n", "-ERR Cannot decode the response\r\n" },
      { "AUTH PLAIN Ym9iAGFsaWNlAHNlY3JldA==\r\n", "-ERR [AUTH] Nobody may act as another here\r\n" },
      { "AUTH PLAIN AGFsaWNlAHdyb25n\r\n", "-ERR [AUTH] Invalid name or password\r\n" },
      { "AUTH PLAIN AGFsaWNlAHNlY3JldA==\r\n", "+OK Logged in, 3 messages\r\n" } } },
  { "auth-in-two-turns", 3, { GREETING, { "AUTH plain\r\n", "+ \r\n" }, { "AGFsaWNlAHNlY3JldA==\r\n", "+OK Logged in, 3 messages\r\n" } } },
  { "reading", 3,
    { LOGIN,
      { "STAT\r\n", "+OK 3 47\r\n" },
      { "LIST\r\n", "+OK 3 messages (47 octets)\r\n1 13\r\n2 17\r\n3 17\r\n.\r\n" },
      { "LIST 2\r\n", "+OK 2 17\r\n" },
      { "UIDL\r\n", "+OK 3 messages (47 octets)\r\n1 0000002a00000003\r\n2 0000002a00000005\r\n3 0000002a00000009\r\n.\r\n" },
      { "UIDL 3\r\n", "+OK 3 0000002a00000009\r\n" },
      { "RETR 1\r\n", "+OK 13 octets\r\nA: 1\r\n\r\none\r\n.\r\n" },
      { "RETR 2\r\n", "+OK 17 octets\r\nA: 2\r\n\r\n..two\r\n..\r\n.\r\n" },
      { "TOP 3 0\r\n", "+OK Top of message follows\r\nA: 3\r\n\r\n.\r\n" },
      { "TOP 3 2\r\n", "+OK Top of message follows\r\nA: 3\r\n\r\n1\r\n2\r\n.\r\n" },
      { "TOP 3 99\r\n", "+OK Top of message follows\r\nA: 3\r\n\r\n1\r\n2\r\n3\r\n.\r\n" },
      { "NOOP\r\n", "+OK\r\n" },
      { "QUIT\r\n", "+OK Bye\r\n[close]" } } },
  { "deleting", 2,
    { LOGIN,
      { "DELE 2\r\n", "+OK Marked to be deleted\r\n" },
      { "DELE 2\r\n", "-ERR No such message\r\n" },
      { "RETR 2\r\n", "-ERR No such message\r\n" },
      { "LIST 2\r\n", "-ERR No such message\r\n" },
      { "STAT\r\n", "+OK 2 30\r\n" },
      { "LIST\r\n", "+OK 2 messages (30 octets)\r\n1 13\r\n3 17\r\n.\r\n" },
      { "QUIT\r\n", "+OK Bye\r\n[close]" } } },
  { "deleting-all", 0,
    { LOGIN,
      { "DELE 1\r\nDELE 3\r\nDELE 2\r\n", "+OK Marked to be deleted\r\n+OK Marked to be deleted\r\n+OK Marked to be deleted\r\n" },
      { "STAT\r\nLIST\r\nQUIT\r\n", "+OK 0 0\r\n+OK 0 messages (0 octets)\r\n.\r\n+OK Bye\r\n[close]" } } },
  { "reset", 3,
    { LOGIN,
      { "DELE 1\r\n", "+OK Marked to be deleted\r\n" },
      { "RSET\r\n", "+OK Deletion marks removed\r\n" },
      { "STAT\r\n", "+OK 3 47\r\n" },
      { "QUIT\r\n", "+OK Bye\r\n[close]" } } },
  { "no-quit-no-delete", 3, { LOGIN, { "DELE 1\r\n", "+OK Marked to be deleted\r\n" } } },
  { "quit-at-once", 3, { GREETING, { "QUIT\r\n", "+OK Bye\r\n[close]" } } },
  { "syntax", 3,
    { LOGIN,
      { "\r\n", "-ERR Unknown command\r\n" },
      { "APOP x y\r\n", "-ERR Already logged in\r\n" },
      { "RETR\r\n", "-ERR A message number is needed\r\n" },
      { "RETR x\r\n", "-ERR A message number is needed\r\n" },
      { "RETR 1 2\r\n", "-ERR A message number is needed\r\n" },
      { "RETR 0\r\n", "-ERR No such message\r\n" },
      { "RETR 4\r\n", "-ERR No such message\r\n" },
      { "RETR 999999999\r\n", "-ERR No such message\r\n" },
      { "RETR 9999999999\r\n", "-ERR A message number is needed\r\n" },
      { "TOP 1\r\n", "-ERR A message number and a count are needed\r\n" },
      { "LIST x\r\n", "-ERR A message number is needed\r\n" },
      { "DELE -1\r\n", "-ERR A message number is needed\r\n" },
      { "stat\r\n", "+OK 3 47\r\n" } } },
};

static void
test_dialogue (gconstpointer data)
{
  const Dialogue *it = data;
  LabMaildrop maildrop;
  guint count = 0;

  lab_maildrop_init (&maildrop);
  while (count < G_N_ELEMENTS (it->turns) && it->turns[count].say != NULL)
    count++;
  lab_run (&kind, &maildrop, it->name, it->turns, count);
  g_assert_cmpuint (maildrop.mails->len, ==, it->left);
  lab_maildrop_clear (&maildrop);
}

static void
test_digest (void)
{
  g_autofree char *digest = maildrop_make_digest ("<1896.697170952@dbc.mtview.ca.us>", "tanstaaf"); /* RFC 1939 7 */

  g_assert_cmpstr (digest, ==, "c4c9334bac560ecc979e58001b3e22fb");
}

/* What comes or goes while a session lasts doesn't change its numbers. */
static void
test_changes (void)
{
  static const char login[] = "USER alice\r\nPASS secret\r\n", ask[] = "STAT\r\nRETR 1\r\nRETR 2\r\nDELE 3\r\nQUIT\r\n";
  LabMaildrop maildrop;
  Pop3Server *server;

  lab_maildrop_init (&maildrop);
  server = begin (&maildrop);
  pop3_server_receive (server, (const guint8 *) login, sizeof login - 1);
  g_free (lab_take (&maildrop.lab));
  lab_maildrop_add (&maildrop, 12, 0, "B: new\r\n\r\n");
  g_array_remove_index (maildrop.mails, 0);
  pop3_server_receive (server, (const guint8 *) ask, sizeof ask - 1);
  g_assert_cmpstr (maildrop.lab.said->str, ==,
                   "+OK 2 34\r\n-ERR No such message\r\n+OK 17 octets\r\nA: 2\r\n\r\n..two\r\n..\r\n.\r\n"
                   "+OK Marked to be deleted\r\n+OK Bye\r\n[close]");
  g_assert_cmpuint (maildrop.mails->len, ==, 2);
  pop3_server_free (server);
  lab_maildrop_clear (&maildrop);
}

static void
test_states (void)
{
  LabMaildrop maildrop;
  Pop3Server *server;

  lab_maildrop_init (&maildrop);
  server = begin (&maildrop);
  g_assert_cmpint (pop3_server_get_state (server), ==, POP3_SERVER_AUTHORIZATION);
  pop3_server_receive (server, (const guint8 *) "USER alice\r\nPASS secret\r\n", 25);
  g_assert_cmpint (pop3_server_get_state (server), ==, POP3_SERVER_TRANSACTION);
  pop3_server_abandon (server);
  g_assert_cmpint (pop3_server_get_state (server), ==, POP3_SERVER_CLOSED);
  g_assert_cmpuint (maildrop.closed_count, ==, 1);
  pop3_server_free (server);
  lab_maildrop_clear (&maildrop);
}

static void
test_long_response (void)
{
  g_autofree char *flood = g_strnfill (1 << 16, 'x');
  LabMaildrop maildrop;
  Pop3Server *server;

  lab_maildrop_init (&maildrop);
  server = begin (&maildrop);
  g_free (lab_take (&maildrop.lab));
  pop3_server_receive (server, (const guint8 *) "AUTH PLAIN\r\n", 12);
  pop3_server_receive (server, (const guint8 *) flood, 1 << 16);
  pop3_server_receive (server, (const guint8 *) "\r\nQUIT\r\n", 8);
  g_assert_cmpstr (maildrop.lab.said->str, ==, "+ \r\n-ERR Line too long\r\n+OK Bye\r\n[close]");
  pop3_server_free (server);
  lab_maildrop_clear (&maildrop);
}

static void
test_long_line (void)
{
  g_autofree char *flood = g_strnfill (1 << 20, 'x');
  LabMaildrop maildrop;
  Pop3Server *server;

  lab_maildrop_init (&maildrop);
  server = begin (&maildrop);
  g_free (lab_take (&maildrop.lab));
  pop3_server_receive (server, (const guint8 *) flood, 1 << 20);
  pop3_server_receive (server, (const guint8 *) "\r\nQUIT\r\n", 8);
  g_assert_cmpstr (maildrop.lab.said->str, ==, "-ERR Line too long\r\n+OK Bye\r\n[close]");
  g_assert_cmpuint (g_array_index (maildrop.lab.turns, guint16, 1), ==, 1);
  g_assert_cmpuint (g_array_index (maildrop.lab.turns, guint16, 2), ==, 0);
  pop3_server_free (server);
  lab_maildrop_clear (&maildrop);
}

static void
test_garbage (void)
{
  LabMaildrop maildrop;

  lab_maildrop_init (&maildrop);
  lab_run_garbage (&kind, &maildrop, "", 200);
  lab_run_garbage (&kind, &maildrop, "USER alice\r\nPASS secret\r\n", 200);
  lab_run_garbage (&kind, &maildrop, "USER alice\r\nPASS secret\r\nTOP ", 200);
  lab_maildrop_clear (&maildrop);
}

static void
test_table (void)
{
  lab_check_table (pop3_server_table (), POP3_SERVER_CLOSED + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dialogues); i++)
    {
      g_autofree char *path = g_strconcat ("/pop3-server/dialogue/", dialogues[i].name, NULL);

      g_test_add_data_func (path, &dialogues[i], test_dialogue);
    }
  g_test_add_func ("/pop3-server/changes", test_changes);
  g_test_add_func ("/pop3-server/states", test_states);
  g_test_add_func ("/pop3-server/long-line", test_long_line);
  g_test_add_func ("/pop3-server/long-response", test_long_response);
  g_test_add_func ("/pop3-server/garbage", test_garbage);
  g_test_add_func ("/pop3-server/table", test_table);
  g_test_add_func ("/pop3-server/digest", test_digest);
  return g_test_run ();
}
