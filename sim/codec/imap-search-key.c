/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-search-key.h"

#include <string.h>

#include "sim/codec/imap-sequence.h"
#include "sim/codec/text-collation.h"

enum
{
  DEEPEST = 500, /* parentheses, NOT and OR within each other */
  DAYS_TO_1970 = 719163, /* as GDate counts */
};

/* What follows the word of a key. */
typedef enum
{
  NOTHING,
  STRING,
  ATOM,
  DATE,
  NUMBER,
  FIELD,    /* name and string */
  SEQUENCE,
  MODSEQ,
  ONE_KEY,
  TWO_KEYS,
} Argument;

typedef struct
{
  const char *word;
  ImapSearchKeyKind kind;
  Argument argument;
  gboolean negated;
  const char *fixed; /* the flag or the field name that the word means */
} Word;

static const Word words[] = {
  { "ALL", IMAP_SEARCH_KEY_ALL, NOTHING },
  { "ANSWERED", IMAP_SEARCH_KEY_FLAG, NOTHING, FALSE, "\\Answered" },
  { "DELETED", IMAP_SEARCH_KEY_FLAG, NOTHING, FALSE, "\\Deleted" },
  { "DRAFT", IMAP_SEARCH_KEY_FLAG, NOTHING, FALSE, "\\Draft" },
  { "FLAGGED", IMAP_SEARCH_KEY_FLAG, NOTHING, FALSE, "\\Flagged" },
  { "SEEN", IMAP_SEARCH_KEY_FLAG, NOTHING, FALSE, "\\Seen" },
  { "UNANSWERED", IMAP_SEARCH_KEY_FLAG, NOTHING, TRUE, "\\Answered" },
  { "UNDELETED", IMAP_SEARCH_KEY_FLAG, NOTHING, TRUE, "\\Deleted" },
  { "UNDRAFT", IMAP_SEARCH_KEY_FLAG, NOTHING, TRUE, "\\Draft" },
  { "UNFLAGGED", IMAP_SEARCH_KEY_FLAG, NOTHING, TRUE, "\\Flagged" },
  { "UNSEEN", IMAP_SEARCH_KEY_FLAG, NOTHING, TRUE, "\\Seen" },
  { "KEYWORD", IMAP_SEARCH_KEY_FLAG, ATOM },
  { "UNKEYWORD", IMAP_SEARCH_KEY_FLAG, ATOM, TRUE },
  { "RECENT", IMAP_SEARCH_KEY_RECENT, NOTHING },
  { "OLD", IMAP_SEARCH_KEY_RECENT, NOTHING, TRUE },
  { "NEW", IMAP_SEARCH_KEY_NEW, NOTHING },
  { "BCC", IMAP_SEARCH_KEY_ADDRESS, STRING, FALSE, "Bcc" },
  { "CC", IMAP_SEARCH_KEY_ADDRESS, STRING, FALSE, "Cc" },
  { "FROM", IMAP_SEARCH_KEY_ADDRESS, STRING, FALSE, "From" },
  { "TO", IMAP_SEARCH_KEY_ADDRESS, STRING, FALSE, "To" },
  { "SUBJECT", IMAP_SEARCH_KEY_HEADER, STRING, FALSE, "Subject" },
  { "HEADER", IMAP_SEARCH_KEY_HEADER, FIELD },
  { "BODY", IMAP_SEARCH_KEY_BODY, STRING },
  { "TEXT", IMAP_SEARCH_KEY_TEXT, STRING },
  { "BEFORE", IMAP_SEARCH_KEY_BEFORE, DATE },
  { "ON", IMAP_SEARCH_KEY_ON, DATE },
  { "SINCE", IMAP_SEARCH_KEY_SINCE, DATE },
  { "SENTBEFORE", IMAP_SEARCH_KEY_SENT_BEFORE, DATE },
  { "SENTON", IMAP_SEARCH_KEY_SENT_ON, DATE },
  { "SENTSINCE", IMAP_SEARCH_KEY_SENT_SINCE, DATE },
  { "LARGER", IMAP_SEARCH_KEY_LARGER, NUMBER },
  { "SMALLER", IMAP_SEARCH_KEY_SMALLER, NUMBER },
  { "UID", IMAP_SEARCH_KEY_UIDS, SEQUENCE },
  { "MODSEQ", IMAP_SEARCH_KEY_MODSEQ, MODSEQ },
  { "NOT", IMAP_SEARCH_KEY_NOT, ONE_KEY },
  { "OR", IMAP_SEARCH_KEY_OR, TWO_KEYS },
};

