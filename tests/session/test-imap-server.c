/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server.h"

#include <string.h>

#include "tests/session/session-lab.h"

static void
fill (LabMaildrop *maildrop)
{
  g_array_set_size (maildrop->mails, 0);
  maildrop->open = FALSE;
  maildrop->closed_count = 0;
  lab_maildrop_add (maildrop, 3, MAIL_SEEN, "A: 1\r\n\r\none\r\n");
  lab_maildrop_add (maildrop, 5, 0, "A: 2\r\n\r\ntwo)\r\n");
  lab_maildrop_add (maildrop, 9, MAIL_FLAGGED, "A: 3\r\n\r\n{3}\r\n");
}

static gpointer
begin (gpointer user)
{
  ImapServer *server;

  fill (user);
  server = imap_server_new ("imap.example.org", &lab_maildrop, &lab_output, user);
  imap_server_open (server);
  return server;
}

static void
receive (gpointer server, const guint8 *bytes, gsize length)
{
  imap_server_receive (server, bytes, length);
}

static void
end (gpointer server, gpointer user)
{
  LabMaildrop *maildrop = user;

  imap_server_abandon (server);
  g_assert_false (maildrop->open);
  imap_server_free (server);
}

static const LabKind kind = { begin, receive, end };

#define GREETING { "", "* OK [CAPABILITY IMAP4rev1 LITERAL+] imap.example.org IMAP4rev1 mailflow ready\r\n" }
#define LOGGED_IN "OK [CAPABILITY IMAP4rev1 LITERAL+] Logged in\r\n"
#define LOGIN GREETING, { "a LOGIN alice secret\r\n", "a " LOGGED_IN }
#define FLAGS "\\Answered \\Flagged \\Deleted \\Seen \\Draft"
#define MAILBOX                                                                      \
  "* FLAGS (" FLAGS ")\r\n* 3 EXISTS\r\n* 0 RECENT\r\n* OK [UNSEEN 2] First unseen\r\n"
#define UIDS "* OK [UIDVALIDITY 42] UIDs valid\r\n* OK [UIDNEXT 10] Next UID\r\n"
#define SELECTED MAILBOX "* OK [PERMANENTFLAGS (" FLAGS ")] Flags that last\r\n" UIDS "b OK [READ-WRITE] SELECT completed\r\n"
#define EXAMINED MAILBOX "* OK [PERMANENTFLAGS ()] Flags that last\r\n" UIDS "b OK [READ-ONLY] EXAMINE completed\r\n"
#define SELECT LOGIN, { "b SELECT INBOX\r\n", SELECTED }
#define EXAMINE LOGIN, { "b EXAMINE inbox\r\n", EXAMINED }

typedef struct
{
  const char *name;
  const char *left; /* "uid:flags" of what there is afterwards, or NULL */
  Turn turns[20];
} Dialogue;

