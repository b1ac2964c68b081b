/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/parcel-words.h"

#include "sim/trace/trace-kind.h"

typedef struct
{
  const char *line;
  gboolean tagged;
  const char *verb, *rest;
} Command;

static void
test_commands (void)
{
  const Command commands[] = {
    { "RCPT TO:<bob@example.org>\r\n", FALSE, "RCPT", "TO:<bob@example.org>" },
    { "QUIT\r\n", FALSE, "QUIT", "" },
    { "A3 UID FETCH 1:* (FLAGS)\r\n", TRUE, "UID FETCH", "1:* (FLAGS)" },
    { "A2 SELECT INBOX\r\n", TRUE, "SELECT", "INBOX" },
    { "\r\n", FALSE, "", "" },
    { "", TRUE, "", "" },
    { "\xff\xfe", FALSE, "\357\277\275\357\277\275", "" },
    { "VERYLONGVERBINDEED x\r\n", FALSE, "VERYLONGV…", "x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *verb = parcel_words_verb (commands[i].line, commands[i].tagged);
      g_autofree char *rest = parcel_words_rest (commands[i].line, commands[i].tagged);

      g_assert_cmpstr (verb, ==, commands[i].verb);
      g_assert_cmpstr (rest, ==, commands[i].rest);
    }
}

typedef struct
{
  const char *line, *code, *answer;
  gboolean refusal;
} Reply;

static void
test_replies (void)
{
  const Reply replies[] = {
    { "550 5.1.1 User unknown\r\n", "550", "5.1.1 User unknown", FALSE },
    { "250-mail.example.com\r\n250 SIZE\r\n", "250", "mail.example.com", FALSE },
    { "+OK Send PASS\r\n", "+OK", "Send PASS", FALSE },
    { "-ERR no such message\r\n", "-ERR", "no such message", TRUE },
    { "A1 OK Logged in\r\n", "OK", "Logged in", FALSE },
    { "A1 NO Login failed\r\n", "NO", "Login failed", TRUE },
    { "* OK ready\r\n", "OK", "ready", FALSE },
    { "* 1 EXISTS\r\n", "*", "1 EXISTS", FALSE },
    { "* BYE Logging out\r\n", "BYE", "Logging out", FALSE },
    { "250", "250", "", FALSE },
    { "", "", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autofree char *code = parcel_words_code (replies[i].line), *answer = parcel_words_answer (replies[i].line);

      g_assert_cmpstr (code, ==, replies[i].code);
      g_assert_cmpstr (answer, ==, replies[i].answer);
      g_assert_cmpint (parcel_words_is_refusal (replies[i].line), ==, replies[i].refusal);
    }
}

static void
test_shortens (void)
{
  g_autofree char *shorter = parcel_words_shorten ("an answer that is far too long for anybody to read it in flight\r\nmore");
  g_autofree char *same = parcel_words_shorten ("10 mail.example.org");

  g_assert_cmpint (g_utf8_strlen (shorter, -1), <=, 34);
  g_assert_true (g_str_has_suffix (shorter, "…"));
  g_assert_cmpstr (same, ==, "10 mail.example.org");
}

static void
test_mail (void)
{
  g_assert_true (parcel_words_has_mail ("+OK 20 octets\r\nFrom: a\r\n\r\nx\r\n.\r\n"));
  g_assert_false (parcel_words_has_mail ("+OK 1 600\r\n"));
  g_assert_true (parcel_words_has_mail ("* 1 FETCH (BODY[] {20}\r\nReturn-Path: <>\r\nFrom: a\r\n"));
  g_assert_false (parcel_words_has_mail ("* 1 EXISTS\r\n"));
}

static void
test_flags (void)
{
  const struct
  {
    guint flags;
    const char *words;
  } cases[] = { { TCP_SYN, "SYN" }, { TCP_SYN | TCP_ACK, "SYN-ACK" }, { TCP_ACK, "ACK" }, { TCP_FIN | TCP_ACK, "FIN" }, { TCP_RST, "RST" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = parcel_words_flags (cases[i].flags);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parcel-words/commands", test_commands);
  g_test_add_func ("/parcel-words/replies", test_replies);
  g_test_add_func ("/parcel-words/shortens", test_shortens);
  g_test_add_func ("/parcel-words/mail", test_mail);
  g_test_add_func ("/parcel-words/flags", test_flags);
  return g_test_run ();
}
