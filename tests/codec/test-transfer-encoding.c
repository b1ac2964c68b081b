/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/transfer-encoding.h"

#include <string.h>

#include "sim/codec/imap-string.h"
#include "sim/codec/text-collation.h"

static const struct
{
  const char *encoding;
  const char *text;
  const char *decoded; /* NULL: the encoding is not known */
} cases[] = {
  { NULL, "a=3D", "a=3D" },
  { "7bit", "YQ==", "YQ==" },
  { "8BIT", "\xc3\xa4", "\xc3\xa4" },
  { "binary", "a\r\n", "a\r\n" },
  { "x-uuencode", "a", NULL },
  { "", "a", NULL },
  { "base64", "", "" },
  { "base64", "YQ==", "a" },
  { "BASE64", "Y\r\nW I\r\n=\r\n", "ab" },
  { "base64", "YWI", "ab" },
  { "base64", "YQ", "a" },
  { "base64", "Y", "" },
  { "base64", "!Y-Q*=x", "a" },
  { "base64", "YWJj", "abc" },
  { "quoted-printable", "", "" },
  { "quoted-printable", "a=3Db=3d", "a=b=" },
  { "Quoted-Printable", "a=\r\nb=  \r\nc", "abc" },
  { "quoted-printable", "a  \t\r\nb \nc ", "a\r\nb\nc" },
  { "quoted-printable", "a=20\r\n", "a \r\n" },
  { "quoted-printable", "=G1=1=", "=G1=1" },
  { "quoted-printable", "a=", "a" },
  { "quoted-printable", "=C3=A4\n=", "\xc3\xa4\n" },
};

static void
test_decode (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].text, strlen (cases[i].text));
      g_autoptr (GBytes) decoded = transfer_encoding_decode (cases[i].encoding, bytes);

      g_test_message ("%u", i);
      g_assert_cmpint (decoded != NULL, ==, cases[i].decoded != NULL);
      if (decoded != NULL)
        g_assert_cmpmem (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded), cases[i].decoded, strlen (cases[i].decoded));
    }
}

static void
test_fold (void)
{
  static const struct
  {
    const char *text;
    const char *folded;
  } folds[] = {
    { "", "" },
    { "aB1_", "AB1_" },
    { "\xc3\xa4", "A\xcc\x88" },     /* composed … */
    { "a\xcc\x88", "A\xcc\x88" },    /* … and decomposed */
    { "\xef\xac\x81", "fi" },        /* a ligature has no title case (RFC 5051 2) */
    { "a\xff", "A\xef\xbf\xbd" },    /* no UTF-8 */
    { "i\xc4\xb1", "II" },           /* with and without a dot, in no language */
  };

  for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
    {
      g_autofree char *folded = text_collation_fold (folds[i].text, -1);

      g_test_message ("%u", i);
      g_assert_cmpstr (folded, ==, folds[i].folded);
    }
}

static void
test_charset (void)
{
  static const struct
  {
    const char *text;
    const char *charset;
    const char *decoded;
  } texts[] = {
    { "\xe4", "iso-8859-1", "\xc3\xa4" },
    { "\xe4", "ISO_8859-15", "\xc3\xa4" },
    { "\xc3\xa4", "utf-8", "\xc3\xa4" },
    { "\xc3\xa4", NULL, "\xc3\xa4" },
    { "\xe4", "us-ascii", "\xef\xbf\xbd" },
    { "a", "no-such", "a" },
    { "", "iso-8859-1", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *decoded = text_collation_decode_charset (texts[i].text, strlen (texts[i].text), texts[i].charset);

      g_test_message ("%u", i);
      g_assert_cmpstr (decoded, ==, texts[i].decoded);
    }
}

static void
test_string (void)
{
  static const struct
  {
    const char *text;
    const char *wire;
  } strings[] = {
    { NULL, "NIL" },
    { "", "\"\"" },
    { "NIL", "\"NIL\"" },
    { "a \"b\\", "\"a \\\"b\\\\\"" },
    { "a\r\nb", "{4}\r\na\r\nb" },
    { "\xc3\xa4", "{2}\r\n\xc3\xa4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      imap_string_write (out, strings[i].text);
      g_assert_cmpstr (out->str, ==, strings[i].wire);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transfer-encoding/decode", test_decode);
  g_test_add_func ("/text-collation/fold", test_fold);
  g_test_add_func ("/text-collation/charset", test_charset);
  g_test_add_func ("/imap-string/write", test_string);
  return g_test_run ();
}
