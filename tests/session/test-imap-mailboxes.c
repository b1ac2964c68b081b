/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a client does with mailboxes as such.
 */
#include "tests/session/imap-lab.h"

#define OK(tag, verb) tag " OK " verb " completed\r\n"
#define CREATE(name) { "c CREATE " name "\r\n", OK ("c", "CREATE") }

/* The mailboxes of RFC 5258 5, example 9. */
#define FOO2                                                                                               \
  CREATE ("foo2/bar1"), CREATE ("foo2/bar2"), CREATE ("baz2/bar2"), CREATE ("baz2/bar22"), CREATE ("baz2/bar222"), \
  CREATE ("eps2/mamba"), CREATE ("qux2/bar2"),                                                             \
  { "c SUBSCRIBE foo2/bar1\r\nc SUBSCRIBE foo2/bar2\r\nc SUBSCRIBE baz2/bar2\r\nc SUBSCRIBE baz2/bar22\r\n"       \
    "c SUBSCRIBE baz2/bar222\r\nc SUBSCRIBE eps2\r\nc SUBSCRIBE eps2/mamba\r\nc SUBSCRIBE qux2/bar2\r\n",          \
    OK ("c", "SUBSCRIBE") OK ("c", "SUBSCRIBE") OK ("c", "SUBSCRIBE") OK ("c", "SUBSCRIBE") OK ("c", "SUBSCRIBE")    \
    OK ("c", "SUBSCRIBE") OK ("c", "SUBSCRIBE") OK ("c", "SUBSCRIBE") }

