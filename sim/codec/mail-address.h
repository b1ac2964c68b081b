/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-address: a mailbox as SMTP knows it, local-part and domain (RFC 5321 4.1.2, RFC 5322 3.4.1).
 * The case of the local part is kept; comparison of domains ignores case. Knows no routing.
 */
#pragma once

#include <glib.h>

/* Parses "local@domain" with dot-string or quoted local part, domain or address literal
 * (RFC 5321 4.1.2, lengths 4.5.3.1), beyond ASCII too (RFC 6531 3.3). The whole of TEXT must be one address. */
gboolean mail_address_parse (const char *text, GError **error);
GQuark mail_address_error_quark (void);
#define MAIL_ADDRESS_ERROR mail_address_error_quark ()

/* The domain in lower case, one beyond ASCII as DNS spells it ("xn--…"); NULL where ADDRESS has none. Caller frees. */
char *mail_address_dup_domain (const char *address);

/* The local part as written, quotes removed; caller frees. */
char *mail_address_dup_local (const char *address);

/* Local parts compared byte by byte, domains without case. */
gboolean mail_address_equal (const char *a, const char *b);

/* A host name as DNS and SMTP take it (RFC 1035 2.3.1, RFC 5321 2.3.5): letters, digits, hyphens,
 * labels of 1 to 63 bytes, 253 in all; no final dot. */
gboolean mail_address_is_domain (const char *text);
