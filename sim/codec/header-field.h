/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * header-field: goes through the fields of a header as they stand in a message (RFC 5322 2.2), be
 * they well formed or not. It knows no field by name.
 */
#pragma once

#include <glib.h>

/* One field, folded lines and all: NAME … END, its value from VALUE on. A line without a colon is a
 * field with an empty name. */
typedef struct
{
  const char *name;
  gsize name_length;
  const char *value;
  const char *end; /* after the line end */
} HeaderField;

/* Takes the field at *AT and moves on. FALSE at the end of the header: END or an empty line. */
gboolean header_field_next (const char **at, const char *end, HeaderField *field);
/* The first field NAME; FALSE where there is none. */
gboolean header_field_find (const char *header, const char *end, const char *name, HeaderField *field);
/* Without case. */
gboolean header_field_is_named (const HeaderField *field, const char *name);
/* Its value without line ends, NULs and the white space around it (RFC 5322 2.2.3); caller frees. */
char *header_field_dup_value (const HeaderField *field);
/* The length of the header with the empty line that ends it; LENGTH where there is no such line. */
gsize header_field_skip_all (const char *bytes, gsize length);
