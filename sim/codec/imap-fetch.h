/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-fetch: what FETCH asks for (RFC 3501 6.4.5, RFC 3516, RFC 7162 3.1.4), and the forms of what it
 * answers.
 */
#pragma once

#include "sim/codec/imap-message.h"
#include "sim/codec/imap-scanner.h"
#include "sim/codec/imap-section.h"

typedef enum
{
  IMAP_FETCH_UID,
  IMAP_FETCH_FLAGS,
  IMAP_FETCH_INTERNALDATE,
  IMAP_FETCH_SIZE,
  IMAP_FETCH_MODSEQ,
  /* From here on imap_fetch_write_content does it: */
  IMAP_FETCH_ENVELOPE,
  IMAP_FETCH_STRUCTURE,      /* BODY */
  IMAP_FETCH_FULL_STRUCTURE, /* BODYSTRUCTURE */
  IMAP_FETCH_SECTION,        /* BODY[…], RFC822, RFC822.HEADER, RFC822.TEXT */
  IMAP_FETCH_BINARY,
  IMAP_FETCH_BINARY_SIZE,
} ImapFetchKind;

typedef struct
{
  ImapFetchKind kind;
  const char *name;     /* in the answer, before the section; static */
  ImapSection *section; /* or NULL */
  gboolean whole_name;  /* NAME says all: the section is not told ("RFC822.TEXT") */
  gboolean sees;        /* sets \Seen */
  gboolean partial;     /* "<OFFSET.COUNT>" */
  guint32 offset;
  guint32 count;
} ImapFetchItem;

typedef struct
{
  GArray *items;         /* ImapFetchItem, each of those without a section once */
  gboolean changed_only; /* CHANGEDSINCE: only messages with a greater modification sequence */
  guint64 changed_since;
  gboolean vanished;     /* VANISHED: and tell the UIDs that have gone since (RFC 7162 3.2.6) */
} ImapFetch;

/* One item, a list of them or a macro (ALL, FAST, FULL), then perhaps modifiers, "(CHANGEDSINCE 7)".
 * NULL for anything else. CHANGEDSINCE asks for MODSEQ as well. */
ImapFetch *imap_fetch_parse (ImapScanner *scanner);
void imap_fetch_free (ImapFetch *fetch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapFetch, imap_fetch_free)

/* Puts an item without a section in front, where it is not there. */
void imap_fetch_add (ImapFetch *fetch, ImapFetchKind kind);
gboolean imap_fetch_has (const ImapFetch *fetch, ImapFetchKind kind);
gboolean imap_fetch_sees (const ImapFetch *fetch);

/* Appends ITEM of MESSAGE, "BODY[HEADER] {42}\r\n…", for the kinds that are content. FALSE where it is
 * told as NIL because its encoding is not known ([UNKNOWN-CTE], RFC 3516 4.3). */
gboolean imap_fetch_write_content (const ImapFetchItem *item, ImapMessage *message, GString *out);

/* Appends "\" 5-Jan-2026 09:00:01 +0000\"" (RFC 3501 9, date-time). */
void imap_fetch_write_date (gint64 unix_seconds, GString *out);
