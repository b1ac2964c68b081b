/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-response: what a server says (RFC 3501 7), as far as a client that fetches needs it.
 */
#pragma once

#include "sim/codec/imap-scanner.h"

typedef enum
{
  IMAP_RESPONSE_CONTINUE, /* "+" */
  IMAP_RESPONSE_UNTAGGED, /* "*" */
  IMAP_RESPONSE_TAGGED,
} ImapResponseKind;

typedef struct
{
  ImapResponseKind kind;
  const char *tag;  /* into the line that was parsed */
  gsize tag_length;
  guint32 number;   /* "* 12 EXISTS", else 0 */
  char word[16];    /* "OK", "NO", "BAD", "BYE", "EXISTS", "FETCH"; upper case, cut off */
  ImapScanner rest; /* after the word and a space */
} ImapResponse;

gboolean imap_response_parse (const char *line, gsize length, ImapResponse *response);

/* TRUE where the response has the code CODE with a number, "[UIDNEXT 17]". */
gboolean imap_response_find_code (const ImapResponse *response, const char *code, guint32 *number);

/* The text for people, without a code; caller frees. */
char *imap_response_dup_text (const ImapResponse *response);

/* Reads "(UID 7 BODY[] {…}…)". *CONTENT is NULL and *UID is 0 where they are not there. FALSE where
 * it is malformed. */
gboolean imap_response_parse_fetch (const ImapResponse *response, guint32 *uid, const char **content, gsize *length);
