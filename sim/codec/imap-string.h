/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-string: text of any kind as IMAP writes it (RFC 3501 4.3): quoted where that is allowed, else
 * as a literal.
 */
#pragma once

#include <glib.h>

/* TEXT as a string; NIL where it is NULL. */
void imap_string_write (GString *out, const char *text);
/* BYTES as a literal. NULs, which a literal may not hold (RFC 3501 4.3.1), become 0x80. */
void imap_string_write_literal (GString *out, const char *bytes, gsize length);
/* BYTES as a literal; as a literal8, "~{3}", where there are NULs (RFC 3516 4.2). */
void imap_string_write_binary (GString *out, const char *bytes, gsize length);
