/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-fetch.h"

#include <string.h>

static ImapFetch *
parse (const char *text)
{
  ImapScanner scanner;
  g_autoptr (ImapFetch) fetch = NULL;

  imap_scanner_init (&scanner, text, strlen (text));
  fetch = imap_fetch_parse (&scanner);
  return fetch != NULL && imap_scanner_is_at_end (&scanner) ? g_steal_pointer (&fetch) : NULL;
}

/* "BODY[TEXT]!<0.9>", with "!" where it sets \Seen. */
static void
describe (const ImapFetchItem *item, GString *out)
{
  g_string_append (out, item->name);
  if (item->section != NULL && !item->whole_name)
    imap_section_write (item->section, out);
  g_string_append (out, item->sees ? "!" : "");
  if (item->partial)
    g_string_append_printf (out, "<%u.%u>", item->offset, item->count);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *names;
  } good[] = {
    { "UID", "UID" },
    { "(UID)", "UID" },
    { "flags", "FLAGS" },
    { "(FLAGS BODY[])", "FLAGS BODY[]!" },
    { "(UID RFC822.SIZE INTERNALDATE)", "UID RFC822.SIZE INTERNALDATE" },
    { "(UID uid FLAGS UID)", "UID FLAGS" },
    { "MODSEQ", "MODSEQ" },
    { "(ENVELOPE BODY BODYSTRUCTURE)", "ENVELOPE BODY BODYSTRUCTURE" },
    { "BODY.PEEK[]", "BODY[]" },
    { "body.peek[header]", "BODY[HEADER]" },
    { "BODY[HEADER]", "BODY[HEADER]!" },
    { "(BODY.PEEK[TEXT] BODY[TEXT])", "BODY[TEXT] BODY[TEXT]!" },
    { "RFC822", "RFC822!" },
    { "RFC822.HEADER", "RFC822.HEADER" },
    { "RFC822.TEXT", "RFC822.TEXT!" },
    { "ALL", "FLAGS INTERNALDATE RFC822.SIZE ENVELOPE" },
    { "fast", "FLAGS INTERNALDATE RFC822.SIZE" },
    { "FULL", "FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODY" },
    { "BODY[]<0.10>", "BODY[]!<0.10>" },
    { "BODY.PEEK[TEXT]<5.1>", "BODY[TEXT]<5.1>" },
    { "BODY.PEEK[TEXT]<5>", "BODY[TEXT]<5.4294967295>" },
    { "BODY.PEEK[1]", "BODY[1]" },
    { "BODY.PEEK[12.3.mime]", "BODY[12.3.MIME]" },
    { "BODY.PEEK[1.2.text]", "BODY[1.2.TEXT]" },
    { "BODY.PEEK[4.header]", "BODY[4.HEADER]" },
    { "BODY.PEEK[HEADER.FIELDS (Date \"from\" {2}\r\nto)]", "BODY[HEADER.FIELDS (DATE FROM TO)]" },
    { "BODY.PEEK[3.header.fields.not (\"A B\")]", "BODY[3.HEADER.FIELDS.NOT (\"A B\")]" },
    { "(BODY.PEEK[HEADER.FIELDS (TO)]<0.5> UID)", "BODY[HEADER.FIELDS (TO)]<0.5> UID" },
    { "BINARY[1]", "BINARY[1]!" },
    { "BINARY.PEEK[1.2]<3.4>", "BINARY[1.2]<3.4>" },
    { "BINARY.SIZE[2]", "BINARY.SIZE[2]" },
    { "FLAGS (CHANGEDSINCE 12345)", "MODSEQ FLAGS" },
    { "(MODSEQ FLAGS) (CHANGEDSINCE 12345 VANISHED)", "MODSEQ FLAGS" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (ImapFetch) fetch = parse (good[i].text);
      g_autoptr (GString) names = g_string_new (NULL);

      g_test_message ("%s", good[i].text);
      g_assert_nonnull (fetch);
      for (guint j = 0; j < fetch->items->len; j++)
        {
          g_string_append (names, j > 0 ? " " : "");
          describe (&g_array_index (fetch->items, ImapFetchItem, j), names);
        }
      g_assert_cmpstr (names->str, ==, good[i].names);
    }
}

