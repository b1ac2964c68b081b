/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * line-reader: the one place that waits for bytes. It cuts a stream, however it arrives in pieces,
 * into lines that end in CRLF, texts that end in CRLF.CRLF, and IMAP lines with the literals in
 * them; all other codecs read whole units. A bare CR or LF ends nothing (RFC 5321 2.3.8), but that
 * lines with literals, which IMAP's servers take from people too, may end in a bare LF.
 */
#pragma once

#include <glib.h>

typedef enum
{
  LINE_READER_LINES,    /* lines */
  LINE_READER_TEXT,     /* one text up to a lone dot (RFC 5321 4.5.2, RFC 1939 3) */
  LINE_READER_LITERALS, /* lines that go on after a literal (RFC 3501 4.3) */
  LINE_READER_BYTES,    /* one unit of so many bytes, whatever they are (RFC 3030 2) */
} LineReaderMode;

enum
{
  LINE_READER_HEAD = 128,
};

typedef enum
{
  LINE_READER_WAIT,      /* all bytes are used up */
  LINE_READER_UNIT,      /* a line without its CRLF, or a text, dot-stuffing undone */
  LINE_READER_TOO_LONG,  /* what passed the limit was dropped up to its end; the unit is its
                          * beginning, LINE_READER_HEAD bytes at most */
  LINE_READER_CONTINUE,  /* after this much of a line a literal was announced; LITERAL is its size.
                          * If SYNCHRONISING its sender waits for a word */
} LineReaderResult;

/* Where in a text the last byte stood. */
typedef enum
{
  LINE_READER_AT_START, /* of a line */
  LINE_READER_AT_DOT,   /* a dot stood at the start */
  LINE_READER_AT_DOT_CR,
  LINE_READER_INSIDE,
} LineReaderPlace;

typedef struct
{
  LineReaderMode mode;
  gsize limit;            /* bytes of a line or a text; more is dropped */
  const char *input;      /* borrowed from the caller of feed, until its receive returns */
  gsize left;
  GString *held;          /* the beginning of a unit, or NULL */
  GString *later;         /* fed while a unit was being worked on, or NULL */
  GString *now;           /* what was LATER and is the input by now, or NULL */
  char head[LINE_READER_HEAD]; /* the beginning of a unit that is dropped */
  gsize head_length;
  gsize literal;          /* bytes of a literal still to come */
  gsize line_end;         /* 1 or 2: how a line with literals ended */
  gsize plain;            /* bytes of the line since it began, or since its last literal */
  LineReaderPlace place;
  char last;              /* the last byte looked at, where it is no longer held */
  gboolean busy;
  gboolean dropping;
  gboolean synchronising; /* the literal's sender waits (RFC 7888) */
  gboolean given;         /* HELD has been handed out and is to be emptied */
  gboolean stopped;
} LineReader;

void line_reader_init (LineReader *reader, gsize limit);
void line_reader_clear (LineReader *reader);

/* Sets what the next unit is, and its limit in bytes. */
void line_reader_expect (LineReader *reader, LineReaderMode mode, gsize limit);

/* The next unit is the next COUNT bytes. */
void line_reader_expect_bytes (LineReader *reader, gsize count, gsize limit);

/* Gives bytes in, borrowed until next says LINE_READER_WAIT. TRUE where the caller is to take units
 * with next until then; FALSE where a caller further out is doing so already and will find these
 * bytes too, which are then copied. */
gboolean line_reader_feed (LineReader *reader, const guint8 *bytes, gsize length);

/* The next unit; *UNIT is valid until the next call of next. It may hold NULs, bare CRs and LFs. The
 * line end stands behind it: CRLF, with literals LINE_END bytes. */
LineReaderResult line_reader_next (LineReader *reader, const char **unit, gsize *length);

/* Drops a line of which a literal was announced that is not wanted: at once where its sender waits,
 * else with all that follows; then it is told as too long. */
void line_reader_drop_line (LineReader *reader);

/* Nothing more is to be read; later bytes are ignored. */
void line_reader_stop (LineReader *reader);
