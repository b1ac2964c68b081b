/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/file-names.h"

#include <string.h>

typedef struct
{
  const char *text, *name;
} Case;

static const Case cases[] = {
  { "bob=example.org", "bob=example.org.mbox" },
  { "bob@example.org", "bob~40example.org.mbox" },
  { "bob+lists=a_b-c@example.org", "bob+lists=a_b-c~40example.org.mbox" },
  { "../../etc/passwd", "~2E.~2F..~2Fetc~2Fpasswd.mbox" },
  { "\"a b\"@example.org", "~22a~20b~22~40example.org.mbox" },
  { "100%@example.org", "100~25~40example.org.mbox" },
  { "-rf@example.org", "~2Drf~40example.org.mbox" },
  { "a:b|c*d?<e>\\f@x", "a~3Ab~7Cc~2Ad~3F~3Ce~3E~5Cf~40x.mbox" },
  { "b\xc3\xb6@example.org", "b~C3~B6~40example.org.mbox" },
  { "\t\n\x7f", "~09~0A~7F.mbox" },
  { "example.org.", "example.org~2E.mbox" },
  { ".", "~2E.mbox" },
  { "..", "~2E~2E.mbox" },
  { "", "_.mbox" },
  { "con", "~63on.mbox" },
  { "NUL.example", "~4EUL.example.mbox" },
  { "com1.test", "~63om1.test.mbox" },
  { "comx.test", "comx.test.mbox" },
  { "console", "console.mbox" },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FileNames) names = file_names_new ();
      g_autofree char *name = file_names_take (names, cases[i].text, ".mbox");

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
assert_takes (FileNames *names, const char *text, const char *expected)
{
  g_autofree char *name = file_names_take (names, text, ".eml");

  g_assert_cmpstr (name, ==, expected);
}

/* No two are the same, even where capitals don't count; nor by a text that looks like a number was added. */
static void
test_taken (void)
{
  g_autoptr (FileNames) names = file_names_new ();

  assert_takes (names, "bob", "bob.eml");
  assert_takes (names, "Bob", "Bob_2.eml");
  assert_takes (names, "BOB", "BOB_3.eml");
  assert_takes (names, "bob_4", "bob_4.eml");
  assert_takes (names, "bob", "bob_5.eml");
  assert_takes (names, "~62ob", "~7E62ob.eml");
}

static void
test_long (void)
{
  g_autoptr (FileNames) names = file_names_new ();
  g_autofree char *text = g_strnfill (1000, 'x');
  g_autofree char *other = g_strconcat (text, "y", NULL);
  g_autofree char *name = file_names_take (names, text, ".eml");
  g_autofree char *second = file_names_take (names, other, ".eml");

  g_assert_cmpuint (strlen (name), ==, 204);
  g_assert_true (g_str_has_prefix (name, "xxxxxxxx") && g_str_has_suffix (name, ".eml"));
  g_assert_cmpstr (name, !=, second);
  g_assert_null (strstr (second, "_2.eml"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-names/names", test_names);
  g_test_add_func ("/file-names/taken", test_taken);
  g_test_add_func ("/file-names/long", test_long);
  return g_test_run ();
}
