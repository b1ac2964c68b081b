/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mail-message.h"

#include <string.h>

/* One field, folded lines and all: BYTES … END, its value from VALUE on. */
typedef struct
{
  const char *name;
  gsize name_length;
  const char *value;
  const char *end;
} Field;

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

/* Takes the field at *AT and moves on. FALSE at the end of the header. */
static gboolean
next_field (const char **at, const char *end, Field *field)
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

static gboolean
is_named (const Field *field, const char *name, gsize length)
{
  return field->name_length == length && g_ascii_strncasecmp (field->name, name, length) == 0;
}

/* RFC 5322 2.2.3: the line ends go, the white space stays. NULs end nothing, they go too. */
static char *
dup_unfolded (const Field *field)
{
  char *value = g_malloc ((gsize) (field->end - field->value) + 1), *to = value;

  for (const char *from = field->value; from < field->end; from++)
    if (*from != '\r' && *from != '\n' && *from != '\0')
      *to++ = *from;
  *to = '\0';
  return g_strstrip (value);
}

char *
mail_message_dup_field (const char *bytes, gsize length, const char *name)
{
  const char *at = bytes, *end = bytes + length;
  gsize name_length = strlen (name);
  Field field;

  while (next_field (&at, end, &field))
    if (is_named (&field, name, name_length))
      return dup_unfolded (&field);
  return NULL;
}

guint
mail_message_count_field (const char *bytes, gsize length, const char *name)
{
  const char *at = bytes, *end = bytes + length;
  gsize name_length = strlen (name);
  guint count = 0;
  Field field;

  while (next_field (&at, end, &field))
    if (is_named (&field, name, name_length))
      count++;
  return count;
}

gsize
mail_message_header_length (const char *bytes, gsize length)
{
  const char *at = bytes, *end = bytes + length;

  while (at < end && !is_empty_line (at, end))
    at = skip_line (at, end);
  return (gsize) ((at < end ? skip_line (at, end) : end) - bytes);
}
