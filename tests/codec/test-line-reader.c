/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/line-reader.h"

#include <string.h>

typedef struct
{
  const char *name;
  LineReaderMode mode;
  gsize limit;
  const char *stream;
  gsize length;
  const char *units; /* "<…>" for a unit, "!" for one too long, "+" for a literal announced */
} Case;

#define STREAM(text) text, sizeof text - 1

static const Case cases[] = {
  { "lines", LINE_READER_LINES, 10, STREAM ("a\r\nbb\r\n\r\nc"), "<a><bb><>" },
  { "bare-lf-ends-nothing", LINE_READER_LINES, 20, STREAM ("a\nb\r\n\n\r\n"), "<a\nb><\n>" },
  { "bare-cr-ends-nothing", LINE_READER_LINES, 20, STREAM ("a\rb\r\r\nc\r\n"), "<a\rb\r><c>" },
  { "nul", LINE_READER_LINES, 20, STREAM ("a\0b\r\n\0\r\n"), "<a\\0b><\\0>" },
  { "at-the-limit", LINE_READER_LINES, 3, STREAM ("abc\r\nabcd\r\nab\r\n"), "<abc>!<ab>" },
  { "much-too-long", LINE_READER_LINES, 3, STREAM ("abcdefghijklmnopqrstuvwxyzabcdefghijklmnop\nabc\r\nd\r\n"), "!<d>" },
  { "long-with-bare-cr", LINE_READER_LINES, 3, STREAM ("abcdefg\r\r\n\r\n"), "!<>" },
  { "text", LINE_READER_TEXT, 50, STREAM ("a\r\nb\r\n.\r\n"), "<a\r\nb\r\n>" },
  { "empty-text", LINE_READER_TEXT, 50, STREAM (".\r\n"), "<>" },
  { "text-of-one-empty-line", LINE_READER_TEXT, 50, STREAM ("\r\n.\r\n"), "<\r\n>" },
  { "dots-undone", LINE_READER_TEXT, 50, STREAM ("..a\r\n..\r\n.b\r\n.\r\n"), "<.a\r\n.\r\nb\r\n>" },
  { "dots-inside-stay", LINE_READER_TEXT, 50, STREAM ("a.b\r\n.\r\n"), "<a.b\r\n>" },
  { "no-end-lf-dot-lf", LINE_READER_TEXT, 50, STREAM ("a\n.\nb\r\n.\r\n"), "<a\n.\nb\r\n>" },
  { "no-end-lf-dot-crlf", LINE_READER_TEXT, 50, STREAM ("a\n.\r\nb\r\n.\r\n"), "<a\n.\r\nb\r\n>" },
  { "no-end-crlf-dot-lf", LINE_READER_TEXT, 50, STREAM ("a\r\n.\nb\r\n.\r\n"), "<a\r\n\nb\r\n>" },
  { "no-end-crlf-dot-cr", LINE_READER_TEXT, 50, STREAM ("a\r\n.\rb\r\n.\r\n"), "<a\r\n\rb\r\n>" },
  { "no-end-cr-dot-cr", LINE_READER_TEXT, 50, STREAM ("a\r.\rb\r\n.\r\n"), "<a\r.\rb\r\n>" },
  { "no-end-cr-dot-crlf", LINE_READER_TEXT, 50, STREAM ("a\r.\r\nb\r\n.\r\n"), "<a\r.\r\nb\r\n>" },
  { "no-end-crlf-dot-cr-crlf", LINE_READER_TEXT, 50, STREAM ("a\r\n.\r\r\nb\r\n.\r\n"), "<a\r\n\r\r\nb\r\n>" },
  { "no-end-nul", LINE_READER_TEXT, 50, STREAM ("a\r\n.\0\r\n\0.\r\n.\r\n"), "<a\r\n\\0\r\n\\0.\r\n>" },
  { "text-too-long", LINE_READER_TEXT, 4, STREAM ("abcdef\r\n..\r\nx\r\n.\r\n"), "!" },
  { "text-at-the-limit", LINE_READER_TEXT, 4, STREAM ("ab\r\n.\r\n"), "<ab\r\n>" },
  { "no-literal", LINE_READER_LITERALS, 50, STREAM ("a b\r\nc {x}\r\nd {}\r\n"), "<a b><c {x}><d {}>" },
  { "literal", LINE_READER_LITERALS, 50, STREAM ("a {3}\r\nx\r\n b\r\nc\r\n"), "+<a {3}\r\nx\r\n b><c>" },
  { "two-literals", LINE_READER_LITERALS, 50, STREAM ("a {1}\r\nx {2}\r\nyy\r\n"), "++<a {1}\r\nx {2}\r\nyy>" },
  { "literal-without-leave", LINE_READER_LITERALS, 50, STREAM ("a {3+}\r\nxyz\r\n"), "<a {3+}\r\nxyz>" },
  { "empty-literal", LINE_READER_LITERALS, 50, STREAM ("a {0+}\r\n\r\nb\r\n"), "<a {0+}\r\n><b>" },
  { "literal-like-a-line", LINE_READER_LITERALS, 50, STREAM ("a {5+}\r\n{9+}\r\n\r\n"), "<a {5+}\r\n{9+}\r><>" },
  { "literal-like-an-announcement", LINE_READER_LITERALS, 50, STREAM ("a {4+}\r\n{9+}\r\nb\r\n"), "<a {4+}\r\n{9+}><b>" },
  { "bare-lf-before-a-literal", LINE_READER_LITERALS, 50, STREAM ("a\n{1}\r\nx\r\n"), "<a>+<{1}\r\nx>" },
  { "lines-of-people", LINE_READER_LITERALS, 50, STREAM ("a\nb {2+}\nx\n c\n\nd\r\n"), "<a><b {2+}\nx\n c><><d>" },
  { "literal-of-many-digits", LINE_READER_LITERALS, 50, STREAM ("a {00000000000000002+}\r\nxy\r\n"), "<a {00000000000000002+}\r\nxy>" },
  { "literal-ends-in-cr", LINE_READER_LITERALS, 50, STREAM ("a {2+}\r\nx\r\ny\r\n"), "<a {2+}\r\nx\r><y>" },
  { "literal-too-long", LINE_READER_LITERALS, 12, STREAM ("a {20+}\r\n01234567890123456789 x\r\nb\r\n"), "!<b>" },
  { "line-too-long-then-literal", LINE_READER_LITERALS, 6, STREAM ("abcdefghi {4+}\r\n\r\n\r\n\r\nb\r\n"), "!<b>" },
  { "line-too-long-asks-for-leave", LINE_READER_LITERALS, 6, STREAM ("abcdefghi {4}\r\nb\r\n"), "!<b>" },
};

