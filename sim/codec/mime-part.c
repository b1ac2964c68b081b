/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mime-part.h"

#include <string.h>

#include "sim/codec/header-field.h"
#include "sim/codec/mime-value.h"

typedef struct
{
  char *text;
  gsize length;
} Boundary;

typedef struct
{
  const char *bytes;
  gsize length;
  gsize at;
  guint newlines; /* before AT */
  GPtrArray *parts;
  GArray *boundaries; /* of the multiparts around AT */
  /* Where the last scan stopped: */
  int matched;        /* index of a boundary; -1 at the end of the message */
  gboolean closing;   /* it is the final one of its multipart */
  gsize stop;         /* before the line end that belongs to the boundary */
  guint stop_newlines;
} Parser;

static void
clear_boundary (gpointer data)
{
  g_free (((Boundary *) data)->text);
}

static void
take_line (Parser *parser)
{
  const char *newline = memchr (parser->bytes + parser->at, '\n', parser->length - parser->at);

  parser->newlines += newline != NULL ? 1 : 0;
  parser->at = newline != NULL ? (gsize) (newline - parser->bytes) + 1 : parser->length;
}

/* The boundary that the line at AT begins with, the longest there is, or -1: what follows it on the
 * line does not count (RFC 2046 5.1.1). */
static int
find_boundary (const Parser *parser)
{
  const char *line = parser->bytes + parser->at;
  gsize left = parser->length - parser->at, longest = 0;
  int found = -1;

  if (left < 2 || line[0] != '-' || line[1] != '-')
    return -1;
  for (guint i = parser->boundaries->len; i > 0; i--)
    {
      const Boundary *it = &g_array_index (parser->boundaries, Boundary, i - 1);

      if ((found < 0 || it->length > longest) && it->length <= left - 2
          && memcmp (line + 2, it->text, it->length) == 0)
        {
          found = (int) i - 1;
          longest = it->length;
        }
    }
  return found;
}

/* Whether two hyphens follow BOUNDARY at AT. */
static gboolean
is_closing (const Parser *parser, int boundary)
{
  gsize after = parser->at + 2 + g_array_index (parser->boundaries, Boundary, boundary).length;

  return after + 2 <= parser->length && memcmp (parser->bytes + after, "--", 2) == 0;
}

/* The length of the line end before AT. */
static gsize
line_end_before (const Parser *parser, gsize floor)
{
  if (parser->at <= floor || parser->bytes[parser->at - 1] != '\n')
    return 0;
  return parser->at - 1 > floor && parser->bytes[parser->at - 2] == '\r' ? 2 : 1;
}

/* Stops if a boundary is at AT or the message ends there. FLOOR: where the part's body began. */
static gboolean
stops (Parser *parser, gsize floor)
{
  gsize line_end;

  parser->matched = find_boundary (parser);
  if (parser->matched < 0 && parser->at < parser->length)
    return FALSE;
  line_end = parser->matched >= 0 ? line_end_before (parser, floor) : 0;
  parser->stop = parser->at - line_end;
  parser->stop_newlines = parser->newlines - (line_end > 0 ? 1 : 0);
  if (parser->matched >= 0)
    {
      parser->closing = is_closing (parser, parser->matched);
      take_line (parser);
    }
  return TRUE;
}

/* Goes to the next boundary of any multipart around, or to the end. */
static void
skip_body (Parser *parser)
{
  gsize floor = parser->at;

  while (!stops (parser, floor))
    take_line (parser);
}

static gboolean
is_at_empty_line (const Parser *parser)
{
  const char *at = parser->bytes + parser->at;

  return at[0] == '\n' || (at[0] == '\r' && parser->at + 1 < parser->length && at[1] == '\n');
}

/* FALSE where the header is all there is of the part. */
static gboolean
skip_header (Parser *parser)
{
  for (;;)
    {
      if (stops (parser, parser->at))
        return FALSE;
      if (is_at_empty_line (parser))
        break;
      take_line (parser);
    }
  take_line (parser);
  return TRUE;
}

static MimePart *
add_part (Parser *parser, MimePart *parent, MimePart *before)
{
  MimePart *part = g_new0 (MimePart, 1);

  part->parent = parent;
  part->header = parser->at;
  if (before != NULL)
    before->next = part;
  else if (parent != NULL)
    parent->first = part;
  g_ptr_array_add (parser->parts, part);
  return part;
}

