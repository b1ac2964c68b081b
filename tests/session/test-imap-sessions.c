/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three sessions at one mailbox: who is told what, and when. Session 0 was the first to select it.
 */
#include "tests/session/imap-lab.h"

#include <stdio.h>
#include <string.h>

#define OK(verb) "c OK " verb " completed\r\n"
#define NOOP(party, who, news) imap_party_say (party, who, "c NOOP\r\n", news "c OK Completed\r\n")

static void
test_recent (void)
{
  ImapParty party;

  imap_party_init (&party);
  imap_party_say (&party, 0, "c FETCH 2 FLAGS\r\n", "* 2 FETCH (FLAGS (\\Recent))\r\n" OK ("FETCH"));
  imap_party_say (&party, 1, "c FETCH 2 FLAGS\r\n", "* 2 FETCH (FLAGS ())\r\n" OK ("FETCH"));
  imap_party_say (&party, 2, "b EXAMINE INBOX\r\n", "* FLAGS (" IMAP_LAB_FLAGS ")\r\n* OK [PERMANENTFLAGS ()] Flags that last\r\n* 3 EXISTS\r\n* 0 RECENT\r\n* OK [UNSEEN 2] First unseen\r\n" IMAP_LAB_UIDS "b OK [READ-ONLY] EXAMINE completed\r\n");
  imap_lab_add (party.lab.account->inbox, 12, 0, "x");
  NOOP (&party, 2, "* 4 EXISTS\r\n* 1 RECENT\r\n");
  NOOP (&party, 1, "* 4 EXISTS\r\n* 1 RECENT\r\n");
  NOOP (&party, 0, "* 4 EXISTS\r\n* 3 RECENT\r\n");
  imap_party_say (&party, 1, "c STATUS INBOX (RECENT)\r\n", "* STATUS INBOX (RECENT 1)\r\n" OK ("STATUS"));
  imap_party_clear (&party);
}

/* The order is EXPUNGE, EXISTS, FETCH; numbers are those after what was told before. */
static void
test_changes (void)
{
  ImapParty party;

  imap_party_init (&party);
  imap_party_say (&party, 0, "c STORE 1 +FLAGS.SILENT (\\Deleted)\r\n", OK ("STORE"));
  imap_party_say (&party, 1, "c STORE 3 +FLAGS (\\Seen Hello)\r\n",
                  "* FLAGS (" IMAP_LAB_FLAGS " Hello)\r\n* OK [PERMANENTFLAGS (" IMAP_LAB_FLAGS " Hello \\*)] Flags that last\r\n"
                  "* 3 FETCH (FLAGS (\\Seen \\Flagged Hello))\r\n* 1 FETCH (FLAGS (\\Seen \\Deleted))\r\n" OK ("STORE"));
  imap_party_say (&party, 1, "c EXPUNGE\r\n", "* 1 EXPUNGE\r\n" OK ("EXPUNGE"));
  imap_party_say (&party, 1, "c APPEND INBOX {1+}\r\nx\r\n", "* 3 EXISTS\r\n* 1 RECENT\r\nc OK [APPENDUID 42 10] APPEND completed\r\n");
  NOOP (&party, 2, "* 1 EXPUNGE\r\n* 3 EXISTS\r\n* 0 RECENT\r\n* FLAGS (" IMAP_LAB_FLAGS " Hello)\r\n"
                   "* OK [PERMANENTFLAGS (" IMAP_LAB_FLAGS " Hello \\*)] Flags that last\r\n* 2 FETCH (FLAGS (\\Seen \\Flagged Hello))\r\n");
  NOOP (&party, 2, "");
  imap_party_clear (&party);
}

