/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-structure.h"

#include <string.h>

#include "sim/codec/imap-envelope.h"
#include "sim/codec/imap-scanner.h"

static ImapMessage *
read_message (const char *text)
{
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));

  return imap_message_new (content);
}

typedef struct
{
  const char *message;
  const char *wire;
} Case;

#define ENVELOPE_OF_A "NIL NIL ((NIL NIL \"a\" \"b\")) ((NIL NIL \"a\" \"b\")) ((NIL NIL \"a\" \"b\"))"

static void
test_envelope (void)
{
  static const Case cases[] = {
    { "", "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)" },
    { "From: a@b\r\n\r\n", "(" ENVELOPE_OF_A " NIL NIL NIL NIL NIL)" },
    { "From: a@b\r\nSender:\r\nReply-To: \r\n\r\n", "(" ENVELOPE_OF_A " NIL NIL NIL NIL NIL)" },
    { "Subject:\r\nMessage-ID: <a@b>\r\nIn-Reply-To: <c@d>\r\n <e@f>\r\n\r\n",
      "(NIL \"\" NIL NIL NIL NIL NIL NIL \"<c@d> <e@f>\" \"<a@b>\")" },
    { "Subject: a \"b\\c\"\r\n\td\r\n\r\n", "(NIL \"a \\\"b\\\\c\\\"\td\" NIL NIL NIL NIL NIL NIL NIL NIL)" },
    { "Subject: J\xc3\xb6rg\r\n\r\n", "(NIL {5}\r\nJ\xc3\xb6rg NIL NIL NIL NIL NIL NIL NIL NIL)" },
    { "Subject: =?utf-8?q?J=C3=B6rg?=\r\n\r\n", "(NIL \"=?utf-8?q?J=C3=B6rg?=\" NIL NIL NIL NIL NIL NIL NIL NIL)" },
    { "From: a@b\r\nSender: c@d\r\nReply-To: e@f\r\nTo: g@h\r\nCc: i@j\r\nBcc: k@l\r\nTo: m@n\r\n\r\n",
      "(NIL NIL ((NIL NIL \"a\" \"b\")) ((NIL NIL \"c\" \"d\")) ((NIL NIL \"e\" \"f\")) "
      "((NIL NIL \"g\" \"h\")(NIL NIL \"m\" \"n\")) ((NIL NIL \"i\" \"j\")) ((NIL NIL \"k\" \"l\")) NIL NIL)" },
    { "To: G: a@b;\r\n\r\n",
      "(NIL NIL NIL NIL NIL ((NIL NIL \"G\" NIL)(NIL NIL \"a\" \"b\")(NIL NIL NIL NIL)) NIL NIL NIL NIL)" },
    /* RFC 3501 7.4.2, 8 */
    { "Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\r\nFrom: Terry Gray <gray@cac.washington.edu>\r\n"
      "Subject: IMAP4rev1 WG mtg summary and minutes\r\nTo: imap@cac.washington.edu\r\n"
      "cc: minutes@CNRI.Reston.VA.US, John Klensin <KLENSIN@MIT.EDU>\r\n"
      "Message-Id: <B27397-0100000@cac.washington.edu>\r\n\r\n",
      "(\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" \"IMAP4rev1 WG mtg summary and minutes\" "
      "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) "
      "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ((NIL NIL \"imap\" \"cac.washington.edu\")) "
      "((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")(\"John Klensin\" NIL \"KLENSIN\" \"MIT.EDU\")) NIL NIL "
      "\"<B27397-0100000@cac.washington.edu>\")" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ImapMessage) message = read_message (cases[i].message);
      g_autoptr (GString) out = g_string_new (NULL);

      g_test_message ("%s", cases[i].message);
      imap_envelope_write (message, imap_message_root (message), out);
      g_assert_cmpstr (out->str, ==, cases[i].wire);
    }
}

static void
assert_structures (const Case *cases, gsize count, gboolean extended)
{
  for (gsize i = 0; i < count; i++)
    {
      g_autoptr (ImapMessage) message = read_message (cases[i].message);
      g_autoptr (GString) out = g_string_new (NULL);
      ImapScanner scanner;

      g_test_message ("%s", cases[i].message);
      imap_structure_write (message, extended, out);
      g_assert_cmpstr (out->str, ==, cases[i].wire);
      imap_scanner_init (&scanner, out->str, out->len);
      g_assert_true (imap_scanner_skip_value (&scanner) && imap_scanner_is_at_end (&scanner));
    }
}

#define PLAIN "\"text\" \"plain\" (\"charset\" \"us-ascii\")"
#define NO_ENVELOPE "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)"

