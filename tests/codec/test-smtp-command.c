/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/smtp-command.h"

#include <string.h>

typedef struct
{
  const char *line;
  const char *verb;
  const char *argument;
} Line;

static const Line lines[] = {
  { "NOOP", "NOOP", "" },
  { "noop", "noop", "" },
  { "EHLO mx.example.org", "EHLO", "mx.example.org" },
  { "EHLO   mx.example.org  ", "EHLO", "mx.example.org" },
  { "MAIL FROM:<a@example.org> SIZE=3", "MAIL", "FROM:<a@example.org> SIZE=3" },
  { "NOOP \t", "NOOP", "" },
  { "X", "X", "" },
};

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      SmtpCommand command;
      g_autofree char *verb = NULL, *argument = NULL;

      g_assert_true (smtp_command_parse (lines[i].line, strlen (lines[i].line), &command));
      verb = g_strndup (command.verb, command.verb_length);
      argument = g_strndup (command.argument, command.argument_length);
      g_assert_cmpstr (verb, ==, lines[i].verb);
      g_assert_cmpstr (argument, ==, lines[i].argument);
    }
}

static void
test_no_lines (void)
{
  SmtpCommand command;

  g_assert_false (smtp_command_parse ("", 0, &command));
  g_assert_false (smtp_command_parse (" NOOP", 5, &command));
  g_assert_false (smtp_command_parse ("NO\0OP", 5, &command));
  g_assert_false (smtp_command_parse ("\x80\x81", 2, &command));
}

static void
test_is (void)
{
  SmtpCommand command;

  g_assert_true (smtp_command_parse ("rCpT TO:<x@y>", 13, &command));
  g_assert_true (smtp_command_is (&command, "RCPT"));
  g_assert_false (smtp_command_is (&command, "RCP"));
  g_assert_false (smtp_command_is (&command, "RCPTX"));
  g_assert_false (smtp_command_is (&command, "MAIL"));
}

typedef struct
{
  const char *argument;
  SmtpPathFault fault;
  const char *path;
  guint64 size;
  SmtpBody body;
} Path;

