/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mailbox: messages in the order of their UIDs, and a count of all changes to them (RFC 7162). It is
 * counted too: one that was deleted is empty, and nobody is left in it who has it open.
 */
#pragma once

#include "sim/store/stored-mail.h"

enum
{
  MAILBOX_MOST_KEYWORDS = 256,
};

typedef struct MailAccount MailAccount;

typedef struct
{
  guint references;
  MailAccount *account;    /* borrowed; NULL: it was deleted */
  char *name;              /* UTF-8, levels parted by "/"; "INBOX" */
  const char *special_use; /* "\\Sent" (RFC 6154), or NULL; static */
  gboolean selectable;     /* FALSE: only a name above others */
  guint32 uid_validity;
  guint32 uid_next;
  guint32 first_recent;    /* UIDs from here on were told to no session as \Recent */
  guint64 highest_modseq;  /* grows with every change, removals too */
  GPtrArray *mails;        /* StoredMail *, by rising uid */
  GPtrArray *keywords;     /* char *, in the order of first use */
} Mailbox;

/* Owned by mail-account. */
Mailbox *mailbox_new (MailAccount *account, const char *name, guint32 uid_validity);
Mailbox *mailbox_ref (Mailbox *mailbox);
void mailbox_unref (Mailbox *mailbox);

/* How the trace calls it: "bob@example.org", "bob@example.org/Archive". Caller frees. */
char *mailbox_dup_label (const Mailbox *mailbox);

/* Appends a mail; it is the mailbox's. */
StoredMail *mailbox_add (Mailbox *mailbox, guint32 item, guint32 message, GBytes *content, gint64 internal_date);
/* The same with what ORIGINAL has: content, date, flags, keywords (RFC 3501 6.4.7). ORIGINAL is not
 * changed; its item number is not taken over. */
StoredMail *mailbox_add_like (Mailbox *mailbox, const StoredMail *original);

StoredMail *mailbox_at (const Mailbox *mailbox, guint index);
StoredMail *mailbox_find (const Mailbox *mailbox, guint32 uid);

/* FALSE where UID is not there (any more). */
gboolean mailbox_remove (Mailbox *mailbox, guint32 uid);
/* Removes many in one pass, StoredMail * in any order; those that are gone already are passed over. */
void mailbox_remove_all (Mailbox *mailbox, const GPtrArray *mails);

/* Sets flags and keywords; nothing happens where they are so already. A mail that was removed is
 * marked for those who still see it, and nobody is told. */
void mailbox_mark (Mailbox *mailbox, StoredMail *mail, guint32 flags, char *const *keywords);
/* Whether the mailbox knows all of KEYWORDS or has room for them. */
gboolean mailbox_has_room_for_keywords (const Mailbox *mailbox, char *const *keywords);
