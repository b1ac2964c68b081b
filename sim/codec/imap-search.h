/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-search: what SEARCH asks for (RFC 3501 6.4.4, RFC 4731, RFC 5182, RFC 7162 3.1.5), and whether
 * a message is meant by it.
 */
#pragma once

#include "sim/codec/imap-message.h"
#include "sim/codec/imap-scanner.h"

typedef enum
{
  IMAP_SEARCH_GOOD,
  IMAP_SEARCH_BAD,
  IMAP_SEARCH_BAD_CHARSET, /* "NO [BADCHARSET (US-ASCII UTF-8)]" */
} ImapSearchVerdict;

/* RETURN options; "RETURN ()" is ALL (RFC 4731 3.1). */
typedef enum
{
  IMAP_SEARCH_MIN = 1 << 0,
  IMAP_SEARCH_MAX = 1 << 1,
  IMAP_SEARCH_ALL = 1 << 2,
  IMAP_SEARCH_COUNT = 1 << 3,
  IMAP_SEARCH_SAVE = 1 << 4,
} ImapSearchReturn;

typedef struct ImapSearchKey ImapSearchKey;

typedef struct
{
  gboolean extended;   /* RETURN was said: the answer is ESEARCH */
  guint returns;       /* ImapSearchReturn */
  gboolean asks_modseq; /* a MODSEQ key is there: the answer tells the highest */
  ImapSearchKey *key;
} ImapSearch;

/* One message of the mailbox, as the caller knows it. */
typedef struct
{
  guint32 number;
  guint32 uid;
  guint64 modseq;
  gboolean recent;
  gint64 internal_date; /* seconds since 1970 */
  ImapMessage *message;
  /* FLAG is "\\Seen", "\\Answered", … or a keyword; without case. */
  gboolean (*has_flag) (gpointer user, const char *flag);
  gpointer user;
} ImapSearchMail;

/* What the numbers of a search mean. */
typedef struct
{
  guint32 largest_number; /* messages in the mailbox */
  guint32 largest_uid;
  const GArray *saved;    /* "$": guint32 UIDs, rising; may be NULL */
} ImapSearchMailbox;

/* "[RETURN (…)] [CHARSET …] keys" after the space behind SEARCH, to the end. */
ImapSearchVerdict imap_search_parse (ImapScanner *scanner, ImapSearch **search);
/* "charset keys", as SORT and THREAD have it (RFC 5256 3). */
ImapSearchVerdict imap_search_parse_with_charset (ImapScanner *scanner, ImapSearch **search);
/* "RETURN (…)" alone, then a space; TRUE as well where there is none. */
gboolean imap_search_parse_return (ImapScanner *scanner, gboolean *extended, guint *returns);
void imap_search_free (ImapSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapSearch, imap_search_free)

gboolean imap_search_matches (const ImapSearch *search, const ImapSearchMail *mail, const ImapSearchMailbox *mailbox);