static const Path from[] = {
  { "FROM:<a@example.org>", SMTP_PATH_OK, "a@example.org" },
  { "from:<a@example.org>", SMTP_PATH_OK, "a@example.org" },
  { "FROM: <a@example.org>", SMTP_PATH_OK, "a@example.org" },
  { "FROM:<>", SMTP_PATH_OK, "" },
  { "FROM:<> SIZE=0", SMTP_PATH_OK, "" },
  { "FROM:<a@example.org> SIZE=1234", SMTP_PATH_OK, "a@example.org", 1234 },
  { "FROM:<a@example.org>  size=7  body=8bitmime ", SMTP_PATH_OK, "a@example.org", 7, SMTP_BODY_8BITMIME },
  { "FROM:<a@example.org> BODY=7BIT", SMTP_PATH_OK, "a@example.org", 0, SMTP_BODY_7BIT },
  { "FROM:<a@example.org> SIZE=99999999999999999999", SMTP_PATH_OK, "a@example.org", G_MAXUINT64 },
  { "FROM:<@relay.example.net,@b.example:a@example.org>", SMTP_PATH_OK, "a@example.org" },
  { "FROM:<\"a > b\"@example.org>", SMTP_PATH_OK, "\"a > b\"@example.org" },
  { "FROM:<\"a \\\" b\"@example.org> SIZE=1", SMTP_PATH_OK, "\"a \\\" b\"@example.org", 1 },
  { "FROM:<a@[192.0.2.1]>", SMTP_PATH_OK, "a@[192.0.2.1]" },
  { "", SMTP_PATH_NO_KEYWORD },
  { "FROM:", SMTP_PATH_NO_KEYWORD },
  { "FROM:a@example.org", SMTP_PATH_NO_KEYWORD },
  { "FROM:<a@example.org", SMTP_PATH_NO_KEYWORD },
  { "FROM:<a@example.org>SIZE=1", SMTP_PATH_NO_KEYWORD },
  { "TO:<a@example.org>", SMTP_PATH_NO_KEYWORD },
  { "<a@example.org>", SMTP_PATH_NO_KEYWORD },
  { "FROM:<a>", SMTP_PATH_BAD_ADDRESS },
  { "FROM:<a@>", SMTP_PATH_BAD_ADDRESS },
  { "FROM:<@relay.example.net:>", SMTP_PATH_BAD_ADDRESS },
  { "FROM:<Postmaster>", SMTP_PATH_BAD_ADDRESS },
  { "FROM:< a@example.org>", SMTP_PATH_BAD_ADDRESS },
  { "FROM:<a@example.org> SIZE=", SMTP_PATH_BAD_PARAMETER },
  { "FROM:<a@example.org> SIZE", SMTP_PATH_BAD_PARAMETER },
  { "FROM:<a@example.org> SIZE=x", SMTP_PATH_BAD_PARAMETER },
  { "FROM:<a@example.org> SIZE=111111111111111111111", SMTP_PATH_BAD_PARAMETER },
  { "FROM:<a@example.org> BODY=BINARYMIME", SMTP_PATH_BAD_PARAMETER },
  { "FROM:<a@example.org> AUTH=<>", SMTP_PATH_OK, "a@example.org" },
  { "FROM:<a@example.org> AUTH=e+3Dmc2@example.com SMTPUTF8 RET=full ENVID=x+2By", SMTP_PATH_OK, "a@example.org" },
  { "FROM:<\xc3\xbc@\xc3\xb6.example> SMTPUTF8", SMTP_PATH_OK, "\xc3\xbc@\xc3\xb6.example" },
  { "FROM:<\xc3\xbc@example.org>", SMTP_PATH_NEEDS_UTF8 },
  { "FROM:<\xc3@example.org> SMTPUTF8", SMTP_PATH_BAD_ADDRESS },
  { "FROM:<a@example.org> SMTPUTF8=1", SMTP_PATH_BAD_PARAMETER },
  { "FROM:<a@example.org> RET=BODY", SMTP_PATH_BAD_PARAMETER },
  { "FROM:<a@example.org> RET=FULL RET=FULL", SMTP_PATH_BAD_PARAMETER },
  { "FROM:<a@example.org> ENVID=", SMTP_PATH_BAD_PARAMETER },
  { "FROM:<a@example.org> ENVID=a+b", SMTP_PATH_BAD_PARAMETER },
  { "FROM:<a@example.org> ENVID=a=b", SMTP_PATH_BAD_PARAMETER },
  { "FROM:<a@example.org> X", SMTP_PATH_UNKNOWN_PARAMETER },
  { "FROM:<a@example.org> SIZE=1 X=2", SMTP_PATH_UNKNOWN_PARAMETER },
};