static const Dialogue dialogues[] = {
  { "before-login", NULL,
    { GREETING,
      { "1 CAPABILITY\r\n", "* CAPABILITY IMAP4rev1 LITERAL+\r\n1 OK CAPABILITY completed\r\n" },
      { "2 noop\r\n", "2 OK Completed\r\n" },
      { "3 SELECT INBOX\r\n", "3 BAD Log in first\r\n" },
      { "4 FETCH 1 FLAGS\r\n", "4 BAD Log in first\r\n" },
      { "5 LOGIN alice wrong\r\n", "5 NO [AUTHENTICATIONFAILED] Invalid name or password\r\n" },
      { "6 LOGIN alice\r\n", "6 BAD Syntax: LOGIN name password\r\n" },
      { "7 LOGIN alice secret more\r\n", "7 BAD Syntax: LOGIN name password\r\n" },
      { "8 AUTHENTICATE PLAIN\r\n", "8 BAD Unknown command\r\n" },
      { "9 STARTTLS\r\n", "9 BAD Unknown command\r\n" },
      { "10 LOGIN \"alice\" \"secret\"\r\n", "10 " LOGGED_IN },
      { "11 LOGIN alice secret\r\n", "11 BAD Not valid before a mailbox is selected, or after LOGIN\r\n" },
      { "12 LOGOUT\r\n", "* BYE Logging out\r\n12 OK LOGOUT completed\r\n[close]" },
      { "13 NOOP\r\n", "" } } },
  { "literals", NULL,
    { GREETING,
      { "a LOGIN {5}\r\n", "+ Ready for literal data\r\n" },
      { "alice {6}\r\n", "+ Ready for literal data\r\n" },
      { "secret\r\n", "a " LOGGED_IN },
      { "b STATUS {5+}\r\nINBOX (MESSAGES)\r\n", "* STATUS INBOX (MESSAGES 3)\r\nb OK STATUS completed\r\n" },
      { "c LOGIN {65537}\r\n", "c BAD Literal too large\r\n" },
      { "d LOGIN {4294967297}\r\n", "d BAD Literal too large\r\n" },
      { "e NOOP\r\n", "e OK Completed\r\n" } } },
  { "syntax", NULL,
    { LOGIN,
      { "\r\n", "* BAD A tag and a command are needed\r\n" },
      { "x\r\n", "x BAD A tag and a command are needed\r\n" },
      { "+ NOOP\r\n", "* BAD A tag and a command are needed\r\n" },
      { "x NOOP now\r\n", "x BAD This command takes no argument\r\n" },
      { "x SELECT\r\n", "x BAD A mailbox name is needed\r\n" },
      { "x SELECT \"INBOX\r\n", "x BAD A mailbox name is needed\r\n" },
      { "x SELECT INBOX x\r\n", "x BAD A mailbox name is needed\r\n" },
      { "x SELECT Sent\r\n", "x NO [NONEXISTENT] No such mailbox\r\n" },
      { "x STATUS INBOX\r\n", "x BAD A mailbox name and a list of items are needed\r\n" },
      { "x STATUS INBOX (SIZE)\r\n", "x BAD Unknown STATUS item\r\n" },
      { "x STATUS INBOX (MESSAGES\r\n", "x BAD A list of items is needed\r\n" },
      { "x STATUS Sent (MESSAGES)\r\n", "x NO [NONEXISTENT] No such mailbox\r\n" },
      { "x LIST \"\"\r\n", "x BAD A reference and a mailbox pattern are needed\r\n" },
      { "x EXPUNGE\r\n", "x BAD Not valid before a mailbox is selected, or after LOGIN\r\n" },
      { "x UID\r\n", "x BAD A tag and a command are needed\r\n" },
      { "x UID SEARCH ALL\r\n", "x BAD Unknown command\r\n" } } },
  { "mailboxes", NULL,
    { LOGIN,
      { "c LIST \"\" *\r\n", "* LIST () \"/\" INBOX\r\nc OK Completed\r\n" },
      { "c LIST \"\" \"%\"\r\n", "* LIST () \"/\" INBOX\r\nc OK Completed\r\n" },
      { "c LIST \"\" in*x\r\n", "* LIST () \"/\" INBOX\r\nc OK Completed\r\n" },
      { "c LIST IN BOX\r\n", "* LIST () \"/\" INBOX\r\nc OK Completed\r\n" },
      { "c LIST \"\" INBO\r\n", "c OK Completed\r\n" },
      { "c LIST \"\" INBOXX\r\n", "c OK Completed\r\n" },
      { "c LIST \"\" ********************************%%%%%%%%%%%%%%%%%%%%%%%%y\r\n", "c OK Completed\r\n" },
      { "c LIST \"\" \"\"\r\n", "* LIST (\\Noselect) \"/\" \"\"\r\nc OK Completed\r\n" },
      { "c LSUB \"\" *\r\n", "* LSUB () \"/\" INBOX\r\nc OK Completed\r\n" },
      { "c STATUS INBOX (MESSAGES UNSEEN UIDNEXT UIDVALIDITY RECENT)\r\n",
        "* STATUS INBOX (MESSAGES 3 UNSEEN 2 UIDNEXT 10 UIDVALIDITY 42 RECENT 0)\r\nc OK STATUS completed\r\n" } } },
  { "fetching", "3:1 5:1 9:5",
    { SELECT,
      { "c FETCH 1:* (UID FLAGS)\r\n",
        "* 1 FETCH (UID 3 FLAGS (\\Seen))\r\n* 2 FETCH (UID 5 FLAGS ())\r\n* 3 FETCH (UID 9 FLAGS (\\Flagged))\r\nc OK FETCH completed\r\n" },
      { "c FETCH 1 FAST\r\n",
        "* 1 FETCH (FLAGS (\\Seen) INTERNALDATE \" 5-Jan-2026 09:00:04 +0000\" RFC822.SIZE 13)\r\nc OK FETCH completed\r\n" },
      { "c FETCH 2 BODY.PEEK[]\r\n", "* 2 FETCH (BODY[] {14}\r\nA: 2\r\n\r\ntwo)\r\n)\r\nc OK FETCH completed\r\n" },
      { "c FETCH 2 (BODY[HEADER] BODY[TEXT])\r\n",
        "* 2 FETCH (BODY[HEADER] {8}\r\nA: 2\r\n\r\n BODY[TEXT] {6}\r\ntwo)\r\n FLAGS (\\Seen))\r\nc OK FETCH completed\r\n" },
      { "c FETCH 2 RFC822.TEXT\r\n", "* 2 FETCH (RFC822.TEXT {6}\r\ntwo)\r\n)\r\nc OK FETCH completed\r\n" },
      { "c UID FETCH 9 (BODY[]<0.2> FLAGS)\r\n",
        "* 3 FETCH (UID 9 BODY[]<0> {2}\r\nA: FLAGS (\\Seen \\Flagged))\r\nc OK FETCH completed\r\n" },
      { "c UID FETCH 100:* (UID)\r\n", "* 3 FETCH (UID 9)\r\nc OK FETCH completed\r\n" },
      { "c UID FETCH 6 FLAGS\r\n", "c OK FETCH completed\r\n" },
      { "c FETCH 4 FLAGS\r\n", "c BAD No such message number\r\n" },
      { "c FETCH 0 FLAGS\r\n", "c BAD A message set is needed\r\n" },
      { "c FETCH 1\r\n", "c BAD A message set is needed\r\n" },
      { "c FETCH 1 SPEED\r\n", "c BAD Unknown FETCH item\r\n" },
      { "c FETCH 1 FLAGS x\r\n", "c BAD Unknown FETCH item\r\n" } } },
  { "storing", "3:0 5:4 9:21",
    { SELECT,
      { "c STORE 1 +FLAGS (\\Deleted \\Answered)\r\n",
        "* 1 FETCH (FLAGS (\\Seen \\Answered \\Deleted))\r\nc OK STORE completed\r\n" },
      { "c STORE 1 -FLAGS \\Answered \\Seen\r\n", "* 1 FETCH (FLAGS (\\Deleted))\r\nc OK STORE completed\r\n" },
      { "c STORE 1 FLAGS.SILENT ()\r\n", "c OK STORE completed\r\n" },
      { "c UID STORE 5:9 +FLAGS (\\Flagged $Keyword)\r\n",
        "* 2 FETCH (UID 5 FLAGS (\\Flagged))\r\n* 3 FETCH (UID 9 FLAGS (\\Flagged))\r\nc OK STORE completed\r\n" },
      { "c UID STORE * +FLAGS.SILENT (\\Seen \\Draft)\r\n", "c OK STORE completed\r\n" },
      { "c STORE 1 +FLAGS (\\Recent)\r\n", "c BAD FLAGS and a list of flags are needed\r\n" },
      { "c STORE 1 FLAGZ ()\r\n", "c BAD FLAGS and a list of flags are needed\r\n" },
      { "c STORE 1 FLAGS (\r\n", "c BAD FLAGS and a list of flags are needed\r\n" },
      { "c STORE 7 FLAGS ()\r\n", "c BAD No such message number\r\n" },
      { "c STORE x FLAGS ()\r\n", "c BAD A message set is needed\r\n" } } },
  { "expunging", "5:0",
    { SELECT,
      { "c STORE 1,3 +FLAGS.SILENT (\\Deleted)\r\n", "c OK STORE completed\r\n" },
      { "c EXPUNGE\r\n", "* 1 EXPUNGE\r\n* 2 EXPUNGE\r\nc OK EXPUNGE completed\r\n" },
      { "c EXPUNGE\r\n", "c OK EXPUNGE completed\r\n" },
      { "c FETCH 1 UID\r\n", "* 1 FETCH (UID 5)\r\nc OK FETCH completed\r\n" },
      { "c FETCH 2 UID\r\n", "c BAD No such message number\r\n" } } },
  { "closing", "3:1 9:4",
    { SELECT,
      { "c STORE 2 +FLAGS.SILENT (\\Deleted)\r\n", "c OK STORE completed\r\n" },
      { "c CHECK\r\n", "c OK Completed\r\n" },
      { "c CLOSE\r\n", "c OK CLOSE completed\r\n" },
      { "c FETCH 1 UID\r\n", "c BAD Not valid before a mailbox is selected, or after LOGIN\r\n" },
      { "c LOGOUT\r\n", "* BYE Logging out\r\nc OK LOGOUT completed\r\n[close]" } } },
  { "read-only", "3:1 5:0 9:4",
    { EXAMINE,
      { "c FETCH 2 BODY[]\r\n", "* 2 FETCH (BODY[] {14}\r\nA: 2\r\n\r\ntwo)\r\n)\r\nc OK FETCH completed\r\n" },
      { "c STORE 2 +FLAGS (\\Deleted)\r\n", "c NO [READ-ONLY] The mailbox was opened with EXAMINE\r\n" },
      { "c EXPUNGE\r\n", "c NO [READ-ONLY] The mailbox was opened with EXAMINE\r\n" },
      { "c CLOSE\r\n", "c OK CLOSE completed\r\n" } } },
  { "selecting-again", NULL,
    { SELECT,
      { "b SELECT INBOX\r\n", SELECTED },
      { "c LOGIN alice secret\r\n", "c BAD Already logged in\r\n" },
      { "c SELECT Sent\r\n", "c NO [NONEXISTENT] No such mailbox\r\n" },
      { "c FETCH 1 UID\r\n", "c BAD Not valid before a mailbox is selected, or after LOGIN\r\n" } } },
};

