/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mbox: many messages in one file, in the form "mboxrd": each behind a line "From SENDER DATE", lines that look like it
 * quoted with one more ">" (RFC 4155, with the quoting that can be undone). It knows no mailboxes.
 */
#pragma once

#include "sim/codec/mail-message.h"

/* What a mail program notes about a message in the fields "Status" and "X-Status". */
typedef struct
{
  gboolean seen, answered, flagged, deleted, draft;
} MboxMarks;

/* Appends the message of LENGTH BYTES: lines end in LF, an empty line behind it. SENDER is the reverse-path, "" the null
 * one; the date is of the delivery. Fields in which such a file keeps its own notes, and not the message's, are not
 * taken over: Status, X-Status, Content-Length. */
void mbox_append (GString *mbox, const char *sender, gint64 unix_seconds, MboxMarks marks, const char *bytes, gsize length);