/* Commands with numbers tell no EXPUNGE (RFC 3501 7.4.1); what is gone can be read until it is told. */
static void
test_expunged_elsewhere (void)
{
  ImapParty party;

  imap_party_init (&party);
  imap_party_say (&party, 0, "c STORE 1:2 FLAGS.SILENT (\\Deleted)\r\nc EXPUNGE\r\n", OK ("STORE") "* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n" OK ("EXPUNGE"));
  imap_party_say (&party, 1, "c FETCH 2 (UID BODY.PEEK[TEXT])\r\n",
                  "* 2 FETCH (UID 5 BODY[TEXT] {6}\r\ntwo)\r\n)\r\nc OK [EXPUNGEISSUED] Some of the messages no longer exist\r\n");
  imap_party_say (&party, 1, "c STORE 2 FLAGS (\\Seen)\r\n", "* 2 FETCH (FLAGS (\\Seen))\r\nc OK [EXPUNGEISSUED] Some of the messages no longer exist\r\n");
  imap_party_say (&party, 1, "c FETCH 3 UID\r\n", "* 3 FETCH (UID 9)\r\n" OK ("FETCH"));
  imap_party_say (&party, 1, "c COPY 2:3 INBOX\r\n", "* 1 EXPUNGE\r\n* 1 EXPUNGE\r\nc NO [EXPUNGEISSUED] Some of the messages no longer exist\r\n");
  imap_party_say (&party, 2, "c UID FETCH 9 UID\r\n", "* 3 FETCH (UID 9)\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n" OK ("FETCH"));
  NOOP (&party, 1, "");
  imap_party_clear (&party);
}

/* The last message goes and another comes at once. */
static void
test_last_replaced (void)
{
  ImapParty party;

  imap_party_init (&party);
  mailbox_remove (party.lab.account->inbox, 9);
  imap_lab_add (party.lab.account->inbox, 10, 0, "x");
  imap_party_say (&party, 1, "c STORE 3 +FLAGS.SILENT (\\Seen)\r\n", "* 4 EXISTS\r\n* 1 RECENT\r\nc OK [EXPUNGEISSUED] Some of the messages no longer exist\r\n");
  NOOP (&party, 1, "* 3 EXPUNGE\r\n");
  imap_party_say (&party, 1, "c UID FETCH 10 UID\r\n", "* 3 FETCH (UID 10)\r\n" OK ("FETCH"));
  imap_party_clear (&party);
}

/* Who changes silently is not told of it; of what others did before, he is. */
static void
test_silent (void)
{
  ImapParty party;

  imap_party_init (&party);
  imap_party_say (&party, 0, "c STORE 2 +FLAGS.SILENT (\\Seen)\r\n", OK ("STORE"));
  NOOP (&party, 0, "");
  imap_party_say (&party, 1, "c STORE 2 +FLAGS.SILENT (\\Draft)\r\n", "* 2 FETCH (FLAGS (\\Seen \\Draft))\r\n" OK ("STORE"));
  imap_party_say (&party, 2, "c STORE 2 -FLAGS (\\Seen)\r\n", "* 2 FETCH (FLAGS (\\Draft))\r\n" OK ("STORE"));
  NOOP (&party, 0, "* 2 FETCH (FLAGS (\\Draft \\Recent))\r\n");
  imap_party_clear (&party);
}

/* All that one command did is told in one piece, as soon as it is over. */
static void
test_idle (void)
{
  ImapParty party;

  imap_party_init (&party);
  imap_party_say (&party, 0, "c STORE 1 FLAGS.SILENT (\\Deleted)\r\n", OK ("STORE"));
  imap_party_say (&party, 1, "c IDLE\r\n", "+ idling\r\n* 1 FETCH (FLAGS (\\Deleted))\r\n");
  imap_party_say (&party, 2, "c IDLE\r\n", "+ idling\r\n* 1 FETCH (FLAGS (\\Deleted))\r\n");
  imap_party_say (&party, 0, "c EXPUNGE\r\n", "* 1 EXPUNGE\r\n" OK ("EXPUNGE"));
  imap_party_expect (&party, 1, "* 1 EXPUNGE\r\n");
  imap_party_expect (&party, 2, "* 1 EXPUNGE\r\n");
  imap_party_say (&party, 0, "c APPEND INBOX {1+}\r\nx {1+}\r\ny\r\n", "* 4 EXISTS\r\n* 4 RECENT\r\nc OK [APPENDUID 42 10:11] APPEND completed\r\n");
  imap_party_expect (&party, 1, "* 4 EXISTS\r\n* 0 RECENT\r\n");
  imap_party_say (&party, 1, "DONE\r\n", OK ("IDLE"));
  imap_party_say (&party, 0, "c STORE 1:2 +FLAGS.SILENT (\\Seen)\r\n", OK ("STORE"));
  imap_party_expect (&party, 1, "");
  imap_party_expect (&party, 2, "* 4 EXISTS\r\n* 0 RECENT\r\n* 1 FETCH (FLAGS (\\Seen))\r\n* 2 FETCH (FLAGS (\\Seen \\Flagged))\r\n");
  imap_lab_add (party.lab.account->inbox, 20, 0, "x");
  imap_party_expect (&party, 2, "* 5 EXISTS\r\n* 1 RECENT\r\n");
  imap_party_clear (&party);
}

