/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/zone.h"

#include <string.h>

static const char text[] =
  "$TTL 600\n"
  "@ IN SOA ns hostmaster 2026010501 7200 3600 1209600 300\n"
  "@ IN NS ns\n"
  "@ 3600 IN MX 20 mx2\n"
  "  3600 IN MX 10 MX1.Example.ORG.\n"
  "@ IN MX 30 elsewhere.example.net.\n"
  "ns IN A 192.0.2.53\n"
  "mx1 IN A 192.0.2.1\n"
  "    IN A 192.0.2.2\n"
  "    IN AAAA 2001:db8::1\n"
  "mx2 IN A 192.0.2.3\n"
  "www IN CNAME web\n"
  "web IN CNAME mx1\n"
  "away IN CNAME www.example.net.\n"
  "dangling IN CNAME nothing\n"
  "a IN CNAME b\n"
  "b IN CNAME a\n"
  "host.deep.inner IN A 192.0.2.9\n"
  "note IN TXT \"two words\" \"more\"\n"
  "sub IN NS ns.sub\n"
  "    IN NS ns.example.net.\n"
  "ns.sub IN A 192.0.2.77\n"
  "below.sub IN NS ns.below.sub\n"
  "into IN CNAME www.sub\n";

static Zone *
make_zone (void)
{
  g_autoptr (GError) error = NULL;
  Zone *zone = zone_parse ("Example.org", text, &error);

  g_assert_no_error (error);
  return zone;
}

/* The answer to NAME and TYPE in words: "CODE | answers | authority | additional". */
static char *
ask (const Zone *zone, const char *name, guint16 type)
{
  g_autoptr (DnsMessage) query = dns_message_new_query (1, name, type, FALSE);
  g_autoptr (DnsMessage) answer = dns_message_new_answer (query, DNS_NOERROR);
  const GPtrArray *sections[3];
  GString *words;

  zone_answer (zone, answer);
  words = g_string_new (answer->authoritative ? "" : "not its own: ");
  g_string_append (words, dns_code_name (answer->code));
  sections[0] = answer->answers;
  sections[1] = answer->authority;
  sections[2] = answer->additional;
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_string_append (words, " |");
      for (guint j = 0; j < sections[i]->len; j++)
        {
          const DnsRecord *record = g_ptr_array_index (sections[i], j);
          g_autofree char *value = dns_record_format_value (record);

          g_string_append_printf (words, " %s:%s:%s", record->name, dns_type_name (record->type), record->type == DNS_SOA ? "…" : value);
        }
    }
  return g_string_free (words, FALSE);
}

typedef struct
{
  const char *what, *name;
  guint16 type;
  const char *answer;
} Case;

