/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/session/imap-lab.h"

#define DONE(tag) tag " OK SEARCH completed\r\n"
#define SORTED(tag) tag " OK SORT completed\r\n"
#define THREADED(tag) tag " OK THREAD completed\r\n"
#define COUNTED "* OK [HIGHESTMODSEQ 6] Changes are counted\r\n"

/* The mails 3 (\Seen), 5 and 9 (\Flagged) with the modification sequences 4, 5 and 6. */
static const ImapDialogue dialogues[] = {
  { "search", "3:1 5:0 9:4",
    { IMAP_LAB_SELECT,
      { "c SEARCH ALL\r\n", "* SEARCH 1 2 3\r\n" DONE ("c") },
      { "c UID SEARCH ALL\r\n", "* SEARCH 3 5 9\r\n" DONE ("c") },
      { "c SEARCH UNSEEN\r\n", "* SEARCH 2 3\r\n" DONE ("c") },
      { "c SEARCH BODY two\r\n", "* SEARCH 2\r\n" DONE ("c") },
      { "c SEARCH BODY {3}\r\n", "+ Ready for literal data\r\n" },
      { "two SEEN\r\n", "* SEARCH\r\n" DONE ("c") },
      { "c UID SEARCH UID 4:* RECENT\r\n", "* SEARCH 5 9\r\n" DONE ("c") },
      { "c SEARCH 7\r\n", "* SEARCH\r\n" DONE ("c") },
      { "c SEARCH 7:*\r\n", "* SEARCH 3\r\n" DONE ("c") },
      { "c SEARCH ON 5-Jan-2026 LARGER 13\r\n", "* SEARCH 2\r\n" DONE ("c") },
      { "c SEARCH CHARSET UTF-8 HEADER A 3\r\n", "* SEARCH 3\r\n" DONE ("c") },
      { "c SEARCH CHARSET X ALL\r\n", "c NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset\r\n" },
      { "c SEARCH\r\n", "c BAD Search keys are needed\r\n" },
      { "c SEARCH NOSUCH\r\n", "c BAD Search keys are needed\r\n" },
      { "c UID SEARCH RETURN (NOSUCH) ALL\r\n", "c BAD Search keys are needed\r\n" } } },
  { "extended", "3:1 5:0 9:4",
    { IMAP_LAB_SELECT,
      { "c SEARCH RETURN () ALL\r\n", "* ESEARCH (TAG \"c\") ALL 1:3\r\n" DONE ("c") },
      { "d SEARCH RETURN (COUNT MAX MIN ALL) ALL\r\n", "* ESEARCH (TAG \"d\") MIN 1 MAX 3 ALL 1:3 COUNT 3\r\n" DONE ("d") },
      { "d UID SEARCH RETURN (MIN MAX) ALL\r\n", "* ESEARCH (TAG \"d\") UID MIN 3 MAX 9\r\n" DONE ("d") },
      { "d UID SEARCH RETURN (ALL) NOT UID 5\r\n", "* ESEARCH (TAG \"d\") UID ALL 3,9\r\n" DONE ("d") },
      { "d SEARCH RETURN (MIN MAX ALL) DELETED\r\n", "* ESEARCH (TAG \"d\")\r\n" DONE ("d") },
      { "d UID SEARCH RETURN (COUNT) DELETED\r\n", "* ESEARCH (TAG \"d\") UID COUNT 0\r\n" DONE ("d") },
      { "e ENABLE IMAP4rev2\r\n", "* ENABLED IMAP4rev2\r\ne OK ENABLE completed\r\n" },
      { "e SEARCH SEEN\r\n", "* ESEARCH (TAG \"e\") ALL 1\r\n" DONE ("e") } } },
  { "saved", "3:1 5:0 9:4",
    { IMAP_LAB_SELECT,
      { "c SEARCH $\r\n", "* SEARCH\r\n" DONE ("c") },
      { "c SEARCH RETURN (SAVE) UNSEEN\r\n", DONE ("c") },
      { "c UID SEARCH $\r\n", "* SEARCH 5 9\r\n" DONE ("c") },
      { "c FETCH $ UID\r\n", "* 2 FETCH (UID 5)\r\n* 3 FETCH (UID 9)\r\nc OK FETCH completed\r\n" },
      { "c SEARCH NOT $\r\n", "* SEARCH 1\r\n" DONE ("c") },
      { "c SEARCH RETURN (SAVE MIN) $\r\n", "* ESEARCH (TAG \"c\") MIN 2\r\n" DONE ("c") },
      { "c SEARCH UID $\r\n", "* SEARCH 2\r\n" DONE ("c") },
      { "c SEARCH RETURN (SAVE MAX MIN) ALL\r\n", "* ESEARCH (TAG \"c\") MIN 1 MAX 3\r\n" DONE ("c") },
      { "c SEARCH OR $ 2 FLAGGED\r\n", "* SEARCH 3\r\n" DONE ("c") },
      { "c SEARCH $\r\n", "* SEARCH 1 3\r\n" DONE ("c") },
      { "c SEARCH RETURN (SAVE) NOSUCH\r\n", "c BAD Search keys are needed\r\n" },
      { "c SEARCH RETURN (MIN SAVE COUNT) ALL\r\n", "* ESEARCH (TAG \"c\") MIN 1 COUNT 3\r\n" DONE ("c") },
      { "c SEARCH $\r\n", "* SEARCH 1 2 3\r\n" DONE ("c") },
      { "c SEARCH RETURN (SAVE) CHARSET X ALL\r\n", "c NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset\r\n" },
      { "c SEARCH $\r\n", "* SEARCH\r\n" DONE ("c") } } },
  { "modseq", "3:1 5:0 9:4",
    { IMAP_LAB_SELECT,
      { "c SEARCH MODSEQ 5\r\n", COUNTED "* SEARCH 2 3 (MODSEQ 6)\r\n" DONE ("c") },
      { "c SEARCH MODSEQ 7\r\n", "* SEARCH\r\n" DONE ("c") },
      { "c SEARCH RETURN (MIN) MODSEQ \"/flags/\\\\seen\" all 1\r\n", "* ESEARCH (TAG \"c\") MIN 1 MODSEQ 4\r\n" DONE ("c") },
      { "c SEARCH RETURN (MAX) MODSEQ 1\r\n", "* ESEARCH (TAG \"c\") MAX 3 MODSEQ 6\r\n" DONE ("c") },
      { "c SEARCH RETURN (MIN COUNT) MODSEQ 1\r\n", "* ESEARCH (TAG \"c\") MIN 1 COUNT 3 MODSEQ 6\r\n" DONE ("c") },
      { "c SORT (REVERSE ARRIVAL) UTF-8 MODSEQ 1\r\n", "* SORT 3 2 1 (MODSEQ 6)\r\n" SORTED ("c") } } },
  { "sort", "3:1 5:0 9:4",
    { IMAP_LAB_SELECT,
      { "c SORT (SIZE) US-ASCII ALL\r\n", "* SORT 1 3 2\r\n" SORTED ("c") },
      { "c UID SORT (REVERSE SIZE SUBJECT) UTF-8 UNSEEN\r\n", "* SORT 5 9\r\n" SORTED ("c") },
      { "c UID SORT (REVERSE ARRIVAL) UTF-8 ALL\r\n", "* SORT 9 5 3\r\n" SORTED ("c") },
      { "c SORT (DATE) UTF-8 DELETED\r\n", "* SORT\r\n" SORTED ("c") },
      { "c SORT RETURN (MIN MAX ALL COUNT) (REVERSE ARRIVAL) UTF-8 ALL\r\n",
        "* ESEARCH (TAG \"c\") MIN 3 MAX 1 ALL 3,2,1 COUNT 3\r\n" SORTED ("c") },
      { "c SORT RETURN (SAVE) (REVERSE ARRIVAL) UTF-8 UNSEEN\r\n", SORTED ("c") },
      { "c SEARCH $\r\n", "* SEARCH 2 3\r\n" DONE ("c") },
      { "c SORT (SIZE) X ALL\r\n", "c NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset\r\n" },
      { "c SORT (SIZE) UTF-8\r\n", "c BAD Search keys are needed\r\n" },
      { "c SORT SIZE UTF-8 ALL\r\n", "c BAD Sort criteria in parentheses are needed\r\n" },
      { "c SORT\r\n", "c BAD Sort criteria in parentheses are needed\r\n" } } },
  { "thread", "3:1 5:0 9:4",
    { IMAP_LAB_SELECT,
      { "c THREAD REFERENCES UTF-8 ALL\r\n", "* THREAD (1)(2)(3)\r\n" THREADED ("c") },
      { "c UID THREAD ORDEREDSUBJECT US-ASCII ALL\r\n", "* THREAD (3 (5)(9))\r\n" THREADED ("c") },
      { "c UID THREAD REFERENCES US-ASCII SEEN\r\n", "* THREAD (3)\r\n" THREADED ("c") },
      { "c THREAD REFERENCES US-ASCII DELETED\r\n", "* THREAD\r\n" THREADED ("c") },
      { "c THREAD REFS UTF-8 ALL\r\n", "c BAD A known algorithm is needed\r\n" },
      { "c THREAD REFERENCES X ALL\r\n", "c NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset\r\n" },
      { "c THREAD REFERENCES UTF-8\r\n", "c BAD Search keys are needed\r\n" } } },
  { "before-select", NULL,
    { IMAP_LAB_LOGIN, { "c SEARCH ALL\r\n", "c BAD Not valid before a mailbox is selected, or after LOGIN\r\n" } } },
};

