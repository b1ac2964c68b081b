/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-message: a message as IMAP looks at it. Its parts are worked out when they are first asked
 * for, so that flags and sizes cost nothing.
 */
#pragma once

#include "sim/codec/mime-part.h"

typedef struct ImapMessage ImapMessage;

ImapMessage *imap_message_new (GBytes *content);
void imap_message_free (ImapMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapMessage, imap_message_free)

const char *imap_message_bytes (const ImapMessage *message, gsize *length);
/* The whole message as a part of which only the places are told, not the kind, the lines or what it is
 * made of: for those who want no more than its header, nothing beyond that is looked at. */
const MimePart *imap_message_outline (ImapMessage *message);
/* The whole message as a part. */
const MimePart *imap_message_root (ImapMessage *message);
/* The part with the numbers PATH, "2.1" (RFC 3501 6.4.5), or NULL. Part 1 of a message that is not a
 * multipart is its body: then the message itself is returned. */
const MimePart *imap_message_find (ImapMessage *message, const guint32 *path, guint depth);
/* The value of the first field NAME of PART's header, unfolded; NULL where there is none. */
char *imap_message_dup_field (const ImapMessage *message, const MimePart *part, const char *name);
