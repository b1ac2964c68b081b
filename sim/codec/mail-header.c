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

gboolean
mail_message_has_field (GBytes *content, const char *name, const char *value)
{
  gsize length;
  const char *at = g_bytes_get_data (content, &length), *end = at + length;
  HeaderField field;

  while (length > 0 && header_field_next (&at, end, &field))
    if (header_field_is_named (&field, name))
      {
        g_autofree char *found = header_field_dup_value (&field);

        if (g_ascii_strcasecmp (found, value) == 0)
          return TRUE;
      }
  return FALSE;
}

gsize
mail_message_header_length (const char *bytes, gsize length)
{
  return header_field_skip_all (bytes, length);
}

GBytes *
mail_message_remove_field (GBytes *content, const char *name)
{
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length), *at = bytes, *end = bytes + length;
  GByteArray *rest = NULL;
  HeaderField field;

  if (length == 0 || mail_message_count_field (bytes, length, name) == 0)
    return g_bytes_ref (content);
  rest = g_byte_array_sized_new ((guint) length);
  while (header_field_next (&at, end, &field))
    if (!header_field_is_named (&field, name))
      g_byte_array_append (rest, (const guint8 *) field.name, (guint) (field.end - field.name));
  g_byte_array_append (rest, (const guint8 *) at, (guint) (end - at));
  return g_byte_array_free_to_bytes (rest);
}