/* What another session removed has a number still, but is not found. */
static void
test_removed (void)
{
  ImapParty party;

  imap_party_init (&party);
  imap_party_say (&party, 0, "a SEARCH RETURN (SAVE) ALL\r\n", DONE ("a"));
  imap_party_say (&party, 1, "b UID STORE 3 +FLAGS.SILENT (\\Deleted)\r\n", "b OK STORE completed\r\n");
  imap_party_say (&party, 1, "b EXPUNGE\r\n", "* 1 EXPUNGE\r\nb OK EXPUNGE completed\r\n");
  imap_party_say (&party, 0, "a SEARCH ALL\r\n", "* SEARCH 2 3\r\na OK SEARCH completed\r\n");
  imap_party_say (&party, 0, "a UID SEARCH ALL\r\n", "* SEARCH 5 9\r\n* 1 EXPUNGE\r\na OK SEARCH completed\r\n");
  imap_party_say (&party, 0, "a SEARCH $\r\n", "* SEARCH 1 2\r\na OK SEARCH completed\r\n");
  imap_party_clear (&party);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  imap_lab_add_dialogues ("imap-server-search", dialogues, G_N_ELEMENTS (dialogues));
  g_test_add_func ("/imap-server-search/removed", test_removed);
  return g_test_run ();
}
