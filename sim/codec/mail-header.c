/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mail-message.h"

#include "sim/codec/header-field.h"

char *
mail_message_dup_field (const char *bytes, gsize length, const char *name)
{
  HeaderField field;

  return header_field_find (bytes, bytes + length, name, &field) ? header_field_dup_value (&field) : NULL;
}

guint
mail_message_count_field (const char *bytes, gsize length, const char *name)
{
  const char *at = bytes;
  guint count = 0;
  HeaderField field;

  while (header_field_next (&at, bytes + length, &field))
    if (header_field_is_named (&field, name))
      count++;
  return count;
}

gsize
mail_message_header_length (const char *bytes, gsize length)
{
  return header_field_skip_all (bytes, length);
}
