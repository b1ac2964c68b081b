/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-lab: what the tests of the IMAP server share: a store in which alice, whose password is
 * "secret", has three mails, and dialogues with one session or with several. Only for tests.
 */
#pragma once

#include "sim/session/imap-server.h"
#include "tests/session/session-lab.h"

#define IMAP_LAB_CAPABILITY                                                                                \
  "IMAP4rev1 IMAP4rev2 LITERAL+ SASL-IR AUTH=PLAIN AUTH=LOGIN ID ENABLE IDLE NAMESPACE CHILDREN UNSELECT UIDPLUS MOVE "           \
  "MULTIAPPEND LIST-EXTENDED LIST-STATUS SPECIAL-USE CREATE-SPECIAL-USE STATUS=SIZE CONDSTORE QUOTA "   \
  "ESEARCH SEARCHRES SORT SORT=DISPLAY ESORT THREAD=ORDEREDSUBJECT THREAD=REFERENCES"
#define IMAP_LAB_GREETING { "", "* OK [CAPABILITY IMAP4rev1 IMAP4rev2 LITERAL+ SASL-IR AUTH=PLAIN AUTH=LOGIN ID ENABLE] imap.example.org mailflow ready\r\n" }
#define IMAP_LAB_LOGGED_IN "OK [CAPABILITY " IMAP_LAB_CAPABILITY "] Logged in\r\n"
#define IMAP_LAB_LOGIN IMAP_LAB_GREETING, { "a LOGIN alice secret\r\n", "a " IMAP_LAB_LOGGED_IN }
#define IMAP_LAB_FLAGS "\\Answered \\Flagged \\Deleted \\Seen \\Draft"
#define IMAP_LAB_UIDS "* OK [UIDVALIDITY 42] UIDs valid\r\n* OK [UIDNEXT 10] Next UID\r\n* OK [HIGHESTMODSEQ 6] Highest\r\n"
#define IMAP_LAB_NUMBERS(recent) "* 3 EXISTS\r\n* " recent " RECENT\r\n* OK [UNSEEN 2] First unseen\r\n" IMAP_LAB_UIDS
#define IMAP_LAB_SELECTED IMAP_LAB_SELECTED_WITH ("3")
#define IMAP_LAB_SELECTED_WITH(recent)                                                                                  \
  "* FLAGS (" IMAP_LAB_FLAGS ")\r\n* OK [PERMANENTFLAGS (" IMAP_LAB_FLAGS " \\*)] Flags that last\r\n"       \
  IMAP_LAB_NUMBERS (recent) "b OK [READ-WRITE] SELECT completed\r\n"
#define IMAP_LAB_EXAMINED                                                                                  \
  "* FLAGS (" IMAP_LAB_FLAGS ")\r\n* OK [PERMANENTFLAGS ()] Flags that last\r\n"                             \
  IMAP_LAB_NUMBERS ("3") "b OK [READ-ONLY] EXAMINE completed\r\n"
#define IMAP_LAB_SELECT IMAP_LAB_LOGIN, { "b SELECT INBOX\r\n", IMAP_LAB_SELECTED }
#define IMAP_LAB_EXAMINE IMAP_LAB_LOGIN, { "b EXAMINE inbox\r\n", IMAP_LAB_EXAMINED }

typedef struct
{
  Lab lab; /* first */
  MailStore *store;
  MailAccount *account;
} ImapLab;

void imap_lab_init (ImapLab *lab);
void imap_lab_clear (ImapLab *lab);
/* The mails 3 (\Seen), 5 and 9 (\Flagged), and nothing else. */
void imap_lab_fill (ImapLab *lab);
StoredMail *imap_lab_add (Mailbox *mailbox, guint32 uid, guint32 flags, const char *content);
extern const LabKind imap_lab_kind;

typedef struct
{
  const char *name;
  const char *left; /* "uid:flags" of what there is in INBOX afterwards, or NULL */
  Turn turns[40];
} ImapDialogue;

/* Registers each of DIALOGUES as a test /PREFIX/name. */
void imap_lab_add_dialogues (const char *prefix, const ImapDialogue *dialogues, guint n_dialogues);

/* Sessions beside each other, logged in, with INBOX selected. */
typedef struct
{
  ImapLab lab;
  Lab said[3];
  ImapServer *servers[3];
} ImapParty;

void imap_party_init (ImapParty *party);
void imap_party_clear (ImapParty *party);
/* Session WHO says SAY and hears EXPECT; the others, what was not taken before. */
void imap_party_say (ImapParty *party, guint who, const char *say, const char *expect);
void imap_party_expect (ImapParty *party, guint who, const char *expect);