static void
append_unit (GString *units, const char *unit, gsize length)
{
  g_string_append_c (units, '<');
  for (gsize i = 0; i < length; i++)
    if (unit[i] == '\0')
      g_string_append (units, "\\0");
    else
      g_string_append_c (units, unit[i]);
  g_string_append_c (units, '>');
}

static void
take_all (LineReader *reader, GString *units)
{
  const char *unit = NULL;
  gsize length = 0;

  for (;;)
    switch (line_reader_next (reader, &unit, &length))
      {
      case LINE_READER_WAIT:
        return;
      case LINE_READER_UNIT:
        append_unit (units, unit, length);
        break;
      case LINE_READER_TOO_LONG:
        g_string_append_c (units, '!');
        break;
      case LINE_READER_CONTINUE:
        if (reader->synchronising)
          g_string_append_c (units, '+');
        break;
      }
}

/* The stream in pieces of its own, so that a read beyond them is seen. */
static void
feed (LineReader *reader, const char *bytes, gsize length, GString *units)
{
  g_autofree guint8 *piece = g_memdup2 (bytes, length);

  g_assert_true (line_reader_feed (reader, piece, length));
  take_all (reader, units);
}

static void
begin (LineReader *reader, const Case *it)
{
  line_reader_init (reader, it->limit);
  line_reader_expect (reader, it->mode, it->limit);
}

static void
test_every_split (gconstpointer data)
{
  const Case *it = data;

  for (gsize cut = 0; cut <= it->length; cut++)
    {
      g_autoptr (GString) units = g_string_new (NULL);
      LineReader reader;

      begin (&reader, it);
      feed (&reader, it->stream, cut, units);
      feed (&reader, it->stream + cut, it->length - cut, units);
      g_assert_cmpstr (units->str, ==, it->units);
      line_reader_clear (&reader);
    }
}

static void
test_byte_by_byte (gconstpointer data)
{
  const Case *it = data;
  g_autoptr (GString) units = g_string_new (NULL);
  LineReader reader;

  begin (&reader, it);
  for (gsize i = 0; i < it->length; i++)
    feed (&reader, it->stream + i, 1, units);
  g_assert_cmpstr (units->str, ==, it->units);
  line_reader_clear (&reader);
}

/* A unit may change what the next one is. */
static void
test_change_of_mode (void)
{
  static const char stream[] = "DATA\r\n..x\r\n.\r\nQUIT\r\n";
  g_autoptr (GString) units = g_string_new (NULL);
  LineReader reader;
  const char *unit;
  gsize length;

  line_reader_init (&reader, 10);
  g_assert_true (line_reader_feed (&reader, (const guint8 *) stream, sizeof stream - 1));
  g_assert_cmpint (line_reader_next (&reader, &unit, &length), ==, LINE_READER_UNIT);
  line_reader_expect (&reader, LINE_READER_TEXT, 100);
  g_assert_cmpint (line_reader_next (&reader, &unit, &length), ==, LINE_READER_UNIT);
  append_unit (units, unit, length);
  line_reader_expect (&reader, LINE_READER_LINES, 10);
  take_all (&reader, units);
  g_assert_cmpstr (units->str, ==, "<.x\r\n><QUIT>");
  line_reader_clear (&reader);
}

