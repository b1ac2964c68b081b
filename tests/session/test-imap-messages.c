/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How messages come into mailboxes, go from one to another, change and go.
 */
#include "tests/session/imap-lab.h"

#define NEWS(exists) "* " exists " EXISTS\r\n* " exists " RECENT\r\n"

static const ImapDialogue dialogues[] = {
  { "append", "3:1 5:0 9:4 10:1 11:0 12:16 13:0",
    { IMAP_LAB_SELECT,
      { "c APPEND INBOX (\\Seen Work) \" 5-Jan-2026 10:00:01 +0100\" {14}\r\n", "+ Ready for literal data\r\n" },
      { "A: 1\r\n\r\nappen\r\n",
        NEWS ("4") "* FLAGS (" IMAP_LAB_FLAGS " Work)\r\n* OK [PERMANENTFLAGS (" IMAP_LAB_FLAGS " Work \\*)] Flags that last\r\n"
        "c OK [APPENDUID 42 10] APPEND completed\r\n" },
      { "c FETCH 4 (FLAGS INTERNALDATE RFC822.SIZE)\r\n",
        "* 4 FETCH (FLAGS (\\Seen \\Recent Work) INTERNALDATE \" 5-Jan-2026 09:00:01 +0000\" RFC822.SIZE 14)\r\nc OK FETCH completed\r\n" },
      { "c APPEND INBOX {1+}\r\nx\r\n", NEWS ("5") "c OK [APPENDUID 42 11] APPEND completed\r\n" },
      { "c FETCH 5 INTERNALDATE\r\n", "* 5 FETCH (INTERNALDATE \" 5-Jan-2026 09:00:00 +0000\")\r\nc OK FETCH completed\r\n" },
      { "c APPEND INBOX (\\Draft) {1+}\r\nx () ~{2+}\r\nyy\r\n", NEWS ("7") "c OK [APPENDUID 42 12:13] APPEND completed\r\n" },
      { "c APPEND x {1+}\r\nx\r\n", "c NO [TRYCREATE] No such mailbox\r\n" },
      { "c APPEND INBOX (\\Recent) {1+}\r\nx\r\n", "c BAD A list of flags can't be read\r\n" },
      { "c APPEND INBOX \"yesterday\" {1+}\r\nx\r\n", "c BAD A date can't be read\r\n" },
      { "c APPEND INBOX {0+}\r\n\r\n", "c NO [CANNOT] A message is not empty\r\n" },
      { "c APPEND INBOX {1+}\r\nx y\r\n", "c BAD A message is needed, as a literal\r\n" },
      { "c APPEND INBOX\r\n", "c BAD A message is needed, as a literal\r\n" } } },
  { "copy", "3:1 5:0 9:4 10:1 11:4",
    { IMAP_LAB_SELECT,
      { "c COPY 1 x\r\n", "c NO [TRYCREATE] No such mailbox\r\n" },
      { "c CREATE x\r\n", "c OK CREATE completed\r\n" },
      { "c COPY 3,1:2 x\r\n", "c OK [COPYUID 43 3,5,9 1:3] COPY completed\r\n" },
      { "c UID COPY 9 x\r\n", "c OK [COPYUID 43 9 4] COPY completed\r\n" },
      { "c UID COPY 4 x\r\n", "c OK No such messages\r\n" },
      { "c COPY 1,3 INBOX\r\n", NEWS ("5") "c OK [COPYUID 42 3,9 10:11] COPY completed\r\n" },
      { "c COPY 9 x\r\n", "c BAD No such message number\r\n" },
      { "c COPY 1\r\n", "c BAD A mailbox name is needed\r\n" },
      { "c STATUS x (MESSAGES UNSEEN RECENT UIDNEXT)\r\n", "* STATUS x (MESSAGES 4 RECENT 4 UIDNEXT 5 UNSEEN 3)\r\nc OK STATUS completed\r\n" } } },
  { "move", "5:0 10:4",
    { IMAP_LAB_SELECT,
      { "c CREATE x\r\n", "c OK CREATE completed\r\n" },
      { "c MOVE 1 x\r\n", "* OK [COPYUID 43 3 1] Moved\r\n* 1 EXPUNGE\r\nc OK MOVE completed\r\n" },
      { "c UID MOVE 9 INBOX\r\n", "* OK [COPYUID 42 9 10] Moved\r\n* 2 EXPUNGE\r\n" NEWS ("2") "c OK MOVE completed\r\n" },
      { "c UID MOVE 7 x\r\n", "c OK No such messages\r\n" },
      { "c MOVE 1 y\r\n", "c NO [TRYCREATE] No such mailbox\r\n" } } },
  { "uid-expunge", "3:8 9:4",
    { IMAP_LAB_SELECT,
      { "c STORE 1:2 FLAGS.SILENT (\\Deleted)\r\n", "c OK STORE completed\r\n" },
      { "c UID EXPUNGE 4:*\r\n", "* 2 EXPUNGE\r\nc OK EXPUNGE completed\r\n" },
      { "c UID EXPUNGE\r\n", "c BAD A message set is needed\r\n" } } },
  { "examined", "3:1 5:0 9:4",
    { IMAP_LAB_EXAMINE,
      { "c MOVE 1 INBOX\r\n", "c NO [READ-ONLY] The mailbox was opened with EXAMINE\r\n" },
      { "c UID EXPUNGE 1:*\r\n", "c NO [READ-ONLY] The mailbox was opened with EXAMINE\r\n" } } },
  { "keywords", NULL,
    { IMAP_LAB_SELECT,
      { "c STORE 1 +FLAGS (Work work $Junk)\r\n",
        "* FLAGS (" IMAP_LAB_FLAGS " Work $Junk)\r\n* OK [PERMANENTFLAGS (" IMAP_LAB_FLAGS " Work $Junk \\*)] Flags that last\r\n"
        "* 1 FETCH (FLAGS (\\Seen \\Recent Work $Junk))\r\nc OK STORE completed\r\n" },
      { "c STORE 1 -FLAGS (WORK)\r\n", "* 1 FETCH (FLAGS (\\Seen \\Recent $Junk))\r\nc OK STORE completed\r\n" },
      { "c STORE 1 FLAGS (WORK)\r\n", "* 1 FETCH (FLAGS (\\Recent Work))\r\nc OK STORE completed\r\n" },
      { "c STORE 1 FLAGS (a]b)\r\n", "c BAD FLAGS and a list of flags are needed\r\n" },
      { "c STORE 1 FLAGS (\\Strange)\r\n", "c BAD FLAGS and a list of flags are needed\r\n" } } },
  /* RFC 7162 3.1.3 */
  { "condstore", NULL,
    { IMAP_LAB_SELECT,
      { "c FETCH 1:* MODSEQ\r\n",
        "* OK [HIGHESTMODSEQ 6] Changes are counted\r\n* 1 FETCH (MODSEQ (4))\r\n* 2 FETCH (MODSEQ (5))\r\n* 3 FETCH (MODSEQ (6))\r\nc OK FETCH completed\r\n" },
      { "c STORE 1 (UNCHANGEDSINCE 4) +FLAGS.SILENT (\\Deleted)\r\n", "* 1 FETCH (MODSEQ (7))\r\nc OK STORE completed\r\n" },
      { "c UID STORE 3,5,9 (UNCHANGEDSINCE 5) +FLAGS (\\Deleted)\r\n",
        "* 2 FETCH (UID 5 MODSEQ (8) FLAGS (\\Deleted \\Recent))\r\nc OK [MODIFIED 3,9] Some were changed by others\r\n" },
      { "c STORE 1:3 (UNCHANGEDSINCE 0) +FLAGS (\\Seen)\r\n", "c OK [MODIFIED 1:3] Some were changed by others\r\n" },
      { "c UID FETCH 1:* FLAGS (CHANGEDSINCE 7)\r\n", "* 2 FETCH (UID 5 MODSEQ (8) FLAGS (\\Deleted \\Recent))\r\nc OK FETCH completed\r\n" },
      { "c FETCH 3 BODY[TEXT]\r\n", "* 3 FETCH (BODY[TEXT] {5}\r\n{3}\r\n FLAGS (\\Seen \\Flagged \\Recent) MODSEQ (9))\r\nc OK FETCH completed\r\n" },
      { "c STORE 1 (UNCHANGEDSINCE x) FLAGS ()\r\n", "c BAD FLAGS and a list of flags are needed\r\n" } } },
  { "authenticate", NULL,
    { IMAP_LAB_GREETING,
      { "a AUTHENTICATE PLAIN AGFsaWNlAHdyb25n\r\n", "a NO [AUTHENTICATIONFAILED] Invalid name or password\r\n" },
      { "a AUTHENTICATE PLAIN =\r\n", "a BAD Not a PLAIN message\r\n" },
      { "a AUTHENTICATE LOGIN\r\n", "+ VXNlcm5hbWU6\r\n" },
      { "*\r\n", "a BAD Authentication cancelled\r\n" },
      { "a AUTHENTICATE LOGIN\r\n", "+ VXNlcm5hbWU6\r\n" },
      { "YWxpY2U=\r\n", "+ UGFzc3dvcmQ6\r\n" },
      { "!\r\n", "a BAD Not BASE64\r\n" },
      { "a AUTHENTICATE LOGIN YWxpY2U=\r\n", "+ UGFzc3dvcmQ6\r\n" },
      { "d3Jvbmc=\r\n", "a NO [AUTHENTICATIONFAILED] Invalid name or password\r\n" },
      { "a AUTHENTICATE GSSAPI\r\n", "a NO [CANNOT] Unknown mechanism\r\n" },
      { "a AUTHENTICATE\r\n", "a BAD A mechanism is needed\r\n" },
      { "a AUTHENTICATE PLAIN\r\n", "+ \r\n" },
      { "*\r\n", "a BAD Authentication cancelled\r\n" },
      { "a AUTHENTICATE plain\r\n", "+ \r\n" },
      { "x y z\r\n", "a BAD Not a PLAIN message\r\n" },
      { "a AUTHENTICATE PLAIN\r\n", "+ \r\n" },
      { "Ym9iAGFsaWNlAHNlY3JldA==\r\n", "a NO [AUTHORIZATIONFAILED] Nobody may act for others\r\n" },
      { "a AUTHENTICATE PLAIN\r\n", "+ \r\n" },
      { "AGFsaWNlAHNlY3JldA==\r\n", "a " IMAP_LAB_LOGGED_IN },
      { "a AUTHENTICATE PLAIN\r\n", "a BAD Not valid before a mailbox is selected, or after LOGIN\r\n" } } },
  { "idle", NULL,
    { IMAP_LAB_LOGIN,
      { "c IDLE now\r\n", "c BAD This command takes no argument\r\n" },
      { "c IDLE\r\n", "+ idling\r\n" },
      { "done\r\n", "c OK IDLE completed\r\n" },
      { "b SELECT INBOX\r\n", IMAP_LAB_SELECTED },
      { "c IDLE\r\n", "+ idling\r\n" },
      { "c NOOP\r\n", "c BAD Expected DONE\r\n" },
      { "c LOGOUT\r\n", "* BYE Logging out\r\nc OK LOGOUT completed\r\n[close]" } } },
};

static void
test_quota (void)
{
  ImapParty party;

  imap_party_init (&party);
  party.lab.account->size_limit = 2048;
  imap_party_say (&party, 0, "c GETQUOTAROOT INBOX\r\n", "* QUOTAROOT INBOX \"\"\r\n* QUOTA \"\" (STORAGE 1 2)\r\nc OK GETQUOTAROOT completed\r\n");
  party.lab.account->size_limit = 45;
  imap_party_say (&party, 0, "c APPEND INBOX {6+}\r\nxxxxxx\r\n", "c NO [OVERQUOTA] No room for it\r\n");
  imap_party_say (&party, 0, "c COPY 1 INBOX\r\n", "c NO [OVERQUOTA] No room for them\r\n");
  imap_party_say (&party, 0, "c APPEND INBOX {5+}\r\nxxxxx\r\n", "* 4 EXISTS\r\n* 4 RECENT\r\nc OK [APPENDUID 42 10] APPEND completed\r\n");
  imap_party_clear (&party);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  imap_lab_add_dialogues ("imap-messages", dialogues, G_N_ELEMENTS (dialogues));
  g_test_add_func ("/imap-messages/quota", test_quota);
  return g_test_run ();
}
