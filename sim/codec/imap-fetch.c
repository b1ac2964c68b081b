/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-fetch.h"

#include <string.h>

typedef struct
{
  const char *asked;
  ImapFetchKind kind;
  const char *name; /* in the answer */
  gboolean sees;
  gboolean bracket; /* a section follows */
  ImapSectionKind means;
} Name;

static const Name names[] = {
  { "UID", IMAP_FETCH_UID, "UID" },
  { "FLAGS", IMAP_FETCH_FLAGS, "FLAGS" },
  { "INTERNALDATE", IMAP_FETCH_INTERNALDATE, "INTERNALDATE" },
  { "RFC822.SIZE", IMAP_FETCH_SIZE, "RFC822.SIZE" },
  { "MODSEQ", IMAP_FETCH_MODSEQ, "MODSEQ" },
  { "ENVELOPE", IMAP_FETCH_ENVELOPE, "ENVELOPE" },
  { "BODYSTRUCTURE", IMAP_FETCH_FULL_STRUCTURE, "BODYSTRUCTURE" },
  { "BODY", IMAP_FETCH_STRUCTURE, "BODY" },
  { "RFC822", IMAP_FETCH_SECTION, "RFC822", TRUE, FALSE, IMAP_SECTION_ALL },
  { "RFC822.HEADER", IMAP_FETCH_SECTION, "RFC822.HEADER", FALSE, FALSE, IMAP_SECTION_HEADER },
  { "RFC822.TEXT", IMAP_FETCH_SECTION, "RFC822.TEXT", TRUE, FALSE, IMAP_SECTION_TEXT },
  { "BODY", IMAP_FETCH_SECTION, "BODY", TRUE, TRUE },
  { "BODY.PEEK", IMAP_FETCH_SECTION, "BODY", FALSE, TRUE },
  { "BINARY", IMAP_FETCH_BINARY, "BINARY", TRUE, TRUE },
  { "BINARY.PEEK", IMAP_FETCH_BINARY, "BINARY", FALSE, TRUE },
  { "BINARY.SIZE", IMAP_FETCH_BINARY_SIZE, "BINARY.SIZE", FALSE, TRUE },
};

static const struct
{
  const char *name;
  const char *meaning;
} macros[] = {
  { "ALL", "(FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)" },
  { "FAST", "(FLAGS INTERNALDATE RFC822.SIZE)" },
  { "FULL", "(FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODY)" },
};

static void
clear_item (gpointer data)
{
  g_clear_pointer (&((ImapFetchItem *) data)->section, imap_section_free);
}

void
imap_fetch_free (ImapFetch *fetch)
{
  g_array_unref (fetch->items);
  g_free (fetch);
}

gboolean
imap_fetch_has (const ImapFetch *fetch, ImapFetchKind kind)
{
  for (guint i = 0; i < fetch->items->len; i++)
    if (g_array_index (fetch->items, ImapFetchItem, i).kind == kind)
      return TRUE;
  return FALSE;
}

gboolean
imap_fetch_sees (const ImapFetch *fetch)
{
  for (guint i = 0; i < fetch->items->len; i++)
    if (g_array_index (fetch->items, ImapFetchItem, i).sees)
      return TRUE;
  return FALSE;
}

void
imap_fetch_add (ImapFetch *fetch, ImapFetchKind kind)
{
  ImapFetchItem item = { .kind = kind };

  for (guint i = 0; i < G_N_ELEMENTS (names) && item.name == NULL; i++)
    if (names[i].kind == kind)
      item.name = names[i].name;
  if (!imap_fetch_has (fetch, kind))
    g_array_prepend_val (fetch->items, item);
}

/* "<0.512>" after a section; "<512>" is all from there on. FALSE where it is malformed. */
static gboolean
take_partial (ImapScanner *scanner, ImapFetchItem *item)
{
  if (item->kind == IMAP_FETCH_BINARY_SIZE || !imap_scanner_take_char (scanner, '<'))
    return TRUE;
  item->partial = TRUE;
  item->count = G_MAXUINT32;
  if (!imap_scanner_take_number (scanner, &item->offset))
    return FALSE;
  if (imap_scanner_take_char (scanner, '.') && (!imap_scanner_take_number (scanner, &item->count) || item->count == 0))
    return FALSE;
  return imap_scanner_take_char (scanner, '>');
}

