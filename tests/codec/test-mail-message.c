/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mail-message.h"

#include <string.h>

static void
test_date (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } dates[] = {
    { 0, "Thu, 01 Jan 1970 00:00:00 +0000" },
    { 1767603601, "Mon, 05 Jan 2026 09:00:01 +0000" },
    { 951782400, "Tue, 29 Feb 2000 00:00:00 +0000" },
    { 4102444799, "Thu, 31 Dec 2099 23:59:59 +0000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *text = mail_message_format_date (dates[i].seconds);

      g_assert_cmpstr (text, ==, dates[i].text);
    }
}

static GPtrArray *
new_list (const char *first, ...)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  va_list more;

  va_start (more, first);
  for (const char *next = first; next != NULL; next = va_arg (more, const char *))
    g_ptr_array_add (list, g_strdup (next));
  va_end (more);
  return list;
}

static char *
compose (const MailDraft *draft)
{
  g_autoptr (GBytes) message = mail_message_compose (draft);
  gsize length;
  const char *bytes = g_bytes_get_data (message, &length);

  g_assert_cmpuint (strlen (bytes), >=, length);
  return g_strndup (bytes, length);
}

static void
test_plain (void)
{
  g_autoptr (GPtrArray) to = new_list ("bob@example.net", NULL);
  MailDraft draft = { .from = "alice@example.org", .to = to, .subject = "Lunch?", .text = "At noon.\nSee you\r\n\rBye\r",
                      .message_id = "<1@example.org>", .date_unix = 1767603601 };
  g_autofree char *message = compose (&draft);

  g_assert_cmpstr (message, ==,
                   "From: alice@example.org\r\n"
                   "To: bob@example.net\r\n"
                   "Subject: Lunch?\r\n"
                   "Date: Mon, 05 Jan 2026 09:00:01 +0000\r\n"
                   "Message-ID: <1@example.org>\r\n"
                   "MIME-Version: 1.0\r\n"
                   "Content-Type: text/plain; charset=us-ascii\r\n"
                   "Content-Transfer-Encoding: 7bit\r\n"
                   "\r\n"
                   "At noon.\r\nSee you\r\n\r\nBye\r\n");
}

static void
test_names_and_lists (void)
{
  g_autoptr (GPtrArray) to = new_list ("bob@example.net", "carol@example.com", NULL);
  g_autoptr (GPtrArray) cc = new_list ("dave@example.com", NULL);
  MailDraft draft = { .from = "alice@example.org", .from_name = "Alice \"A.\" Smith", .to = to, .cc = cc,
                      .text = "x", .message_id = "<1@example.org>" };
  g_autofree char *message = compose (&draft);

  g_assert_true (g_str_has_prefix (message,
                                   "From: \"Alice \\\"A.\\\" Smith\" <alice@example.org>\r\n"
                                   "To: bob@example.net, carol@example.com\r\n"
                                   "Cc: dave@example.com\r\n"
                                   "Date: "));
  g_assert_true (g_str_has_suffix (message, "\r\n\r\nx\r\n"));
}

static void
test_all_blind (void)
{
  g_autoptr (GPtrArray) to = new_list (NULL), cc = new_list ("dave@example.com", NULL);
  MailDraft draft = { .from = "alice@example.org", .to = to, .text = "x", .message_id = "<1@example.org>" };
  g_autofree char *message = compose (&draft);
  g_autofree char *with_cc = NULL;

  g_assert_true (g_str_has_prefix (message, "From: alice@example.org\r\nTo: undisclosed-recipients:;\r\nDate: "));
  draft.cc = cc;
  with_cc = compose (&draft);
  g_assert_true (g_str_has_prefix (with_cc, "From: alice@example.org\r\nCc: dave@example.com\r\nDate: "));
}

/* RFC 2047 */
static void
test_beyond_ascii (void)
{
  g_autoptr (GPtrArray) to = new_list ("bob@example.net", NULL);
  MailDraft draft = { .from = "alice@example.org", .from_name = "Älice", .to = to, .subject = "Grüße",
                      .text = "Schön.\n", .message_id = "<1@example.org>" };
  g_autofree char *message = compose (&draft), *again = compose (&draft);
  g_autofree char *subject = mail_message_dup_field (message, strlen (message), "subject");

  g_assert_cmpstr (message, ==, again);
  g_assert_true (g_str_has_prefix (subject, "=?UTF-8?"));
  g_assert_nonnull (strstr (message, "charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nSchön.\r\n"));
  for (const char *p = message; p < strstr (message, "\r\n\r\n"); p++)
    g_assert_cmpuint ((guchar) *p, <, 0x80);
}

static void
test_long_lines (void)
{
  g_autofree char *line = g_strnfill (999, 'x');
  g_autoptr (GPtrArray) to = new_list ("bob@example.net", NULL);
  MailDraft draft = { .from = "alice@example.org", .to = to, .text = line, .message_id = "<1@example.org>" };
  g_autofree char *message = compose (&draft);
  g_auto (GStrv) lines = g_strsplit (message, "\r\n", -1);

  g_assert_nonnull (strstr (message, "Content-Transfer-Encoding: quoted-printable\r\n"));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 78);
      g_assert_null (strpbrk (lines[i], "\r\n"));
    }
}

