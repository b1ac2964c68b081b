/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mime-value: what stands in Content-Type and Content-Disposition (RFC 2045 5.1, RFC 2183 2): a word
 * or two and parameters. Values are kept as written; the pieces of a long one (RFC 2231 3) are put
 * together, its charset is not undone.
 */
#pragma once

#include <glib.h>

typedef struct
{
  char *name;
  char *value;
} MimeParameter;

typedef struct
{
  char *type;         /* "text", "attachment"; as written */
  char *subtype;      /* "plain"; NULL where there is no slash */
  GArray *parameters; /* MimeParameter, in their order */
} MimeValue;

/* NULL where not even a word is at the start. What follows a fault is left out. */
MimeValue *mime_value_parse (const char *text);
void mime_value_free (MimeValue *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MimeValue, mime_value_free)

/* Without case; NULL where it is not there. */
const char *mime_value_find (const MimeValue *value, const char *name);
/* Whether it is TYPE/SUBTYPE, without case; SUBTYPE may be NULL for any. */
gboolean mime_value_is (const MimeValue *value, const char *type, const char *subtype);