static void
test_condstore (void)
{
  ImapParty party;

  imap_party_init (&party);
  imap_party_say (&party, 1, "c ENABLE CONDSTORE\r\n", "* OK [HIGHESTMODSEQ 6] Changes are counted\r\n* ENABLED CONDSTORE\r\n" OK ("ENABLE"));
  imap_party_say (&party, 0, "c STORE 2 +FLAGS.SILENT (\\Seen)\r\n", OK ("STORE"));
  NOOP (&party, 1, "* 2 FETCH (MODSEQ (7) FLAGS (\\Seen))\r\n");
  mailbox_remove (party.lab.account->inbox, 5);
  imap_party_say (&party, 1, "c STORE 2 (UNCHANGEDSINCE 7) FLAGS ()\r\n", "c OK [MODIFIED 2] Some were changed by others\r\n");
  imap_party_clear (&party);
}

#define X_IS_EMPTY                                                                                         \
  "* FLAGS (" IMAP_LAB_FLAGS ")\r\n* OK [PERMANENTFLAGS (" IMAP_LAB_FLAGS " \\*)] Flags that last\r\n* 0 EXISTS\r\n* 0 RECENT\r\n"

/* A mailbox is deleted, made anew, renamed while others have it open. */
static void
test_deleted_elsewhere (void)
{
  ImapParty party;

  imap_party_init (&party);
  imap_party_say (&party, 0, "c CREATE x\r\nc COPY 1:2 x\r\n", OK ("CREATE") "c OK [COPYUID 43 3,5 1:2] COPY completed\r\n");
  imap_server_receive (party.servers[1], (const guint8 *) "b SELECT x\r\n", 12);
  g_free (lab_take (&party.said[1]));
  imap_party_say (&party, 0, "c DELETE x\r\nc CREATE x\r\n", OK ("DELETE") OK ("CREATE"));
  imap_party_say (&party, 1, "c FETCH 1 UID\r\n", "* 1 FETCH (UID 1)\r\nc OK [EXPUNGEISSUED] Some of the messages no longer exist\r\n");
  imap_party_say (&party, 1, "c EXPUNGE\r\n", "* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n" OK ("EXPUNGE"));
  imap_party_say (&party, 1, "c UID MOVE 1:* x\r\n", "c OK No such messages\r\n");
  imap_party_say (&party, 1, "c APPEND x {1+}\r\nx\r\n", "c OK [APPENDUID 44 1] APPEND completed\r\n");
  imap_party_say (&party, 1, "c CLOSE\r\n", OK ("CLOSE"));
  imap_party_say (&party, 0, "c DELETE x\r\nc CREATE x\r\n", OK ("DELETE") OK ("CREATE"));
  imap_party_say (&party, 1, "c SELECT x\r\n", X_IS_EMPTY "* OK [UIDVALIDITY 45] UIDs valid\r\n* OK [UIDNEXT 1] Next UID\r\n* OK [HIGHESTMODSEQ 1] Highest\r\nc OK [READ-WRITE] SELECT completed\r\n");
  imap_party_say (&party, 0, "c RENAME x y\r\nc APPEND y {1+}\r\nx\r\n", OK ("RENAME") "c OK [APPENDUID 45 1] APPEND completed\r\n");
  NOOP (&party, 1, "* 1 EXISTS\r\n* 1 RECENT\r\n");
  imap_party_say (&party, 0, "c RENAME INBOX z\r\n", "* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n" OK ("RENAME"));
  NOOP (&party, 2, "* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n");
  imap_party_clear (&party);
}

