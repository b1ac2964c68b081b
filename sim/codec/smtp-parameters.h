/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-parameters: the parameters after the path of MAIL and RCPT, "KEYWORD=VALUE" (RFC 5321 4.1.2), of the
 * extensions that we know. smtp-command parses by it, clients write by it.
 */
#pragma once

#include "sim/codec/smtp-command.h"

/* AT … END is what follows the path of MAIL or RCPT. */
SmtpPathFault smtp_parameters_parse_mail (const char *at, const char *end, SmtpPath *path);
SmtpPathFault smtp_parameters_parse_rcpt (const char *at, const char *end, SmtpPath *path);

/* Appends " NOTIFY=SUCCESS,FAILURE"; nothing where NOTIFY is 0. */
void smtp_parameters_write_notify (guint notify, GString *out);

/* xtext (RFC 3461 4): printable ASCII, where "+", "=" and all else stand as "+2B". Caller frees. NULL where TEXT
 * is none. */
char *smtp_xtext_decode (const char *text);
char *smtp_xtext_encode (const char *text);

/* The address in a value of ORCPT, "rfc822;b+2Bx@example.org" or "utf-8;j\x{FC}rgen@example.org" (RFC 3461 4.2,
 * RFC 6533 3). Caller frees. NULL where it can't be read. */
char *smtp_original_decode (const char *original);
/* ADDRESS, valid UTF-8, in seven bits as the address type utf-8 has it: "j\x{FC}rgen@example.org" (RFC 6533 3,
 * utf-8-addr-xtext). Caller frees. */
char *smtp_utf8_address_encode (const char *address);
