/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-file: a file as a part of a message: its type, its name and its bytes in BASE64 (RFC 2045, RFC 2183). It opens no
 * files, and asks nobody else what type they are: the same message comes out on every machine.
 */
#pragma once

#include <glib.h>

typedef struct
{
  char *name; /* UTF-8, without folders */
  GBytes *content;
} MailFile;

/* Takes neither. */
MailFile *mail_file_new (const char *name, GBytes *content);
void mail_file_free (MailFile *file);

/* Whether NAME can stand in a header: UTF-8, not empty, without control characters. */
gboolean mail_file_is_name (const char *name);

/* "image/png", by what follows the last dot of NAME in any case; "application/octet-stream" where that says nothing (RFC
 * 2046 4.5.1). Static. */
const char *mail_file_get_type (const char *name);

/* The part without its boundary: header, empty line, BASE64 in lines of 76 letters (RFC 2045 6.8). */
void mail_file_append (const MailFile *file, GString *out);
