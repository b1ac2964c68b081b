/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * message-words: what a view says of a message: its fields and attachments, and a report part by part, as rows of two
 * lines. It knows no widget.
 */
#pragma once

#include "sim/codec/mail-rendering.h"
#include "sim/codec/report-anatomy.h"

/* "m1.txt, text/plain, 300 bytes", one line each; "" where there are none. Caller frees. */
char *message_words_attachments (const MailRendering *rendering);
/* What the part is for (RFC 6522 3). */
const char *message_words_part (const ReportPart *part);
/* A source that is very long, cut in the middle, LF lines, valid UTF-8; caller frees. */
char *message_words_source (const char *bytes, gsize length);
