/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-scanner.h"

#include <string.h>

void
imap_scanner_init (ImapScanner *scanner, const char *bytes, gsize length)
{
  scanner->at = bytes;
  scanner->end = bytes + length;
}

gboolean
imap_scanner_is_at_end (const ImapScanner *scanner)
{
  return scanner->at == scanner->end;
}

gboolean
imap_scanner_take_char (ImapScanner *scanner, char c)
{
  if (scanner->at == scanner->end || *scanner->at != c)
    return FALSE;
  scanner->at++;
  return TRUE;
}

/* ATOM-CHAR and "]", which an astring may hold (RFC 3501 9). */
static gboolean
is_atom_char (char c)
{
  return g_ascii_isgraph (c) && strchr ("(){%*\"\\", c) == NULL;
}

gboolean
imap_scanner_take_atom (ImapScanner *scanner, const char **atom, gsize *length)
{
  const char *at = scanner->at;

  while (at < scanner->end && is_atom_char (*at))
    at++;
  if (at == scanner->at)
    return FALSE;
  *atom = scanner->at;
  *length = (gsize) (at - scanner->at);
  scanner->at = at;
  return TRUE;
}

gboolean
imap_scanner_take_word (ImapScanner *scanner, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scanner->end - scanner->at) < length
      || g_ascii_strncasecmp (scanner->at, word, length) != 0
      || (scanner->at + length < scanner->end && is_atom_char (scanner->at[length])))
    return FALSE;
  scanner->at += length;
  return TRUE;
}

/* Digits that say MOST at most. */
static gboolean
take_digits (ImapScanner *scanner, guint64 most, guint64 *number)
{
  const char *at = scanner->at;
  guint64 value = 0;

  for (; at < scanner->end && g_ascii_isdigit (*at); at++)
    {
      guint64 digit = (guint64) (*at - '0');

      if (value > (most - digit) / 10)
        return FALSE;
      value = value * 10 + digit;
    }
  if (at == scanner->at)
    return FALSE;
  *number = value;
  scanner->at = at;
  return TRUE;
}

gboolean
imap_scanner_take_number (ImapScanner *scanner, guint32 *number)
{
  guint64 value;

  if (!take_digits (scanner, G_MAXUINT32, &value))
    return FALSE;
  *number = (guint32) value;
  return TRUE;
}

gboolean
imap_scanner_take_number64 (ImapScanner *scanner, guint64 *number)
{
  return take_digits (scanner, G_MAXINT64, number);
}

gboolean
imap_scanner_take_literal (ImapScanner *scanner, const char **bytes, gsize *length)
{
  ImapScanner ahead = *scanner;
  guint32 size;

  if (!imap_scanner_take_char (&ahead, '{') || !imap_scanner_take_number (&ahead, &size))
    return FALSE;
  imap_scanner_take_char (&ahead, '+');
  if (!imap_scanner_take_char (&ahead, '}'))
    return FALSE;
  imap_scanner_take_char (&ahead, '\r');
  if (!imap_scanner_take_char (&ahead, '\n') || (gsize) (ahead.end - ahead.at) < size)
    return FALSE;
  *bytes = ahead.at;
  *length = size;
  scanner->at = ahead.at + size;
  return TRUE;
}

/* The closing quote of the quoted string at AT, or NULL. */
static const char *
find_quote (const char *at, const char *end)
{
  for (at++; at < end && *at != '"'; at++)
    {
      if (*at == '\\')
        at++;
      if (at == end || *at == '\r' || *at == '\n')
        return NULL;
    }
  return at < end ? at : NULL;
}

static char *
dup_quoted (ImapScanner *scanner)
{
  const char *close = find_quote (scanner->at, scanner->end);
  GString *text;

  if (close == NULL || memchr (scanner->at, '\0', (gsize) (close - scanner->at)) != NULL)
    return NULL;
  text = g_string_sized_new ((gsize) (close - scanner->at));
  for (const char *from = scanner->at + 1; from < close; from++)
    {
      if (*from == '\\')
        from++;
      g_string_append_c (text, *from);
    }
  scanner->at = close + 1;
  return g_string_free (text, FALSE);
}

char *
imap_scanner_dup_string (ImapScanner *scanner)
{
  ImapScanner ahead = *scanner;
  const char *bytes;
  gsize length;

  if (scanner->at < scanner->end && *scanner->at == '"')
    return dup_quoted (scanner);
  if (!imap_scanner_take_literal (&ahead, &bytes, &length) || memchr (bytes, '\0', length) != NULL)
    return NULL;
  *scanner = ahead;
  return g_strndup (bytes, length);
}

char *
imap_scanner_dup_astring (ImapScanner *scanner)
{
  const char *atom;
  gsize length;

  if (imap_scanner_take_atom (scanner, &atom, &length))
    return g_strndup (atom, length);
  return imap_scanner_dup_string (scanner);
}

/* One value without parentheses. Flags begin with a backslash. */
static gboolean
skip_plain (ImapScanner *scanner)
{
  const char *bytes;
  gsize length;

  if (scanner->at < scanner->end && *scanner->at == '"')
    {
      const char *close = find_quote (scanner->at, scanner->end);

      if (close != NULL)
        scanner->at = close + 1;
      return close != NULL;
    }
  imap_scanner_take_char (scanner, '\\');
  return imap_scanner_take_literal (scanner, &bytes, &length)
         || imap_scanner_take_atom (scanner, &bytes, &length)
         || imap_scanner_take_char (scanner, '*');
}

gboolean
imap_scanner_skip_value (ImapScanner *scanner)
{
  guint depth = 0;

  do
    {
      while (imap_scanner_take_char (scanner, ' '))
        ;
      if (imap_scanner_take_char (scanner, '('))
        depth++;
      else if (depth > 0 && imap_scanner_take_char (scanner, ')'))
        depth--;
      else if (!skip_plain (scanner))
        return FALSE;
    }
  while (depth > 0);
  return TRUE;
}

void
imap_scanner_write_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}
