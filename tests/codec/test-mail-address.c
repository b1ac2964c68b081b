/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mail-address.h"

#include <string.h>

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const char *const good[] = {
  "ü@example.org",
  "\"ü ü\"@example.org",
  "a@übung.example",
  "a@example.org",
  "A.B.c@Example.ORG",
  "a+tag@example.org",
  "!#$%&'*+-/=?^_`{|}~@example.org",
  "\"a b\"@example.org",
  "\"\"@example.org",
  "\"a@b\"@example.org",
  "\"a\\\"b\\\\\"@example.org",
  A64 "@example.org",
  "a@" A63 ".example",
  "a@example",
  "a@1.example",
  "a@xn--bcher-kva.example",
  "a@[192.0.2.1]",
  "a@[0.0.0.0]",
  "a@[IPv6:2001:db8::1]",
  "a@[IPv6:::]",
  "a@[IPv6:::1]",
  "a@[IPv6:1:2:3:4:5:6:7:8]",
  "a@[ipv6:::ffff:192.0.2.1]",
  "a@[IPv6:1:2:3:4:5:6:192.0.2.1]",
};

static const char *const refused[] = {
  "",
  "a",
  "@example.org",
  "a@",
  ".a@example.org",
  "a.@example.org",
  "a..b@example.org",
  "a b@example.org",
  "a@b@example.org",
  "a@example.org ",
  " a@example.org",
  "<a@example.org>",
  "a@example.org.",
  "a@.example.org",
  "a@example..org",
  "a@-example.org",
  "a@example-.org",
  "a@exam_ple.org",
  "\"a@example.org",
  "\"a\"b@example.org",
  "\"a\nb\"@example.org",
  "\"a\\",
  "\xfc@example.org",
  "a@\xc3(.example",
  "a@ü_.example",
  A64 "a@example.org",
  "a@" A64 ".example",
  "a@" A63 "." A63 "." A63 "." A63 ".example",
  "a@[192.0.2]",
  "a@[192.0.2.256]",
  "a@[192.0.2.1",
  "a@[192.0.2.1]x",
  "a@[]",
  "a@[IPv6:]",
  "a@[IPv6:1:2:3:4:5:6:7]",
  "a@[IPv6:1:2:3:4:5:6:7:8:9]",
  "a@[IPv6:1::2::3]",
  "a@[IPv6:12345::]",
  "a@[IPv6:1:::2]",
  "a@[IPv6:1:2:3:4:5:6:7::8]",
  "a@[IPv6:g::]",
  "a@[X:1]",
};

static void
test_good (gconstpointer text)
{
  g_autoptr (GError) error = NULL;

  mail_address_parse (text, &error);
  g_assert_no_error (error);
}

static void
test_refused (gconstpointer text)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mail_address_parse (text, &error));
  g_assert_error (error, MAIL_ADDRESS_ERROR, 0);
}

/* Whatever is refused, the message about it is one line of UTF-8. */
static void
test_error (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mail_address_parse ("a@b>\r\nRCPT\x1b\xff", &error));
  g_assert_cmpstr (error->message, ==, "not a mail address, it has bytes that are not UTF-8: “a@b>  RCPT \xef\xbf\xbd”");
}

typedef struct
{
  const char *address;
  const char *local;
  const char *domain;
} Parts;

static void
test_parts (void)
{
  static const Parts parts[] = {
    { "Bob@Example.ORG", "Bob", "example.org" },
    { "\"a@b\"@example.org", "a@b", "example.org" },
    { "\"a\\\"b\"@example.org", "a\"b", "example.org" },
    { "\"\"@example.org", "", "example.org" },
    { "j@M\xc3\xbcnchen.example", "j", "xn--mnchen-3ya.example" },
    { "Postmaster", "Postmaster", NULL },
    { "", "", NULL },
    { "a@", "a", NULL },
    { "a@[192.0.2.1]", "a", "[192.0.2.1]" },
    { "\"", "\"", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *local = mail_address_dup_local (parts[i].address);
      g_autofree char *domain = mail_address_dup_domain (parts[i].address);

      g_assert_cmpstr (local, ==, parts[i].local);
      g_assert_cmpstr (domain, ==, parts[i].domain);
    }
}

static void
test_equal (void)
{
  g_assert_true (mail_address_equal ("a@example.org", "a@EXAMPLE.org"));
  g_assert_false (mail_address_equal ("A@example.org", "a@example.org"));
  g_assert_false (mail_address_equal ("a@example.org", "b@example.org"));
  g_assert_false (mail_address_equal ("a@example.org", "ab@example.org"));
  g_assert_false (mail_address_equal ("a@example.org", "a"));
  g_assert_true (mail_address_equal ("", ""));
  g_assert_true (mail_address_equal ("Postmaster", "Postmaster"));
}

static void
test_domain (void)
{
  g_autofree char *long_name = g_strjoin (".", A63, A63, A63, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL);

  g_assert_true (mail_address_is_domain ("example.org"));
  g_assert_true (mail_address_is_domain ("a"));
  g_assert_true (mail_address_is_domain ("3com.example"));
  g_assert_false (mail_address_is_domain (""));
  g_assert_false (mail_address_is_domain ("."));
  g_assert_false (mail_address_is_domain ("example.org."));
  g_assert_false (mail_address_is_domain ("a b"));
  g_assert_cmpuint (strlen (long_name), ==, 253);
  g_assert_true (mail_address_is_domain (long_name));
  long_name[3] = '.';
  g_assert_true (mail_address_is_domain (long_name));
  {
    g_autofree char *longer = g_strconcat (long_name, "a", NULL);

    g_assert_false (mail_address_is_domain (longer));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mail-address/good/%u", i);

      g_test_add_data_func (path, good[i], test_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mail-address/refused/%u", i);

      g_test_add_data_func (path, refused[i], test_refused);
    }
  g_test_add_func ("/mail-address/error", test_error);
  g_test_add_func ("/mail-address/parts", test_parts);
  g_test_add_func ("/mail-address/equal", test_equal);
  g_test_add_func ("/mail-address/domain", test_domain);
  return g_test_run ();
}
