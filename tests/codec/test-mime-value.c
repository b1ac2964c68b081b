/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mime-value.h"

/* "text/plain; charset=x" as it was understood; parameters parted by "|". */
static char *
describe (const MimeValue *value)
{
  GString *out = g_string_new (value->type);

  if (value->subtype != NULL)
    g_string_append_printf (out, "/%s", value->subtype);
  for (guint i = 0; i < value->parameters->len; i++)
    {
      const MimeParameter *it = &g_array_index (value->parameters, MimeParameter, i);

      g_string_append_printf (out, "|%s=%s", it->name, it->value);
    }
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *text;
  const char *meaning;
} good[] = {
  { "text/plain", "text/plain" },
  { "Text/HTML; charset=\"utf-8\"", "Text/HTML|charset=utf-8" },
  { "text/plain; charset=us-ascii (Plain text)", "text/plain|charset=us-ascii" },
  { "text / plain ; a = b", "text/plain|a=b" },
  { " (x) text/plain", "text/plain" },
  { "multipart/mixed; boundary=\"a;\\\"b\\\\\"; x=y", "multipart/mixed|boundary=a;\"b\\|x=y" },
  { "multipart/mixed; boundary=a=b/c:?", "multipart/mixed|boundary=a=b/c:?" },
  { "text", "text" },
  { "text/", "text" },
  { "text/plain; ; a=b;", "text/plain|a=b" },
  { "text/plain; a; b=c; =d; e=", "text/plain|b=c" },
  { "text/plain; name=a b c; x=y", "text/plain|name=a|x=y" },
  { "text/plain; a=\"never closed", "text/plain|a=never closed" },
  { "attachment; filename=\"a b.txt\"", "attachment|filename=a b.txt" },
  /* RFC 2231 3, 4 and 4.1 */
  { "message/external-body; access-type=URL; URL*0=\"ftp://\"; URL*1=\"cs.utk.edu/pub\"",
    "message/external-body|access-type=URL|URL=ftp://cs.utk.edu/pub" },
  { "application/x-stuff; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A",
    "application/x-stuff|title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A" },
  { "application/x-stuff; title*0*=us-ascii'en'This%20is; title*1*=%20even; title*2=\" not it!\"",
    "application/x-stuff|title*=us-ascii'en'This%20is%20even%20not%20it!" },
  { "a/b; x*1=two; x*0=one; y=z", "a/b|x=onetwo|y=z" },
  { "a/b; x*1=lost", "a/b|x*1=lost" },
  { "a/b; x*0=one; x*2=lost", "a/b|x=one" },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (MimeValue) value = mime_value_parse (good[i].text);
      g_autofree char *meaning = NULL;

      g_test_message ("%s", good[i].text);
      g_assert_nonnull (value);
      meaning = describe (value);
      g_assert_cmpstr (meaning, ==, good[i].meaning);
    }
}

static void
test_refused (void)
{
  static const char *const refused[] = { "", " ", "/plain", "; a=b", "()", "\"text\"/plain" };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_test_message ("%s", refused[i]);
      g_assert_null (mime_value_parse (refused[i]));
    }
}

static void
test_find (void)
{
  g_autoptr (MimeValue) value = mime_value_parse ("Text/Plain; Charset=a; charset=b");

  g_assert_cmpstr (mime_value_find (value, "CHARSET"), ==, "a");
  g_assert_null (mime_value_find (value, "name"));
  g_assert_true (mime_value_is (value, "text", "PLAIN"));
  g_assert_true (mime_value_is (value, "text", NULL));
  g_assert_false (mime_value_is (value, "text", "html"));
  g_assert_false (mime_value_is (value, "tex", NULL));
}

/* However many parameters there are, it comes to an end soon. */
static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("a/b");
  g_autoptr (MimeValue) value = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, "; x*%u=y", i);
  value = mime_value_parse (text->str);
  g_assert_cmpuint (value->parameters->len, <=, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mime-value/good", test_good);
  g_test_add_func ("/mime-value/refused", test_refused);
  g_test_add_func ("/mime-value/find", test_find);
  g_test_add_func ("/mime-value/many", test_many);
  return g_test_run ();
}
