/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/line-reader.h"

#include <string.h>

enum
{
  KEPT_BUFFER = 64 * 1024, /* a larger one is given back after its unit */
  KEPT_TAIL = 16,          /* of a dropped line: enough to see a literal announced */
};

void
line_reader_init (LineReader *reader, gsize limit)
{
  *reader = (LineReader){ .mode = LINE_READER_LINES, .limit = limit };
}

static void
free_buffer (GString **buffer)
{
  if (*buffer != NULL)
    g_string_free (*buffer, TRUE);
  *buffer = NULL;
}

void
line_reader_clear (LineReader *reader)
{
  free_buffer (&reader->held);
  free_buffer (&reader->later);
  free_buffer (&reader->now);
}

void
line_reader_expect (LineReader *reader, LineReaderMode mode, gsize limit)
{
  reader->mode = mode;
  reader->limit = limit;
  reader->place = LINE_READER_AT_START;
}

void
line_reader_expect_bytes (LineReader *reader, gsize count, gsize limit)
{
  line_reader_expect (reader, LINE_READER_BYTES, limit);
  reader->literal = count;
}

gboolean
line_reader_feed (LineReader *reader, const guint8 *bytes, gsize length)
{
  if (reader->stopped)
    return FALSE;
  if (reader->busy)
    {
      if (reader->later == NULL)
        reader->later = g_string_new (NULL);
      g_string_append_len (reader->later, (const char *) bytes, (gssize) length);
      return FALSE;
    }
  reader->busy = TRUE;
  reader->input = (const char *) bytes;
  reader->left = length;
  return TRUE;
}

void
line_reader_stop (LineReader *reader)
{
  reader->stopped = TRUE;
  reader->left = 0;
}


static void
empty_held (LineReader *reader)
{
  reader->given = FALSE;
  reader->last = '\0';
  reader->plain = 0;
  if (reader->held == NULL)
    return;
  if (reader->held->allocated_len > KEPT_BUFFER)
    free_buffer (&reader->held);
  else
    g_string_truncate (reader->held, 0);
}

static void
cut_to_tail (GString *held)
{
  if (held->len > KEPT_TAIL)
    g_string_erase (held, 0, (gssize) (held->len - KEPT_TAIL));
}

static void
begin_dropping (LineReader *reader)
{
  reader->dropping = TRUE;
  reader->head_length = MIN (reader->held->len, LINE_READER_HEAD);
  memcpy (reader->head, reader->held->str, reader->head_length);
}

/* The head of a unit that is too long in one go is in BYTES. */
static void
complete_head (LineReader *reader, const char *bytes, gsize length)
{
  gsize part = MIN (length, LINE_READER_HEAD - reader->head_length);

  memcpy (reader->head + reader->head_length, bytes, part);
  reader->head_length += part;
}

void
line_reader_drop_line (LineReader *reader)
{
  if (!reader->synchronising)
    {
      begin_dropping (reader);
      return;
    }
  reader->literal = 0;
  reader->dropping = FALSE;
  reader->given = TRUE;
}

/* Of a dropped unit only the tail is kept. */
static void
hold_tail (LineReader *reader, const char *bytes, gsize length)
{
  gsize part = MIN (length, KEPT_TAIL);

  cut_to_tail (reader->held);
  g_string_append_len (reader->held, bytes + length - part, (gssize) part);
  cut_to_tail (reader->held);
}

/* Keeps LENGTH bytes of the input, or drops the unit that passes its limit. SLACK is for a CRLF. */
static void
hold (LineReader *reader, const char *bytes, gsize length, gsize slack)
{
  if (length == 0)
    return;
  reader->last = bytes[length - 1];
  if (reader->held == NULL)
    reader->held = g_string_sized_new (256);
  if (!reader->dropping && reader->held->len + length > reader->limit + slack)
    {
      begin_dropping (reader);
      complete_head (reader, bytes, length);
    }
  if (reader->dropping)
    hold_tail (reader, bytes, length);
  else
    g_string_append_len (reader->held, bytes, (gssize) length);
}

static void
skip (LineReader *reader, gsize length)
{
  reader->input += length;
  reader->left -= length;
}

/* Hands out what is held, less its last SHORTER bytes. */
static LineReaderResult
give_held (LineReader *reader, gsize shorter, const char **unit, gsize *length)
{
  reader->given = TRUE;
  if (reader->dropping)
    {
      reader->dropping = FALSE;
      *unit = reader->head;
      *length = reader->head_length;
      return LINE_READER_TOO_LONG;
    }
  *unit = reader->held != NULL ? reader->held->str : "";
  *length = reader->held != NULL ? reader->held->len - shorter : 0;
  return LINE_READER_UNIT;
}

/* Holds the input up to and with the next LF. The length of the line end that is there: 2, 1 for a
 * bare LF, or 0. */
static gsize
hold_line (LineReader *reader)
{
  const char *newline = memchr (reader->input, '\n', reader->left);
  gsize length = newline != NULL ? (gsize) (newline + 1 - reader->input) : reader->left;
  char before = length > 1 ? reader->input[length - 2] : reader->last;

  hold (reader, reader->input, length, 2);
  skip (reader, length);
  reader->plain += length;
  if (newline == NULL)
    return 0;
  return before == '\r' ? 2 : 1;
}

