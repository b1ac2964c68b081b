/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/session/imap-lab.h"

#include <string.h>

static const ImapDialogue dialogues[] = {
  { "before-login", NULL,
    { IMAP_LAB_GREETING,
      { "1 CAPABILITY\r\n", "* CAPABILITY " IMAP_LAB_CAPABILITY "\r\n1 OK CAPABILITY completed\r\n" },
      { "2 noop\r\n", "2 OK Completed\r\n" },
      { "3 SELECT INBOX\r\n", "3 BAD Log in first\r\n" },
      { "4 FETCH 1 FLAGS\r\n", "4 BAD Log in first\r\n" },
      { "5 LOGIN alice wrong\r\n", "5 NO [AUTHENTICATIONFAILED] Invalid name or password\r\n" },
      { "6 LOGIN alice\r\n", "6 BAD Syntax: LOGIN name password\r\n" },
      { "7 LOGIN alice secret more\r\n", "7 BAD Syntax: LOGIN name password\r\n" },
      { "9 STARTTLS\r\n", "9 BAD Unknown command\r\n" },
      { "10 LOGIN \"alice\" \"secret\"\r\n", "10 " IMAP_LAB_LOGGED_IN },
      { "11 LOGIN alice secret\r\n", "11 BAD Not valid before a mailbox is selected, or after LOGIN\r\n" },
      { "12 LOGOUT\r\n", "* BYE Logging out\r\n12 OK LOGOUT completed\r\n[close]" },
      { "13 NOOP\r\n", "" } } },
  { "literals", NULL,
    { IMAP_LAB_GREETING,
      { "a LOGIN {5}\r\n", "+ Ready for literal data\r\n" },
      { "alice {6}\r\n", "+ Ready for literal data\r\n" },
      { "secret\r\n", "a " IMAP_LAB_LOGGED_IN },
      { "b STATUS {5+}\r\nINBOX (MESSAGES)\r\n", "* STATUS INBOX (MESSAGES 3)\r\nb OK STATUS completed\r\n" },
      { "c LOGIN {65537}\r\n", "c BAD Literal too large\r\n" },
      { "d LOGIN {4294967297}\r\n", "d BAD Literal too large\r\n" },
      { "d APPEND INBOX {67174401}\r\n", "d NO [TOOBIG] Message too large\r\n" },
      { "e NOOP\r\n", "e OK Completed\r\n" } } },
  { "syntax", NULL,
    { IMAP_LAB_LOGIN,
      { "\r\n", "* BAD A tag and a command are needed\r\n" },
      { "x\r\n", "x BAD A tag and a command are needed\r\n" },
      { "+ NOOP\r\n", "* BAD A tag and a command are needed\r\n" },
      { "x NOOP now\r\n", "x BAD This command takes no argument\r\n" },
      { "x SELECT\r\n", "x BAD A mailbox name is needed\r\n" },
      { "x SELECT \"INBOX\r\n", "x BAD A mailbox name is needed\r\n" },
      { "x SELECT INBOX x\r\n", "x BAD A mailbox name is needed\r\n" },
      { "x SELECT Sent\r\n", "x NO [NONEXISTENT] No such mailbox\r\n" },
      { "x STATUS INBOX\r\n", "x BAD A mailbox name and a list of items are needed\r\n" },
      { "x STATUS INBOX (COLOUR)\r\n", "x BAD A list of known STATUS items is needed\r\n" },
      { "x STATUS INBOX (MESSAGES\r\n", "x BAD A list of known STATUS items is needed\r\n" },
      { "x STATUS Sent (MESSAGES)\r\n", "x NO [NONEXISTENT] No such mailbox\r\n" },
      { "x LIST \"\"\r\n", "x BAD A reference and a mailbox pattern are needed\r\n" },
      { "x EXPUNGE\r\n", "x BAD Not valid before a mailbox is selected, or after LOGIN\r\n" },
      { "x UID\r\n", "x BAD A tag and a command are needed\r\n" },
      { "x UID NOOP\r\n", "x BAD Unknown command\r\n" },
      { "x NOOP\n", "x OK Completed\r\n" },
      { "x ENABLE\r\n", "x BAD A capability is needed\r\n" } } },
  { "fetching", "3:1 5:1 9:5",
    { IMAP_LAB_SELECT,
      { "c FETCH 1:* (UID FLAGS)\r\n",
        "* 1 FETCH (UID 3 FLAGS (\\Seen \\Recent))\r\n* 2 FETCH (UID 5 FLAGS (\\Recent))\r\n* 3 FETCH (UID 9 FLAGS (\\Flagged \\Recent))\r\nc OK FETCH completed\r\n" },
      { "c FETCH 1 FAST\r\n",
        "* 1 FETCH (FLAGS (\\Seen \\Recent) INTERNALDATE \" 5-Jan-2026 09:00:04 +0000\" RFC822.SIZE 13)\r\nc OK FETCH completed\r\n" },
      { "c FETCH 2 BODY.PEEK[]\r\n", "* 2 FETCH (BODY[] {14}\r\nA: 2\r\n\r\ntwo)\r\n)\r\nc OK FETCH completed\r\n" },
      { "c FETCH 2 (BODY[HEADER] BODY[TEXT])\r\n",
        "* 2 FETCH (BODY[HEADER] {8}\r\nA: 2\r\n\r\n BODY[TEXT] {6}\r\ntwo)\r\n FLAGS (\\Seen \\Recent))\r\nc OK FETCH completed\r\n" },
      { "c FETCH 2 RFC822.TEXT\r\n", "* 2 FETCH (RFC822.TEXT {6}\r\ntwo)\r\n)\r\nc OK FETCH completed\r\n" },
      { "c UID FETCH 9 (BODY[]<0.2> FLAGS)\r\n",
        "* 3 FETCH (UID 9 BODY[]<0> {2}\r\nA: FLAGS (\\Seen \\Flagged \\Recent))\r\nc OK FETCH completed\r\n" },
      { "c UID FETCH 100:* (UID)\r\n", "* 3 FETCH (UID 9)\r\nc OK FETCH completed\r\n" },
      { "c UID FETCH 6 FLAGS\r\n", "c OK FETCH completed\r\n" },
      { "c FETCH 4 FLAGS\r\n", "c BAD No such message number\r\n" },
      { "c FETCH 0 FLAGS\r\n", "c BAD A message set is needed\r\n" },
      { "c FETCH 1\r\n", "c BAD A message set and items are needed\r\n" },
      { "c FETCH 1 SPEED\r\n", "c BAD Unknown FETCH item\r\n" },
      { "c FETCH 1 FLAGS x\r\n", "c BAD Unknown FETCH item\r\n" } } },
  { "storing", "3:0 5:4 9:21",
    { IMAP_LAB_SELECT,
      { "c STORE 1 +FLAGS (\\Deleted \\Answered)\r\n",
        "* 1 FETCH (FLAGS (\\Seen \\Answered \\Deleted \\Recent))\r\nc OK STORE completed\r\n" },
      { "c STORE 1 -FLAGS \\Answered \\Seen\r\n", "* 1 FETCH (FLAGS (\\Deleted \\Recent))\r\nc OK STORE completed\r\n" },
      { "c STORE 1 FLAGS.SILENT ()\r\n", "c OK STORE completed\r\n" },
      { "c UID STORE 5:9 +FLAGS (\\Flagged $Keyword)\r\n",
        "* FLAGS (" IMAP_LAB_FLAGS " $Keyword)\r\n* OK [PERMANENTFLAGS (" IMAP_LAB_FLAGS " $Keyword \\*)] Flags that last\r\n"
        "* 2 FETCH (UID 5 FLAGS (\\Flagged \\Recent $Keyword))\r\n* 3 FETCH (UID 9 FLAGS (\\Flagged \\Recent $Keyword))\r\nc OK STORE completed\r\n" },
      { "c UID STORE * +FLAGS.SILENT (\\Seen \\Draft)\r\n", "c OK STORE completed\r\n" },
      { "c STORE 1 +FLAGS (\\Recent)\r\n", "c BAD FLAGS and a list of flags are needed\r\n" },
      { "c STORE 1 FLAGZ ()\r\n", "c BAD FLAGS and a list of flags are needed\r\n" },
      { "c STORE 1 FLAGS (\r\n", "c BAD FLAGS and a list of flags are needed\r\n" },
      { "c STORE 7 FLAGS ()\r\n", "c BAD No such message number\r\n" },
      { "c STORE x FLAGS ()\r\n", "c BAD A message set is needed\r\n" } } },
  { "expunging", "5:0",
    { IMAP_LAB_SELECT,
      { "c STORE 1,3 +FLAGS.SILENT (\\Deleted)\r\n", "c OK STORE completed\r\n" },
      { "c EXPUNGE\r\n", "* 1 EXPUNGE\r\n* 2 EXPUNGE\r\nc OK EXPUNGE completed\r\n" },
      { "c EXPUNGE\r\n", "c OK EXPUNGE completed\r\n" },
      { "c FETCH 1 UID\r\n", "* 1 FETCH (UID 5)\r\nc OK FETCH completed\r\n" },
      { "c FETCH 2 UID\r\n", "c BAD No such message number\r\n" } } },
  { "closing", "3:1 9:4",
    { IMAP_LAB_SELECT,
      { "c STORE 2 +FLAGS.SILENT (\\Deleted)\r\n", "c OK STORE completed\r\n" },
      { "c CHECK\r\n", "c OK Completed\r\n" },
      { "c CLOSE\r\n", "c OK CLOSE completed\r\n" },
      { "c FETCH 1 UID\r\n", "c BAD Not valid before a mailbox is selected, or after LOGIN\r\n" },
      { "c LOGOUT\r\n", "* BYE Logging out\r\nc OK LOGOUT completed\r\n[close]" } } },
  { "read-only", "3:1 5:0 9:4",
    { IMAP_LAB_EXAMINE,
      { "c FETCH 2 BODY[]\r\n", "* 2 FETCH (BODY[] {14}\r\nA: 2\r\n\r\ntwo)\r\n)\r\nc OK FETCH completed\r\n" },
      { "c STORE 2 +FLAGS (\\Deleted)\r\n", "c NO [READ-ONLY] The mailbox was opened with EXAMINE\r\n" },
      { "c EXPUNGE\r\n", "c NO [READ-ONLY] The mailbox was opened with EXAMINE\r\n" },
      { "c CLOSE\r\n", "c OK CLOSE completed\r\n" } } },
  { "selecting-again", NULL,
    { IMAP_LAB_SELECT,
      { "b SELECT INBOX\r\n", IMAP_LAB_SELECTED_WITH ("0") },
      { "c LOGIN alice secret\r\n", "c BAD Already logged in\r\n" },
      { "c SELECT Sent\r\n", "c NO [NONEXISTENT] No such mailbox\r\n" },
      { "c FETCH 1 UID\r\n", "c BAD Not valid before a mailbox is selected, or after LOGIN\r\n" } } },
};

