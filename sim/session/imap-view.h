/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-view: the selected mailbox as one session's client knows it: its message numbers and what it
 * was told of flags. Other sessions may change the maildrop meanwhile; the view says what is new
 * when it is asked to, never in between (RFC 3501 7.4.1).
 */
#pragma once

#include "sim/session/maildrop.h"

typedef struct
{
  guint32 uid;
  guint32 flags;
} ImapEntry;

typedef struct
{
  const Maildrop *maildrop; /* borrowed */
  gpointer user;            /* borrowed */
  GArray *entries;          /* ImapEntry by message number - 1 */
} ImapView;

void imap_view_init (ImapView *view, const Maildrop *maildrop, gpointer user);
void imap_view_clear (ImapView *view);

/* Looks at the maildrop afresh, telling nothing. */
void imap_view_load (ImapView *view);
void imap_view_forget (ImapView *view);

/* Appends the untagged responses for what changed: EXPUNGE (only where EXPUNGING), EXISTS, FETCH. */
void imap_view_tell (ImapView *view, gboolean expunging, GString *out);

/* The maildrop's index of the message with number INDEX + 1, or -1 where it is gone. */
int imap_view_find (const ImapView *view, guint index);
ImapEntry *imap_view_entry (const ImapView *view, guint index);
guint32 imap_view_largest_uid (const ImapView *view);
