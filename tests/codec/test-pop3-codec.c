/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sim/codec/pop3-command.h"
#include "sim/codec/pop3-reply.h"

typedef struct
{
  const char *line;
  const char *verb;
  const char *argument;
  int count;
  guint numbers[2];
} Command;

static const Command commands[] = {
  { "STAT", "STAT", "", 0 },
  { "stat ", "stat", "", 0 },
  { "RETR 12", "RETR", "12", 1, { 12 } },
  { "TOP 3 10", "TOP", "3 10", 2, { 3, 10 } },
  { "TOP  3   0 ", "TOP", " 3   0 ", 2, { 3, 0 } },
  { "PASS a b ", "PASS", "a b ", -1 },
  { "LIST 1 2 3", "LIST", "1 2 3", -1 },
  { "LIST -1", "LIST", "-1", -1 },
  { "LIST 1x", "LIST", "1x", -1 },
  { "LIST 999999999", "LIST", "999999999", 1, { 999999999 } },
  { "LIST 9999999999", "LIST", "9999999999", -1 },
};

static void
test_commands (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const Command *it = &commands[i];
      Pop3Command command;
      guint numbers[2] = { 0, 0 };
      g_autofree char *verb = NULL, *argument = NULL;

      g_assert_true (pop3_command_parse (it->line, strlen (it->line), &command));
      verb = g_strndup (command.verb, command.verb_length);
      argument = g_strndup (command.argument, command.argument_length);
      g_assert_cmpstr (verb, ==, it->verb);
      g_assert_cmpstr (argument, ==, it->argument);
      g_assert_cmpint (pop3_command_parse_numbers (&command, numbers), ==, it->count);
      if (it->count > 0)
        g_assert_cmpuint (numbers[0], ==, it->numbers[0]);
      if (it->count > 1)
        g_assert_cmpuint (numbers[1], ==, it->numbers[1]);
    }
}

static void
test_no_commands (void)
{
  Pop3Command command;

  g_assert_false (pop3_command_parse ("", 0, &command));
  g_assert_false (pop3_command_parse (" STAT", 5, &command));
  g_assert_false (pop3_command_parse ("ST\0AT", 5, &command));
}

static void
test_is (void)
{
  Pop3Command command;

  g_assert_true (pop3_command_parse ("uidl 1", 6, &command));
  g_assert_true (pop3_command_is (&command, "UIDL"));
  g_assert_false (pop3_command_is (&command, "UID"));
  g_assert_false (pop3_command_is (&command, "UIDLX"));
}

typedef struct
{
  const char *line;
  gboolean positive;
  const char *text;
} Reply;

static const Reply replies[] = {
  { "+OK", TRUE, "" },
  { "+OK ", TRUE, "" },
  { "+OK 2 320", TRUE, "2 320" },
  { "-ERR", FALSE, "" },
  { "-ERR No such message", FALSE, "No such message" },
};

static void
test_replies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      gboolean positive;
      g_autofree char *text = NULL;

      g_assert_true (pop3_reply_parse (replies[i].line, strlen (replies[i].line), &positive, &text));
      g_assert_cmpint (positive, ==, replies[i].positive);
      g_assert_cmpstr (text, ==, replies[i].text);
    }
}

static void
test_no_replies (void)
{
  static const char *const lines[] = { "", "+", "+O", "+OKAY", "OK", "-ER", "-ERROR", "+ok", " +OK" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      gboolean positive;
      char *text = NULL;

      g_assert_false (pop3_reply_parse (lines[i], strlen (lines[i]), &positive, &text));
      g_assert_null (text);
    }
}

static void
test_stat (void)
{
  guint count;
  guint64 octets;

  g_assert_true (pop3_reply_parse_stat ("2 320", &count, &octets));
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpuint (octets, ==, 320);
  g_assert_true (pop3_reply_parse_stat ("0 0 and more", &count, &octets));
  g_assert_false (pop3_reply_parse_stat ("", &count, &octets));
  g_assert_false (pop3_reply_parse_stat ("2", &count, &octets));
  g_assert_false (pop3_reply_parse_stat ("2 ", &count, &octets));
  g_assert_false (pop3_reply_parse_stat ("x 2", &count, &octets));
  g_assert_false (pop3_reply_parse_stat ("99999999999 2", &count, &octets));
}

static void
test_uidl (void)
{
  static const char *const refused[] = { "", "1", "1 ", "0 a", "x a", "1  a", "1 a b", "1 \x01", "99999999999 a" };
  g_autofree char *longest = g_strnfill (70, 'u');
  g_autofree char *line = g_strconcat ("3 ", longest, NULL), *longer = g_strconcat (line, "u", NULL);
  g_autofree char *uidl = NULL;
  char *none = NULL;
  guint number;

  g_assert_true (pop3_reply_parse_uidl (line, strlen (line), &number, &uidl));
  g_assert_cmpuint (number, ==, 3);
  g_assert_cmpstr (uidl, ==, longest);
  g_assert_false (pop3_reply_parse_uidl (longer, strlen (longer), &number, &none));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (pop3_reply_parse_uidl (refused[i], strlen (refused[i]), &number, &none));
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pop3-command/commands", test_commands);
  g_test_add_func ("/pop3-command/no-commands", test_no_commands);
  g_test_add_func ("/pop3-command/is", test_is);
  g_test_add_func ("/pop3-reply/replies", test_replies);
  g_test_add_func ("/pop3-reply/no-replies", test_no_replies);
  g_test_add_func ("/pop3-reply/stat", test_stat);
  g_test_add_func ("/pop3-reply/uidl", test_uidl);
  return g_test_run ();
}
