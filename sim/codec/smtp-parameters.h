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