typedef struct
{
  ImapScanner *scanner;
  guint depth;
  gboolean asks_modseq;
} Parser;

ImapSearchKey *
imap_search_key_new (ImapSearchKeyKind kind)
{
  ImapSearchKey *key = g_new0 (ImapSearchKey, 1);

  key->kind = kind;
  return key;
}

void
imap_search_key_free (ImapSearchKey *key)
{
  g_clear_pointer (&key->sequence, g_array_unref);
  g_clear_pointer (&key->children, g_ptr_array_unref);
  g_free (key->name);
  g_free (key->text);
  g_free (key);
}

static void
add_child (ImapSearchKey *key, ImapSearchKey *child)
{
  if (key->children == NULL)
    key->children = g_ptr_array_new_with_free_func ((GDestroyNotify) imap_search_key_free);
  g_ptr_array_add (key->children, child);
}

static gboolean
take_space (Parser *parser)
{
  return imap_scanner_take_char (parser->scanner, ' ');
}

static gboolean
take_string (Parser *parser, ImapSearchKey *key)
{
  g_autofree char *text = take_space (parser) ? imap_scanner_dup_astring (parser->scanner) : NULL;

  if (text != NULL)
    key->text = text_collation_fold (text, -1);
  return text != NULL;
}

static gboolean
take_atom (Parser *parser, ImapSearchKey *key)
{
  const char *atom;
  gsize length;

  if (!take_space (parser) || !imap_scanner_take_atom (parser->scanner, &atom, &length))
    return FALSE;
  key->text = g_strndup (atom, length);
  return TRUE;
}

static gboolean
take_field (Parser *parser, ImapSearchKey *key)
{
  key->name = take_space (parser) ? imap_scanner_dup_astring (parser->scanner) : NULL;
  return key->name != NULL && take_string (parser, key);
}

static gboolean
take_number (Parser *parser, ImapSearchKey *key)
{
  guint64 number;

  if (!take_space (parser) || !imap_scanner_take_number64 (parser->scanner, &number))
    return FALSE;
  key->number = (gint64) number;
  return TRUE;
}

/* 1 … 12; 0 where NAME is none. */
static guint
find_month (const char *name)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

  for (guint i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (months + 3 * i, name, 3) == 0)
      return i + 1;
  return 0;
}

/* "1-Feb-1994" (RFC 3501 9, date-text) */
static gboolean
parse_date (const char *text, gint64 *day)
{
  gsize digits = strspn (text, "0123456789");
  const char *month = text + digits;
  GDate date;
  guint number;

  if (digits < 1 || digits > 2 || strlen (month) != 9 || month[0] != '-' || month[4] != '-'
      || strspn (month + 5, "0123456789") != 4)
    return FALSE;
  number = find_month (month + 1);
  if (number == 0 || !g_date_valid_dmy ((GDateDay) atoi (text), (GDateMonth) number, (GDateYear) atoi (month + 5)))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) atoi (text), (GDateMonth) number, (GDateYear) atoi (month + 5));
  *day = (gint64) g_date_get_julian (&date) - DAYS_TO_1970;
  return TRUE;
}

static gboolean
take_date (Parser *parser, ImapSearchKey *key)
{
  g_autofree char *text = take_space (parser) ? imap_scanner_dup_astring (parser->scanner) : NULL;

  return text != NULL && parse_date (text, &key->number);
}

/* A set, or "$", the saved result (RFC 5182 2.1). */
static gboolean
take_sequence (Parser *parser, ImapSearchKey *key)
{
  if (imap_scanner_take_word (parser->scanner, "$"))
    {
      key->kind = IMAP_SEARCH_KEY_SAVED;
      return TRUE;
    }
  key->sequence = imap_sequence_parse (parser->scanner);
  return key->sequence != NULL;
}

