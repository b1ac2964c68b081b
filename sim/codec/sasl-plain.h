/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sasl-plain: the words of the SASL mechanisms PLAIN (RFC 4616) and LOGIN, in BASE64 as SMTP, POP3 and IMAP
 * carry them.
 */
#pragma once

#include <glib.h>

typedef struct
{
  char *authorization; /* "" or whom NAME wants to act as */
  char *name;
  char *password;
} SaslPlain;

/* Decodes BASE64 text strictly (RFC 4648 4: whole groups, no other characters), "=" is the empty string (RFC 4954 4).
 * NUL-terminated; *DECODED_LENGTH may be NULL. NULL where it is none. Caller frees. */
char *sasl_decode (const char *text, gsize length, gsize *decoded_length);

/* "[authzid] NUL authcid NUL passwd" in BASE64. FALSE where it is malformed. */
gboolean sasl_plain_parse (const char *text, gsize length, SaslPlain *plain);
void sasl_plain_clear (SaslPlain *plain);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SaslPlain, sasl_plain_clear)

/* TRUE where nobody else's identity is asked for: none, or NAME's own. */
gboolean sasl_plain_is_own (const SaslPlain *plain);

/* Caller frees. */
char *sasl_plain_write (const char *name, const char *password);
