/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-fetch: what FETCH asks for (RFC 3501 6.4.5), and the forms of what it answers.
 */
#pragma once

#include "sim/codec/imap-scanner.h"

typedef enum
{
  IMAP_FETCH_UID,
  IMAP_FETCH_FLAGS,
  IMAP_FETCH_INTERNALDATE,
  IMAP_FETCH_SIZE,
  IMAP_FETCH_ALL_BYTES, /* BODY[], RFC822 */
  IMAP_FETCH_HEADER,    /* BODY[HEADER], RFC822.HEADER */
  IMAP_FETCH_TEXT,      /* BODY[TEXT], RFC822.TEXT */
} ImapFetchKind;

typedef struct
{
  ImapFetchKind kind;
  const char *name;  /* in the answer: "BODY[HEADER]"; static */
  gboolean sees;     /* sets \Seen */
  gboolean partial;  /* "<OFFSET.COUNT>" */
  guint32 offset;
  guint32 count;
} ImapFetchItem;

/* One item, a list of them or the macro FAST: a GArray of ImapFetchItem, or NULL for anything else. */
GArray *imap_fetch_parse (ImapScanner *scanner);

/* Appends ITEM of a message, "BODY[HEADER] {42}\r\n…", for the kinds that are content. */
void imap_fetch_write_content (const ImapFetchItem *item, const char *bytes, gsize length, GString *out);

/* Appends "\" 5-Jan-2026 09:00:01 +0000\"" (RFC 3501 9, date-time). */
void imap_fetch_write_date (gint64 unix_seconds, GString *out);
