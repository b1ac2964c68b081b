/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-store: the mailboxes of a host and the messages in them, with UIDs and flags. It knows no
 * protocol; POP3 and IMAP are views of it.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint32 uid;          /* grows within the mailbox, never used twice */
  guint32 item;         /* number in the whole run, for the trace */
  guint32 message;      /* MessageId of the trace */
  guint32 flags;        /* MailFlags */
  gint64 internal_date; /* seconds since 1970 */
  GBytes *content;
} StoredMail;

typedef struct
{
  char *address;
  char *login;          /* local part */
  char *password;
  guint32 uid_validity;
  guint32 uid_next;
  GPtrArray *mails;     /* StoredMail *, by rising uid */
} Mailbox;

typedef struct MailStore MailStore;

MailStore *mail_store_new (void);
void mail_store_free (MailStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailStore, mail_store_free)

/* ADDRESS must be new. The mailbox is the store's. */
Mailbox *mail_store_add_mailbox (MailStore *store, const char *address, const char *login,
                                 const char *password, guint32 uid_validity);
/* By address (the domain without case) or by login (local part or address) and password; or NULL. */
Mailbox *mail_store_find (const MailStore *store, const char *address);
Mailbox *mail_store_log_in (const MailStore *store, const char *login, const char *password);

StoredMail *mailbox_add (Mailbox *mailbox, guint32 item, guint32 message, GBytes *content, gint64 internal_date);
StoredMail *mailbox_find (const Mailbox *mailbox, guint32 uid);
/* FALSE where UID is not there (any more). */
gboolean mailbox_remove (Mailbox *mailbox, guint32 uid);
StoredMail *mailbox_at (const Mailbox *mailbox, guint index);
