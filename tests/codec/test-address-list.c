/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/address-list.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *meaning; /* each as "name|route|mailbox|host;"; "-" for NULL */
} cases[] = {
  { "", "" },
  { " , ,", "" },
  { "a@b.org", "-|-|a|b.org;" },
  { "<a@b.org>", "-|-|a|b.org;" },
  { "A B <a@b.org>", "A B|-|a|b.org;" },
  { "\"A, \\\"B\\\"\" <a@b.org>", "A, \"B\"|-|a|b.org;" },
  { "John  Q. \"Public\" <a@b>", "John Q. Public|-|a|b;" },
  { "a@b.org (A B)", "A B|-|a|b.org;" },
  { "a@b.org (A (nested) \\) B)", "A (nested) ) B|-|a|b.org;" },
  { "=?utf-8?q?J=C3=B6rg?= <j@b>", "=?utf-8?q?J=C3=B6rg?=|-|j|b;" },
  { "a@b, c@d", "-|-|a|b;-|-|c|d;" },
  { "a@b,, c@d,", "-|-|a|b;-|-|c|d;" },
  { "\"a b\"@c", "-|-|a b|c;" },
  { "a . b @ c . d", "-|-|a.b|c.d;" },
  { "<a (x)@ (y) b.org>", "-|-|a|b.org;" },
  { "a@[192.0.2.1]", "-|-|a|[192.0.2.1];" },
  { "<@r,@s:a@b>", "-|@r,@s|a|b;" },
  { "J\xc3\xb6rg <j@b>", "J\xc3\xb6rg|-|j|b;" },
  /* RFC 5322 A.1.3 */
  { "A Group:Ed Jones <joe@where.test>,joe@where.test,John <jdoe@one.test>;",
    "-|-|A Group|-;Ed Jones|-|joe|where.test;-|-|joe|where.test;John|-|jdoe|one.test;-|-|-|-;" },
  { "Undisclosed recipients:;", "-|-|Undisclosed recipients|-;-|-|-|-;" },
  { "g: a@b;, h: c@d;", "-|-|g|-;-|-|a|b;-|-|-|-;-|-|h|-;-|-|c|d;-|-|-|-;" },
  { "g: a@b; c@d", "-|-|g|-;-|-|a|b;-|-|-|-;-|-|c|d;" },
  { "g: a@b", "-|-|g|-;-|-|a|b;-|-|-|-;" },
  /* RFC 5322 A.5 */
  { "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", "Pete|-|pete|silly.test;" },
  { "Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example",
    "Mary Smith|@node.test|mary|example.net;-|-|jdoe|test.example;" },
  /* What is none */
  { "a", "-|-|a|MISSING_DOMAIN;" },
  { "a b", "-|-|a b|MISSING_DOMAIN;" },
  { "a@", "-|-|a|MISSING_DOMAIN;" },
  { "@b", "-|-|MISSING_MAILBOX|b;" },
  { "<>", "-|-|MISSING_MAILBOX|MISSING_DOMAIN;" },
  { "A <a@b", "A|-|a|b;" },
  { "A <a@b> junk, c@d", "A|-|a|b;-|-|c|d;" },
  { "a@b@c, d@e", "-|-|a|b;-|-|d|e;" },
  { ";", "-|-|MISSING_MAILBOX|MISSING_DOMAIN;" },
  { "\"never closed", "-|-|never closed|MISSING_DOMAIN;" },
};

static const char *
show (const char *text)
{
  return text != NULL ? text : "-";
}

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) addresses = address_list_parse (cases[i].text);
      g_autoptr (GString) out = g_string_new (NULL);

      g_test_message ("%s", cases[i].text);
      for (guint j = 0; j < addresses->len; j++)
        {
          const Address *it = &g_array_index (addresses, Address, j);

          g_string_append_printf (out, "%s|%s|%s|%s;", show (it->name), show (it->route), show (it->mailbox), show (it->host));
        }
      g_assert_cmpstr (out->str, ==, cases[i].meaning);
    }
}

static void
test_write (void)
{
  static const struct
  {
    const char *text;
    const char *wire;
  } written[] = {
    { "a@b (A B) , <c (x) @ d>", "A B <a@b>, c@d" },
    { "g : a@b,c@d;, (x) e@f", "g: a@b, c@d;, e@f" },
    { "<@r:a@b>", "<@r:a@b>" },
    { "g:;", "g: ;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autoptr (GArray) addresses = address_list_parse (written[i].text);
      g_autoptr (GString) out = g_string_new (NULL);

      address_list_write (addresses, out);
      g_assert_cmpstr (out->str, ==, written[i].wire);
    }
}

/* Any bytes come to an end. */
static void
test_any (void)
{
  static const char bytes[] = "a@<>,;:()\"\\[] .";
  guint32 seed = 1;

  for (guint i = 0; i < 20000; i++)
    {
      char text[17] = { 0 };
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GArray) addresses = NULL;

      for (guint j = 0; j < 16; j++)
        {
          seed = seed * 1103515245 + 12345;
          text[j] = bytes[(seed >> 16) % (sizeof bytes - 1)];
        }
      addresses = address_list_parse (text);
      address_list_write (addresses, out);
      g_assert_cmpuint (addresses->len, <=, 32);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address-list/parse", test_parse);
  g_test_add_func ("/address-list/write", test_write);
  g_test_add_func ("/address-list/any", test_any);
  return g_test_run ();
}