/* One turn for each command, and a code that tells refusals. */
static void
test_codes_and_states (void)
{
  ImapLab lab;
  ImapServer *server;
  const GArray *codes;

  imap_lab_init (&lab);
  server = imap_lab_kind.begin (&lab);
  codes = lab.lab.turns;
  g_assert_cmpint (imap_server_get_state (server), ==, IMAP_SERVER_NOT_AUTHENTICATED);
  imap_lab_kind.receive (server, (const guint8 *) "a LOGIN x y\r\n", 13);
  g_assert_cmpuint (g_array_index (codes, guint16, codes->len - 1), ==, 1);
  imap_lab_kind.receive (server, (const guint8 *) "a LOGIN alice secret\r\n", 22);
  g_assert_cmpuint (g_array_index (codes, guint16, codes->len - 1), ==, 0);
  g_assert_cmpint (imap_server_get_state (server), ==, IMAP_SERVER_AUTHENTICATED);
  imap_lab_kind.receive (server, (const guint8 *) "a SELECT INBOX\r\n", 16);
  g_assert_cmpint (imap_server_get_state (server), ==, IMAP_SERVER_SELECTED);
  g_assert_cmpuint (codes->len, ==, 4);
  imap_lab_kind.receive (server, (const guint8 *) "a LOGOUT\r\n", 10);
  g_assert_cmpint (imap_server_get_state (server), ==, IMAP_SERVER_LOGOUT);
  imap_lab_kind.end (server, &lab);
  imap_lab_clear (&lab);
}