static const ImapDialogue dialogues[] = {
  { "list", NULL,
    { IMAP_LAB_LOGIN,
      { "c LIST \"\" *\r\n", "* LIST (\\HasNoChildren) \"/\" INBOX\r\n" OK ("c", "LIST") },
      { "c LIST \"\" in*x\r\n", "* LIST (\\HasNoChildren) \"/\" INBOX\r\n" OK ("c", "LIST") },
      { "c LIST IN BOX\r\n", "* LIST (\\HasNoChildren) \"/\" INBOX\r\n" OK ("c", "LIST") },
      { "c LIST \"\" INBO\r\n", OK ("c", "LIST") },
      { "c LIST \"\" NIL\r\n", OK ("c", "LIST") },
      { "c LIST \"\" \"\"\r\n", "* LIST (\\Noselect) \"/\" \"\"\r\n" OK ("c", "LIST") },
      { "c LIST () \"\" \"\"\r\n", OK ("c", "LIST") },
      { "c LSUB \"\" *\r\n", OK ("c", "LSUB") },
      { "c LSUB () \"\" *\r\n", "c BAD LSUB takes a reference and a pattern\r\n" },
      { "c NAMESPACE\r\n", "* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n" OK ("c", "NAMESPACE") },
      { "c LIST (colour) \"\" *\r\n", "c BAD A reference and a mailbox pattern are needed\r\n" },
      { "c LIST (RECURSIVEMATCH REMOTE) \"\" *\r\n", "c BAD This can't be listed\r\n" },
      { "c LIST \"\" * RETURN (COLOUR)\r\n", "c BAD Unknown return option\r\n" },
      { "c LIST \"\" () \r\n", "c BAD A reference and a mailbox pattern are needed\r\n" } } },
  { "create", NULL,
    { IMAP_LAB_LOGIN,
      CREATE ("owatagusiam/"), CREATE ("owatagusiam/blurdybloop"), CREATE ("a/b/c/"), CREATE ("\"x \\\"y\\\"\""),
      { "c CREATE a/b\r\n", "c NO [ALREADYEXISTS] There is such a mailbox\r\n" },
      { "c CREATE inbox\r\n", "c NO [ALREADYEXISTS] There is such a mailbox\r\n" },
      { "c CREATE a//b\r\n", "c NO [CANNOT] No mailbox can be called so\r\n" },
      { "c CREATE \"\"\r\n", "c NO [CANNOT] No mailbox can be called so\r\n" },
      { "c CREATE a&b\r\n", "c NO [CANNOT] No mailbox can be called so\r\n" },
      { "c CREATE \"\xc3\xbc\"\r\n", "c NO [CANNOT] No mailbox can be called so\r\n" },
      { "c CREATE &APw-\r\n", OK ("c", "CREATE") },
      { "c CREATE d (USE (\\Sent))\r\n", OK ("c", "CREATE") },
      { "c CREATE e (USE (\\All))\r\n", "c NO [USEATTR] No mailbox for such a use can be made\r\n" },
      { "c CREATE e (USE (\\Sent)\r\n", "c BAD A mailbox name is needed\r\n" },
      CREATE ("Trash"),
      { "c LIST \"\" *\r\n",
        "* LIST (\\HasNoChildren) \"/\" INBOX\r\n* LIST (\\HasNoChildren \\Trash) \"/\" Trash\r\n* LIST (\\HasChildren) \"/\" a\r\n"
        "* LIST (\\HasChildren) \"/\" a/b\r\n* LIST (\\HasNoChildren) \"/\" a/b/c\r\n* LIST (\\HasNoChildren \\Sent) \"/\" d\r\n"
        "* LIST (\\HasChildren) \"/\" owatagusiam\r\n* LIST (\\HasNoChildren) \"/\" owatagusiam/blurdybloop\r\n"
        "* LIST (\\HasNoChildren) \"/\" \"x \\\"y\\\"\"\r\n* LIST (\\HasNoChildren) \"/\" &APw-\r\n" OK ("c", "LIST") },
      { "c LIST (SPECIAL-USE) \"\" *\r\n", "* LIST (\\Trash) \"/\" Trash\r\n* LIST (\\Sent) \"/\" d\r\n" OK ("c", "LIST") },
      { "c LIST \"\" (Trash) RETURN (SPECIAL-USE)\r\n", "* LIST (\\Trash) \"/\" Trash\r\n" OK ("c", "LIST") } } },
  /* RFC 3501 6.3.4 */
  { "delete", NULL,
    { IMAP_LAB_LOGIN,
      CREATE ("blurdybloop"), CREATE ("foo/bar"),
      { "c DELETE blurdybloop\r\n", OK ("c", "DELETE") },
      { "c DELETE foo\r\n", OK ("c", "DELETE") },
      { "c LIST \"\" f*\r\n", "* LIST (\\Noselect \\HasChildren) \"/\" foo\r\n* LIST (\\HasNoChildren) \"/\" foo/bar\r\n" OK ("c", "LIST") },
      { "c DELETE foo\r\n", "c NO [HASCHILDREN] There are mailboxes below it\r\n" },
      { "c SELECT foo\r\n", "c NO [CANNOT] This is no mailbox, only a name\r\n" },
      { "c STATUS foo (MESSAGES)\r\n", "c NO [NONEXISTENT] No such mailbox\r\n" },
      { "c APPEND foo {1+}\r\nx\r\n", "c NO [TRYCREATE] No such mailbox\r\n" },
      { "c DELETE foo/bar\r\n", OK ("c", "DELETE") },
      { "c LIST \"\" f*\r\n", "* LIST (\\Noselect \\HasNoChildren) \"/\" foo\r\n" OK ("c", "LIST") },
      { "c DELETE foo\r\n", OK ("c", "DELETE") },
      { "c DELETE foo\r\n", "c NO [NONEXISTENT] No such mailbox\r\n" },
      { "c DELETE InBox\r\n", "c NO [CANNOT] INBOX stays\r\n" } } },
  { "rename", "",
    { IMAP_LAB_LOGIN,
      CREATE ("foo/bar/baz"),
      { "c RENAME foo/bar zap/x\r\n", OK ("c", "RENAME") },
      { "c LIST \"\" *a*\r\n", "* LIST (\\HasChildren) \"/\" zap\r\n* LIST (\\HasChildren) \"/\" zap/x\r\n* LIST (\\HasNoChildren) \"/\" zap/x/baz\r\n" OK ("c", "LIST") },
      { "c RENAME zap zap/y\r\n", "c NO [CANNOT] No mailbox can be called so\r\n" },
      { "c RENAME zap foo\r\n", "c NO [ALREADYEXISTS] There is such a mailbox\r\n" },
      { "c RENAME q r\r\n", "c NO [NONEXISTENT] No such mailbox\r\n" },
      { "c RENAME zap\r\n", "c BAD Two mailbox names are needed\r\n" },
      { "c RENAME INBOX old-mail\r\n", OK ("c", "RENAME") },
      { "c STATUS INBOX (MESSAGES UIDNEXT UIDVALIDITY)\r\n", "* STATUS INBOX (MESSAGES 0 UIDNEXT 10 UIDVALIDITY 42)\r\n" OK ("c", "STATUS") },
      { "c STATUS old-mail (MESSAGES UIDNEXT UIDVALIDITY)\r\n", "* STATUS old-mail (MESSAGES 3 UIDNEXT 4 UIDVALIDITY 47)\r\n" OK ("c", "STATUS") } } },
  { "subscribe", NULL,
    { IMAP_LAB_LOGIN,
      CREATE ("news/comp/mail"), CREATE ("other"),
      { "c SUBSCRIBE news/comp/mail\r\n", OK ("c", "SUBSCRIBE") },
      { "c SUBSCRIBE other\r\n", OK ("c", "SUBSCRIBE") },
      { "c SUBSCRIBE nothing\r\n", "c NO [NONEXISTENT] No such mailbox\r\n" },
      { "c LSUB \"\" *\r\n", "* LSUB () \"/\" news/comp/mail\r\n* LSUB () \"/\" other\r\n" OK ("c", "LSUB") },
      { "c LSUB \"\" %\r\n", "* LSUB (\\Noselect) \"/\" news\r\n* LSUB () \"/\" other\r\n" OK ("c", "LSUB") },
      { "c LSUB news/ %\r\n", "* LSUB (\\Noselect) \"/\" news/comp\r\n" OK ("c", "LSUB") },
      { "c DELETE other\r\n", OK ("c", "DELETE") },
      { "c LSUB \"\" o%\r\n", "* LSUB () \"/\" other\r\n" OK ("c", "LSUB") },
      { "c LIST (SUBSCRIBED) \"\" *\r\n", "* LIST (\\Subscribed) \"/\" news/comp/mail\r\n* LIST (\\Subscribed \\NonExistent) \"/\" other\r\n" OK ("c", "LIST") },
      { "c UNSUBSCRIBE other\r\n", OK ("c", "UNSUBSCRIBE") },
      { "c UNSUBSCRIBE other\r\n", OK ("c", "UNSUBSCRIBE") },
      { "c LIST \"\" * RETURN (SUBSCRIBED)\r\n",
        "* LIST () \"/\" INBOX\r\n* LIST () \"/\" news\r\n* LIST () \"/\" news/comp\r\n* LIST (\\Subscribed) \"/\" news/comp/mail\r\n" OK ("c", "LIST") } } },
  { "recursivematch", NULL,
    { IMAP_LAB_LOGIN, FOO2,
      { "c LIST (RECURSIVEMATCH SUBSCRIBED) \"\" *2\r\n",
        "* LIST (\\Subscribed) \"/\" baz2/bar2\r\n* LIST (\\Subscribed) \"/\" baz2/bar22\r\n* LIST (\\Subscribed) \"/\" baz2/bar222\r\n"
        "* LIST (\\Subscribed) \"/\" eps2 (CHILDINFO (\"SUBSCRIBED\"))\r\n* LIST () \"/\" foo2 (CHILDINFO (\"SUBSCRIBED\"))\r\n"
        "* LIST (\\Subscribed) \"/\" foo2/bar2\r\n* LIST (\\Subscribed) \"/\" qux2/bar2\r\n" OK ("c", "LIST") },
      { "c LIST (RECURSIVEMATCH SUBSCRIBED) \"\" (foo2 foo2/*)\r\n",
        "* LIST (\\Subscribed) \"/\" foo2/bar1\r\n* LIST (\\Subscribed) \"/\" foo2/bar2\r\n" OK ("c", "LIST") },
      { "c LIST (SUBSCRIBED RECURSIVEMATCH REMOTE) \"\" f% RETURN (CHILDREN STATUS (MESSAGES SIZE))\r\n",
        "* LIST (\\HasChildren) \"/\" foo2 (CHILDINFO (\"SUBSCRIBED\"))\r\n* STATUS foo2 (MESSAGES 0 SIZE 0)\r\n" OK ("c", "LIST") } } },
  { "status", NULL,
    { IMAP_LAB_LOGIN,
      { "c STATUS inbox (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN DELETED SIZE)\r\n",
        "* STATUS INBOX (MESSAGES 3 RECENT 3 UIDNEXT 10 UIDVALIDITY 42 UNSEEN 2 DELETED 0 SIZE 40)\r\n" OK ("c", "STATUS") },
      { "c STATUS INBOX (HIGHESTMODSEQ)\r\n", "* STATUS INBOX (HIGHESTMODSEQ 6)\r\n" OK ("c", "STATUS") },
      { "c STATUS INBOX ()\r\n", "c BAD A list of known STATUS items is needed\r\n" },
      { "c STATUS x (MESSAGES)\r\n", "c NO [NONEXISTENT] No such mailbox\r\n" },
      { "c GETQUOTAROOT INBOX\r\n", "* QUOTAROOT INBOX \"\"\r\n* QUOTA \"\" ()\r\n" OK ("c", "GETQUOTAROOT") },
      { "c GETQUOTA \"\"\r\n", "* QUOTA \"\" ()\r\n" OK ("c", "GETQUOTA") },
      { "c GETQUOTA x\r\n", "c NO [NONEXISTENT] No such quota root\r\n" },
      { "c SETQUOTA \"\" (STORAGE 512)\r\n", "c NO [NOPERM] Quotas are not the user's to set\r\n" } } },
  { "rev2", NULL,
    { IMAP_LAB_LOGIN,
      { "c ENABLE X-GOOD IMAP4rev2\r\n", "* ENABLED IMAP4rev2\r\n" OK ("c", "ENABLE") },
      { "c ENABLE IMAP4rev2\r\n", "* ENABLED\r\n" OK ("c", "ENABLE") },
      { "c CREATE \"Entw\xc3\xbcrfe\"\r\n", OK ("c", "CREATE") },
      { "c CREATE R&D\r\n", OK ("c", "CREATE") },
      { "c LIST \"\" *\r\n",
        "* LIST (\\HasNoChildren) \"/\" INBOX\r\n* LIST (\\HasNoChildren) \"/\" \"Entw\xc3\xbcrfe\"\r\n* LIST (\\HasNoChildren) \"/\" R&D\r\n" OK ("c", "LIST") },
      { "b SELECT INBOX\r\n",
        "* FLAGS (" IMAP_LAB_FLAGS ")\r\n* OK [PERMANENTFLAGS (" IMAP_LAB_FLAGS " \\*)] Flags that last\r\n* 3 EXISTS\r\n* LIST () \"/\" INBOX\r\n" IMAP_LAB_UIDS
        "b OK [READ-WRITE] SELECT completed\r\n" },
      { "c FETCH 1 FLAGS\r\n", "* 1 FETCH (FLAGS (\\Seen))\r\n" OK ("c", "FETCH") },
      { "c STORE 1 FLAGS (\\Draft)\r\n", "* 1 FETCH (UID 3 FLAGS (\\Draft))\r\n" OK ("c", "STORE") },
      { "b SELECT R&D\r\n",
        "* OK [CLOSED] Previous mailbox closed\r\n"
        "* FLAGS (" IMAP_LAB_FLAGS ")\r\n* OK [PERMANENTFLAGS (" IMAP_LAB_FLAGS " \\*)] Flags that last\r\n* 0 EXISTS\r\n* LIST () \"/\" R&D\r\n"
        "* OK [UIDVALIDITY 44] UIDs valid\r\n* OK [UIDNEXT 1] Next UID\r\n* OK [HIGHESTMODSEQ 1] Highest\r\nb OK [READ-WRITE] SELECT completed\r\n" } } },
  { "selecting", NULL,
    { IMAP_LAB_LOGIN,
      { "c SELECT INBOX (CONDSTORE\r\n", "c BAD A mailbox name is needed\r\n" },
      { "b EXAMINE INBOX (CONDSTORE)\r\n", IMAP_LAB_EXAMINED },
      { "c STORE 1 FLAGS ()\r\n", "c NO [READ-ONLY] The mailbox was opened with EXAMINE\r\n" },
      { "c UNSELECT\r\n", OK ("c", "UNSELECT") },
      { "c UNSELECT\r\n", "c BAD Not valid before a mailbox is selected, or after LOGIN\r\n" },
      { "b SELECT INBOX\r\n", IMAP_LAB_SELECTED },
      { "c SELECT x\r\n", "* OK [CLOSED] Previous mailbox closed\r\nc NO [NONEXISTENT] No such mailbox\r\n" },
      { "c ID (\"name\" \"x\" \"version\" NIL)\r\n", "* ID (\"name\" \"mailflow\")\r\n" OK ("c", "ID") },
      { "c ID nil\r\n", "* ID (\"name\" \"mailflow\")\r\n" OK ("c", "ID") },
      { "c ID x\r\n", "c BAD NIL or a list is needed\r\n" } } },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  imap_lab_add_dialogues ("imap-mailboxes", dialogues, G_N_ELEMENTS (dialogues));
  return g_test_run ();
}