/* The letters and dots of a name. */
static gsize
measure_name (const ImapScanner *scanner)
{
  const char *at = scanner->at;

  while (at < scanner->end && (g_ascii_isalnum (*at) || *at == '.'))
    at++;
  return (gsize) (at - scanner->at);
}

/* The row for the name at SCANNER, and past it; NULL where it is unknown. */
static const Name *
take_name (ImapScanner *scanner)
{
  gsize length = measure_name (scanner);
  gboolean bracket = scanner->at + length < scanner->end && scanner->at[length] == '[';

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i].asked) == length && names[i].bracket == bracket
        && g_ascii_strncasecmp (scanner->at, names[i].asked, length) == 0)
      {
        scanner->at += length;
        return &names[i];
      }
  return NULL;
}

static gboolean
take_item (ImapScanner *scanner, ImapFetch *fetch)
{
  const Name *name = take_name (scanner);
  ImapFetchItem item = { 0 };

  if (name == NULL)
    return FALSE;
  item = (ImapFetchItem){ .kind = name->kind, .name = name->name, .sees = name->sees };
  if (name->bracket)
    item.section = imap_section_parse (scanner);
  else if (name->kind == IMAP_FETCH_SECTION)
    item.section = imap_section_new (name->means);
  item.whole_name = !name->bracket;
  if ((name->bracket && item.section == NULL) || (name->bracket && !take_partial (scanner, &item)))
    {
      clear_item (&item);
      return FALSE;
    }
  if (item.section != NULL || !imap_fetch_has (fetch, item.kind))
    g_array_append_val (fetch->items, item);
  return TRUE;
}

static gboolean
take_items (ImapScanner *scanner, ImapFetch *fetch)
{
  if (!imap_scanner_take_char (scanner, '('))
    return take_item (scanner, fetch);
  do
    if (!take_item (scanner, fetch))
      return FALSE;
  while (imap_scanner_take_char (scanner, ' '));
  return imap_scanner_take_char (scanner, ')');
}

static gboolean
take_macro_or_items (ImapScanner *scanner, ImapFetch *fetch)
{
  ImapScanner meaning;

  for (guint i = 0; i < G_N_ELEMENTS (macros); i++)
    if (imap_scanner_take_word (scanner, macros[i].name))
      {
        imap_scanner_init (&meaning, macros[i].meaning, strlen (macros[i].meaning));
        return take_items (&meaning, fetch);
      }
  return take_items (scanner, fetch);
}

static gboolean
take_modifier (ImapScanner *scanner, ImapFetch *fetch)
{
  if (imap_scanner_take_word (scanner, "VANISHED"))
    {
      fetch->vanished = TRUE;
      return TRUE;
    }
  fetch->changed_only = TRUE;
  return imap_scanner_take_word (scanner, "CHANGEDSINCE") && imap_scanner_take_char (scanner, ' ')
         && imap_scanner_take_number64 (scanner, &fetch->changed_since);
}

/* " (CHANGEDSINCE 7 VANISHED)", if anything (RFC 7162 3.1.4.1). */
static gboolean
take_modifiers (ImapScanner *scanner, ImapFetch *fetch)
{
  if (!imap_scanner_take_char (scanner, ' '))
    return TRUE;
  if (!imap_scanner_take_char (scanner, '('))
    return FALSE;
  do
    if (!take_modifier (scanner, fetch))
      return FALSE;
  while (imap_scanner_take_char (scanner, ' '));
  return imap_scanner_take_char (scanner, ')') && (fetch->changed_only || !fetch->vanished);
}

ImapFetch *
imap_fetch_parse (ImapScanner *scanner)
{
  g_autoptr (ImapFetch) fetch = g_new0 (ImapFetch, 1);

  fetch->items = g_array_new (FALSE, FALSE, sizeof (ImapFetchItem));
  g_array_set_clear_func (fetch->items, clear_item);
  if (!take_macro_or_items (scanner, fetch) || !take_modifiers (scanner, fetch))
    return NULL;
  if (fetch->changed_only)
    imap_fetch_add (fetch, IMAP_FETCH_MODSEQ);
  return g_steal_pointer (&fetch);
}
