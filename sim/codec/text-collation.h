/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * text-collation: text as it is compared (RFC 5051, i;unicode-casemap), and what has to be decoded
 * before that. It follows no locale.
 */
#pragma once

#include <glib.h>

/* TEXT, be it valid UTF-8 or not, in title case and decomposed; caller frees. LENGTH may be -1. */
char *text_collation_fold (const char *text, gssize length);
/* The value of a header field with its encoded words undone (RFC 2047), as UTF-8; caller frees. */
char *text_collation_decode_header (const char *value);
/* TEXT as UTF-8; CHARSET may be NULL. Bytes stay as they are where it is not known or doesn't fit. */
char *text_collation_decode_charset (const char *text, gsize length, const char *charset);