static const Case cases[] = {
  { "address", "mx2.example.org", DNS_A, "NOERROR | mx2.example.org:A:192.0.2.3 | |" },
  { "two-addresses", "mx1.example.org", DNS_A, "NOERROR | mx1.example.org:A:192.0.2.1 mx1.example.org:A:192.0.2.2 | |" },
  { "mx-with-addresses", "example.org", DNS_MX,
    "NOERROR | example.org:MX:20 mx2.example.org example.org:MX:10 mx1.example.org example.org:MX:30 elsewhere.example.net | |"
    " mx2.example.org:A:192.0.2.3 mx1.example.org:A:192.0.2.1 mx1.example.org:A:192.0.2.2 mx1.example.org:AAAA:2001:db8::1" },
  { "ns-with-address", "example.org", DNS_NS, "NOERROR | example.org:NS:ns.example.org | | ns.example.org:A:192.0.2.53" },
  { "no-such-name", "nobody.example.org", DNS_A, "NXDOMAIN | | example.org:SOA:… |" },
  { "no-data", "mx2.example.org", DNS_MX, "NOERROR | | example.org:SOA:… |" },
  { "inner-name", "deep.inner.example.org", DNS_A, "NOERROR | | example.org:SOA:… |" },
  { "inner-name-is-no-suffix", "ner.example.org", DNS_A, "NXDOMAIN | | example.org:SOA:… |" },
  { "alias-chain", "www.example.org", DNS_A,
    "NOERROR | www.example.org:CNAME:web.example.org web.example.org:CNAME:mx1.example.org mx1.example.org:A:192.0.2.1 mx1.example.org:A:192.0.2.2 | |" },
  { "alias-without-data", "www.example.org", DNS_MX,
    "NOERROR | www.example.org:CNAME:web.example.org web.example.org:CNAME:mx1.example.org | example.org:SOA:… |" },
  { "alias-itself", "www.example.org", DNS_CNAME, "NOERROR | www.example.org:CNAME:web.example.org | |" },
  { "alias-out-of-zone", "away.example.org", DNS_A, "NOERROR | away.example.org:CNAME:www.example.net | |" },
  { "alias-to-nothing", "dangling.example.org", DNS_A, "NXDOMAIN | dangling.example.org:CNAME:nothing.example.org | example.org:SOA:… |" },
  { "alias-loop", "a.example.org", DNS_A, "SERVFAIL | | |" },
  { "referral", "www.sub.example.org", DNS_A,
    "not its own: NOERROR | | sub.example.org:NS:ns.sub.example.org sub.example.org:NS:ns.example.net | ns.sub.example.org:A:192.0.2.77" },
  { "referral-at-the-cut", "sub.example.org", DNS_NS,
    "not its own: NOERROR | | sub.example.org:NS:ns.sub.example.org sub.example.org:NS:ns.example.net | ns.sub.example.org:A:192.0.2.77" },
  { "glue-is-no-answer", "ns.sub.example.org", DNS_A,
    "not its own: NOERROR | | sub.example.org:NS:ns.sub.example.org sub.example.org:NS:ns.example.net | ns.sub.example.org:A:192.0.2.77" },
  { "highest-cut", "x.below.sub.example.org", DNS_MX,
    "not its own: NOERROR | | sub.example.org:NS:ns.sub.example.org sub.example.org:NS:ns.example.net | ns.sub.example.org:A:192.0.2.77" },
  { "alias-across-the-cut", "into.example.org", DNS_A,
    "NOERROR | into.example.org:CNAME:www.sub.example.org | sub.example.org:NS:ns.sub.example.org sub.example.org:NS:ns.example.net |"
    " ns.sub.example.org:A:192.0.2.77" },
  { "other-type", "note.example.org", 16, "NOERROR | note.example.org:TXT:\"two words\" \"more\" | |" },
};

static void
test_answer (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (Zone) zone = make_zone ();
  g_autofree char *answer = ask (zone, row->name, row->type);

  g_assert_cmpstr (answer, ==, row->answer);
}

static void
test_contains (void)
{
  g_autoptr (Zone) zone = make_zone ();
  g_autoptr (Zone) root = zone_parse (".", ". IN SOA a. b. 1 2 3 4 5\n", NULL);

  g_assert_cmpstr (zone_get_origin (zone), ==, "example.org");
  g_assert_true (zone_contains (zone, "example.org"));
  g_assert_true (zone_contains (zone, "a.b.example.org"));
  g_assert_false (zone_contains (zone, "counterexample.org"));
  g_assert_false (zone_contains (zone, "org"));
  g_assert_false (zone_contains (zone, ""));
  g_assert_true (zone_contains (root, ""));
  g_assert_true (zone_contains (root, "anything.at.all"));
}