static MimeValue *
read_type (const Parser *parser, const MimePart *part)
{
  g_autofree char *text = NULL;
  HeaderField field;

  if (!header_field_find (parser->bytes + part->header, parser->bytes + part->body, "Content-Type", &field))
    return NULL;
  text = header_field_dup_value (&field);
  return mime_value_parse (text);
}

/* NULL where TYPE, which may be NULL, is not that of a multipart. */
static const char *
find_boundary_of (const MimeValue *type)
{
  const char *boundary = type != NULL && mime_value_is (type, "multipart", NULL) ? mime_value_find (type, "boundary")
                                                                                : NULL;

  return boundary != NULL && *boundary != '\0' ? boundary : NULL;
}

/* Sets what kind of part it is; the boundary, where it is a multipart, goes onto the pile. */
static void
classify (Parser *parser, MimePart *part, guint depth)
{
  g_autoptr (MimeValue) type = read_type (parser, part);
  gboolean digest = type == NULL && part->parent != NULL && part->parent->digest;
  gboolean beyond = depth >= MIME_PART_DEEPEST || parser->parts->len >= MIME_PART_MOST;
  const char *boundary = find_boundary_of (type);

  if (boundary == NULL && !digest && (type == NULL || !mime_value_is (type, "message", "rfc822")))
    return;
  if (beyond)
    part->kind = MIME_PART_SEALED;
  else if (boundary == NULL)
    part->kind = MIME_PART_MESSAGE;
  else
    {
      Boundary it = { g_strdup (boundary), strlen (boundary) };

      part->kind = MIME_PART_MULTIPART;
      part->digest = mime_value_is (type, "multipart", "digest");
      g_array_append_val (parser->boundaries, it);
    }
}

static MimePart *parse_part (Parser *parser, MimePart *parent, MimePart *before, guint depth);

/* The parts between the boundaries, and the text before and after them. */
static void
parse_multipart (Parser *parser, MimePart *part, guint depth)
{
  int own = (int) parser->boundaries->len - 1;
  MimePart *last = NULL;

  skip_body (parser);
  while (parser->matched == own && !parser->closing)
    if (parser->parts->len < MIME_PART_MOST)
      last = parse_part (parser, part, last, depth + 1);
    else
      skip_body (parser);
  g_array_set_size (parser->boundaries, (guint) own);
  if (parser->matched == own)
    skip_body (parser);
}

/* The message within PART, of which nothing is there. */
static void
add_nothing (Parser *parser, MimePart *part)
{
  MimePart *message = add_part (parser, part, NULL);

  message->header = message->body = message->end = part->body;
}

static MimePart *
parse_part (Parser *parser, MimePart *parent, MimePart *before, guint depth)
{
  MimePart *part = add_part (parser, parent, before);
  gboolean more = skip_header (parser);
  guint newlines;

  part->body = more ? parser->at : parser->stop;
  newlines = more ? parser->newlines : parser->stop_newlines;
  classify (parser, part, depth);
  if (part->kind == MIME_PART_MESSAGE && more)
    parse_part (parser, part, NULL, depth + 1);
  else if (part->kind == MIME_PART_MESSAGE)
    add_nothing (parser, part);
  else if (part->kind == MIME_PART_MULTIPART && more)
    parse_multipart (parser, part, depth);
  else if (part->kind == MIME_PART_MULTIPART)
    g_array_set_size (parser->boundaries, parser->boundaries->len - 1);
  else if (more)
    skip_body (parser);
  part->end = MAX (parser->stop, part->body);
  part->lines = parser->stop_newlines > newlines ? parser->stop_newlines - newlines : 0;
  return part;
}

GPtrArray *
mime_part_parse (const char *bytes, gsize length)
{
  Parser parser = { .bytes = bytes, .length = length, .matched = -1 };

  parser.parts = g_ptr_array_new_with_free_func (g_free);
  parser.boundaries = g_array_new (FALSE, FALSE, sizeof (Boundary));
  g_array_set_clear_func (parser.boundaries, clear_boundary);
  parse_part (&parser, NULL, NULL, 0);
  g_array_unref (parser.boundaries);
  return parser.parts;
}