static const Path to[] = {
  { "TO:<b@example.org>", SMTP_PATH_OK, "b@example.org" },
  { "to: <b@example.org>", SMTP_PATH_OK, "b@example.org" },
  { "TO:<Postmaster>", SMTP_PATH_OK, "Postmaster" },
  { "TO:<postmaster>", SMTP_PATH_OK, "postmaster" },
  { "TO:<@a.example,@b.example:b@example.org>", SMTP_PATH_OK, "b@example.org" },
  { "TO:<>", SMTP_PATH_BAD_ADDRESS },
  { "TO:<b>", SMTP_PATH_BAD_ADDRESS },
  { "TO:<@a.example:>", SMTP_PATH_BAD_ADDRESS },
  { "TO:<b@-example.org>", SMTP_PATH_BAD_ADDRESS },
  { "TO:b@example.org", SMTP_PATH_NO_KEYWORD },
  { "FROM:<b@example.org>", SMTP_PATH_NO_KEYWORD },
  { "TO:<b@example.org> NOTIFY=NEVER", SMTP_PATH_OK, "b@example.org" },
  { "TO:<b@example.org> notify=success,FAILURE,Delay ORCPT=rfc822;b+2B@example.org", SMTP_PATH_OK, "b@example.org" },
  { "TO:<b@example.org> NOTIFY=NEVER,SUCCESS", SMTP_PATH_BAD_PARAMETER },
  { "TO:<b@example.org> NOTIFY=SUCCESS,SUCCESS", SMTP_PATH_BAD_PARAMETER },
  { "TO:<b@example.org> NOTIFY=SUCCESS,", SMTP_PATH_BAD_PARAMETER },
  { "TO:<b@example.org> ORCPT=rfc822", SMTP_PATH_BAD_PARAMETER },
  { "TO:<b@example.org> ORCPT=;b", SMTP_PATH_BAD_PARAMETER },
  { "TO:<b@example.org> ORCPT=rfc822;b+x@example.org", SMTP_PATH_BAD_PARAMETER },
  { "TO:<b@example.org> ORCPT=rfc822;b=x@example.org", SMTP_PATH_BAD_PARAMETER },
  { "TO:<b@example.org> ORCPT=rfc822;\xc3\xbc@example.org", SMTP_PATH_BAD_PARAMETER },
  { "TO:<b@example.org> ORCPT=utf-8;j\\x{FC}rgen@example.org", SMTP_PATH_OK, "b@example.org" },
  { "TO:<b@example.org> ORCPT=UTF-8;\xc3\xbc@example.org", SMTP_PATH_OK, "b@example.org" },
  { "TO:<b@example.org> ORCPT=utf-8;\\x{D800}@example.org", SMTP_PATH_BAD_PARAMETER },
  { "TO:<b@example.org> ORCPT=utf-8;\\x{0}@example.org", SMTP_PATH_BAD_PARAMETER },
  { "TO:<b@example.org> ORCPT=utf-8;\\x{FC@example.org", SMTP_PATH_BAD_PARAMETER },
  { "TO:<b@example.org> ORCPT=utf-8;\xc3@example.org", SMTP_PATH_BAD_PARAMETER },
  { "TO:<b@example.org> SIZE=1", SMTP_PATH_UNKNOWN_PARAMETER },
};

static void
check_path (const Path *it, SmtpPathFault (*parse) (const SmtpCommand *, SmtpPath *))
{
  g_auto (SmtpPath) path = { 0 };
  SmtpCommand command = { "X", 1, it->argument, strlen (it->argument) };
  g_autofree char *shown = g_strescape (it->argument, NULL);

  g_test_message ("%s", shown);
  g_assert_cmpint (parse (&command, &path), ==, it->fault);
  if (it->fault != SMTP_PATH_OK)
    return;
  g_assert_cmpstr (path.path, ==, it->path);
  g_assert_cmpuint (path.size, ==, it->size);
  g_assert_cmpint (path.body, ==, it->body);
}

static void
test_from (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (from); i++)
    check_path (&from[i], smtp_command_parse_from);
}

static void
test_to (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (to); i++)
    check_path (&to[i], smtp_command_parse_to);
}

static void
test_host (void)
{
  static const char *const hosts[] = { "a", "mx1.example.org", "under_score.example", "[192.0.2.1]", "[IPv6:2001:db8::1]" };
  static const char *const others[] = { "", "two words", "a(b)", "ümlaut.example", "a\"b", "<a>" };
  g_autofree char *long_name = g_strnfill (256, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    g_assert_true (smtp_command_is_host (hosts[i], strlen (hosts[i])));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (smtp_command_is_host (others[i], strlen (others[i])));
  g_assert_false (smtp_command_is_host (long_name, 256));
  g_assert_true (smtp_command_is_host (long_name, 255));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smtp-command/lines", test_lines);
  g_test_add_func ("/smtp-command/no-lines", test_no_lines);
  g_test_add_func ("/smtp-command/is", test_is);
  g_test_add_func ("/smtp-command/from", test_from);
  g_test_add_func ("/smtp-command/to", test_to);
  g_test_add_func ("/smtp-command/host", test_host);
  return g_test_run ();
}