static void
test_records (void)
{
  g_autoptr (Zone) zone = make_zone ();
  const DnsRecord *soa = zone_record_at (zone, 0), *mx = zone_record_at (zone, 3);

  g_assert_cmpuint (zone_count (zone), ==, 23);
  g_assert_cmpuint (soa->type, ==, DNS_SOA);
  g_assert_cmpuint (soa->ttl, ==, 600);
  g_assert_cmpstr (soa->value, ==, "ns.Example.org. hostmaster.Example.org. 2026010501 7200 3600 1209600 300");
  g_assert_cmpstr (mx->name, ==, "example.org");
  g_assert_cmpstr (mx->value, ==, "mx1.example.org");
  g_assert_cmpuint (mx->preference, ==, 10);
  g_assert_cmpuint (mx->ttl, ==, 3600);
}

/* RFC 7505: the exchanger is the root. */
static void
test_null_mx (void)
{
  g_autoptr (Zone) zone = zone_parse ("example.org", "@ IN MX 0 .\n", NULL);
  g_autofree char *answer = ask (zone, "example.org", DNS_MX);

  g_assert_cmpstr (zone_record_at (zone, 0)->value, ==, "");
  g_assert_cmpuint (zone_record_at (zone, 0)->ttl, ==, 3600);
  g_assert_true (g_str_has_prefix (answer, "NOERROR | example.org:MX:0"));
}

static void
test_empty (void)
{
  static const char *const texts[] = { "", "\n\n", "; nothing\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (Zone) zone = zone_parse ("example.org", texts[i], &error);
      g_autofree char *answer = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (zone_count (zone), ==, 0);
      answer = ask (zone, "example.org", DNS_A);
      g_assert_cmpstr (answer, ==, "NXDOMAIN | | |");
    }
}

typedef struct
{
  const char *what, *text, *line;
} Fault;

static const Fault faults[] = {
  { "first-line", "what is this\n", "line 1:" },
  { "third-line", "@ IN A 192.0.2.1\n@ IN A 192.0.2.2\n@ IN A 192.0.2.256\n@ IN A 192.0.2.4\n", "line 3:" },
  { "after-directive", "$TTL 60\n\n@ IN MX ten mx\n", "line 3:" },
  { "after-brackets", "@ IN SOA ns h (\n 1 2\n 3 4 5 )\n@ IN A x\n", "line 4:" },
  { "long-label", "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaa IN A 192.0.2.1\n", "line 1:" },
  { "include", "@ IN A 192.0.2.1\n$INCLUDE other\n", "line 2:" },
};

/* The sanitizers see what is lost here. */
static void
test_fault (gconstpointer data)
{
  const Fault *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Zone) zone = zone_parse ("example.org", row->text, &error);

  g_assert_null (zone);
  g_assert_error (error, ZONE_ERROR, 0);
  g_assert_true (g_str_has_prefix (error->message, row->line));
}

