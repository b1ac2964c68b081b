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

/* What a FETCH response says of one message. */
typedef struct
{
  guint32 uid;         /* 0: unsaid */
  const char *content; /* of BODY[], into the line that was parsed; NULL: not there */
  gsize length;
  gboolean has_flags;
  ImapScanner flags;   /* at the "(" of the list */
} ImapFetched;

/* Reads "(UID 7 FLAGS (\\Seen) BODY[] {…}…)". FALSE where it is malformed. */
gboolean imap_response_parse_fetch (const ImapResponse *response, ImapFetched *fetched);

/* Whether the response has a list of capabilities, "CAPABILITY IMAP4rev1 IDLE" or that as a code; and whether NAME is
 * among them. */
gboolean imap_response_has_capabilities (const ImapResponse *response);
gboolean imap_response_offers (const ImapResponse *response, const char *name);