static void
test_dialogue (gconstpointer data)
{
  const Dialogue *it = data;
  g_autoptr (GString) left = g_string_new (NULL);
  LabMaildrop maildrop;
  guint count = 0;

  lab_maildrop_init (&maildrop);
  while (count < G_N_ELEMENTS (it->turns) && it->turns[count].say != NULL)
    count++;
  lab_run (&kind, &maildrop, it->name, it->turns, count);
  for (guint i = 0; i < maildrop.mails->len; i++)
    {
      const LabMail *mail = &g_array_index (maildrop.mails, LabMail, i);

      g_string_append_printf (left, "%s%u:%u", i > 0 ? " " : "", mail->uid, mail->flags);
    }
  if (it->left != NULL)
    g_assert_cmpstr (left->str, ==, it->left);
  lab_maildrop_clear (&maildrop);
}

typedef struct
{
  LabMaildrop maildrop;
  ImapServer *server;
} Selected;

static void
say (Selected *selected, const char *line)
{
  g_string_truncate (selected->maildrop.lab.said, 0);
  imap_server_receive (selected->server, (const guint8 *) line, strlen (line));
}

static void
selected_init (Selected *selected)
{
  lab_maildrop_init (&selected->maildrop);
  selected->server = begin (&selected->maildrop);
  say (selected, "a LOGIN alice secret\r\nb SELECT INBOX\r\n");
}