/* Whatever a zone may hold can be sent. */
static void
test_every_type_can_be_written (void)
{
  static const char *const records[] = {
    "A 192.0.2.1", "AAAA 2001:db8::1", "NS ns", "CNAME x", "MX 10 mx", "PTR x", "TXT \"a b\" \"c\\\"d\"", "HINFO \"PC\" \"Linux\"",
    "SRV 1 2 993 imap", "CAA 0 issue \"ca.example.net\"", "TYPE65280 \\# 2 abcd", "SPF \"v=spf1 -all\"",
    "NAPTR 1 2 \"u\" \"E2U+email\" \"!^.*$!mailto:x@example.org!\" .", "TLSA 3 1 1 00112233",
  };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autofree char *line = g_strdup_printf ("host IN %s\n", records[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (Zone) zone = zone_parse ("example.org", line, &error);
      g_autoptr (DnsMessage) query = NULL;
      g_autoptr (DnsMessage) answer = NULL;
      g_autoptr (GBytes) bytes = NULL;

      g_test_message ("%s", line);
      g_assert_no_error (error);
      query = dns_message_new_query (1, "host.example.org", zone_record_at (zone, 0)->type, FALSE);
      answer = dns_message_new_answer (query, DNS_NOERROR);
      zone_answer (zone, answer);
      g_assert_cmpuint (answer->answers->len + answer->authority->len, ==, 1); /* NS: a referral */
      bytes = dns_message_write (answer);
      g_assert_nonnull (bytes);
    }
}

/* The SOA and the name servers first, each name in one place. */
static void
test_write (void)
{
  g_autoptr (Zone) zone = zone_parse ("Example.org", "mail IN A 192.0.2.1\n@ 300 IN MX 0 .\n@ IN NS ns.example.net.\nwww IN CNAME mail\n"
                                                     "@ IN SOA ns.example.net. h.example.org. 1 2 3 4 5\nmail 172800 IN AAAA 2001:db8::1\n",
                                      NULL);
  g_autofree char *written = zone_write (zone);

  g_assert_cmpstr (written, ==,
                   "$ORIGIN example.org.\n"
                   "$TTL 3600\n"
                   "@       3600  IN  SOA    ns.example.net. h.example.org. 1 2 3 4 5\n"
                   "@       3600  IN  NS     ns.example.net.\n"
                   "@        300  IN  MX     0 .\n"
                   "mail    3600  IN  A      192.0.2.1\n"
                   "mail  172800  IN  AAAA   2001:db8::1\n"
                   "www     3600  IN  CNAME  mail.example.org.\n");
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All records in words, sorted. */
static char *
list_records (const Zone *zone)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < zone_count (zone); i++)
    {
      const DnsRecord *record = zone_record_at (zone, i);
      g_autofree char *value = dns_record_format_value (record);

      g_ptr_array_add (lines, g_strdup_printf ("%s %u %s %s", record->name, record->ttl, dns_type_name (record->type), value));
    }
  g_ptr_array_sort (lines, compare_strings);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* What is written is what was read, and is written the same again. */
static void
assert_comes_back (const char *origin, const char *master_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Zone) zone = zone_parse (origin, master_file, &error);
  g_autofree char *written = zone == NULL ? NULL : zone_write (zone);
  g_autoptr (Zone) back = written == NULL ? NULL : zone_parse (origin, written, &error);
  g_autofree char *again = back == NULL ? NULL : zone_write (back);
  g_autofree char *before = zone == NULL ? NULL : list_records (zone);
  g_autofree char *after = back == NULL ? NULL : list_records (back);

  g_test_message ("%s", written);
  g_assert_no_error (error);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (again, ==, written);
}

static void
test_write_comes_back (void)
{
  assert_comes_back ("Example.org", text);
  assert_comes_back (".", ". IN SOA a. b. 1 2 3 4 5\n. IN NS a.root.\na.root. IN A 192.0.2.1\norg. IN NS a.nic.org.\n");
  assert_comes_back ("example.org", "");
  /* Names with every sort of sign, and one that lies elsewhere. */
  assert_comes_back ("example.org", "* IN A 192.0.2.1\n\\@ IN A 192.0.2.2\n\\$ttl IN A 192.0.2.3\na\\.b IN A 192.0.2.4\n"
                                    "a\\.example.org. IN A 192.0.2.5\n\\032 IN A 192.0.2.6\n\\; IN A 192.0.2.7\n\\\" IN A 192.0.2.8\n"
                                    "www.example.net. IN A 192.0.2.9\n_dmarc IN TXT \"a \\\"quoted\\\" text; p=none\"\n"
                                    "odd IN TYPE65280 \\# 3 010203\n@ IN SRV 0 5 25 mail\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/zone/answer/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_answer);
    }
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf ("/zone/fault/%s", faults[i].what);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  g_test_add_func ("/zone/contains", test_contains);
  g_test_add_func ("/zone/records", test_records);
  g_test_add_func ("/zone/write", test_write);
  g_test_add_func ("/zone/write-comes-back", test_write_comes_back);
  g_test_add_func ("/zone/null-mx", test_null_mx);
  g_test_add_func ("/zone/empty", test_empty);
  g_test_add_func ("/zone/every-type-can-be-written", test_every_type_can_be_written);
  return g_test_run ();
}