/* Bytes that come while a unit is worked on wait for their turn. */
static void
test_fed_meanwhile (void)
{
  g_autoptr (GString) units = g_string_new (NULL);
  LineReader reader;
  const char *unit;
  gsize length;

  line_reader_init (&reader, 10);
  g_assert_true (line_reader_feed (&reader, (const guint8 *) "a\r\nb\r", 5));
  g_assert_cmpint (line_reader_next (&reader, &unit, &length), ==, LINE_READER_UNIT);
  g_assert_false (line_reader_feed (&reader, (const guint8 *) "\nc\r\n", 4));
  g_assert_false (line_reader_feed (&reader, (const guint8 *) "d\r\n", 3));
  append_unit (units, unit, length);
  take_all (&reader, units);
  g_assert_cmpstr (units->str, ==, "<a><b><c><d>");
  feed (&reader, "e\r\n", 3, units);
  g_assert_cmpstr (units->str, ==, "<a><b><c><d><e>");
  line_reader_clear (&reader);
}

static void
test_stop (void)
{
  LineReader reader;
  const char *unit;
  gsize length;

  line_reader_init (&reader, 10);
  g_assert_true (line_reader_feed (&reader, (const guint8 *) "a\r\nb\r\n", 6));
  g_assert_cmpint (line_reader_next (&reader, &unit, &length), ==, LINE_READER_UNIT);
  line_reader_stop (&reader);
  g_assert_cmpint (line_reader_next (&reader, &unit, &length), ==, LINE_READER_WAIT);
  g_assert_false (line_reader_feed (&reader, (const guint8 *) "c\r\n", 3));
  line_reader_clear (&reader);
}

static void
test_drop_line (void)
{
  g_autoptr (GString) units = g_string_new (NULL);
  LineReader reader;
  const char *unit;
  gsize length;

  line_reader_init (&reader, 50);
  line_reader_expect (&reader, LINE_READER_LITERALS, 50);
  g_assert_true (line_reader_feed (&reader, (const guint8 *) "a {40}\r\nb\r\n", 11));
  g_assert_cmpint (line_reader_next (&reader, &unit, &length), ==, LINE_READER_CONTINUE);
  g_assert_cmpuint (reader.literal, ==, 40);
  append_unit (units, unit, length);
  line_reader_drop_line (&reader);
  take_all (&reader, units);
  g_assert_cmpstr (units->str, ==, "<a {40}><b>");
  line_reader_clear (&reader);
}

/* Its sender does not wait: it is read, told of as too long, and known by its beginning. */
static void
test_drop_literal (void)
{
  g_autoptr (GString) units = g_string_new (NULL);
  LineReader reader;
  const char *unit;
  gsize length;

  line_reader_init (&reader, 50);
  line_reader_expect (&reader, LINE_READER_LITERALS, 50);
  g_assert_true (line_reader_feed (&reader, (const guint8 *) "a {4+}\r\nxxxx\r\nb\r\n", 17));
  g_assert_cmpint (line_reader_next (&reader, &unit, &length), ==, LINE_READER_CONTINUE);
  g_assert_false (reader.synchronising);
  line_reader_drop_line (&reader);
  g_assert_cmpint (line_reader_next (&reader, &unit, &length), ==, LINE_READER_TOO_LONG);
  append_unit (units, unit, length);
  take_all (&reader, units);
  g_assert_cmpstr (units->str, ==, "<a {4+}\r\n><b>");
  line_reader_clear (&reader);
}

/* A line without end takes no more room than its limit. */
static void
test_endless (void)
{
  g_autofree char *flood = g_strnfill (1 << 20, 'x');
  g_autoptr (GString) units = g_string_new (NULL);

  for (LineReaderMode mode = LINE_READER_LINES; mode <= LINE_READER_LITERALS; mode++)
    {
      LineReader reader;

      line_reader_init (&reader, 100);
      line_reader_expect (&reader, mode, 100);
      for (int i = 0; i < 4; i++)
        feed (&reader, flood, 1 << 20, units);
      g_assert_cmpuint (reader.held->allocated_len, <=, 1024);
      feed (&reader, "\r\n.\r\n", 5, units);
      line_reader_clear (&reader);
    }
  g_assert_cmpstr (units->str, ==, "!<.>!!<.>");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *split = g_strconcat ("/line-reader/every-split/", cases[i].name, NULL);
      g_autofree char *bytes = g_strconcat ("/line-reader/byte-by-byte/", cases[i].name, NULL);

      g_test_add_data_func (split, &cases[i], test_every_split);
      g_test_add_data_func (bytes, &cases[i], test_byte_by_byte);
    }
  g_test_add_func ("/line-reader/change-of-mode", test_change_of_mode);
  g_test_add_func ("/line-reader/fed-meanwhile", test_fed_meanwhile);
  g_test_add_func ("/line-reader/stop", test_stop);
  g_test_add_func ("/line-reader/drop-line", test_drop_line);
  g_test_add_func ("/line-reader/drop-literal", test_drop_literal);
  g_test_add_func ("/line-reader/endless", test_endless);
  return g_test_run ();
}