static void
selected_clear (Selected *selected)
{
  end (selected->server, &selected->maildrop);
  lab_maildrop_clear (&selected->maildrop);
}

#define assert_said(selected, text) g_assert_cmpstr ((selected)->maildrop.lab.said->str, ==, text)

/* What others do to the mailbox is told at a command's end, and only then. */
static void
test_changes (void)
{
  Selected selected;

  selected_init (&selected);
  lab_maildrop_add (&selected.maildrop, 12, 0, "A: new\r\n\r\n");
  say (&selected, "c NOOP\r\n");
  assert_said (&selected, "* 4 EXISTS\r\n* 0 RECENT\r\nc OK Completed\r\n");
  g_array_index (selected.maildrop.mails, LabMail, 1).flags = MAIL_ANSWERED;
  say (&selected, "c NOOP\r\n");
  assert_said (&selected, "* 2 FETCH (FLAGS (\\Answered))\r\nc OK Completed\r\n");
  g_array_remove_index (selected.maildrop.mails, 0);
  say (&selected, "c FETCH 1:2 UID\r\n");
  assert_said (&selected, "* 2 FETCH (UID 5)\r\nc OK FETCH completed\r\n");
  lab_maildrop_add (&selected.maildrop, 13, 0, "A: newer\r\n\r\n");
  say (&selected, "c UID FETCH 5 UID\r\n");
  assert_said (&selected, "* 2 FETCH (UID 5)\r\n* 1 EXPUNGE\r\n* 4 EXISTS\r\n* 0 RECENT\r\nc OK FETCH completed\r\n");
  say (&selected, "c NOOP\r\n");
  assert_said (&selected, "c OK Completed\r\n");
  selected_clear (&selected);
}

/* The last message goes and another comes at once. */
static void
test_last_replaced (void)
{
  Selected selected;

  selected_init (&selected);
  g_array_set_size (selected.maildrop.mails, 2);
  lab_maildrop_add (&selected.maildrop, 10, 0, "A: new\r\n\r\n");
  say (&selected, "c STORE 3 +FLAGS (\\Seen)\r\n");
  assert_said (&selected, "* 4 EXISTS\r\n* 0 RECENT\r\nc OK STORE completed\r\n");
  say (&selected, "c NOOP\r\n");
  assert_said (&selected, "* 3 EXPUNGE\r\nc OK Completed\r\n");
  selected_clear (&selected);
}