static void
test_refused (void)
{
  static const char *const refused[] = {
    "", "()", "(UID", "UID)", "(UID,FLAGS)", "UIDX", "BODY[", "BODY[X]", "BODY[]<0.0>", "BODY[]<.1>",
    "BODY[]<0.1", "(UID  FLAGS)", "RFC822<0.1>", "FASTER", "(FAST)", "ENVELOPES", "BODY.PEEK", "BINARY", "UID[]",
    "BODY[MIME]", "BODY[1.]", "BODY[0]", "BODY[1.0]", "BODY[.1]", "BODY[1..2]", "BODY[1 2]", "BODY[TEXT.1]",
    "BODY[HEADER.FIELDS]", "BODY[HEADER.FIELDS ()]", "BODY[HEADER.FIELDS (A]", "BODY[HEADER.FIELDS(A)]", "BODY[1TEXT]",
    "BODY[99999999999]", "BODYSTRUCTURE[1]", "BINARY.SIZE[1]<0.1>", "FLAGS ()", "FLAGS (CHANGEDSINCE)",
    "FLAGS (CHANGEDSINCE x)", "FLAGS (VANISHED)", "FLAGS (CHANGEDSINCE 9223372036854775808)", "FLAGS CHANGEDSINCE 1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (ImapFetch) fetch = parse (refused[i]);

      g_test_message ("%s", refused[i]);
      g_assert_null (fetch);
    }
}

static void
test_changed_since (void)
{
  g_autoptr (ImapFetch) fetch = parse ("FLAGS (CHANGEDSINCE 9223372036854775807 VANISHED)");

  g_assert_true (fetch->changed_only);
  g_assert_true (fetch->vanished);
  g_assert_cmpuint (fetch->changed_since, ==, G_MAXINT64);
}

static void
test_add (void)
{
  g_autoptr (ImapFetch) fetch = parse ("(FLAGS BODY.PEEK[])");

  g_assert_false (imap_fetch_sees (fetch));
  g_assert_false (imap_fetch_has (fetch, IMAP_FETCH_UID));
  imap_fetch_add (fetch, IMAP_FETCH_UID);
  imap_fetch_add (fetch, IMAP_FETCH_FLAGS);
  g_assert_cmpuint (fetch->items->len, ==, 3);
  g_assert_cmpstr (g_array_index (fetch->items, ImapFetchItem, 0).name, ==, "UID");
}

static ImapMessage *
read_message (const char *bytes, gsize length)
{
  g_autoptr (GBytes) content = g_bytes_new (bytes, length);

  return imap_message_new (content);
}

static void
assert_fetched (ImapMessage *message, const char *item, const char *wire)
{
  g_autoptr (ImapFetch) fetch = parse (item);
  g_autoptr (GString) out = g_string_new (NULL);

  g_test_message ("%s", item);
  g_assert_nonnull (fetch);
  imap_fetch_write_content (&g_array_index (fetch->items, ImapFetchItem, 0), message, out);
  g_assert_cmpstr (out->str, ==, wire);
}

typedef struct
{
  const char *item;
  const char *wire;
} Content;

