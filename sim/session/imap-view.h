/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-view: the selected mailbox as one session's client knows it: its message numbers and what it
 * was told of flags. Other sessions may change the mailbox meanwhile; the view says what is new when
 * it is asked to, never in between (RFC 3501 7.4.1). A message that others removed stays here, to be
 * read, until the client is told (RFC 2180 4.1.1).
 */
#pragma once

#include "sim/store/mailbox.h"

typedef struct
{
  StoredMail *mail; /* a reference */
  guint64 told;     /* the modseq of what the client was told of its flags */
  gboolean recent;  /* this session was the first to be told of it */
} ImapEntry;

/* In which form changes are told. */
typedef enum
{
  IMAP_VIEW_REV2 = 1 << 0,      /* IMAP4rev2 was enabled: UIDs, no \Recent (RFC 9051 B) */
  IMAP_VIEW_CONDSTORE = 1 << 1, /* with MODSEQ (RFC 7162 3.1) */
} ImapViewForm;

typedef struct
{
  Mailbox *mailbox;   /* a reference; NULL: none is selected */
  gboolean read_only; /* EXAMINE */
  GArray *entries;    /* ImapEntry, by message number - 1 and rising UID */
  guint64 seen;       /* the mailbox's highest modseq when it was last looked at */
  gboolean owes_expunges;
  guint keywords;     /* how many of the mailbox's keywords the client was told of */
} ImapView;

void imap_view_init (ImapView *view);
void imap_view_clear (ImapView *view);

/* Looks at MAILBOX, telling nothing. */
void imap_view_open (ImapView *view, Mailbox *mailbox, gboolean read_only);
void imap_view_close (ImapView *view);

guint imap_view_count (const ImapView *view);
guint imap_view_count_recent (const ImapView *view);
/* INDEX is the message number - 1. */
ImapEntry *imap_view_entry (const ImapView *view, guint index);
guint32 imap_view_largest_uid (const ImapView *view);
/* The index of UID, or -1. */
int imap_view_find (const ImapView *view, guint32 uid);
/* The indexes, guint and rising, that SEQUENCE (GArray of ImapRange) names by message number or UID. */
GArray *imap_view_resolve (const ImapView *view, const GArray *sequence, gboolean by_uid);

/* Appends FLAGS and PERMANENTFLAGS; the latter by itself where keywords came that the client does not
 * know, before it meets them. */
void imap_view_describe_flags (ImapView *view, GString *out);
void imap_view_tell_keywords (ImapView *view, GString *out);

/* Appends "FLAGS (\\Seen)", which the client then knows. */
void imap_view_write_flags (ImapView *view, guint index, guint form, GString *out);
/* Appends "* 3 FETCH (FLAGS (\\Seen))", with the UID where WITH_UID or the form asks for it. */
void imap_view_tell_flags (ImapView *view, guint index, guint form, gboolean with_uid, GString *out);

/* Appends the untagged responses for what changed: EXPUNGE (only where EXPUNGING), EXISTS, FETCH. */
void imap_view_tell (ImapView *view, guint form, gboolean expunging, GString *out);