/* A session that goes away while it idles is told of nothing more. */
static void
test_gone (void)
{
  ImapParty party;

  imap_party_init (&party);
  imap_party_say (&party, 1, "c IDLE\r\n", "+ idling\r\n");
  imap_server_abandon (party.servers[1]);
  imap_lab_add (party.lab.account->inbox, 20, 0, "x");
  imap_party_expect (&party, 1, "");
  imap_party_clear (&party);
}

/* Whatever three do, each can work out from what it is told how many messages there are. */
typedef struct
{
  guint exists;
} Reckoning;

static void
reckon (Reckoning *reckoning, const char *said)
{
  g_auto (GStrv) lines = g_strsplit (said, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint number;
      char word[16];

      if (sscanf (lines[i], "* %u %15s", &number, word) != 2)
        continue;
      if (g_str_equal (word, "EXPUNGE"))
        {
          g_assert_cmpuint (number, <=, reckoning->exists);
          reckoning->exists--;
        }
      else if (g_str_equal (word, "EXISTS"))
        {
          g_assert_cmpuint (number, >=, reckoning->exists);
          reckoning->exists = number;
        }
      else if (g_str_equal (word, "FETCH"))
        g_assert_cmpuint (number, <=, reckoning->exists);
    }
}

static char *
make_command (GRand *dice, const Reckoning *reckoning)
{
  guint some = reckoning->exists > 0 ? (guint) g_rand_int_range (dice, 1, (gint32) reckoning->exists + 1) : 1;

  switch (g_rand_int_range (dice, 0, 9))
    {
    case 0:
      return g_strdup ("c APPEND INBOX (\\Seen) {3+}\r\nabc\r\n");
    case 1:
      return g_strdup_printf ("c STORE %u +FLAGS (\\Deleted k%u)\r\n", some, some % 7);
    case 2:
      return g_strdup ("c EXPUNGE\r\n");
    case 3:
      return g_strdup_printf ("c FETCH %u:* (FLAGS UID)\r\n", some);
    case 4:
      return g_strdup_printf ("c COPY %u INBOX\r\n", some);
    case 5:
      return g_strdup_printf ("c UID STORE 1:%u -FLAGS.SILENT (\\Seen)\r\n", some);
    case 6:
      return g_strdup_printf ("c MOVE %u INBOX\r\n", some);
    case 7:
      return g_strdup ("c IDLE\r\nDONE\r\n");
    default:
      return g_strdup ("c NOOP\r\n");
    }
}

static void
test_anything (void)
{
  GRand *dice = g_rand_new_with_seed (11);
  Reckoning reckonings[3] = { { 3 }, { 3 }, { 3 } };
  ImapParty party;

  imap_party_init (&party);
  for (guint round = 0; round < 5000; round++)
    {
      guint who = (guint) g_rand_int_range (dice, 0, 3);
      g_autofree char *say = make_command (dice, &reckonings[who]), *said = NULL;

      imap_server_receive (party.servers[who], (const guint8 *) say, strlen (say));
      said = lab_take (&party.said[who]);
      reckon (&reckonings[who], said);
    }
  for (guint who = 0; who < 3; who++)
    {
      g_autofree char *said = NULL;

      imap_server_receive (party.servers[who], (const guint8 *) "c NOOP\r\n", 8);
      said = lab_take (&party.said[who]);
      reckon (&reckonings[who], said);
      g_assert_cmpuint (reckonings[who].exists, ==, party.lab.account->inbox->mails->len);
    }
  imap_party_clear (&party);
  g_rand_free (dice);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-sessions/recent", test_recent);
  g_test_add_func ("/imap-sessions/changes", test_changes);
  g_test_add_func ("/imap-sessions/expunged-elsewhere", test_expunged_elsewhere);
  g_test_add_func ("/imap-sessions/last-replaced", test_last_replaced);
  g_test_add_func ("/imap-sessions/silent", test_silent);
  g_test_add_func ("/imap-sessions/idle", test_idle);
  g_test_add_func ("/imap-sessions/condstore", test_condstore);
  g_test_add_func ("/imap-sessions/deleted-elsewhere", test_deleted_elsewhere);
  g_test_add_func ("/imap-sessions/gone", test_gone);
  g_test_add_func ("/imap-sessions/anything", test_anything);
  return g_test_run ();
}
