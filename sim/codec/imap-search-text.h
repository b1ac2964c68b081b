/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-search-text: whether a text is in a message (RFC 3501 6.4.4), when what is encoded in it has
 * been decoded. TEXT is folded already (text-collation).
 */
#pragma once

#include "sim/codec/imap-message.h"

/* In an address of a field NAME, as "Name <a@b>". "" is in any field. */
gboolean imap_search_text_in_addresses (ImapMessage *message, const char *name, const char *text);
/* In a field NAME. "" is in any. */
gboolean imap_search_text_in_field (ImapMessage *message, const char *name, const char *text);
/* In a part of the body that is a text; not in the headers of parts. */
gboolean imap_search_text_in_body (ImapMessage *message, const char *text);
/* In any header or such a part. */
gboolean imap_search_text_in_message (ImapMessage *message, const char *text);
