/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mbox.h"

#include <string.h>

enum
{
  WHEN = 1767603601, /* Mon, 05 Jan 2026 09:00:01 +0000 */
};

static char *
append (const char *sender, gint64 when, MboxMarks marks, const char *message)
{
  GString *mbox = g_string_new (NULL);

  mbox_append (mbox, sender, when, marks, message, strlen (message));
  return g_string_free (mbox, FALSE);
}

typedef struct
{
  const char *what, *message, *expected;
} Case;

static const Case cases[] = {
  { "plain", "Subject: a\r\n\r\nHello,\r\n\r\nBob\r\n", "Subject: a\n\nHello,\n\nBob\n\n" },
  { "no-last-line-end", "Subject: a\r\n\r\nHello", "Subject: a\n\nHello\n\n" },
  { "ends-with-empty-lines", "Subject: a\r\n\r\nHello\r\n\r\n\r\n", "Subject: a\n\nHello\n\n\n\n" },
  { "no-body", "Subject: a\r\n\r\n", "Subject: a\n\n\n" },
  { "header-alone", "Subject: a\r\n", "Subject: a\n\n" },
  { "nothing", "", "\n" },
  { "bare-line-ends", "Subject: a\n\none\rtwo\n", "Subject: a\n\none\rtwo\n\n" },
  { "from-lines", "Subject: a\r\n\r\nFrom me\r\n>From you\r\n>>From them\r\n From here\r\nFromage\r\n> From x\r\nFrom \r\nFrom\r\n",
    "Subject: a\n\n>From me\n>>From you\n>>>From them\n From here\nFromage\n> From x\n>From \nFrom\n\n" },
  { "from-at-the-end", "Subject: a\r\n\r\nFrom ", "Subject: a\n\n>From \n\n" },
  { "from-in-the-header", "From me to you\r\nSubject: a\r\n\r\nx\r\n", ">From me to you\nSubject: a\n\nx\n\n" },
  { "notes-of-others", "Status: RO\r\nSubject: a\r\nX-Status:\r\n F\r\ncontent-length: 7\r\nStatus-Quo: kept\r\n\r\nStatus: kept\r\n",
    "Subject: a\nStatus-Quo: kept\n\nStatus: kept\n\n" },
};

static void
test_message (gconstpointer data)
{
  const Case *row = data;
  g_autofree char *mbox = append ("alice@example.com", WHEN, (MboxMarks){ 0 }, row->message);
  g_autofree char *expected = g_strconcat ("From alice@example.com Mon Jan  5 09:00:01 2026\n", row->expected, NULL);

  g_assert_cmpstr (mbox, ==, expected);
}

static void
assert_separator (const char *sender, gint64 when, const char *expected)
{
  g_autofree char *mbox = append (sender, when, (MboxMarks){ 0 }, "Subject: a\r\n\r\nx\r\n");
  g_autofree char *whole = g_strconcat (expected, "\nSubject: a\n\nx\n\n", NULL);

  g_assert_cmpstr (mbox, ==, whole);
}

static void
test_separators (void)
{
  assert_separator ("", 0, "From MAILER-DAEMON Thu Jan  1 00:00:00 1970");
  assert_separator ("\"a b\tc\"@example.com", 951782399, "From \"a-b-c\"@example.com Mon Feb 28 23:59:59 2000");
  assert_separator ("x@y\nFrom z", 951782400, "From x@y-From-z Tue Feb 29 00:00:00 2000");
}

static void
test_marks (void)
{
  g_autofree char *seen = append ("", 0, (MboxMarks){ .seen = TRUE }, "Subject: a\r\n\r\nx\r\n");
  g_autofree char *all = append ("", 0, (MboxMarks){ TRUE, TRUE, TRUE, TRUE, TRUE }, "Subject: a\r\n\r\nx\r\n");
  g_autofree char *unseen = append ("", 0, (MboxMarks){ .flagged = TRUE }, "Subject: a\r\n\r\nx\r\n");

  g_assert_true (g_str_has_suffix (seen, "\nSubject: a\nStatus: RO\n\nx\n\n"));
  g_assert_true (g_str_has_suffix (all, "\nSubject: a\nStatus: RO\nX-Status: AFDT\n\nx\n\n"));
  g_assert_true (g_str_has_suffix (unseen, "\nSubject: a\nX-Status: F\n\nx\n\n"));
}

/* Many stand in one file, and a NUL is a byte like others. */
static void
test_several (void)
{
  static const char expected[] = "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\nA: b\n\n\0\n\n"
                                 "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\nA: c\n\nx\n\n";
  g_autoptr (GString) mbox = g_string_new (NULL);

  mbox_append (mbox, "", 0, (MboxMarks){ 0 }, "A: b\r\n\r\n\0\r\n", 11);
  mbox_append (mbox, "", 0, (MboxMarks){ 0 }, "A: c\r\n\r\nx", 9);
  g_assert_cmpmem (mbox->str, mbox->len, expected, sizeof expected - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mbox/message/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_message);
    }
  g_test_add_func ("/mbox/separators", test_separators);
  g_test_add_func ("/mbox/marks", test_marks);
  g_test_add_func ("/mbox/several", test_several);
  return g_test_run ();
}
