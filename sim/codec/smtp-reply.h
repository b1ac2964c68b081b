/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-reply: a reply of one or more lines (RFC 5321 4.2), with its enhanced status code
 * (RFC 2034, RFC 3463) where it has one.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint16 code;   /* 200 … 599 */
  char status[12]; /* enhanced status code of the first line, "5.1.1", or "" */
  char *text;     /* all lines without code and status, joined by "\n" */
} SmtpReply;

/* STATUS may be NULL or "". TEXT may hold several lines parted by "\n". */
SmtpReply *smtp_reply_new (guint16 code, const char *status, const char *text);
SmtpReply *smtp_reply_copy (const SmtpReply *reply);
void smtp_reply_free (SmtpReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtpReply, smtp_reply_free)

/* Appends the wire form, "250-a\r\n250 b\r\n"; the status is repeated on each line (RFC 2034 3),
 * except in replies without one. */
void smtp_reply_write (const SmtpReply *reply, GString *out);

/* Parses one whole reply: lines with CRLF, all of one code. NULL and G_IO_ERROR_INVALID_DATA-like
 * GError (domain SMTP_REPLY_ERROR) otherwise. */
SmtpReply *smtp_reply_parse (const char *bytes, gsize length, GError **error);
GQuark smtp_reply_error_quark (void);
#define SMTP_REPLY_ERROR smtp_reply_error_quark ()

/* 2yz or 3yz / 4yz / 5yz (RFC 5321 4.2.1). */
#define smtp_reply_is_positive(reply) ((reply)->code < 400)
#define smtp_reply_is_transient(reply) ((reply)->code >= 400 && (reply)->code < 500)
#define smtp_reply_is_permanent(reply) ((reply)->code >= 500)

/* Whether REPLY ends it: 5yz, or what was found out here for good (code 0, status 5.y.z). */
gboolean smtp_reply_is_final (const SmtpReply *reply);
/* *KEPT, which may be NULL, becomes a copy of REPLY. */
void smtp_reply_keep (SmtpReply **kept, const SmtpReply *reply);

/* 452 4.5.3: too many recipients for one transaction (RFC 5321 4.5.3.1.10). */
gboolean smtp_reply_is_surplus (const SmtpReply *reply);

/* The enhanced status code of REPLY, or what its code alone says (RFC 3463 2). */
const char *smtp_reply_get_status (const SmtpReply *reply);
