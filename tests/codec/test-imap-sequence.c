/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-sequence.h"

#include <string.h>

typedef struct
{
  const char *text;
  guint32 largest;
  const char *contained; /* of 1 … 9: "1" where contained */
  gboolean exceeds;
} Case;

static const Case cases[] = {
  { "1", 9, "100000000", FALSE },
  { "2:4", 9, "011100000", FALSE },
  { "4:2", 9, "011100000", FALSE },
  { "2,4,6:7", 9, "010101100", FALSE },
  { "*", 9, "000000001", FALSE },
  { "7:*", 9, "000000111", FALSE },
  { "*:7", 9, "000000111", FALSE },
  { "1:*", 3, "111000000", FALSE },
  { "5:*", 3, "001110000", TRUE },
  { "*:*", 3, "001000000", FALSE },
  { "9", 3, "000000001", TRUE },
  { "4294967295", 9, "000000000", TRUE },
  { "1:*", 0, "000000000", TRUE },
  { "*", 0, "000000000", TRUE },
  { "1:2,2:3,3", 9, "111000000", FALSE },
};

static void
test_contains (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImapScanner scanner;
      g_autoptr (GArray) sequence = NULL;

      imap_scanner_init (&scanner, cases[i].text, strlen (cases[i].text));
      sequence = imap_sequence_parse (&scanner);
      g_assert_nonnull (sequence);
      g_assert_true (imap_scanner_is_at_end (&scanner));
      for (guint32 number = 1; number <= 9; number++)
        g_assert_cmpint (imap_sequence_contains (sequence, number, cases[i].largest), ==,
                         cases[i].contained[number - 1] == '1');
      g_assert_cmpint (imap_sequence_exceeds (sequence, cases[i].largest), ==, cases[i].exceeds);
    }
}

static void
test_way_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImapScanner scanner;
      g_autoptr (GArray) sequence = NULL;
      g_autoptr (GString) out = g_string_new (NULL);

      imap_scanner_init (&scanner, cases[i].text, strlen (cases[i].text));
      sequence = imap_sequence_parse (&scanner);
      imap_sequence_write (sequence, out);
      g_assert_cmpstr (out->str, ==, strcmp (cases[i].text, "*:*") == 0 ? "*" : cases[i].text);
    }
}

static void
test_refused (void)
{
  static const char *const refused[] = { "", "0", "a", "1:", ":1", "1,", ",1", "1:0", "1,0", "4294967296", "1:x", "-1" };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      ImapScanner scanner;

      imap_scanner_init (&scanner, refused[i], strlen (refused[i]));
      g_assert_null (imap_sequence_parse (&scanner));
    }
}

static void
test_rest (void)
{
  ImapScanner scanner;
  g_autoptr (GArray) sequence = NULL;

  imap_scanner_init (&scanner, "1:2 FLAGS", 9);
  sequence = imap_sequence_parse (&scanner);
  g_assert_cmpstr (scanner.at, ==, " FLAGS");
}

static void
test_add (void)
{
  static const guint32 numbers[] = { 1, 2, 3, 5, 8, 9, G_MAXUINT32 };
  g_autoptr (GArray) sequence = imap_sequence_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  imap_sequence_write (sequence, out);
  g_assert_cmpstr (out->str, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    imap_sequence_add (sequence, numbers[i]);
  imap_sequence_write (sequence, out);
  g_assert_cmpstr (out->str, ==, "1:3,5,8:9,4294967295");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-sequence/contains", test_contains);
  g_test_add_func ("/imap-sequence/way-back", test_way_back);
  g_test_add_func ("/imap-sequence/refused", test_refused);
  g_test_add_func ("/imap-sequence/rest", test_rest);
  g_test_add_func ("/imap-sequence/add", test_add);
  return g_test_run ();
}
