/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-search.h"

#include <string.h>

static ImapSearchVerdict
parse (const char *text, ImapSearch **search)
{
  ImapScanner scanner;

  imap_scanner_init (&scanner, text, strlen (text));
  return imap_search_parse (&scanner, search);
}

static void
test_refused (void)
{
  static const char *const refused[] = {
    "", " ALL", "ALL ", "ALL  SEEN", "()", "(ALL", "ALL)", "(ALL))", "NOT", "NOT ", "OR SEEN", "OR SEEN ", "NOSUCH", "ALLX",
    "HEADER", "HEADER X", "HEADER X ", "FROM", "SUBJECT (", "KEYWORD", "KEYWORD \"a\"", "LARGER", "LARGER x",
    "LARGER -1", "ON", "ON 1-Feb-94", "ON 31-Feb-1994", "ON 1-Fev-1994", "ON 001-Feb-1994", "ON Feb-1994",
    "ON 1-Feb-1994x", "UID", "UID x", "0", "1:", "1,", "MODSEQ", "MODSEQ x", "MODSEQ \"/flags/\\\\seen\" 1",
    "MODSEQ \"/flags/\\\\seen\" none 1", "MODSEQ 9223372036854775808", "CHARSET UTF-8", "CHARSET ALL", "RETURN ALL",
    "RETURN (", "RETURN ()", "RETURN (NOSUCH) ALL", "RETURN (MIN,MAX) ALL", "RETURN (MIN)ALL", "CHARSET", "BODY {9}\r\nx",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (ImapSearch) search = NULL;

      g_test_message ("%s", refused[i]);
      g_assert_cmpint (parse (refused[i], &search), ==, IMAP_SEARCH_BAD);
      g_assert_null (search);
    }
}

static void
test_charset (void)
{
  static const struct
  {
    const char *text;
    ImapSearchVerdict verdict;
  } cases[] = {
    { "CHARSET UTF-8 ALL", IMAP_SEARCH_GOOD },
    { "charset us-ascii all", IMAP_SEARCH_GOOD },
    { "CHARSET \"utf-8\" SUBJECT {2}\r\n\xc3\xb6", IMAP_SEARCH_GOOD },
    { "CHARSET KOI8-R ALL", IMAP_SEARCH_BAD_CHARSET },
    { "RETURN (ALL) CHARSET X TEXT y", IMAP_SEARCH_BAD_CHARSET },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ImapSearch) search = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (parse (cases[i].text, &search), ==, cases[i].verdict);
    }
}

static void
test_return (void)
{
  static const struct
  {
    const char *text;
    gboolean extended;
    guint returns;
    gboolean asks_modseq;
  } cases[] = {
    { "ALL", FALSE, 0, FALSE },
    { "RETURN () ALL", TRUE, IMAP_SEARCH_ALL, FALSE },
    { "return (min max) all", TRUE, IMAP_SEARCH_MIN | IMAP_SEARCH_MAX, FALSE },
    { "RETURN (COUNT ALL SAVE) NOT (MODSEQ 7)", TRUE, IMAP_SEARCH_COUNT | IMAP_SEARCH_ALL | IMAP_SEARCH_SAVE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ImapSearch) search = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (parse (cases[i].text, &search), ==, IMAP_SEARCH_GOOD);
      g_assert_cmpint (search->extended, ==, cases[i].extended);
      g_assert_cmpuint (search->returns, ==, cases[i].returns);
      g_assert_cmpint (search->asks_modseq, ==, cases[i].asks_modseq);
    }
}

static void
test_deep (void)
{
  static const char *const words[] = { "NOT ", "(", "OR ALL " };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (ImapSearch) search = NULL;

      for (guint j = 0; j < 20000; j++)
        g_string_append (text, words[i]);
      g_string_append (text, "ALL");
      g_assert_cmpint (parse (text->str, &search), ==, IMAP_SEARCH_BAD);
    }
}

static const char message_text[] =
  "From: =?utf-8?q?J=C3=B6rg?= Doe <joe (his account) @ example.org>\r\n"
  "To: friends: a@b.org, Carl <c@d.org>;\r\n"
  "Subject: =?utf-8?b?R3LDvMOfZQ==?= from\r\n afar\r\n"
  "Date: Wed, 5 Feb 2025 23:30:00 -0800\r\n"
  "X-Empty:\r\n"
  "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
  "preamble\r\n"
  "--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n"
  "X-Part: inner\r\n\r\nna=EFve w=\r\nords\r\n"
  "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+aGVsbG88L2I+\r\n"
  "--b\r\nContent-Type: application/octet-stream\r\n\r\nhidden\r\n"
  "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: nested\r\n\r\nnested body\r\n"
  "--b--\r\n";

/* Has \Seen and the keyword Work. */
static gboolean
has_flag (gpointer user, const char *flag)
{
  return g_ascii_strcasecmp (flag, "\\Seen") == 0 || g_ascii_strcasecmp (flag, "Work") == 0;
}

