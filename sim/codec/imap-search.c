/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-search.h"

#include "sim/codec/imap-search-key.h"

void
imap_search_free (ImapSearch *search)
{
  g_clear_pointer (&search->key, imap_search_key_free);
  g_free (search);
}

static gboolean
take_return (ImapScanner *scanner, guint *returns)
{
  static const struct
  {
    const char *word;
    ImapSearchReturn option;
  } options[] = {
    { "MIN", IMAP_SEARCH_MIN },     { "MAX", IMAP_SEARCH_MAX },   { "ALL", IMAP_SEARCH_ALL },
    { "COUNT", IMAP_SEARCH_COUNT }, { "SAVE", IMAP_SEARCH_SAVE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (imap_scanner_take_word (scanner, options[i].word))
      {
        *returns |= options[i].option;
        return TRUE;
      }
  return FALSE;
}

gboolean
imap_search_parse_return (ImapScanner *scanner, gboolean *extended, guint *returns)
{
  *returns = 0;
  *extended = imap_scanner_take_word (scanner, "RETURN");
  if (!*extended)
    return TRUE;
  if (!imap_scanner_take_char (scanner, ' ') || !imap_scanner_take_char (scanner, '('))
    return FALSE;
  if (!imap_scanner_take_char (scanner, ')'))
    {
      do
        if (!take_return (scanner, returns))
          return FALSE;
      while (imap_scanner_take_char (scanner, ' '));
      if (!imap_scanner_take_char (scanner, ')'))
        return FALSE;
    }
  if (*returns == 0)
    *returns = IMAP_SEARCH_ALL;
  return imap_scanner_take_char (scanner, ' ');
}

/* UTF-8 holds US-ASCII, so the two are one. */
static ImapSearchVerdict
take_charset (ImapScanner *scanner)
{
  g_autofree char *charset = imap_scanner_dup_astring (scanner);

  if (charset == NULL || !imap_scanner_take_char (scanner, ' '))
    return IMAP_SEARCH_BAD;
  return g_ascii_strcasecmp (charset, "UTF-8") == 0 || g_ascii_strcasecmp (charset, "US-ASCII") == 0
           ? IMAP_SEARCH_GOOD
           : IMAP_SEARCH_BAD_CHARSET;
}

static ImapSearchVerdict
take_keys (ImapScanner *scanner, ImapSearch *search)
{
  search->key = imap_search_key_parse (scanner, &search->asks_modseq);
  return search->key != NULL ? IMAP_SEARCH_GOOD : IMAP_SEARCH_BAD;
}

ImapSearchVerdict
imap_search_parse (ImapScanner *scanner, ImapSearch **search)
{
  g_autoptr (ImapSearch) parsed = g_new0 (ImapSearch, 1);
  ImapSearchVerdict verdict = IMAP_SEARCH_GOOD;

  if (!imap_search_parse_return (scanner, &parsed->extended, &parsed->returns))
    return IMAP_SEARCH_BAD;
  if (imap_scanner_take_word (scanner, "CHARSET"))
    verdict = imap_scanner_take_char (scanner, ' ') ? take_charset (scanner) : IMAP_SEARCH_BAD;
  if (verdict == IMAP_SEARCH_GOOD)
    verdict = take_keys (scanner, parsed);
  if (verdict == IMAP_SEARCH_GOOD)
    *search = g_steal_pointer (&parsed);
  return verdict;
}

ImapSearchVerdict
imap_search_parse_with_charset (ImapScanner *scanner, ImapSearch **search)
{
  g_autoptr (ImapSearch) parsed = g_new0 (ImapSearch, 1);
  ImapSearchVerdict verdict = take_charset (scanner);

  if (verdict == IMAP_SEARCH_GOOD)
    verdict = take_keys (scanner, parsed);
  if (verdict == IMAP_SEARCH_GOOD)
    *search = g_steal_pointer (&parsed);
  return verdict;
}
