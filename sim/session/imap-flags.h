/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-flags: flags and keywords as IMAP writes them, "(\\Seen $Forwarded)" (RFC 3501 2.3.2).
 */
#pragma once

#include "sim/codec/imap-scanner.h"
#include "sim/store/mailbox.h"

#define IMAP_FLAGS_ALL "\\Answered \\Flagged \\Deleted \\Seen \\Draft"

typedef struct
{
  guint32 flags;   /* MailFlags */
  char **keywords; /* NULL: none */
} ImapFlags;

/* A list in parentheses, or flags parted by spaces. FALSE where it is malformed or names \Recent,
 * which no client sets; then there is nothing to be cleared. */
gboolean imap_flags_parse (ImapScanner *scanner, ImapFlags *flags);
gboolean imap_flags_parse_list (ImapScanner *scanner, ImapFlags *flags);
/* The MailFlags in a server's list "(\\Seen \\Recent)"; all else in it is passed over. FALSE where it is malformed. */
gboolean imap_flags_read (ImapScanner *scanner, guint32 *flags);
void imap_flags_clear (ImapFlags *flags);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ImapFlags, imap_flags_clear)

/* Appends "(\\Seen \\Recent Keyword)". */
void imap_flags_write (guint32 flags, gboolean recent, char *const *keywords, GString *out);
/* Appends " $Forwarded Work", the keywords that MAILBOX knows. */
void imap_flags_write_known (const Mailbox *mailbox, GString *out);

/* Whether MAIL has the flag NAME, "\\Seen" or a keyword, without case. */
gboolean imap_flags_has (const StoredMail *mail, const char *name);
