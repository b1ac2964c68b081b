/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/dns-message.h"

#include <string.h>

typedef struct
{
  const char *name;
  guint16 type;
  guint32 ttl;
  guint16 preference;
  const char *value;
  const char *people;
} Record;

static const Record records[] = {
  { "mx1.example.org", DNS_A, 3600, 0, "192.0.2.1", "192.0.2.1" },
  { "mx1.example.org", DNS_AAAA, 3600, 0, "2001:db8::1", "2001:db8::1" },
  { "example.org", DNS_MX, 300, 10, "mx1.example.org", "10 mx1.example.org" },
  { "example.org", DNS_MX, 300, 65535, "mx2.example.net", "65535 mx2.example.net" },
  { "example.org", DNS_MX, 0, 0, "", "0 ." },
  { "example.org", DNS_NS, 86400, 0, "ns.example.org", "ns.example.org" },
  { "www.example.org", DNS_CNAME, 60, 0, "example.org", "example.org" },
  { "example.org", DNS_SOA, 300, 0, "ns.example.org. hostmaster.example.org. 2026010501 7200 3600 1209600 300",
    "ns.example.org. hostmaster.example.org. 2026010501 7200 3600 1209600 300" },
  { "example.org", 16, 300, 0, "\"v=spf1 -all\"", "\"v=spf1 -all\"" },
  { "a\\.b.example.org", DNS_A, 1, 0, "192.0.2.2", "192.0.2.2" },
  { "a\\032b.example.org", DNS_A, 1, 0, "192.0.2.2", "192.0.2.2" },
  { "", DNS_NS, 5, 0, "a.root-servers.example", "a.root-servers.example" },
};

static void
check_same (const GPtrArray *a, const GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const DnsRecord *x = g_ptr_array_index (a, i), *y = g_ptr_array_index (b, i);

      g_assert_cmpstr (x->name, ==, y->name);
      g_assert_cmpuint (x->type, ==, y->type);
      g_assert_cmpuint (x->ttl, ==, y->ttl);
      g_assert_cmpuint (x->preference, ==, y->preference);
      g_assert_cmpstr (x->value, ==, y->value);
    }
}

static DnsMessage *
way_back (const DnsMessage *message)
{
  g_autoptr (GBytes) wire = dns_message_write (message);
  g_autoptr (GError) error = NULL;
  DnsMessage *back;

  g_assert_nonnull (wire);
  back = dns_message_parse (g_bytes_get_data (wire, NULL), g_bytes_get_size (wire), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->id, ==, message->id);
  g_assert_cmpint (back->answer, ==, message->answer);
  g_assert_cmpint (back->authoritative, ==, message->authoritative);
  g_assert_cmpint (back->recursion_desired, ==, message->recursion_desired);
  g_assert_cmpint (back->recursion_available, ==, message->recursion_available);
  g_assert_cmpuint (back->code, ==, message->code);
  g_assert_cmpstr (back->name, ==, message->name);
  g_assert_cmpuint (back->type, ==, message->type);
  check_same (back->answers, message->answers);
  check_same (back->authority, message->authority);
  check_same (back->additional, message->additional);
  return back;
}

static void
test_record (gconstpointer data)
{
  const Record *it = data;
  g_autoptr (DnsMessage) query = dns_message_new_query (7, "Example.ORG", it->type, FALSE);
  g_autoptr (DnsMessage) answer = dns_message_new_answer (query, DNS_NOERROR), back = NULL;
  DnsRecord *record = dns_record_new (it->name, it->type, it->ttl, it->preference, it->value);
  g_autofree char *people = dns_record_format_value (record);

  g_assert_cmpstr (people, ==, it->people);
  g_ptr_array_add (answer->answers, record);
  g_ptr_array_add (answer->authority, dns_record_copy (record));
  g_ptr_array_add (answer->additional, dns_record_copy (record));
  back = way_back (answer);
}

static void
test_query (void)
{
  /* RFC 1035 4.1: id, RD, one question, "example.org", MX, IN. */
  static const guint8 wire[] = "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07"
                               "example\x03"
                               "org\x00\x00\x0f\x00\x01";
  g_autoptr (DnsMessage) query = dns_message_new_query (0x1234, "Example.org", DNS_MX, TRUE);
  g_autoptr (GBytes) bytes = dns_message_write (query);
  g_autoptr (DnsMessage) back = way_back (query);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), wire, sizeof wire - 1);
}

static void
test_flags (void)
{
  for (guint i = 0; i < 16; i++)
    {
      g_autoptr (DnsMessage) query = dns_message_new_query ((guint16) i, "a", DNS_A, i & 1), answer = NULL, back = NULL;

      answer = dns_message_new_answer (query, i & 2 ? DNS_NXDOMAIN : DNS_REFUSED);
      g_assert_cmpint (answer->recursion_desired, ==, query->recursion_desired);
      answer->authoritative = (i & 4) != 0;
      answer->recursion_available = (i & 8) != 0;
      back = way_back (answer);
    }
}

static void
test_many (void)
{
  g_autoptr (DnsMessage) query = dns_message_new_query (1, "example.org", DNS_MX, TRUE);
  g_autoptr (DnsMessage) answer = dns_message_new_answer (query, DNS_NOERROR), back = NULL;

  for (guint16 i = 0; i < 200; i++)
    {
      g_autofree char *host = g_strdup_printf ("mx%u.mail.example.org", i);

      g_ptr_array_add (answer->answers, dns_record_new ("example.org", DNS_MX, 60, i, host));
      g_ptr_array_add (answer->additional, dns_record_new (host, DNS_A, 60, 0, "192.0.2.9"));
    }
  back = way_back (answer);
}