static void
test_empty (void)
{
  Selected selected;

  selected_init (&selected);
  g_array_set_size (selected.maildrop.mails, 0);
  say (&selected, "c SELECT INBOX\r\n");
  g_assert_nonnull (strstr (selected.maildrop.lab.said->str, "* 0 EXISTS\r\n"));
  g_assert_null (strstr (selected.maildrop.lab.said->str, "UNSEEN"));
  say (&selected, "c UID FETCH 1:* FLAGS\r\n");
  assert_said (&selected, "c OK FETCH completed\r\n");
  say (&selected, "c FETCH 1:* FLAGS\r\n");
  assert_said (&selected, "c BAD No such message number\r\n");
  selected_clear (&selected);
}

static void
test_codes_and_states (void)
{
  LabMaildrop maildrop;
  ImapServer *server;
  const GArray *codes;

  lab_maildrop_init (&maildrop);
  server = begin (&maildrop);
  codes = maildrop.lab.turns;
  g_assert_cmpint (imap_server_get_state (server), ==, IMAP_SERVER_NOT_AUTHENTICATED);
  receive (server, (const guint8 *) "a LOGIN x y\r\n", 13);
  g_assert_cmpuint (g_array_index (codes, guint16, codes->len - 1), ==, 1);
  receive (server, (const guint8 *) "a LOGIN alice secret\r\n", 22);
  g_assert_cmpuint (g_array_index (codes, guint16, codes->len - 1), ==, 0);
  g_assert_cmpint (imap_server_get_state (server), ==, IMAP_SERVER_AUTHENTICATED);
  receive (server, (const guint8 *) "a SELECT INBOX\r\n", 16);
  g_assert_cmpint (imap_server_get_state (server), ==, IMAP_SERVER_SELECTED);
  g_assert_cmpuint (codes->len, ==, 4); /* one turn for each command */
  receive (server, (const guint8 *) "a LOGOUT\r\n", 10);
  g_assert_cmpint (imap_server_get_state (server), ==, IMAP_SERVER_LOGOUT);
  g_assert_cmpuint (maildrop.closed_count, ==, 1);
  end (server, &maildrop);
  lab_maildrop_clear (&maildrop);
}

static void
test_floods (void)
{
  g_autofree char *flood = g_strnfill (1 << 20, '(');
  Selected selected;

  selected_init (&selected);
  say (&selected, "c FETCH ");
  imap_server_receive (selected.server, (const guint8 *) flood, 1 << 20);
  imap_server_receive (selected.server, (const guint8 *) "\r\nd NOOP\r\n", 10);
  assert_said (&selected, "* BAD Command too long\r\nd OK Completed\r\n");
  say (&selected, "e LOGIN {1048576+}\r\n");
  imap_server_receive (selected.server, (const guint8 *) flood, 1 << 20);
  imap_server_receive (selected.server, (const guint8 *) "\r\nf NOOP\r\n", 10);
  assert_said (&selected, "* BAD Command too long\r\nf OK Completed\r\n");
  selected_clear (&selected);
}

static void
test_garbage (void)
{
  LabMaildrop maildrop;

  lab_maildrop_init (&maildrop);
  lab_run_garbage (&kind, &maildrop, "", 200);
  lab_run_garbage (&kind, &maildrop, "a LOGIN alice secret\r\nb SELECT INBOX\r\nc ", 200);
  lab_run_garbage (&kind, &maildrop, "a LOGIN alice secret\r\nb SELECT INBOX\r\nc FETCH 1:* (", 200);
  lab_run_garbage (&kind, &maildrop, "a LOGIN alice secret\r\nb SELECT INBOX\r\nc LIST ", 200);
  lab_maildrop_clear (&maildrop);
}

static void
test_table (void)
{
  lab_check_table (imap_server_table (), IMAP_SERVER_LOGOUT + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dialogues); i++)
    {
      g_autofree char *path = g_strconcat ("/imap-server/dialogue/", dialogues[i].name, NULL);

      g_test_add_data_func (path, &dialogues[i], test_dialogue);
    }
  g_test_add_func ("/imap-server/changes", test_changes);
  g_test_add_func ("/imap-server/last-replaced", test_last_replaced);
  g_test_add_func ("/imap-server/empty", test_empty);
  g_test_add_func ("/imap-server/codes-and-states", test_codes_and_states);
  g_test_add_func ("/imap-server/floods", test_floods);
  g_test_add_func ("/imap-server/garbage", test_garbage);
  g_test_add_func ("/imap-server/table", test_table);
  return g_test_run ();
}
