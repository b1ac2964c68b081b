/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/dot-stuffing.h"

#include <string.h>

#include "sim/codec/line-reader.h"

typedef struct
{
  const char *name;
  const char *content;
  const char *wire;
} Case;

static const Case cases[] = {
  { "plain", "a\r\nb\r\n", "a\r\nb\r\n.\r\n" },
  { "empty", "", ".\r\n" },
  { "one-empty-line", "\r\n", "\r\n.\r\n" },
  { "first-line", ".a\r\n", "..a\r\n.\r\n" },
  { "lone-dot", ".\r\n", "..\r\n.\r\n" },
  { "later-lines", "a\r\n.\r\n.b\r\nc.\r\n", "a\r\n..\r\n..b\r\nc.\r\n.\r\n" },
  { "two-dots", "..\r\n..x\r\n", "...\r\n...x\r\n.\r\n" },
  { "no-final-crlf", "a", "a\r\n.\r\n" },
  { "final-cr", "a\r", "a\r\r\n.\r\n" },
  { "final-lf", "a\n", "a\n\r\n.\r\n" },
  { "final-dot", "a\r\n.", "a\r\n..\r\n.\r\n" },
  { "bare-lf-begins-no-line", "a\n.b\r\n", "a\n.b\r\n.\r\n" },
  { "bare-cr-begins-no-line", "a\r.b\r\n", "a\r.b\r\n.\r\n" },
  { "leading-lf", "\n.a\r\n", "\n.a\r\n.\r\n" },
};

static void
test_write (gconstpointer data)
{
  const Case *it = data;
  g_autoptr (GString) out = g_string_new ("> ");

  dot_stuffing_write (it->content, strlen (it->content), out);
  g_assert_cmpstr (out->str + 2, ==, it->wire);
}

/* The content that comes out again, with a final CRLF, at every split. */
static void
check_way_back (const char *content, gsize length)
{
  g_autoptr (GString) wire = g_string_new (NULL), want = g_string_new_len (content, (gssize) length);

  if (length > 0 && !g_str_has_suffix (want->str, "\r\n"))
    g_string_append (want, "\r\n");
  dot_stuffing_write (content, length, wire);
  for (gsize cut = 0; cut <= wire->len; cut++)
    {
      LineReader reader;
      const char *unit = NULL;
      gsize unit_length = 0;

      line_reader_init (&reader, 0);
      line_reader_expect (&reader, LINE_READER_TEXT, 4096);
      line_reader_feed (&reader, (const guint8 *) wire->str, cut);
      if (line_reader_next (&reader, &unit, &unit_length) == LINE_READER_WAIT)
        {
          line_reader_feed (&reader, (const guint8 *) wire->str + cut, wire->len - cut);
          g_assert_cmpint (line_reader_next (&reader, &unit, &unit_length), ==, LINE_READER_UNIT);
        }
      g_assert_cmpmem (unit, unit_length, want->str, want->len);
      line_reader_clear (&reader);
    }
}

static void
test_way_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_way_back (cases[i].content, strlen (cases[i].content));
}

/* All strings of up to seven of these characters. */
static void
test_all_short (void)
{
  static const char letters[] = ".\r\nx";

  for (guint number = 0; number < 1u << 14; number++)
    {
      char content[8];
      guint length = 0;

      for (guint rest = number; length < 7; rest >>= 2)
        content[length++] = letters[rest & 3];
      /* What ends in no CRLF gets one; a final CR then changes places. */
      content[5] = '\r';
      content[6] = '\n';
      check_way_back (content, length);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/dot-stuffing/write/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_write);
    }
  g_test_add_func ("/dot-stuffing/way-back", test_way_back);
  g_test_add_func ("/dot-stuffing/all-short", test_all_short);
  return g_test_run ();
}
