/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stored-mail: one message in a mailbox, with its flags and keywords. It is counted: who looks at a
 * mailbox may keep a mail for as long as his client believes that it is there.
 */
#pragma once

#include <glib.h>

typedef enum
{
  MAIL_SEEN = 1 << 0,
  MAIL_ANSWERED = 1 << 1,
  MAIL_FLAGGED = 1 << 2,
  MAIL_DELETED = 1 << 3,
  MAIL_DRAFT = 1 << 4,
} MailFlags;

typedef struct
{
  guint references;
  guint32 uid;          /* grows within the mailbox, never used twice */
  guint32 item;         /* number in the whole run, for the trace; 0: none yet */
  guint32 message;      /* MessageId of the trace */
  guint32 flags;        /* MailFlags */
  char **keywords;      /* NULL: none; spelled as the mailbox does */
  guint64 modseq;       /* the mailbox's count of changes at its last one (RFC 7162) */
  gint64 internal_date; /* seconds since 1970 */
  GBytes *content;
  gboolean removed;     /* no longer in its mailbox */
} StoredMail;

StoredMail *stored_mail_new (GBytes *content, gint64 internal_date);
StoredMail *stored_mail_ref (StoredMail *mail);
void stored_mail_unref (StoredMail *mail);
gsize stored_mail_size (const StoredMail *mail);

/* Keywords are told apart without case (RFC 3501 9, flag-keyword). */
gboolean mail_keywords_contain (char *const *keywords, const char *keyword);
/* Whether the two hold the same, in whatever order. NULL is empty. */
gboolean mail_keywords_equal (char *const *a, char *const *b);
/* New lists, NULL where empty: what is in either, and what is in A alone. Caller frees. */
char **mail_keywords_join (char *const *a, char *const *b);
char **mail_keywords_subtract (char *const *a, char *const *b);
