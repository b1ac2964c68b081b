/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-list-query.h"

#include <string.h>

#include "sim/codec/imap-pattern.h"

enum
{
  LONGEST_PATTERN = 2000,
  MOST_PATTERNS = 100,
};

typedef struct
{
  const char *name;
  guint bit;
} Option;

static const Option selections[] = {
  { "SUBSCRIBED", IMAP_LIST_SUBSCRIBED },
  { "SPECIAL-USE", IMAP_LIST_SPECIAL_USE },
  { "REMOTE", IMAP_LIST_REMOTE },
  { "RECURSIVEMATCH", IMAP_LIST_RECURSIVE },
};

static const Option returns[] = {
  { "SUBSCRIBED", IMAP_LIST_TELL_SUBSCRIBED },
  { "CHILDREN", IMAP_LIST_TELL_CHILDREN },
  { "SPECIAL-USE", IMAP_LIST_TELL_SPECIAL_USE },
  { "STATUS", IMAP_LIST_TELL_STATUS },
};

static gboolean
take_option (ImapScanner *scanner, const Option *options, guint n_options, guint *bits, guint *bit)
{
  for (guint i = 0; i < n_options; i++)
    if (imap_scanner_take_word (scanner, options[i].name))
      {
        *bit = options[i].bit;
        *bits |= *bit;
        return TRUE;
      }
  return FALSE;
}

/* After the "(". */
static gboolean
take_selections (ImapScanner *scanner, guint *bits)
{
  guint bit;

  if (imap_scanner_take_char (scanner, ')'))
    return TRUE;
  do
    if (!take_option (scanner, selections, G_N_ELEMENTS (selections), bits, &bit))
      return FALSE;
  while (imap_scanner_take_char (scanner, ' '));
  return imap_scanner_take_char (scanner, ')');
}

static gboolean
take_return (ImapScanner *scanner, ImapListQuery *query)
{
  guint bit;

  if (!take_option (scanner, returns, G_N_ELEMENTS (returns), &query->returns, &bit))
    return FALSE;
  return bit != IMAP_LIST_TELL_STATUS
         || (imap_scanner_take_char (scanner, ' ') && imap_server_parse_status_items (scanner, &query->status_items));
}

static gboolean
take_returns (ImapScanner *scanner, ImapListQuery *query)
{
  if (!imap_scanner_take_word (scanner, "RETURN") || !imap_scanner_take_char (scanner, ' ') || !imap_scanner_take_char (scanner, '('))
    return FALSE;
  if (imap_scanner_take_char (scanner, ')'))
    return TRUE;
  do
    if (!take_return (scanner, query))
      return FALSE;
  while (imap_scanner_take_char (scanner, ' '));
  return imap_scanner_take_char (scanner, ')');
}

/* list-mailbox: unlike other arguments it may hold "*" and "%". */
static char *
dup_pattern (ImapScanner *scanner)
{
  const char *start = scanner->at;

  if (scanner->at < scanner->end && (*scanner->at == '"' || *scanner->at == '{'))
    return imap_scanner_dup_string (scanner);
  while (scanner->at < scanner->end && g_ascii_isgraph (*scanner->at) && strchr ("(){\"\\", *scanner->at) == NULL)
    scanner->at++;
  return scanner->at > start ? g_strndup (start, (gsize) (scanner->at - start)) : NULL;
}

/* What can be no name matches none, and is left out. */
static gboolean
take_pattern (ImapServer *server, ImapScanner *scanner, const char *reference, ImapListQuery *query)
{
  g_autofree char *pattern = dup_pattern (scanner);
  g_autofree char *full = pattern != NULL ? g_strconcat (reference, pattern, NULL) : NULL;
  char *decoded;

  if (pattern == NULL || strlen (full) > LONGEST_PATTERN || query->patterns->len >= MOST_PATTERNS)
    return FALSE;
  query->is_root = *pattern == '\0' && !query->extended;
  decoded = imap_server_decode_mailbox (server, full);
  if (decoded != NULL)
    g_ptr_array_add (query->patterns, decoded);
  return TRUE;
}

/* One, or a list of them (RFC 5258 6). */
static gboolean
take_patterns (ImapServer *server, ImapScanner *scanner, const char *reference, ImapListQuery *query)
{
  if (!imap_scanner_take_char (scanner, '('))
    return take_pattern (server, scanner, reference, query);
  query->extended = TRUE;
  do
    if (!take_pattern (server, scanner, reference, query))
      return FALSE;
  while (imap_scanner_take_char (scanner, ' '));
  return imap_scanner_take_char (scanner, ')');
}

/* RECURSIVEMATCH says how another selection is meant (RFC 5258 3.1). */
static gboolean
has_good_selection (const ImapListQuery *query)
{
  return !(query->selection & IMAP_LIST_RECURSIVE) || query->selection & (IMAP_LIST_SUBSCRIBED | IMAP_LIST_SPECIAL_USE);
}

static gboolean
take_opening (ImapScanner *scanner, ImapListQuery *query)
{
  if (!imap_scanner_take_char (scanner, ' '))
    return FALSE;
  query->extended = imap_scanner_take_char (scanner, '(');
  return !query->extended || (take_selections (scanner, &query->selection) && imap_scanner_take_char (scanner, ' '));
}

const char *
imap_list_query_parse (ImapServer *server, ImapCommand *command, ImapListQuery *query)
{
  ImapScanner *rest = &command->rest;
  g_autofree char *reference = NULL;

  *query = (ImapListQuery){ .patterns = g_ptr_array_new_with_free_func (g_free) };
  if (!take_opening (rest, query) || (reference = imap_scanner_dup_astring (rest)) == NULL
      || !imap_scanner_take_char (rest, ' ') || !take_patterns (server, rest, reference, query))
    return "BAD A reference and a mailbox pattern are needed";
  if (imap_scanner_take_char (rest, ' '))
    {
      query->extended = TRUE;
      if (!take_returns (rest, query))
        return "BAD Unknown return option";
    }
  if (!imap_scanner_is_at_end (rest) || !has_good_selection (query))
    return "BAD This can't be listed";
  query->is_root = query->is_root && !query->extended;
  return NULL;
}

void
imap_list_query_clear (ImapListQuery *query)
{
  g_clear_pointer (&query->patterns, g_ptr_array_unref);
}

gboolean
imap_list_query_matches (const ImapListQuery *query, const char *name)
{
  for (guint i = 0; i < query->patterns->len; i++)
    if (imap_pattern_matches (g_ptr_array_index (query->patterns, i), name))
      return TRUE;
  return FALSE;
}