/* Neither a subject nor a name can smuggle in a field. */
static void
test_no_injection (void)
{
  g_autoptr (GPtrArray) to = new_list ("bob@example.net", NULL);
  MailDraft draft = { .from = "alice@example.org", .from_name = "A\r\nBcc: x@y", .to = to,
                      .subject = "Hi\r\nBcc: eve@example.com\r\n\r\nbody", .text = "", .message_id = "<1@example.org>" };
  g_autofree char *message = compose (&draft);

  g_assert_cmpuint (mail_message_count_field (message, strlen (message), "Bcc"), ==, 0);
  g_assert_cmpuint (mail_message_header_length (message, strlen (message)), ==, strlen (message));
}

static void
test_folding (void)
{
  g_autoptr (GPtrArray) to = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *value = NULL, *message = NULL;
  MailDraft draft = { .from = "alice@example.org", .to = to, .text = "", .message_id = "<1@example.org>",
                      .subject = "a subject of so many words that it can never stand on one line of seventy-eight bytes alone" };

  for (guint i = 0; i < 20; i++)
    g_ptr_array_add (to, g_strdup_printf ("student%u@example.org", i));
  message = compose (&draft);
  value = mail_message_dup_field (message, strlen (message), "Subject");
  g_assert_cmpstr (value, ==, draft.subject);
  g_clear_pointer (&value, g_free);
  value = mail_message_dup_field (message, strlen (message), "To");
  g_assert_true (g_str_has_prefix (value, "student0@example.org, student1@example.org, "));
  g_assert_true (g_str_has_suffix (value, ", student19@example.org"));
  for (const char *at = message, *end; (end = strstr (at, "\r\n")) != NULL; at = end + 2)
    g_assert_cmpint (end - at, <=, 78);
}

/* No line is all white space (RFC 5322 3.2.2), however many spaces stand in a row. */
static void
test_folding_spaces (void)
{
  g_autofree char *subject = g_strdup_printf ("a%200sb%100s", "", ""), *message = NULL;
  MailDraft draft = { .from = "alice@example.org", .text = "", .message_id = "<1@example.org>", .subject = subject };

  message = compose (&draft);
  for (const char *at = message; (at = strstr (at, "\r\n ")) != NULL; at++)
    g_assert_cmpint (at[2 + strspn (at + 2, " ")], !=, '\r');
  g_assert_nonnull (strstr (message, "\r\n b "));
}

static void
test_prepend (void)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("A: b\r\n\r\n", 8), none = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) whole = mail_message_prepend (content, "Return-Path: <>\r\n");
  g_autoptr (GBytes) alone = mail_message_prepend (none, "X: y\r\n");
  gsize length;
  const char *bytes = g_bytes_get_data (whole, &length);

  g_assert_cmpmem (bytes, length, "Return-Path: <>\r\nA: b\r\n\r\n", 25);
  g_assert_cmpuint (g_bytes_get_size (alone), ==, 6);
}

static void
test_received (void)
{
  g_autofree char *field = mail_message_format_received ("client.example.net", "192.0.2.1", "mx.example.org", "ESMTP",
                                                         "q1", "bob@example.org", 1767603601);
  g_autofree char *for_many = mail_message_format_received ("c", "192.0.2.1", "mx", "SMTP", "q1", NULL, 0);

  g_assert_cmpstr (field, ==,
                   "Received: from client.example.net ([192.0.2.1])\r\n"
                   "\tby mx.example.org with ESMTP id q1\r\n"
                   "\tfor <bob@example.org>;\r\n"
                   "\tMon, 05 Jan 2026 09:00:01 +0000\r\n");
  g_assert_cmpstr (for_many, ==,
                   "Received: from c ([192.0.2.1])\r\n\tby mx with SMTP id q1;\r\n\tThu, 01 Jan 1970 00:00:00 +0000\r\n");
}

static void
test_crlf (void)
{
  static const char *const cases[][2] = {
    { "", "" }, { "a", "a" }, { "a\r\n", "a\r\n" }, { "\n", "\r\n" }, { "a\nb\r\n\nc\n", "a\r\nb\r\n\r\nc\r\n" }, { "a\rb\r\n", "a\rb\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) copy = mail_message_copy_with_crlf (cases[i][0], strlen (cases[i][0]));

      g_assert_cmpmem (g_bytes_get_data (copy, NULL), g_bytes_get_size (copy), cases[i][1], strlen (cases[i][1]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-message/date", test_date);
  g_test_add_func ("/mail-message/plain", test_plain);
  g_test_add_func ("/mail-message/names-and-lists", test_names_and_lists);
  g_test_add_func ("/mail-message/all-blind", test_all_blind);
  g_test_add_func ("/mail-message/beyond-ascii", test_beyond_ascii);
  g_test_add_func ("/mail-message/long-lines", test_long_lines);
  g_test_add_func ("/mail-message/no-injection", test_no_injection);
  g_test_add_func ("/mail-message/folding", test_folding);
  g_test_add_func ("/mail-message/folding-spaces", test_folding_spaces);
  g_test_add_func ("/mail-message/prepend", test_prepend);
  g_test_add_func ("/mail-message/received", test_received);
  g_test_add_func ("/mail-message/crlf", test_crlf);
  return g_test_run ();
}
