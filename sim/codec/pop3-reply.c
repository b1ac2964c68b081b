/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/pop3-reply.h"

#include <string.h>

enum
{
  LONGEST_UIDL = 70,
};

static gboolean
starts_with (const char *line, gsize length, const char *word)
{
  gsize word_length = strlen (word);

  return length >= word_length && memcmp (line, word, word_length) == 0
         && (length == word_length || line[word_length] == ' ');
}

gboolean
pop3_reply_parse (const char *line, gsize length, gboolean *positive, char **text)
{
  gsize skip;

  *positive = starts_with (line, length, "+OK");
  if (!*positive && !starts_with (line, length, "-ERR"))
    return FALSE;
  skip = MIN (*positive ? 4 : 5, length);
  *text = g_utf8_make_valid (line + skip, (gssize) (length - skip));
  return TRUE;
}

/* Reads a decimal number at *AT. */
static gboolean
take_number (const char **at, const char *end, guint64 *value)
{
  const char *start = *at;

  for (*value = 0; *at < end && g_ascii_isdigit (**at) && *at - start < 18; (*at)++)
    *value = *value * 10 + (guint64) (**at - '0');
  return *at > start;
}

gboolean
pop3_reply_parse_stat (const char *text, guint *count, guint64 *octets)
{
  const char *at = text, *end = text + strlen (text);
  guint64 number;

  if (!take_number (&at, end, &number) || number > G_MAXINT || at == end || *at++ != ' ')
    return FALSE;
  *count = (guint) number;
  return take_number (&at, end, octets);
}

gboolean
pop3_reply_parse_uidl (const char *line, gsize length, guint *number, char **uidl)
{
  const char *at = line, *end = line + length;
  guint64 value;

  if (!take_number (&at, end, &value) || value == 0 || value > G_MAXINT || at == end || *at++ != ' ')
    return FALSE;
  if (at == end || end - at > LONGEST_UIDL)
    return FALSE;
  for (const char *p = at; p < end; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;
  *number = (guint) value;
  *uidl = g_strndup (at, (gsize) (end - at));
  return TRUE;
}
