/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-envelope: the header of a message in short (RFC 3501 7.4.2, ENVELOPE).
 */
#pragma once

#include "sim/codec/imap-message.h"

/* Appends "(date subject from sender reply-to to cc bcc in-reply-to message-id)" of PART, a message. */
void imap_envelope_write (const ImapMessage *message, const MimePart *part, GString *out);
/* All addresses of the fields NAME of PART: a GArray of Address. */
GArray *imap_envelope_addresses (const ImapMessage *message, const MimePart *part, const char *name);
