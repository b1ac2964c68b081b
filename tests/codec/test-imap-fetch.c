/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-fetch.h"

#include <string.h>

static GArray *
parse (const char *text)
{
  ImapScanner scanner;
  g_autoptr (GArray) items = NULL;

  imap_scanner_init (&scanner, text, strlen (text));
  items = imap_fetch_parse (&scanner);
  return items != NULL && imap_scanner_is_at_end (&scanner) ? g_steal_pointer (&items) : NULL;
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *names; /* with "!" where it sets \Seen */
  } good[] = {
    { "UID", "UID" },
    { "(UID)", "UID" },
    { "flags", "FLAGS" },
    { "(FLAGS BODY[])", "FLAGS BODY[]!" },
    { "(UID RFC822.SIZE INTERNALDATE)", "UID RFC822.SIZE INTERNALDATE" },
    { "BODY.PEEK[]", "BODY[]" },
    { "body.peek[header]", "BODY[HEADER]" },
    { "BODY[HEADER]", "BODY[HEADER]!" },
    { "(BODY.PEEK[TEXT] BODY[TEXT])", "BODY[TEXT] BODY[TEXT]!" },
    { "RFC822", "RFC822!" },
    { "RFC822.HEADER", "RFC822.HEADER" },
    { "RFC822.TEXT", "RFC822.TEXT!" },
    { "FAST", "FLAGS INTERNALDATE RFC822.SIZE" },
    { "BODY[]<0.10>", "BODY[]!<0.10>" },
    { "BODY.PEEK[TEXT]<5.1>", "BODY[TEXT]<5.1>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GArray) items = parse (good[i].text);
      g_autoptr (GString) names = g_string_new (NULL);

      g_test_message ("%s", good[i].text);
      g_assert_nonnull (items);
      for (guint j = 0; j < items->len; j++)
        {
          const ImapFetchItem *item = &g_array_index (items, ImapFetchItem, j);

          g_string_append_printf (names, "%s%s%s", j > 0 ? " " : "", item->name, item->sees ? "!" : "");
          if (item->partial)
            g_string_append_printf (names, "<%u.%u>", item->offset, item->count);
        }
      g_assert_cmpstr (names->str, ==, good[i].names);
    }
}

static void
test_refused (void)
{
  static const char *const refused[] = {
    "", "()", "(UID", "UID)", "(UID,FLAGS)", "UIDX", "BODY[", "BODY[X]", "BODY[]<0>", "BODY[]<0.0>", "BODY[]<.1>",
    "BODY[]<0.1", "(UID  FLAGS)", "RFC822<0.1>", "FASTER", "(FAST)", "ENVELOPES",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_test_message ("%s", refused[i]);
      g_assert_null (parse (refused[i]));
    }
}

static void
test_content (void)
{
  static const char message[] = "A: b\r\n\r\nbody\r\n";
  static const struct
  {
    const char *item;
    const char *wire;
  } cases[] = {
    { "BODY[]", "BODY[] {14}\r\nA: b\r\n\r\nbody\r\n" },
    { "RFC822", "RFC822 {14}\r\nA: b\r\n\r\nbody\r\n" },
    { "BODY[HEADER]", "BODY[HEADER] {8}\r\nA: b\r\n\r\n" },
    { "BODY.PEEK[TEXT]", "BODY[TEXT] {6}\r\nbody\r\n" },
    { "BODY[TEXT]<1.3>", "BODY[TEXT]<1> {3}\r\nody" },
    { "BODY[TEXT]<4.30>", "BODY[TEXT]<4> {2}\r\n\r\n" },
    { "BODY[]<99.4294967295>", "BODY[]<99> {0}\r\n" },
    { "BODY[HEADER]<0.4294967295>", "BODY[HEADER]<0> {8}\r\nA: b\r\n\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) items = parse (cases[i].item);
      g_autoptr (GString) out = g_string_new (NULL);

      imap_fetch_write_content (&g_array_index (items, ImapFetchItem, 0), message, sizeof message - 1, out);
      g_assert_cmpstr (out->str, ==, cases[i].wire);
    }
}

static void
test_date (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  imap_fetch_write_date (1767603601, out);
  imap_fetch_write_date (1768467601, out);
  g_assert_cmpstr (out->str, ==, "\" 5-Jan-2026 09:00:01 +0000\"\"15-Jan-2026 09:00:01 +0000\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-fetch/parse", test_parse);
  g_test_add_func ("/imap-fetch/refused", test_refused);
  g_test_add_func ("/imap-fetch/content", test_content);
  g_test_add_func ("/imap-fetch/date", test_date);
  return g_test_run ();
}
