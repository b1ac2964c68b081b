/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-flags: MailFlags as IMAP writes them, "(\\Seen \\Answered)" (RFC 3501 2.3.2).
 */
#pragma once

#include "sim/codec/imap-scanner.h"
#include "sim/session/maildrop.h"

/* A list in parentheses, or flags parted by spaces. Keywords, which a maildrop can't keep, are
 * passed over. FALSE where it is malformed. */
gboolean imap_flags_parse (ImapScanner *scanner, guint32 *flags);
void imap_flags_write (guint32 flags, GString *out);
