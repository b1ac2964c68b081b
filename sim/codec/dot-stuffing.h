/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dot-stuffing: the transparency of SMTP content and POP3 multi-line replies (RFC 5321 4.5.2,
 * RFC 1939 3): a line that begins with a dot gets one more, and a lone dot ends the text. The other
 * direction is line-reader's LINE_READER_TEXT.
 */
#pragma once

#include <glib.h>

/* Appends CONTENT dot-stuffed, with a final CRLF if it lacks one, and the line with the lone dot. */
void dot_stuffing_write (const char *content, gsize length, GString *out);