static LineReaderResult
next_line (LineReader *reader, const char **unit, gsize *length)
{
  const char *newline;

  /* The common case: the line is whole in the input, and nothing is copied. */
  if ((reader->held == NULL || reader->held->len == 0) && !reader->dropping && reader->last == '\0'
      && reader->left > 0 && (newline = memchr (reader->input, '\n', MIN (reader->left, reader->limit + 2))) != NULL
      && newline > reader->input && newline[-1] == '\r')
    {
      *unit = reader->input;
      *length = (gsize) (newline - 1 - reader->input);
      skip (reader, *length + 2);
      return LINE_READER_UNIT;
    }
  while (reader->left > 0)
    if (hold_line (reader) == 2)
      return give_held (reader, 2, unit, length);
  return LINE_READER_WAIT;
}

/* One step through a text; TRUE at its end. */
static gboolean
step_text (LineReader *reader)
{
  char c = reader->input[0];

  switch (reader->place)
    {
    case LINE_READER_AT_START:
      reader->place = c == '.' ? LINE_READER_AT_DOT : LINE_READER_INSIDE;
      if (c == '.')
        skip (reader, 1);
      return FALSE;
    case LINE_READER_AT_DOT:
      reader->place = c == '\r' ? LINE_READER_AT_DOT_CR : LINE_READER_INSIDE;
      if (c == '\r')
        skip (reader, 1);
      return FALSE;
    case LINE_READER_AT_DOT_CR:
      if (c == '\n')
        {
          skip (reader, 1);
          return TRUE;
        }
      hold (reader, "\r", 1, 0);
      reader->place = LINE_READER_INSIDE;
      return FALSE;
    case LINE_READER_INSIDE:
      if (hold_line (reader) == 2)
        reader->place = LINE_READER_AT_START;
      return FALSE;
    }
  g_assert_not_reached ();
}

static LineReaderResult
next_text (LineReader *reader, const char **unit, gsize *length)
{
  while (reader->left > 0)
    if (step_text (reader))
      return give_held (reader, 0, unit, length);
  return LINE_READER_WAIT;
}

/* Whether TEXT ends by announcing a literal, "{12}" or "{12+}" (RFC 7888). */
static gboolean
announces_literal (const char *text, gsize length, gsize *size, gboolean *synchronising)
{
  gsize at = length, digits = 0;

  if (length < 3 || text[--at] != '}')
    return FALSE;
  *synchronising = text[at - 1] != '+';
  if (!*synchronising)
    at--;
  while (at > 0 && g_ascii_isdigit (text[at - 1]) && digits < 19)
    at--, digits++;
  if (digits == 0 || at == 0 || text[at - 1] != '{')
    return FALSE;
  *size = 0;
  for (; digits > 0; digits--, at++)
    *size = *size * 10 + (gsize) (text[at] - '0');
  return TRUE;
}

static LineReaderResult
end_line_or_go_on (LineReader *reader, const char **unit, gsize *length)
{
  gsize plain = MIN (reader->plain, reader->held->len); /* not what is inside a literal */
  const char *text = reader->held->str + reader->held->len - plain;

  if (!announces_literal (text, plain - reader->line_end, &reader->literal, &reader->synchronising))
    return give_held (reader, reader->line_end, unit, length);
  if (reader->dropping && !reader->synchronising)
    return LINE_READER_WAIT;
  if (reader->dropping)
    {
      reader->literal = 0;
      return give_held (reader, reader->line_end, unit, length);
    }
  *unit = reader->held->str;
  *length = reader->held->len - reader->line_end;
  return LINE_READER_CONTINUE;
}

static void
hold_literal (LineReader *reader)
{
  gsize part = MIN (reader->literal, reader->left);

  if (part == 0)
    return;
  hold (reader, reader->input, part, 2);
  skip (reader, part);
  reader->literal -= part;
  reader->last = '\0'; /* a CR that ends a literal begins no CRLF */
  reader->plain = 0;
}

static LineReaderResult
next_with_literals (LineReader *reader, const char **unit, gsize *length)
{
  while (reader->left > 0)
    {
      LineReaderResult result;

      hold_literal (reader);
      if (reader->left == 0)
        continue;
      reader->line_end = hold_line (reader);
      if (reader->line_end == 0)
        continue;
      result = end_line_or_go_on (reader, unit, length);
      if (result != LINE_READER_WAIT)
        return result;
    }
  return LINE_READER_WAIT;
}

static LineReaderResult
next_bytes (LineReader *reader, const char **unit, gsize *length)
{
  gsize part = MIN (reader->literal, reader->left);

  hold (reader, reader->input, part, 0);
  skip (reader, part);
  reader->literal -= part;
  return reader->literal > 0 ? LINE_READER_WAIT : give_held (reader, 0, unit, length);
}

static LineReaderResult
next_of_mode (LineReader *reader, const char **unit, gsize *length)
{
  switch (reader->mode)
    {
    case LINE_READER_LINES:
      return next_line (reader, unit, length);
    case LINE_READER_TEXT:
      return next_text (reader, unit, length);
    case LINE_READER_LITERALS:
      return next_with_literals (reader, unit, length);
    case LINE_READER_BYTES:
      return next_bytes (reader, unit, length);
    }
  g_assert_not_reached ();
}

/* Goes over to what was fed meanwhile. FALSE where there is none. */
static gboolean
take_later (LineReader *reader)
{
  if (reader->stopped || reader->later == NULL)
    return FALSE;
  free_buffer (&reader->now);
  reader->now = g_steal_pointer (&reader->later);
  reader->input = reader->now->str;
  reader->left = reader->now->len;
  return TRUE;
}

LineReaderResult
line_reader_next (LineReader *reader, const char **unit, gsize *length)
{
  if (reader->given)
    empty_held (reader);
  do
    {
      LineReaderResult result = next_of_mode (reader, unit, length);

      if (result != LINE_READER_WAIT)
        return result;
    }
  while (take_later (reader));
  reader->busy = FALSE;
  return LINE_READER_WAIT;
}
