/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mime-part: the parts of a message and the exact place of each in its bytes (RFC 2046 5). It takes
 * any bytes, in one pass: a part whose end is missing ends with what is around it.
 */
#pragma once

#include <glib.h>

enum
{
  MIME_PART_DEEPEST = 100,   /* parts within parts */
  MIME_PART_MOST = 10000,    /* of one message; what is beyond either is not looked into */
};

typedef enum
{
  MIME_PART_LEAF,
  MIME_PART_MULTIPART,
  MIME_PART_MESSAGE, /* message/rfc822; its one child is the message in it */
  MIME_PART_SEALED,  /* multipart or message/rfc822 beyond the limits */
} MimePartKind;

typedef struct MimePart MimePart;

/* HEADER … BODY … END are offsets; the empty line belongs to the header, the line end before a
 * boundary to nothing. */
struct MimePart
{
  MimePartKind kind;
  gboolean digest;  /* multipart/digest: parts are message/rfc822 unless they say so otherwise */
  gsize header;
  gsize body;
  gsize end;
  guint lines;      /* line ends within the body */
  MimePart *parent; /* borrowed, as are the others; NULL for the whole message */
  MimePart *first;  /* child */
  MimePart *next;   /* sibling */
};

/* All parts in their order, the whole message first: MimePart *, owned by the array. */
GPtrArray *mime_part_parse (const char *bytes, gsize length);
