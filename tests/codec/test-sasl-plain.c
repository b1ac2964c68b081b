/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/sasl-plain.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *authorization, *name, *password; /* NAME NULL: malformed */
} Case;

static const Case cases[] = {
  { "AHRpbQB0YW5zdGFhZnRhbnN0YWFm", "", "tim", "tanstaaftanstaaf" }, /* RFC 4616 4 */
  { "VXJzZWwAS3VydAB4aXBqM3BsbXE=", "Ursel", "Kurt", "xipj3plmq" },  /* likewise */
  { "AGFsaWNlAA==", "", "alice", "" },
  { "AAB4", NULL, NULL, NULL },         /* no name */
  { "YWxpY2U=", NULL, NULL, NULL },     /* no NUL */
  { "AGFsaWNl", NULL, NULL, NULL },     /* one NUL */
  { "AGEAYgBj", NULL, NULL, NULL },     /* three */
  { "AGFsaWNlAA", NULL, NULL, NULL },   /* no padding */
  { "AGFs aWNl", NULL, NULL, NULL },
  { "AG=saWNl", NULL, NULL, NULL },
  { "*", NULL, NULL, NULL },
  { "=", NULL, NULL, NULL },
  { "", NULL, NULL, NULL },
  { "AP//AGE=", NULL, NULL, NULL },     /* not UTF-8 */
};

static void
test_parse (gconstpointer data)
{
  const Case *c = data;
  g_auto (SaslPlain) plain = { NULL };
  gboolean parsed = sasl_plain_parse (c->text, strlen (c->text), &plain);

  g_assert_cmpint (parsed, ==, c->name != NULL);
  if (!parsed)
    return;
  g_assert_cmpstr (plain.authorization, ==, c->authorization);
  g_assert_cmpstr (plain.name, ==, c->name);
  g_assert_cmpstr (plain.password, ==, c->password);
  g_assert_cmpint (sasl_plain_is_own (&plain), ==, c->authorization[0] == '\0');
}

static void
test_write (void)
{
  g_autofree char *text = sasl_plain_write ("tim", "tanstaaftanstaaf");

  g_assert_cmpstr (text, ==, cases[0].text);
}

static void
test_decode (void)
{
  g_autofree char *empty = sasl_decode ("=", 1, NULL), *none = sasl_decode ("", 0, NULL), *name = sasl_decode ("YWxpY2U=", 8, NULL);

  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (name, ==, "alice");
  g_assert_null (sasl_decode ("YWxpY2U", 7, NULL));
  g_assert_null (sasl_decode ("=WxpY2U=", 8, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sasl-plain/parse/%u", i);

      g_test_add_data_func (path, &cases[i], test_parse);
    }
  g_test_add_func ("/sasl-plain/write", test_write);
  g_test_add_func ("/sasl-plain/decode", test_decode);
  return g_test_run ();
}
