/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-response.h"

#include <string.h>

typedef struct
{
  const char *line;
  ImapResponseKind kind;
  guint32 number;
  const char *word; /* NULL: refused */
  const char *rest;
} Case;

static const Case cases[] = {
  { "* OK ready", IMAP_RESPONSE_UNTAGGED, 0, "OK", "ready" },
  { "* ok", IMAP_RESPONSE_UNTAGGED, 0, "OK", "" },
  { "* 12 EXISTS", IMAP_RESPONSE_UNTAGGED, 12, "EXISTS", "" },
  { "* 3 FETCH (UID 7)", IMAP_RESPONSE_UNTAGGED, 3, "FETCH", "(UID 7)" },
  { "* CAPABILITY IMAP4rev1", IMAP_RESPONSE_UNTAGGED, 0, "CAPABILITY", "IMAP4rev1" },
  { "* FLAGS (\\Seen)", IMAP_RESPONSE_UNTAGGED, 0, "FLAGS", "(\\Seen)" },
  { "A1 NO [ALERT] x", IMAP_RESPONSE_TAGGED, 0, "NO", "[ALERT] x" },
  { "A1 OK done", IMAP_RESPONSE_TAGGED, 0, "OK", "done" },
  { "* ANUNTAGGEDWORDWITHOUTEND x", IMAP_RESPONSE_UNTAGGED, 0, "ANUNTAGGEDWORDW", "x" },
  { "+ Ready", IMAP_RESPONSE_CONTINUE, 0, "", " Ready" },
  { "+", IMAP_RESPONSE_CONTINUE, 0, "", "" },
  { "", 0, 0, NULL },
  { "*", 0, 0, NULL },
  { "* ", 0, 0, NULL },
  { "*OK", 0, 0, NULL },
  { "A1", 0, 0, NULL },
  { "A1 ", 0, 0, NULL },
  { "* 12", 0, 0, NULL },
  { "* 12EXISTS", 0, 0, NULL },
  { "\x01", 0, 0, NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *it = &cases[i];
      ImapResponse response;

      g_test_message ("%s", it->line);
      g_assert_cmpint (imap_response_parse (it->line, strlen (it->line), &response), ==, it->word != NULL);
      if (it->word == NULL)
        continue;
      g_assert_cmpint (response.kind, ==, it->kind);
      g_assert_cmpuint (response.number, ==, it->number);
      g_assert_cmpstr (response.word, ==, it->word);
      g_assert_cmpstr (response.rest.at, ==, it->rest);
    }
}

static void
test_codes (void)
{
  ImapResponse response;
  guint32 number = 0;
  g_autofree char *text = NULL, *plain = NULL;

  g_assert_true (imap_response_parse ("* OK [UIDNEXT 17] Next UID", 26, &response));
  g_assert_true (imap_response_find_code (&response, "UIDNEXT", &number));
  g_assert_cmpuint (number, ==, 17);
  g_assert_false (imap_response_find_code (&response, "UIDVALIDITY", &number));
  text = imap_response_dup_text (&response);
  g_assert_cmpstr (text, ==, "Next UID");
  g_assert_true (imap_response_parse ("A1 NO Go \xff", 10, &response));
  g_assert_false (imap_response_find_code (&response, "UIDNEXT", &number));
  plain = imap_response_dup_text (&response);
  g_assert_cmpstr (plain, ==, "Go \xef\xbf\xbd");
}

typedef struct
{
  const char *line;
  gboolean good;
  guint32 uid;
  const char *content;
} Fetch;

static const Fetch fetches[] = {
  { "* 1 FETCH (UID 7)", TRUE, 7, NULL },
  { "* 1 FETCH (UID 7 BODY[] {5}\r\na\r\nb))", TRUE, 7, "a\r\nb)" },
  { "* 1 FETCH (BODY[] {0}\r\n UID 8 FLAGS (\\Seen))", TRUE, 8, "" },
  { "* 1 FETCH (FLAGS () ENVELOPE (NIL (\"a\" (\"b)\"))) UID 9)", TRUE, 9, NULL },
  { "* 1 FETCH (BODY[HEADER.FIELDS (TO)] {2}\r\n\r\n UID 9)", TRUE, 9, NULL },
  { "* 1 FETCH (BODY[] NIL UID 9)", TRUE, 9, NULL },
  { "* 1 FETCH", FALSE },
  { "* 1 FETCH UID 7", FALSE },
  { "* 1 FETCH (UID", FALSE },
  { "* 1 FETCH (UID 7", FALSE },
  { "* 1 FETCH (UID (7)", FALSE },
  { "* 1 FETCH (BODY[ UID 7)", FALSE },
  { "* 1 FETCH (BODY[] {5}\r\nabc)", FALSE },
};

static void
test_fetch (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fetches); i++)
    {
      const Fetch *it = &fetches[i];
      ImapResponse response;
      ImapFetched fetched;

      g_test_message ("%s", it->line);
      g_assert_true (imap_response_parse (it->line, strlen (it->line), &response));
      g_assert_cmpint (imap_response_parse_fetch (&response, &fetched), ==, it->good);
      if (!it->good)
        continue;
      g_assert_cmpuint (fetched.uid, ==, it->uid);
      g_assert_cmpint (fetched.has_flags, ==, strstr (it->line, "FLAGS (") != NULL);
      if (it->content == NULL)
        g_assert_null (fetched.content);
      else
        g_assert_cmpmem (fetched.content, fetched.length, it->content, strlen (it->content));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-response/cases", test_cases);
  g_test_add_func ("/imap-response/codes", test_codes);
  g_test_add_func ("/imap-response/fetch", test_fetch);
  return g_test_run ();
}
