/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-search-key: the tree that a search is. Only imap-search's own files include it.
 */
#pragma once

#include "sim/codec/imap-search.h"

typedef enum
{
  IMAP_SEARCH_KEY_ALL,
  IMAP_SEARCH_KEY_AND,
  IMAP_SEARCH_KEY_OR,
  IMAP_SEARCH_KEY_NOT,
  IMAP_SEARCH_KEY_FLAG,    /* TEXT */
  IMAP_SEARCH_KEY_RECENT,
  IMAP_SEARCH_KEY_NEW,
  IMAP_SEARCH_KEY_ADDRESS, /* TEXT in an address of the field NAME */
  IMAP_SEARCH_KEY_HEADER,  /* TEXT in the field NAME; "": it is there */
  IMAP_SEARCH_KEY_BODY,
  IMAP_SEARCH_KEY_TEXT,
  IMAP_SEARCH_KEY_BEFORE,  /* the day NUMBER */
  IMAP_SEARCH_KEY_ON,
  IMAP_SEARCH_KEY_SINCE,
  IMAP_SEARCH_KEY_SENT_BEFORE,
  IMAP_SEARCH_KEY_SENT_ON,
  IMAP_SEARCH_KEY_SENT_SINCE,
  IMAP_SEARCH_KEY_LARGER,  /* than NUMBER bytes */
  IMAP_SEARCH_KEY_SMALLER,
  IMAP_SEARCH_KEY_MODSEQ,  /* NUMBER or greater */
  IMAP_SEARCH_KEY_NUMBERS, /* SEQUENCE */
  IMAP_SEARCH_KEY_UIDS,
  IMAP_SEARCH_KEY_SAVED,
} ImapSearchKeyKind;

struct ImapSearchKey
{
  ImapSearchKeyKind kind;
  char *name;
  char *text;          /* folded, but for a flag */
  gint64 number;       /* days are counted from 1970 */
  GArray *sequence;    /* ImapRange */
  GPtrArray *children; /* ImapSearchKey *: of AND any number, of OR two, of NOT one */
};

ImapSearchKey *imap_search_key_new (ImapSearchKeyKind kind);
void imap_search_key_free (ImapSearchKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapSearchKey, imap_search_key_free)

/* All keys to the end, as one; NULL where they are malformed. Sets *ASKS_MODSEQ where MODSEQ is there. */
ImapSearchKey *imap_search_key_parse (ImapScanner *scanner, gboolean *asks_modseq);
