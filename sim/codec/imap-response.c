/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-response.h"

#include <string.h>

static gboolean
take_word (ImapResponse *response)
{
  const char *word;
  gsize length;

  if (!imap_scanner_take_atom (&response->rest, &word, &length))
    return FALSE;
  length = MIN (length, sizeof response->word - 1);
  for (gsize i = 0; i < length; i++)
    response->word[i] = g_ascii_toupper (word[i]);
  response->word[length] = '\0';
  imap_scanner_take_char (&response->rest, ' ');
  return TRUE;
}

gboolean
imap_response_parse (const char *line, gsize length, ImapResponse *response)
{
  *response = (ImapResponse){ .kind = IMAP_RESPONSE_TAGGED };
  imap_scanner_init (&response->rest, line, length);
  if (imap_scanner_take_char (&response->rest, '+'))
    {
      response->kind = IMAP_RESPONSE_CONTINUE;
      return TRUE;
    }
  if (imap_scanner_take_char (&response->rest, '*'))
    response->kind = IMAP_RESPONSE_UNTAGGED;
  else if (!imap_scanner_take_atom (&response->rest, &response->tag, &response->tag_length))
    return FALSE;
  if (!imap_scanner_take_char (&response->rest, ' '))
    return FALSE;
  if (response->kind == IMAP_RESPONSE_UNTAGGED && imap_scanner_take_number (&response->rest, &response->number)
      && !imap_scanner_take_char (&response->rest, ' '))
    return FALSE;
  return take_word (response);
}

gboolean
imap_response_find_code (const ImapResponse *response, const char *code, guint32 *number)
{
  ImapScanner scanner = response->rest;

  return imap_scanner_take_char (&scanner, '[') && imap_scanner_take_word (&scanner, code)
         && imap_scanner_take_char (&scanner, ' ') && imap_scanner_take_number (&scanner, number);
}

char *
imap_response_dup_text (const ImapResponse *response)
{
  const char *at = response->rest.at, *end = response->rest.end, *close;

  if (at < end && *at == '[' && (close = memchr (at, ']', (gsize) (end - at))) != NULL)
    at = close + 1;
  while (at < end && *at == ' ')
    at++;
  return g_utf8_make_valid (at, end - at);
}

/* A data item's name; brackets may hold spaces, "BODY[HEADER.FIELDS (TO)]". */
static gboolean
take_name (ImapScanner *scanner, const char **name, gsize *length)
{
  const char *at = scanner->at;
  gboolean bracket = FALSE;

  for (; at < scanner->end && (bracket || (*at != ' ' && *at != ')')); at++)
    {
      if (*at == '[')
        bracket = TRUE;
      else if (*at == ']')
        bracket = FALSE;
    }
  *name = scanner->at;
  *length = (gsize) (at - scanner->at);
  scanner->at = at;
  return *length > 0 && imap_scanner_take_char (scanner, ' ');
}

static gboolean
is_name (const char *name, gsize length, const char *wanted)
{
  return strlen (wanted) == length && g_ascii_strncasecmp (name, wanted, length) == 0;
}

gboolean
imap_response_parse_fetch (const ImapResponse *response, ImapFetched *fetched)
{
  ImapScanner scanner = response->rest;

  *fetched = (ImapFetched){ 0 };
  if (!imap_scanner_take_char (&scanner, '('))
    return FALSE;
  do
    {
      const char *name;
      gsize name_length;

      if (!take_name (&scanner, &name, &name_length))
        return FALSE;
      if (is_name (name, name_length, "UID") && imap_scanner_take_number (&scanner, &fetched->uid))
        continue;
      if (is_name (name, name_length, "BODY[]") && imap_scanner_take_literal (&scanner, &fetched->content, &fetched->length))
        continue;
      if (is_name (name, name_length, "FLAGS"))
        {
          fetched->has_flags = TRUE;
          fetched->flags = scanner;
        }
      if (!imap_scanner_skip_value (&scanner))
        return FALSE;
    }
  while (imap_scanner_take_char (&scanner, ' '));
  return imap_scanner_take_char (&scanner, ')');
}

/* The capabilities of RESPONSE, from the first one on. FALSE where it has none. */
static gboolean
find_capabilities (const ImapResponse *response, ImapScanner *scanner)
{
  *scanner = response->rest;
  if (strcmp (response->word, "CAPABILITY") == 0)
    return TRUE;
  return imap_scanner_take_char (scanner, '[') && imap_scanner_take_word (scanner, "CAPABILITY") && imap_scanner_take_char (scanner, ' ');
}

gboolean
imap_response_has_capabilities (const ImapResponse *response)
{
  ImapScanner scanner;

  return find_capabilities (response, &scanner);
}

gboolean
imap_response_offers (const ImapResponse *response, const char *name)
{
  ImapScanner scanner;
  const char *atom;
  gsize length;

  if (!find_capabilities (response, &scanner))
    return FALSE;
  while (imap_scanner_take_atom (&scanner, &atom, &length))
    {
      length -= atom[length - 1] == ']'; /* the last one in a code; an atom may end so elsewhere */
      if (is_name (atom, length, name))
        return TRUE;
      imap_scanner_take_char (&scanner, ' ');
    }
  return FALSE;
}
