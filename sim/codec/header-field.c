/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/header-field.h"

#include <string.h>

static const char *
skip_line (const char *at, const char *end)
{
  const char *newline = memchr (at, '\n', (gsize) (end - at));

  return newline != NULL ? newline + 1 : end;
}

/* Whether an empty line is at AT, where the header ends. */
static gboolean
is_empty_line (const char *at, const char *end)
{
  return *at == '\n' || (*at == '\r' && at + 1 < end && at[1] == '\n');
}

gboolean
header_field_next (const char **at, const char *end, HeaderField *field)
{
  const char *colon;

  if (*at >= end || is_empty_line (*at, end))
    return FALSE;
  field->name = *at;
  *at = skip_line (*at, end);
  colon = memchr (field->name, ':', (gsize) (*at - field->name));
  while (*at < end && (**at == ' ' || **at == '\t'))
    *at = skip_line (*at, end);
  field->end = *at;
  field->name_length = colon != NULL ? (gsize) (colon - field->name) : 0;
  field->value = colon != NULL ? colon + 1 : *at;
  while (field->name_length > 0 && g_ascii_isspace (field->name[field->name_length - 1]))
    field->name_length--;
  return TRUE;
}

gboolean
header_field_find (const char *header, const char *end, const char *name, HeaderField *field)
{
  while (header_field_next (&header, end, field))
    if (header_field_is_named (field, name))
      return TRUE;
  return FALSE;
}

gboolean
header_field_is_named (const HeaderField *field, const char *name)
{
  return strlen (name) == field->name_length && g_ascii_strncasecmp (field->name, name, field->name_length) == 0;
}

char *
header_field_dup_value (const HeaderField *field)
{
  char *value = g_malloc ((gsize) (field->end - field->value) + 1), *to = value;

  for (const char *from = field->value; from < field->end; from++)
    if (*from != '\r' && *from != '\n' && *from != '\0')
      *to++ = *from;
  *to = '\0';
  return g_strstrip (value);
}

gsize
header_field_skip_all (const char *bytes, gsize length)
{
  const char *at = bytes, *end = bytes + length;

  while (at < end && !is_empty_line (at, end))
    at = skip_line (at, end);
  return (gsize) ((at < end ? skip_line (at, end) : end) - bytes);
}