static void
test_content (void)
{
  static const char text[] = "A: b\r\nC: d\r\n e\r\na : f\r\n\r\nbody\r\n";
  static const Content cases[] = {
    { "BODY[]", "BODY[] {31}\r\nA: b\r\nC: d\r\n e\r\na : f\r\n\r\nbody\r\n" },
    { "RFC822", "RFC822 {31}\r\nA: b\r\nC: d\r\n e\r\na : f\r\n\r\nbody\r\n" },
    { "BODY[HEADER]", "BODY[HEADER] {25}\r\nA: b\r\nC: d\r\n e\r\na : f\r\n\r\n" },
    { "RFC822.HEADER", "RFC822.HEADER {25}\r\nA: b\r\nC: d\r\n e\r\na : f\r\n\r\n" },
    { "BODY.PEEK[TEXT]", "BODY[TEXT] {6}\r\nbody\r\n" },
    { "RFC822.TEXT", "RFC822.TEXT {6}\r\nbody\r\n" },
    { "BODY[TEXT]<1.3>", "BODY[TEXT]<1> {3}\r\nody" },
    { "BODY[TEXT]<4.30>", "BODY[TEXT]<4> {2}\r\n\r\n" },
    { "BODY[]<99.4294967295>", "BODY[]<99> {0}\r\n" },
    { "BODY[1]", "BODY[1] {6}\r\nbody\r\n" },
    { "BODY[2]", "BODY[2] {0}\r\n" },
    { "BODY[1.1]", "BODY[1.1] {0}\r\n" },
    { "BODY[1.TEXT]", "BODY[1.TEXT] {0}\r\n" },
    { "BODY[2]<0.5>", "BODY[2]<0> {0}\r\n" },
    { "BODY[HEADER.FIELDS (c)]", "BODY[HEADER.FIELDS (C)] {12}\r\nC: d\r\n e\r\n\r\n" },
    { "BODY[HEADER.FIELDS (A)]", "BODY[HEADER.FIELDS (A)] {15}\r\nA: b\r\na : f\r\n\r\n" },
    { "BODY[HEADER.FIELDS (x)]", "BODY[HEADER.FIELDS (X)] {2}\r\n\r\n" },
    { "BODY[HEADER.FIELDS.NOT (a x)]", "BODY[HEADER.FIELDS.NOT (A X)] {12}\r\nC: d\r\n e\r\n\r\n" },
    { "BODY[HEADER.FIELDS (A)]<2.4>", "BODY[HEADER.FIELDS (A)]<2> {4}\r\n b\r\n" },
    { "BINARY[1]", "BINARY[1] {6}\r\nbody\r\n" },
    { "BINARY.SIZE[9]", "BINARY.SIZE[9] 0" },
  };
  g_autoptr (ImapMessage) message = read_message (text, sizeof text - 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fetched (message, cases[i].item, cases[i].wire);
}

/* No body, no header, no end of either. */
static void
test_scraps (void)
{
  static const struct
  {
    const char *message;
    const char *item;
    const char *wire;
  } cases[] = {
    { "", "BODY[]", "BODY[] {0}\r\n" },
    { "", "BODY[HEADER]", "BODY[HEADER] {0}\r\n" },
    { "", "BODY[TEXT]", "BODY[TEXT] {0}\r\n" },
    { "", "BODY[1]", "BODY[1] {0}\r\n" },
    { "", "BODY[HEADER.FIELDS (A)]", "BODY[HEADER.FIELDS (A)] {2}\r\n\r\n" },
    { "\r\nonly a body", "BODY[HEADER]", "BODY[HEADER] {2}\r\n\r\n" },
    { "\r\nonly a body", "BODY[TEXT]", "BODY[TEXT] {11}\r\nonly a body" },
    { "A: b", "BODY[HEADER]", "BODY[HEADER] {4}\r\nA: b" },
    { "A: b", "BODY[HEADER.FIELDS (A)]", "BODY[HEADER.FIELDS (A)] {8}\r\nA: b\r\n\r\n" },
    { "A: b\nB: c\n\nx\n", "BODY[TEXT]", "BODY[TEXT] {2}\r\nx\n" },
    { "no colon\r\n\r\nx", "BODY[HEADER.FIELDS.NOT (A)]", "BODY[HEADER.FIELDS.NOT (A)] {12}\r\nno colon\r\n\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ImapMessage) message = read_message (cases[i].message, strlen (cases[i].message));

      assert_fetched (message, cases[i].item, cases[i].wire);
    }
}

static void
test_nul (void)
{
  static const char text[] = "\r\na\0b";
  g_autoptr (ImapMessage) message = read_message (text, sizeof text - 1);

  assert_fetched (message, "BODY[TEXT]", "BODY[TEXT] {3}\r\na\x80" "b");
}

#define PARTS \
  "Content-Type: multipart/mixed; boundary=x\r\n\r\n" \
  "--x\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8\r\n gd29ybGQ=\r\n" \
  "--x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=3Db =\r\nc\t\r\n=3D=\r\n\r\n" \
  "--x\r\nContent-Transfer-Encoding: x-none\r\n\r\nabc\r\n" \
  "--x\r\nContent-Transfer-Encoding: BASE64\r\n\r\nYQBi\r\n" \
  "--x--\r\n"

static void
test_binary (void)
{
  static const Content cases[] = {
    { "BINARY[1]", "BINARY[1] {11}\r\nhello world" },
    { "BINARY.SIZE[1]", "BINARY.SIZE[1] 11" },
    { "BINARY.PEEK[1]<6.9>", "BINARY[1]<6> {5}\r\nworld" },
    { "BODY[1]", "BODY[1] {19}\r\naGVsbG8\r\n gd29ybGQ=" },
    { "BINARY[2]", "BINARY[2] {8}\r\na=b c\r\n=" },
    { "BINARY[3]", "BINARY[3] {0}\r\n" },
    { "BINARY.SIZE[3]", "BINARY.SIZE[3] 0" },
    { "BINARY[4]", "BINARY[4] ~{3}\r\na" },
    { "BINARY.SIZE[TEXT]", "BINARY.SIZE[TEXT] 238" },
    { "BINARY[1.MIME]", "BINARY[1.MIME] {37}\r\nContent-Transfer-Encoding: base64\r\n\r\n" },
  };
  g_autoptr (ImapMessage) message = read_message (PARTS, sizeof PARTS - 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fetched (message, cases[i].item, cases[i].wire);
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
  g_test_add_func ("/imap-fetch/changed-since", test_changed_since);
  g_test_add_func ("/imap-fetch/add", test_add);
  g_test_add_func ("/imap-fetch/content", test_content);
  g_test_add_func ("/imap-fetch/scraps", test_scraps);
  g_test_add_func ("/imap-fetch/nul", test_nul);
  g_test_add_func ("/imap-fetch/binary", test_binary);
  g_test_add_func ("/imap-fetch/date", test_date);
  return g_test_run ();
}
