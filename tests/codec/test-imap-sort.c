/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-sort.h"

#include <string.h>

#include "sim/codec/base-subject.h"

static void
test_base_subject (void)
{
  static const struct
  {
    const char *subject;
    const char *base;
    gboolean is_reply;
  } cases[] = {
    { "", "", FALSE },
    { "Hello", "HELLO", FALSE },
    { "  a \t b  ", "A B", FALSE },
    { "Re: Hello", "HELLO", TRUE },
    { "RE:re : Fwd:FW:Hello", "HELLO", TRUE },
    { "Re[4]: Hello", "HELLO", TRUE },
    { "Re [4] : Hello", "HELLO", TRUE },
    { "Re[4 : Hello", "RE[4 : HELLO", FALSE },
    { "[list] Hello", "HELLO", FALSE },
    { "[list] Re: [other] Hello", "HELLO", TRUE },
    { "[a][b]Re: x", "X", TRUE },
    { "[list]", "[LIST]", FALSE },
    { "[list] ", "[LIST]", FALSE },
    { "[a [b] c", "[A [B] C", FALSE },
    { "Hello (fwd)", "HELLO", TRUE },
    { "Hello (FWD)  (fwd) ", "HELLO", TRUE },
    { "[fwd: Hello]", "HELLO", TRUE },
    { "[Fwd: [fwd: Re: Hello (fwd)]]", "HELLO", TRUE },
    { "[fwd: Hello", "[FWD: HELLO", FALSE },
    { "Re:", "", TRUE },
    { "Reply: x", "REPLY: X", FALSE },
    { "=?utf-8?q?Re:_gr=C3=BCn?=", "GRU\xcc\x88N", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_reply;
      g_autofree char *base = base_subject_extract (cases[i].subject, &is_reply);

      g_test_message ("%s", cases[i].subject);
      g_assert_cmpstr (base, ==, cases[i].base);
      g_assert_cmpint (is_reply, ==, cases[i].is_reply);
    }
}

static GArray *
parse (const char *text)
{
  ImapScanner scanner;
  g_autoptr (GArray) keys = NULL;

  imap_scanner_init (&scanner, text, strlen (text));
  keys = imap_sort_parse (&scanner);
  return keys != NULL && imap_scanner_is_at_end (&scanner) ? g_steal_pointer (&keys) : NULL;
}

static void
test_refused (void)
{
  static const char *const refused[] = { "", "()", "SUBJECT", "(SUBJECT", "(SUBJECT)x", "(REVERSE)", "(REVERSE REVERSE DATE)",
                                         "(SUBJECTS)", "(SUBJECT,DATE)", "(SUBJECT  DATE)", "(BCC)" };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_test_message ("%s", refused[i]);
      g_assert_null (parse (refused[i]));
    }
}

/* Messages 1, 2, …; each arrived a second after the one before, but for the last. */
static const char *const messages[] = {
  "From: carl@b.org\r\nTo: \"Zed\" <b@x>\r\nSubject: Re: b\r\nDate: Mon, 5 Jan 2026 10:00:00 +0200\r\n\r\nlong",
  "From: (x) Anna <ANNA@b.org>\r\nTo: g: a@x;\r\nSubject: A\r\nDate: Mon, 5 Jan 2026 09:30:00 +0000\r\n\r\n",
  "From: bob@b.org\r\nTo: a@x\r\nSubject: [l] b (fwd)\r\n\r\nbody",
  "Subject: =?utf-8?q?=C3=A4?=\r\nCc: z@x\r\nDate: nonsense\r\n\r\nb",
  "",
};

static char *
sort (const char *program)
{
  g_autoptr (GArray) keys = parse (program);
  g_autoptr (GPtrArray) mails = g_ptr_array_new_with_free_func ((GDestroyNotify) imap_sort_mail_free);
  GString *order = g_string_new (NULL);

  g_assert_nonnull (keys);
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr (GBytes) content = g_bytes_new_static (messages[i], strlen (messages[i]));
      g_autoptr (ImapMessage) message = imap_message_new (content);
      gint64 arrival = i + 1 < G_N_ELEMENTS (messages) ? 1000 + i : 1;

      g_ptr_array_add (mails, imap_sort_mail_new (keys, i + 1, 10 * (i + 1), arrival, message));
    }
  imap_sort (mails, keys);
  for (guint i = 0; i < mails->len; i++)
    {
      g_string_append_printf (order, "%u", imap_sort_mail_number (g_ptr_array_index (mails, i)));
      g_assert_cmpuint (imap_sort_mail_uid (g_ptr_array_index (mails, i)) / 10, ==,
                        imap_sort_mail_number (g_ptr_array_index (mails, i)));
    }
  return g_string_free (order, FALSE);
}

static void
test_sort (void)
{
  static const struct
  {
    const char *program;
    const char *order;
  } cases[] = {
    { "(ARRIVAL)", "51234" },
    { "(reverse arrival)", "43215" },
    { "(SIZE)", "53421" },
    { "(FROM)", "45231" },
    { "(REVERSE FROM)", "13245" },
    { "(TO)", "45312" },
    { "(CC)", "12354" },
    { "(SUBJECT)", "52413" },
    { "(SUBJECT REVERSE ARRIVAL)", "52431" },
    { "(DATE)", "53412" },
    { "(DISPLAYFROM)", "45231" },
    { "(DISPLAYTO REVERSE DATE)", "45321" },
    { "(SUBJECT SIZE)", "52431" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *order = sort (cases[i].program);

      g_test_message ("%s", cases[i].program);
      g_assert_cmpstr (order, ==, cases[i].order);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-sort/base-subject", test_base_subject);
  g_test_add_func ("/imap-sort/refused", test_refused);
  g_test_add_func ("/imap-sort/sort", test_sort);
  return g_test_run ();
}