/* "[entry-name entry-type-req] number" (RFC 7162 3.1.5). There is one count for all entries. */
static gboolean
take_modseq (Parser *parser, ImapSearchKey *key)
{
  ImapScanner ahead = *parser->scanner;
  g_autofree char *entry = NULL;
  guint64 ignored;

  parser->asks_modseq = TRUE;
  if (imap_scanner_take_char (&ahead, ' ') && !imap_scanner_take_number64 (&ahead, &ignored))
    {
      entry = imap_scanner_dup_string (&ahead);
      if (entry == NULL || !imap_scanner_take_char (&ahead, ' ')
          || (!imap_scanner_take_word (&ahead, "all") && !imap_scanner_take_word (&ahead, "shared")
              && !imap_scanner_take_word (&ahead, "priv")))
        return FALSE;
      *parser->scanner = ahead;
    }
  return take_number (parser, key);
}

static ImapSearchKey *take_key (Parser *parser);

static gboolean
take_keys (Parser *parser, ImapSearchKey *key, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      ImapSearchKey *child = take_space (parser) ? take_key (parser) : NULL;

      if (child == NULL)
        return FALSE;
      add_child (key, child);
    }
  return TRUE;
}

static gboolean
take_argument (Parser *parser, Argument argument, ImapSearchKey *key)
{
  switch (argument)
    {
    case NOTHING:
      return TRUE;
    case STRING:
      return take_string (parser, key);
    case ATOM:
      return take_atom (parser, key);
    case DATE:
      return take_date (parser, key);
    case NUMBER:
      return take_number (parser, key);
    case FIELD:
      return take_field (parser, key);
    case SEQUENCE:
      return take_space (parser) && take_sequence (parser, key);
    case MODSEQ:
      return take_modseq (parser, key);
    case ONE_KEY:
      return take_keys (parser, key, 1);
    case TWO_KEYS:
      return take_keys (parser, key, 2);
    }
  g_assert_not_reached ();
}

static ImapSearchKey *
negate (ImapSearchKey *key)
{
  ImapSearchKey *not = imap_search_key_new (IMAP_SEARCH_KEY_NOT);

  add_child (not, key);
  return not;
}

static ImapSearchKey *
take_word_key (Parser *parser)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (imap_scanner_take_word (parser->scanner, words[i].word))
      {
        const Word *word = &words[i];
        g_autoptr (ImapSearchKey) key = imap_search_key_new (word->kind);

        if (word->fixed != NULL && word->kind == IMAP_SEARCH_KEY_FLAG)
          key->text = g_strdup (word->fixed);
        else
          key->name = g_strdup (word->fixed);
        if (!take_argument (parser, word->argument, key))
          return NULL;
        return word->negated ? negate (g_steal_pointer (&key)) : g_steal_pointer (&key);
      }
  return NULL;
}

/* Keys parted by spaces: all of them have to match. */
static ImapSearchKey *
take_list (Parser *parser)
{
  g_autoptr (ImapSearchKey) list = imap_search_key_new (IMAP_SEARCH_KEY_AND);

  do
    {
      ImapSearchKey *key = take_key (parser);

      if (key == NULL)
        return NULL;
      add_child (list, key);
    }
  while (take_space (parser));
  return g_steal_pointer (&list);
}

static ImapSearchKey *
take_numbers (Parser *parser)
{
  g_autoptr (ImapSearchKey) key = imap_search_key_new (IMAP_SEARCH_KEY_NUMBERS);

  return take_sequence (parser, key) ? g_steal_pointer (&key) : NULL;
}

static ImapSearchKey *
take_parenthesised (Parser *parser)
{
  g_autoptr (ImapSearchKey) list = take_list (parser);

  return list != NULL && imap_scanner_take_char (parser->scanner, ')') ? g_steal_pointer (&list) : NULL;
}

static ImapSearchKey *
take_key (Parser *parser)
{
  const ImapScanner *scanner = parser->scanner;
  ImapSearchKey *key;

  if (parser->depth == DEEPEST || scanner->at == scanner->end)
    return NULL;
  parser->depth++;
  if (imap_scanner_take_char (parser->scanner, '('))
    key = take_parenthesised (parser);
  else if (strchr ("*$0123456789", *scanner->at) != NULL)
    key = take_numbers (parser);
  else
    key = take_word_key (parser);
  parser->depth--;
  return key;
}

ImapSearchKey *
imap_search_key_parse (ImapScanner *scanner, gboolean *asks_modseq)
{
  Parser parser = { .scanner = scanner };
  g_autoptr (ImapSearchKey) key = take_list (&parser);

  *asks_modseq = parser.asks_modseq;
  return key != NULL && imap_scanner_is_at_end (scanner) ? g_steal_pointer (&key) : NULL;
}