static void
flood (ImapParty *party, const char *before, const char *after, const char *expect)
{
  g_autofree char *flood = g_strnfill (1 << 20, '(');

  imap_party_say (party, 0, before, "");
  imap_party_say (party, 0, flood, "");
  imap_party_say (party, 0, after, expect);
}

/* Lines without end take no room; their tag is answered. */
static void
test_floods (void)
{
  ImapParty party;

  imap_party_init (&party);
  flood (&party, "c FETCH ", "\r\nd NOOP\r\n", "c BAD Command too long\r\nd OK Completed\r\n");
  flood (&party, "", "\r\nf NOOP\r\n", "* BAD Command too long\r\nf OK Completed\r\n");
  imap_party_say (&party, 0, "h IDLE\r\n", "+ idling\r\n");
  flood (&party, "", "\r\ni NOOP\r\n", "h BAD Expected DONE\r\ni OK Completed\r\n");
  flood (&party, "c STATUS {1048576+}\r\n", "\r\ng NOOP\r\n", "c BAD Command too long\r\ng OK Completed\r\n");
  flood (&party, "c APPEND INBOX {1048577+}\r\n", "", "");
  imap_party_say (&party, 0, "x\r\n", "* 4 EXISTS\r\n* 4 RECENT\r\nc OK [APPENDUID 42 10] APPEND completed\r\n");
  imap_party_clear (&party);
}

