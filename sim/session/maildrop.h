/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * maildrop: what an access session may do with a mailbox, as a table of functions that its owner
 * fills in. Messages are numbered 0 … count - 1 and don't change under the session unless it is told.
 */
#pragma once

#include "sim/store/stored-mail.h"

typedef struct
{
  /* TRUE where NAME and PASSWORD open a mailbox; it is then open until close. */
  gboolean (*open) (gpointer user, const char *name, const char *password);
  guint (*count) (gpointer user);
  guint32 (*uid) (gpointer user, guint index);     /* never 0, growing with INDEX */
  guint32 (*uid_validity) (gpointer user);
  guint32 (*uid_next) (gpointer user);
  guint32 (*flags) (gpointer user, guint index);   /* MailFlags */
  gint64 (*internal_date) (gpointer user, guint index); /* seconds since 1970 */
  GBytes *(*content) (gpointer user, guint index); /* borrowed */
  void (*set_flags) (gpointer user, guint index, guint32 flags);
  /* Removes the message with UID at once. */
  void (*remove) (gpointer user, guint32 uid);
  void (*close) (gpointer user);
  /* TRUE where open failed only because another session has the mailbox (RFC 2449 8.1.1). NULL: never. */
  gboolean (*in_use) (gpointer user);
  /* Like open; DIGEST is the MD5 of STAMP and the password, in hexadecimal (RFC 1939 7). NULL: it knows none. */
  gboolean (*open_by_digest) (gpointer user, const char *name, const char *stamp, const char *digest);
} Maildrop;

/* What open_by_digest is to compare with; caller frees. */
char *maildrop_make_digest (const char *stamp, const char *password);

/* The index of the message with UID, or -1. HINT is where it was last. */
int maildrop_find (const Maildrop *maildrop, gpointer user, guint32 uid, guint hint);
