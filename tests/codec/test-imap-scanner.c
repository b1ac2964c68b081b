/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-scanner.h"

#include <string.h>

#include "sim/codec/imap-command.h"

static ImapScanner
scan (const char *text)
{
  ImapScanner scanner;

  imap_scanner_init (&scanner, text, strlen (text));
  return scanner;
}

typedef struct
{
  const char *text;
  const char *value; /* NULL: refused */
  const char *rest;
} Astring;

static const Astring astrings[] = {
  { "atom rest", "atom", " rest" },
  { "a]b.c", "a]b.c", "" },
  { "\"\"", "", "" },
  { "\"a b\" c", "a b", " c" },
  { "\"a\\\"b\\\\c\"", "a\"b\\c", "" },
  { "{3}\r\na b)", "a b", ")" },
  { "{3+}\r\na\r\nx", "a\r\n", "x" },
  { "{0}\r\n", "", "" },
  { "", NULL },
  { " a", NULL },
  { "(a)", NULL },
  { "\"a", NULL },
  { "\"a\\", NULL },
  { "\"a\\\"", NULL },
  { "\"a\r\nb\"", NULL },
  { "{3}\r\nab", NULL },
  { "{3}ab", NULL },
  { "{x}\r\nab", NULL },
  { "{99999999999}\r\nab", NULL },
  { "%", NULL },
};

static void
test_astrings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (astrings); i++)
    {
      ImapScanner scanner = scan (astrings[i].text);
      g_autofree char *value = imap_scanner_dup_astring (&scanner);

      g_test_message ("%s", astrings[i].text);
      g_assert_cmpstr (value, ==, astrings[i].value);
      g_assert_cmpstr (scanner.at, ==, value != NULL ? astrings[i].rest : astrings[i].text);
    }
}

static void
test_nul (void)
{
  ImapScanner scanner;

  imap_scanner_init (&scanner, "\"a\0b\"", 5);
  g_assert_null (imap_scanner_dup_astring (&scanner));
  imap_scanner_init (&scanner, "{2}\r\na\0", 7);
  g_assert_null (imap_scanner_dup_astring (&scanner));
}

static void
test_numbers (void)
{
  ImapScanner scanner = scan ("4294967295 4294967296");
  guint32 number;

  g_assert_true (imap_scanner_take_number (&scanner, &number));
  g_assert_cmpuint (number, ==, G_MAXUINT32);
  g_assert_false (imap_scanner_take_number (&scanner, &number));
  g_assert_true (imap_scanner_take_char (&scanner, ' '));
  g_assert_false (imap_scanner_take_number (&scanner, &number));
}

static void
test_words (void)
{
  ImapScanner scanner = scan ("Flags.Silent (x)");

  g_assert_false (imap_scanner_take_word (&scanner, "FLAGS"));
  g_assert_true (imap_scanner_take_word (&scanner, "FLAGS.SILENT"));
  g_assert_false (imap_scanner_take_word (&scanner, "x"));
  g_assert_true (imap_scanner_take_char (&scanner, ' '));
  g_assert_true (imap_scanner_take_char (&scanner, '('));
  g_assert_true (imap_scanner_take_word (&scanner, "X"));
  g_assert_true (imap_scanner_take_char (&scanner, ')'));
  g_assert_true (imap_scanner_is_at_end (&scanner));
  g_assert_false (imap_scanner_take_char (&scanner, ')'));
}

static void
test_values (void)
{
  static const char *const good[] = { "NIL", "12", "\"a)\"", "(a b)", "((a) \"b(\" (c (d)))", "(\\Seen \\*)",
                                      "{3}\r\n)))", "({1}\r\n( x)", "()" };
  static const char *const refused[] = { "", "(", "(a", "(a))b(", ")", "\"a", "({9}\r\nx)" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      ImapScanner scanner = scan (good[i]);

      g_assert_true (imap_scanner_skip_value (&scanner));
      g_assert_true (imap_scanner_is_at_end (&scanner));
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      ImapScanner scanner = scan (refused[i]);

      g_assert_false (imap_scanner_skip_value (&scanner) && imap_scanner_is_at_end (&scanner));
    }
}

static void
test_quoted_way_back (void)
{
  static const char *const texts[] = { "", "a", "a b", "\"", "\\", "a\"b\\c\\\"", "ü" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *back = NULL;
      ImapScanner scanner;

      imap_scanner_write_quoted (out, texts[i]);
      scanner = scan (out->str);
      back = imap_scanner_dup_string (&scanner);
      g_assert_cmpstr (back, ==, texts[i]);
      g_assert_true (imap_scanner_is_at_end (&scanner));
    }
}

typedef struct
{
  const char *line;
  const char *tag;
  const char *verb; /* NULL: refused */
  const char *rest;
} Command;

static const Command commands[] = {
  { "a1 NOOP", "a1", "NOOP", "" },
  { "a1 login x y", "a1", "LOGIN", " x y" },
  { "a1 uid fetch 1 (FLAGS)", "a1", "UID FETCH", " 1 (FLAGS)" },
  { "A.1-x NOOP ", "A.1-x", "NOOP", " " },
  { "a1", "a1", NULL },
  { "a1 ", "a1", NULL },
  { "a1  NOOP", "a1", NULL },
  { "a1 UID", "a1", NULL },
  { "", "*", NULL },
  { " NOOP", "*", NULL },
  { "+ NOOP", "*", NULL },
  { "a+b NOOP", "*", NULL },
  { "(a NOOP", "*", NULL },
  { "a1 VERYLONGVERBTHATNOBODYKNOWS", "a1", NULL },
  { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa NOOP", "*", NULL },
};

static void
test_commands (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const Command *it = &commands[i];
      ImapCommand command;
      gboolean good = imap_command_parse (it->line, strlen (it->line), &command);
      g_autofree char *tag = g_strndup (command.tag, (gsize) command.tag_length);

      g_test_message ("%s", it->line);
      g_assert_cmpint (good, ==, it->verb != NULL);
      g_assert_cmpstr (tag, ==, it->tag);
      if (!good)
        continue;
      g_assert_cmpstr (command.verb, ==, it->verb);
      g_assert_cmpstr (command.rest.at, ==, it->rest);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-scanner/astrings", test_astrings);
  g_test_add_func ("/imap-scanner/nul", test_nul);
  g_test_add_func ("/imap-scanner/numbers", test_numbers);
  g_test_add_func ("/imap-scanner/words", test_words);
  g_test_add_func ("/imap-scanner/values", test_values);
  g_test_add_func ("/imap-scanner/quoted-way-back", test_quoted_way_back);
  g_test_add_func ("/imap-command/commands", test_commands);
  return g_test_run ();
}