/* Who says nothing but nonsense is let go. */
static void
test_nonsense (void)
{
  ImapParty party;
  guint count = 0;

  imap_party_init (&party);
  imap_party_say (&party, 0, "x\r\ny NOOP\r\n", "x BAD A tag and a command are needed\r\ny OK Completed\r\n");
  for (; imap_server_get_state (party.servers[0]) == IMAP_SERVER_SELECTED && count < 1000; count++)
    {
      imap_server_receive (party.servers[0], (const guint8 *) "x y\r\n", 5);
      if (count > 0)
        g_assert_true (g_str_has_prefix (party.said[0].said->str, "x BAD Unknown command\r\n"));
    }
  g_assert_cmpuint (count, ==, 100);
  g_assert_true (g_str_has_suffix (party.said[0].said->str, "* BYE Too many bad commands\r\n[close]"));
  imap_party_clear (&party);
}

static void
test_garbage (void)
{
  static const char *const prefixes[] = {
    "", "FETCH 1:* (", "LIST ", "STORE 1 ", "APPEND INBOX ", "CREATE ", "STATUS INBOX ", "COPY ", "IDLE\r\n", "ID ", "ENABLE ", "UID EXPUNGE ",
  };
  ImapLab lab;

  imap_lab_init (&lab);
  lab_run_garbage (&imap_lab_kind, &lab, "", 200);
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      g_autofree char *prefix = g_strconcat ("a LOGIN alice secret\r\nb SELECT INBOX\r\nc ", prefixes[i], NULL);

      lab_run_garbage (&imap_lab_kind, &lab, prefix, 100);
    }
  imap_lab_clear (&lab);
}

static void
on_heard (gpointer user, SessionSpeech speech, const char *bytes, gsize length)
{
  g_assert_cmpint (speech, ==, SESSION_COMMAND);
  g_string_append_printf (((Lab *) user)->said, "<%.*s>", (int) length, bytes);
}

/* What was heard is told whole and before it is answered. */
static void
test_heard (void)
{
  static const char stream[] = "a NOOP\r\nb AUTHENTICATE PLAIN\n*\r\nc LOGIN {1+}\r\nx y\r\n";
  SessionOutput output = lab_output;
  ImapLab lab;
  ImapServerConfig config;
  ImapServer *server;

  imap_lab_init (&lab);
  config = (ImapServerConfig){ "imap.example.org", lab.store, NULL, NULL };
  output.heard = on_heard;
  server = imap_server_new (&config, &output, &lab);
  imap_lab_kind.receive (server, (const guint8 *) stream, sizeof stream - 1);
  g_assert_cmpstr (lab.lab.said->str, ==,
                   "<a NOOP\r\n>a OK Completed\r\n<b AUTHENTICATE PLAIN\n>+ \r\n<*\r\n>b BAD Authentication cancelled\r\n"
                   "<c LOGIN {1+}\r\nx y\r\n>c NO [AUTHENTICATIONFAILED] Invalid name or password\r\n");
  imap_lab_kind.end (server, &lab);
  imap_lab_clear (&lab);
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
  imap_lab_add_dialogues ("imap-server/dialogue", dialogues, G_N_ELEMENTS (dialogues));
  g_test_add_func ("/imap-server/codes-and-states", test_codes_and_states);
  g_test_add_func ("/imap-server/floods", test_floods);
  g_test_add_func ("/imap-server/nonsense", test_nonsense);
  g_test_add_func ("/imap-server/garbage", test_garbage);
  g_test_add_func ("/imap-server/heard", test_heard);
  g_test_add_func ("/imap-server/table", test_table);
  return g_test_run ();
}