static void
test_body (void)
{
  static const Case cases[] = {
    { "", "(" PLAIN " NIL NIL \"7bit\" 0 0)" },
    { "A: b\r\n\r\nx\r\ny\r\n", "(" PLAIN " NIL NIL \"7bit\" 6 2)" },
    { "Content-Type: text/html\r\nContent-Transfer-Encoding: 8BIT\r\n\r\nx",
      "(\"text\" \"html\" (\"charset\" \"us-ascii\") NIL NIL \"8BIT\" 1 0)" },
    { "Content-Type: TEXT/PLAIN; format=flowed; CHARSET=utf-8\r\n\r\n",
      "(\"TEXT\" \"PLAIN\" (\"format\" \"flowed\" \"CHARSET\" \"utf-8\") NIL NIL \"7bit\" 0 0)" },
    { "Content-Type: text/plain; format=flowed\r\n\r\n",
      "(\"text\" \"plain\" (\"format\" \"flowed\" \"charset\" \"us-ascii\") NIL NIL \"7bit\" 0 0)" },
    { "Content-Type: image/png\r\nContent-ID: <a@b>\r\nContent-Description: x \"y\"\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\nabcd\r\n",
      "(\"image\" \"png\" NIL \"<a@b>\" \"x \\\"y\\\"\" \"base64\" 6)" },
    { "Content-Type: text\r\n\r\n", "(" PLAIN " NIL NIL \"7bit\" 0 0)" },
    { "Content-Type: ;;;\r\n\r\n", "(" PLAIN " NIL NIL \"7bit\" 0 0)" },
    { "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\nContent-Type: a/b\r\n\r\ny\r\n--b--",
      "((" PLAIN " NIL NIL \"7bit\" 1 0)(\"a\" \"b\" NIL NIL NIL \"7bit\" 1) \"mixed\")" },
    { "Content-Type: multipart/mixed; boundary=b\r\n\r\n", "((" PLAIN " NIL NIL \"7bit\" 0 0) \"mixed\")" },
    { "Content-Type: message/rfc822\r\n\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--",
      "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 60 " NO_ENVELOPE " ((" PLAIN
      " NIL NIL \"7bit\" 1 0) \"mixed\") 5)" },
    { "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nFrom: a@b\r\n\r\nx\r\n--b--",
      "((\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 14 (" ENVELOPE_OF_A " NIL NIL NIL NIL NIL) (" PLAIN
      " NIL NIL \"7bit\" 1 0) 2) \"digest\")" },
  };

  assert_structures (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_bodystructure (void)
{
  static const Case cases[] = {
    { "", "(" PLAIN " NIL NIL \"7bit\" 0 0 NIL NIL NIL NIL)" },
    { "Content-MD5: Q2h\r\nContent-Disposition: inline\r\nContent-Language: de\r\nContent-Location: http://a/b\r\n\r\n",
      "(" PLAIN " NIL NIL \"7bit\" 0 0 \"Q2h\" (\"inline\" NIL) (\"de\") \"http://a/b\")" },
    { "Content-Disposition: attachment; filename=\"a b\"; size=3\r\nContent-Language: de, (x) en-GB , \r\n\r\n",
      "(" PLAIN " NIL NIL \"7bit\" 0 0 NIL (\"attachment\" (\"filename\" \"a b\" \"size\" \"3\")) (\"de\" \"en-GB\") NIL)" },
    { "Content-Type: multipart/mixed; boundary=b\r\nContent-Language: en\r\n\r\n--b\r\n\r\nx\r\n--b--",
      "((" PLAIN " NIL NIL \"7bit\" 1 0 NIL NIL NIL NIL) \"mixed\" (\"boundary\" \"b\") NIL (\"en\") NIL)" },
    { "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
      "((" PLAIN " NIL NIL \"7bit\" 0 0 NIL NIL NIL NIL) \"mixed\" (\"boundary\" \"b\") NIL NIL NIL)" },
    { "Content-Type: message/rfc822\r\n\r\n\r\n",
      "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 2 " NO_ENVELOPE " (" PLAIN
      " NIL NIL \"7bit\" 0 0 NIL NIL NIL NIL) 1 NIL NIL NIL NIL)" },
  };

  assert_structures (cases, G_N_ELEMENTS (cases), TRUE);
}

/* What is beyond the limits is something that one can't look into. */
static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (ImapMessage) message = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "Content-Type: message/rfc822\r\n\r\n");
  message = read_message (text->str);
  imap_structure_write (message, TRUE, out);
  g_assert_nonnull (strstr (out->str, "(\"application\" \"octet-stream\" NIL NIL NIL \"7bit\" "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-envelope/envelope", test_envelope);
  g_test_add_func ("/imap-structure/body", test_body);
  g_test_add_func ("/imap-structure/bodystructure", test_bodystructure);
  g_test_add_func ("/imap-structure/deep", test_deep);
  return g_test_run ();
}