static const struct
{
  const char *search;
  gboolean matches;
} cases[] = {
  { "ALL", TRUE },
  { "SEEN", TRUE },
  { "UNSEEN", FALSE },
  { "ANSWERED", FALSE },
  { "UNANSWERED UNDELETED UNDRAFT UNFLAGGED", TRUE },
  { "KEYWORD work", TRUE },
  { "UNKEYWORD Work", FALSE },
  { "KEYWORD $Other", FALSE },
  { "RECENT", TRUE },
  { "OLD", FALSE },
  { "NEW", FALSE },
  { "NOT SEEN", FALSE },
  { "NOT NOT SEEN", TRUE },
  { "OR UNSEEN SEEN", TRUE },
  { "OR UNSEEN (SEEN OLD)", FALSE },
  { "SEEN (ALL (ALL))", TRUE },
  { "4", TRUE },
  { "1:3,5", FALSE },
  { "*", FALSE },
  { "3:*", TRUE },
  { "9:*", FALSE },
  { "NOT 1,2", TRUE },
  { "UID 40", TRUE },
  { "UID 41:*", FALSE },
  { "uid 900:30", TRUE },
  { "$", TRUE },
  { "UID $", TRUE },
  { "NOT $", FALSE },
  { "LARGER 10", TRUE },
  { "SMALLER 10", FALSE },
  { "MODSEQ 70", TRUE },
  { "MODSEQ 71", FALSE },
  { "MODSEQ \"/flags/\\\\draft\" all 0", TRUE },
  /* 5 February 2026, 23:59:59 */
  { "ON 5-Feb-2026", TRUE },
  { "ON \"05-feb-2026\"", TRUE },
  { "BEFORE 5-Feb-2026", FALSE },
  { "BEFORE 6-Feb-2026", TRUE },
  { "SINCE 5-Feb-2026", TRUE },
  { "SINCE 6-Feb-2026", FALSE },
  { "SENTON 5-Feb-2025", TRUE },
  { "SENTON 6-Feb-2025", FALSE },
  { "SENTBEFORE 6-Feb-2025", TRUE },
  { "SENTSINCE 6-Feb-2025", FALSE },
  { "FROM joe@example.org", TRUE },
  { "FROM \"J\xc3\x96RG DOE <JOE\"", TRUE },
  { "FROM account", FALSE },
  { "TO friends", TRUE },
  { "TO \"carl\"", TRUE },
  { "CC carl", FALSE },
  { "BCC \"\"", FALSE },
  { "TO \"\"", TRUE },
  { "SUBJECT \"gr\xc3\xbc\xc3\x9f" "E\"", TRUE },
  { "SUBJECT \"from afar\"", TRUE },
  { "SUBJECT far.", FALSE },
  { "SUBJECT \"\"", TRUE },
  { "HEADER X-Empty \"\"", TRUE },
  { "HEADER x-empty x", FALSE },
  { "HEADER X-None \"\"", FALSE },
  { "HEADER Date 2025", TRUE },
  { "HEADER from joe@example", TRUE },
  { "BODY \"na\xc3\xafve\"", TRUE },
  { "BODY {7}\r\nnai\xcc\x88ve", TRUE },
  { "BODY \"ve words\"", TRUE },
  { "BODY \"<B>Hello</b>\"", TRUE },
  { "BODY \"nested body\"", TRUE },
  { "BODY hidden", FALSE },
  { "BODY preamble", FALSE },
  { "BODY afar", FALSE },
  { "BODY inner", FALSE },
  { "BODY \"\"", TRUE },
  { "TEXT words", TRUE },
  { "TEXT afar", TRUE },
  { "TEXT \"x-part: inner\"", TRUE },
  { "TEXT \"subject: nested\"", TRUE },
  { "TEXT nowhere", FALSE },
};

static void
assert_matches (const ImapSearchMail *mail, const ImapSearchMailbox *mailbox, const char *text, gboolean expected)
{
  g_autoptr (ImapSearch) search = NULL;

  g_test_message ("%s", text);
  g_assert_cmpint (parse (text, &search), ==, IMAP_SEARCH_GOOD);
  g_assert_cmpint (imap_search_matches (search, mail, mailbox), ==, expected);
}

static void
test_matches (void)
{
  static const guint32 uids[] = { 2, 40, 41 };
  g_autoptr (GArray) saved = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GBytes) content = g_bytes_new_static (message_text, sizeof message_text - 1);
  g_autoptr (ImapMessage) message = imap_message_new (content);
  ImapSearchMail mail = { .number = 4, .uid = 40, .modseq = 70, .recent = TRUE, .internal_date = 1770335999,
                          .message = message, .has_flag = has_flag };
  ImapSearchMailbox mailbox = { .largest_number = 5, .largest_uid = 50, .saved = saved };

  g_array_append_vals (saved, uids, G_N_ELEMENTS (uids));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_matches (&mail, &mailbox, cases[i].search, cases[i].matches);
}

/* Nothing is there to be found, and nothing is saved. */
static void
test_scraps (void)
{
  static const char *const texts[] = { "", "\r\n", "A", "Date: never\r\n\r\n", "Content-Type: text/plain; charset=no-such\r\n\r\n\xff\xfe" };
  static const char *const nothing[] = { "SENTON 1-Jan-1970", "NOT NOT SENTSINCE 1-Jan-1900",
                                         "BODY x", "SUBJECT x", "FROM \"\"", "$", "1:2" };
  ImapSearchMailbox mailbox = { .largest_number = 5, .largest_uid = 50 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) content = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (ImapMessage) message = imap_message_new (content);
      ImapSearchMail mail = { .number = 4, .uid = 40, .message = message, .has_flag = has_flag };

      for (guint j = 0; j < G_N_ELEMENTS (nothing); j++)
        assert_matches (&mail, &mailbox, nothing[j], FALSE);
      assert_matches (&mail, &mailbox, "TEXT \"\" BODY \"\"", TRUE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-search/refused", test_refused);
  g_test_add_func ("/imap-search/charset", test_charset);
  g_test_add_func ("/imap-search/return", test_return);
  g_test_add_func ("/imap-search/deep", test_deep);
  g_test_add_func ("/imap-search/matches", test_matches);
  g_test_add_func ("/imap-search/scraps", test_scraps);
  return g_test_run ();
}