static void
test_unwritable (void)
{
  static const char *const names[] = { "a..b", ".", ".a", "a\\", "a\\999",
                                       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example" };
  g_autofree char *label = g_strnfill (63, 'a');
  g_autofree char *too_long = g_strjoin (".", label, label, label, label, NULL);
  g_autoptr (DnsMessage) long_query = dns_message_new_query (1, too_long, DNS_A, FALSE);
  g_autoptr (DnsMessage) query = dns_message_new_query (1, "a", DNS_A, FALSE);

  g_assert_null (dns_message_write (long_query));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (DnsMessage) message = dns_message_new_query (1, names[i], DNS_A, FALSE);

      g_assert_null (dns_message_write (message));
    }
  g_ptr_array_add (query->answers, dns_record_new ("a", DNS_A, 1, 0, "no address"));
  g_assert_null (dns_message_write (query));
}

static void
test_longest_name (void)
{
  g_autofree char *label = g_strnfill (63, 'a'), *last = g_strnfill (61, 'b');
  g_autofree char *name = g_strjoin (".", label, label, label, last, NULL);
  g_autofree char *longer = g_strconcat (name, "b", NULL);
  g_autoptr (DnsMessage) query = dns_message_new_query (1, name, DNS_A, FALSE), back = way_back (query);
  g_autoptr (DnsMessage) refused = dns_message_new_query (1, longer, DNS_A, FALSE);

  g_assert_null (dns_message_write (refused));
}

static void
refuse (const guint8 *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *exact = g_memdup2 (bytes, length);

  g_assert_null (dns_message_parse (exact, length, &error));
  g_assert_error (error, DNS_MESSAGE_ERROR, 0);
}

static void
test_refused (void)
{
  static const guint8 header[12] = { 0, 1, 1, 0, 0, 1 };
  static const guint8 two[] = "\0\1\1\0\0\2\0\0\0\0\0\0\0\0\1\0\1\0\0\1\0\1";
  static const guint8 none[12] = { 0, 1, 1, 0, 0, 0 };
  static const guint8 loop[] = "\0\1\1\0\0\1\0\0\0\0\0\0\xc0\x0c\0\1\0\1";
  static const guint8 empty_a[] = "\0\1\x81\0\0\1\0\1\0\0\0\0\0\0\1\0\1\0\0\1\0\1\0\0\0\0\0\0";

  refuse (header, 0);
  refuse (header, 11);
  refuse (header, 12);
  refuse (none, 12);
  refuse (two, sizeof two - 1);
  refuse (loop, sizeof loop - 1);
  refuse (empty_a, sizeof empty_a - 1);
}

/* Any message with some bytes changed or cut off is parsed or refused, and what is parsed can be
 * dealt with. The dice are a fixed sequence. */
static void
test_damaged (void)
{
  g_autoptr (DnsMessage) query = dns_message_new_query (1, "example.org", DNS_MX, TRUE);
  g_autoptr (DnsMessage) answer = dns_message_new_answer (query, DNS_NOERROR);
  g_autoptr (GBytes) wire = NULL;
  guint32 dice = 1;

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    g_ptr_array_add (answer->answers, dns_record_new (records[i].name, records[i].type, records[i].ttl,
                                                      records[i].preference, records[i].value));
  wire = dns_message_write (answer);
  for (guint round = 0; round < 20000; round++)
    {
      gsize length = g_bytes_get_size (wire);
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (wire, NULL), length), *exact = NULL;
      g_autoptr (DnsMessage) message = NULL;

      for (guint i = 0; i <= round % 4; i++)
        {
          dice = dice * 1664525 + 1013904223;
          bytes[(dice >> 8) % length] = (guint8) (dice >> 24);
        }
      if (round % 3 == 0)
        length = (dice >> 4) % length;
      exact = g_memdup2 (bytes, length);
      message = dns_message_parse (exact, length, NULL);
      if (message != NULL)
        {
          g_autoptr (GBytes) again = dns_message_write (message);
        }
    }
}

static void
test_names (void)
{
  g_assert_cmpstr (dns_type_name (DNS_A), ==, "A");
  g_assert_cmpstr (dns_type_name (DNS_NS), ==, "NS");
  g_assert_cmpstr (dns_type_name (DNS_CNAME), ==, "CNAME");
  g_assert_cmpstr (dns_type_name (DNS_SOA), ==, "SOA");
  g_assert_cmpstr (dns_type_name (DNS_MX), ==, "MX");
  g_assert_cmpstr (dns_type_name (DNS_AAAA), ==, "AAAA");
  g_assert_cmpstr (dns_type_name (16), ==, "TXT");
  g_assert_cmpstr (dns_type_name (65000), ==, "TYPE65000");
  g_assert_cmpstr (dns_code_name (DNS_NOERROR), ==, "NOERROR");
  g_assert_cmpstr (dns_code_name (DNS_NXDOMAIN), ==, "NXDOMAIN");
  g_assert_cmpstr (dns_code_name (11), ==, "RCODE11");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autofree char *path = g_strdup_printf ("/dns-message/record/%u-%s", i, dns_type_name (records[i].type));

      g_test_add_data_func (path, &records[i], test_record);
    }
  g_test_add_func ("/dns-message/query", test_query);
  g_test_add_func ("/dns-message/flags", test_flags);
  g_test_add_func ("/dns-message/many", test_many);
  g_test_add_func ("/dns-message/unwritable", test_unwritable);
  g_test_add_func ("/dns-message/longest-name", test_longest_name);
  g_test_add_func ("/dns-message/refused", test_refused);
  g_test_add_func ("/dns-message/damaged", test_damaged);
  g_test_add_func ("/dns-message/names", test_names);
  return g_test_run ();
}
