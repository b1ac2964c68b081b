/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * parcel-words: the few words that stand on and beside what flies, cut from the line that it carries.
 * All strings are the caller's.
 */
#pragma once

#include <glib.h>

/* TEXT, valid, without line ends, and cut to what can be read in flight. */
char *parcel_words_shorten (const char *text);

/* "RCPT" of "RCPT TO:<bob@example.org>\r\n"; TAGGED: the line has an IMAP tag before it. */
char *parcel_words_verb (const char *line, gboolean tagged);
/* What follows the verb. */
char *parcel_words_rest (const char *line, gboolean tagged);

/* "250" of an SMTP reply, "+OK" of POP3, "OK" or "*" of IMAP. */
char *parcel_words_code (const char *line);
/* What follows the code, first line only. */
char *parcel_words_answer (const char *line);
/* "-ERR", or an IMAP NO or BAD. */
gboolean parcel_words_is_refusal (const char *line);
/* A POP3 or IMAP answer that hands out a whole message. */
gboolean parcel_words_has_mail (const char *line);

/* "SYN", "SYN-ACK", "ACK", "FIN". */
char *parcel_words_flags (guint flags);
