/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-message: messages as bytes (RFC 5322): composing, stamping and looking up header fields.
 * Lines end in CRLF. The date and every id are arguments: it reads no clock and no dice.
 */
#pragma once

#include <glib.h>

typedef struct
{
  const char *from;         /* address */
  const char *from_name;    /* display name, UTF-8, or NULL */
  const GPtrArray *to;      /* char *: addresses shown in To: */
  const GPtrArray *cc;      /* or NULL */
  const char *subject;      /* UTF-8, or NULL for none */
  const char *text;         /* body, UTF-8, lines ending in LF, CRLF or CR */
  const GPtrArray *files;   /* MailFile *: parts of their own; or NULL */
  guint64 attachment_size;  /* bytes of an attachment that nobody will look at; 0: none */
  const char *message_id;   /* with its angle brackets */
  gint64 date_unix;         /* seconds since 1970 */
} MailDraft;

/* A whole message: From, To (a group of nobody where all recipients are blind), Cc, Subject, Date, Message-ID, MIME-Version, Content-Type and
 * Content-Transfer-Encoding (7bit or 8bit; quoted-printable where a line passes 998 bytes), then
 * the body; with files or an attachment, in base64, it is multipart/mixed (RFC 2046 5.1.3). Header text beyond ASCII is encoded (RFC 2047). */
GBytes *mail_message_compose (const MailDraft *draft);

/* "Mon, 05 Jan 2026 09:00:01 +0000" (RFC 5322 3.3). Not of the locale. */
char *mail_message_format_date (gint64 unix_seconds);

/* CONTENT with FIELDS (whole header lines, each ending in CRLF) put before it. */
GBytes *mail_message_prepend (GBytes *content, const char *fields);

/* "Received: from HELO ([ADDRESS])\r\n\tby BY with ESMTP id ID\r\n\tfor <FOR>;\r\n\tDATE\r\n"
 * (RFC 5321 4.4); FOR may be NULL. WITH is "ESMTP" or "SMTP" (RFC 3848). */
char *mail_message_format_received (const char *helo, const char *address, const char *by,
                                    const char *with, const char *id, const char *for_recipient,
                                    gint64 unix_seconds);

/* The unfolded value of the first field NAME (any case), or NULL; caller frees. Only the header. */
char *mail_message_dup_field (const char *bytes, gsize length, const char *name);
guint mail_message_count_field (const char *bytes, gsize length, const char *name);

/* Whether one of CONTENT's fields NAME (any case) is VALUE. */
gboolean mail_message_has_field (GBytes *content, const char *name, const char *value);

/* CONTENT without its fields NAME (any case). */
GBytes *mail_message_remove_field (GBytes *content, const char *name);

/* A copy in which every line ends in CRLF, also those that end in LF alone: a message on any wire (RFC 5322 2.1). */
GBytes *mail_message_copy_with_crlf (const char *bytes, gsize length);

/* Length of the header with the empty line that ends it; LENGTH where there is no such line. */
gsize mail_message_header_length (const char *bytes, gsize length);
