/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-scanner: goes through one whole IMAP line with the literals in it (RFC 3501 4 and 9), word by
 * word. Each take moves on only where it says TRUE.
 */
#pragma once

#include <glib.h>

typedef struct
{
  const char *at;
  const char *end;
} ImapScanner;

void imap_scanner_init (ImapScanner *scanner, const char *bytes, gsize length);
gboolean imap_scanner_is_at_end (const ImapScanner *scanner);
gboolean imap_scanner_take_char (ImapScanner *scanner, char c);

/* WORD in any case, where no other character of an atom follows. */
gboolean imap_scanner_take_word (ImapScanner *scanner, const char *word);
gboolean imap_scanner_take_atom (ImapScanner *scanner, const char **atom, gsize *length);
gboolean imap_scanner_take_number (ImapScanner *scanner, guint32 *number);
/* Up to 2^63 - 1, as modification sequences are (RFC 7162 7). */
gboolean imap_scanner_take_number64 (ImapScanner *scanner, guint64 *number);

/* A literal, its bytes as they stand. */
gboolean imap_scanner_take_literal (ImapScanner *scanner, const char **bytes, gsize *length);
/* A quoted string or a literal, unquoted; NULL where there is none or it has a NUL. Caller frees. */
char *imap_scanner_dup_string (ImapScanner *scanner);
/* The same or an atom. */
char *imap_scanner_dup_astring (ImapScanner *scanner);
/* Any value: atom, string, NIL or a list of such, however deep. */
gboolean imap_scanner_skip_value (ImapScanner *scanner);

/* Appends TEXT as a quoted string. TEXT has no CR, LF or NUL. */
void imap_scanner_write_quoted (GString *out, const char *text);
