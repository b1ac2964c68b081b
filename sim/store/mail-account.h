/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-account: a user's mailboxes, which form a hierarchy with "/", and what he subscribed to. Names
 * are UTF-8; "inbox" in any case is INBOX (RFC 3501 5.1). Sessions watch it for changes.
 */
#pragma once

#include "sim/store/mailbox.h"

enum
{
  MAIL_ACCOUNT_MOST_MAILBOXES = 10000,
  MAIL_ACCOUNT_LONGEST_NAME = 1000,
};

typedef struct
{
  void (*added) (gpointer user, Mailbox *mailbox, StoredMail *mail);
  void (*marked) (gpointer user, Mailbox *mailbox, StoredMail *mail);
  void (*removed) (gpointer user, Mailbox *mailbox, StoredMail *mail);
  /* MAIL is in a mailbox that was OLD_LABEL and has another name now. */
  void (*relabelled) (gpointer user, Mailbox *mailbox, StoredMail *mail, const char *old_label);
} MailStoreEvents;

/* Whom a store tells of all that happens in its mailboxes. */
typedef struct
{
  const MailStoreEvents *events; /* borrowed; NULL: nobody */
  gpointer user;
} MailStoreListener;

struct MailAccount
{
  char *address;
  char *login;              /* local part */
  char *password;
  Mailbox *inbox;           /* one of: */
  GPtrArray *mailboxes;     /* Mailbox *, by name, INBOX first */
  GPtrArray *subscriptions; /* char *, by name */
  guint32 next_uid_validity;
  guint32 freed_uid_validity; /* the largest of a mailbox whose name is free for another */
  guint64 size;             /* bytes of all messages */
  guint messages;
  guint64 size_limit;       /* 0: none */
  gboolean closed;          /* counts as full, whatever is in it; … */
  gboolean closed_for_good; /* … and will stay so */
  const MailStoreListener *listener; /* borrowed */
  GArray *watches;
  guint holds;
  gboolean changed;
};

typedef enum
{
  MAIL_ACCOUNT_GOOD,
  MAIL_ACCOUNT_BAD_NAME,  /* no mailbox can be called so */
  MAIL_ACCOUNT_EXISTS,
  MAIL_ACCOUNT_MISSING,
  MAIL_ACCOUNT_HAS_CHILDREN,
  MAIL_ACCOUNT_IS_INBOX,
  MAIL_ACCOUNT_FULL,
} MailAccountResult;

/* LISTENER is borrowed. */
MailAccount *mail_account_new (const char *address, const char *login, const char *password,
                               guint32 uid_validity, const MailStoreListener *listener);
void mail_account_free (MailAccount *account);

/* NAME as the account spells it: without a "/" at its end, its first level INBOX where that is meant;
 * caller frees. */
char *mail_account_dup_name (const char *name);

/* The mailbox or bare name NAME; NULL where there is none. */
Mailbox *mail_account_find (const MailAccount *account, const char *name);
gboolean mail_account_has_children (const MailAccount *account, const char *name);

/* Makes NAME and what is above it (RFC 3501 6.3.3). SPECIAL_USE, static, may be NULL; well-known
 * names have theirs anyway. */
MailAccountResult mail_account_create (MailAccount *account, const char *name, const char *special_use);
/* One with others below it stays as a bare name (RFC 3501 6.3.4). */
MailAccountResult mail_account_delete (MailAccount *account, const char *name);
/* What is below moves along; of INBOX only the messages (RFC 3501 6.3.5). */
MailAccountResult mail_account_rename (MailAccount *account, const char *from, const char *to);

gboolean mail_account_is_subscribed (const MailAccount *account, const char *name);
void mail_account_subscribe (MailAccount *account, const char *name);
void mail_account_unsubscribe (MailAccount *account, const char *name);

/* Whether SIZE more bytes are within the limit. */
gboolean mail_account_has_room (const MailAccount *account, guint64 size);

/* CHANGED is called after anything was changed, once all holds are released. */
typedef void (*MailWatchFunc) (gpointer user);
void mail_account_watch (MailAccount *account, MailWatchFunc changed, gpointer user);
void mail_account_unwatch (MailAccount *account, gpointer user);
void mail_account_hold (MailAccount *account);
void mail_account_release (MailAccount *account);

/* Called by mailbox. */
void mail_account_note_added (Mailbox *mailbox, StoredMail *mail);
void mail_account_note_marked (Mailbox *mailbox, StoredMail *mail);
void mail_account_note_removed (Mailbox *mailbox, StoredMail *mail);
