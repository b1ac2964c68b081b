/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-structure: the parts of a message as IMAP lists them (RFC 3501 7.4.2, BODY and BODYSTRUCTURE).
 */
#pragma once

#include "sim/codec/imap-message.h"

/* Appends "(…)"; with the extension data where EXTENDED. */
void imap_structure_write (ImapMessage *message, gboolean extended, GString *out);
