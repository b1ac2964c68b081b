/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-pattern.h"
#include "sim/codec/imap-utf7.h"

typedef struct
{
  const char *wire;
  const char *name;
} Name;

/* The second and third are RFC 3501 5.1.3's. */
static const Name names[] = {
  { "INBOX", "INBOX" },
  { "~peter/mail/&U,BTFw-/&ZeVnLIqe-", "~peter/mail/台北/日本語" },
  { "&Jjo-!", "☺!" },
  { "A&-B", "A&B" },
  { "&-&-", "&&" },
  { "Entw&APw-rfe", "Entwürfe" },
  { "&2D3eAA-", "😀" },
  { "&AAk-", "\t" },
  { "", "" },
};

static const char *const malformed[] = {
  "&", "a&b", "&Jjo", "&Jjo!-", "&AAA-", "&AGE-", "&Jjp-", "&J-", "&2D0-", "&3gA-", "&U,BTFw-&ZeVnLIqe-", "&Jjo=-", "\xc3\xbc", "&AAAAAA-",
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = imap_utf7_decode (names[i].wire), *wire = imap_utf7_encode (names[i].name);

      g_assert_cmpstr (name, ==, names[i].name);
      g_assert_cmpstr (wire, ==, names[i].wire);
    }
}

static void
test_malformed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autofree char *name = imap_utf7_decode (malformed[i]);

      if (name != NULL)
        g_error ("“%s” was read as “%s”", malformed[i], name);
    }
}

/* Every character there is comes back. */
static void
test_all_characters (void)
{
  for (gunichar c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 97)
    {
      g_autoptr (GString) name = g_string_new ("a");
      g_autofree char *wire = NULL, *again = NULL;

      if (!g_unichar_validate (c))
        continue;
      g_string_append_unichar (name, c);
      g_string_append_c (name, '-');
      wire = imap_utf7_encode (name->str);
      again = imap_utf7_decode (wire);
      g_assert_true (g_str_is_ascii (wire));
      g_assert_cmpstr (again, ==, name->str);
    }
}

typedef struct
{
  const char *pattern;
  const char *name;
  gboolean matches;
} Match;

static const Match matches[] = {
  { "*", "INBOX", TRUE },
  { "*", "a/b/c", TRUE },
  { "%", "a", TRUE },
  { "%", "a/b", FALSE },
  { "%/%", "a/b", TRUE },
  { "%/%", "a/b/c", FALSE },
  { "a/%", "a/b", TRUE },
  { "a/%", "a", FALSE },
  { "a*", "a/b", TRUE },
  { "*c", "a/b/c", TRUE },
  { "%c", "a/b/c", FALSE },
  { "a/*/c", "a/b/b/c", TRUE },
  { "a/%3/%4", "a/x3/y4", TRUE },
  { "a/%t*4", "a/test3/test4", TRUE },
  { "%*%", "a/b", TRUE },
  { "inbox", "INBOX", TRUE },
  { "in*x", "INBOX", TRUE },
  { "inbox/A", "INBOX/A", TRUE },
  { "inbox/a", "INBOX/A", FALSE },
  { "inboxes", "INBOXES", FALSE },
  { "INBO", "INBOX", FALSE },
  { "INBOXX", "INBOX", FALSE },
  { "", "a", FALSE },
  { "", "", TRUE },
  { "*", "", TRUE },
  { "********************************%%%%%%%%%%%%%%%%%%%%%%%%y", "INBOX", FALSE },
};

static void
test_patterns (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (matches); i++)
    if (imap_pattern_matches (matches[i].pattern, matches[i].name) != matches[i].matches)
      g_error ("“%s” and “%s”", matches[i].pattern, matches[i].name);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-names/utf-7", test_names);
  g_test_add_func ("/imap-names/malformed", test_malformed);
  g_test_add_func ("/imap-names/all-characters", test_all_characters);
  g_test_add_func ("/imap-names/patterns", test_patterns);
  return g_test_run ();
}
