/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/dns-cache.h"

#include <string.h>

typedef struct
{
  DnsCache *cache;
} Bench;

static void
set_up (Bench *bench, gconstpointer data)
{
  bench->cache = dns_cache_new ();
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  dns_cache_free (bench->cache);
}

static DnsMessage *
make_question (const char *name, guint16 type)
{
  g_autoptr (DnsMessage) query = dns_message_new_query (1, name, type, TRUE);

  return dns_message_new_answer (query, DNS_NOERROR);
}

static DnsMessage *
make_answer (const char *name, guint16 type, guint32 ttl)
{
  DnsMessage *answer = make_question (name, type);

  g_ptr_array_add (answer->answers, dns_record_new (name, type, ttl, 10, "mx.example.org"));
  return answer;
}

static DnsMessage *
make_nothing (const char *name, guint16 type, guint16 code, guint32 soa_ttl, guint32 minimum)
{
  g_autofree char *soa = g_strdup_printf ("ns.example.org. hostmaster.example.org. 1 7200 3600 1209600 %u", minimum);
  DnsMessage *answer = make_question (name, type);

  answer->code = code;
  g_ptr_array_add (answer->authority, dns_record_new ("example.org", DNS_SOA, soa_ttl, 0, soa));
  return answer;
}

/* The TTL that is left at NOW, -1 where nothing is kept. */
static gint64
left (const Bench *bench, const char *name, guint16 type, SimTime now)
{
  g_autoptr (DnsMessage) answer = make_question (name, type);
  SimTime expires = -1;

  if (!dns_cache_get (bench->cache, answer, now, &expires))
    return -1;
  g_assert_cmpint (expires, >, now);
  g_assert_cmpuint (answer->answers->len, ==, 1);
  return ((const DnsRecord *) g_ptr_array_index (answer->answers, 0))->ttl;
}

/* RFC 1034 5.3.3: what is left of the time to live is passed on. */
static void
test_count_down (Bench *bench, gconstpointer data)
{
  g_autoptr (DnsMessage) answer = make_answer ("example.org", DNS_MX, 300);

  g_assert_cmpint (dns_cache_put (bench->cache, answer, 10 * SIM_SECOND, NULL, NULL), ==, 310 * SIM_SECOND);
  g_assert_cmpint (left (bench, "example.org", DNS_MX, 10 * SIM_SECOND), ==, 300);
  g_assert_cmpint (left (bench, "example.org", DNS_MX, 11 * SIM_SECOND - 1), ==, 300);
  g_assert_cmpint (left (bench, "example.org", DNS_MX, 11 * SIM_SECOND), ==, 299);
  g_assert_cmpint (left (bench, "example.org", DNS_MX, 310 * SIM_SECOND - 1), ==, 1);
  g_assert_cmpint (left (bench, "example.org", DNS_MX, 310 * SIM_SECOND), ==, -1);
}

static void
test_question (Bench *bench, gconstpointer data)
{
  g_autoptr (DnsMessage) answer = make_answer ("example.org", DNS_MX, 300);

  dns_cache_put (bench->cache, answer, 0, NULL, NULL);
  g_assert_cmpint (left (bench, "example.org", DNS_A, 1), ==, -1);
  g_assert_cmpint (left (bench, "www.example.org", DNS_MX, 1), ==, -1);
  g_assert_cmpint (left (bench, "example.org", DNS_MX, 1), ==, 300);
}

/* The smallest TTL decides; a TTL of 0 is not kept (RFC 1035 3.2.1). */
static void
test_smallest (Bench *bench, gconstpointer data)
{
  g_autoptr (DnsMessage) answer = make_answer ("example.org", DNS_MX, 300);
  g_autoptr (DnsMessage) at_once = make_answer ("now.example.org", DNS_MX, 0);

  g_ptr_array_add (answer->answers, dns_record_new ("example.org", DNS_MX, 60, 20, "mx2.example.org"));
  g_assert_cmpint (dns_cache_put (bench->cache, answer, 0, NULL, NULL), ==, 60 * SIM_SECOND);
  g_assert_cmpint (dns_cache_put (bench->cache, at_once, 5, NULL, NULL), ==, 5);
  g_assert_cmpint (left (bench, "now.example.org", DNS_MX, 5), ==, -1);
}

static void
test_replace (Bench *bench, gconstpointer data)
{
  g_autoptr (DnsMessage) older = make_answer ("example.org", DNS_MX, 300);
  g_autoptr (DnsMessage) newer = make_answer ("example.org", DNS_MX, 20);

  dns_cache_put (bench->cache, older, 0, NULL, NULL);
  dns_cache_put (bench->cache, newer, 10 * SIM_SECOND, NULL, NULL);
  g_assert_cmpint (left (bench, "example.org", DNS_MX, 10 * SIM_SECOND), ==, 20);
  g_assert_cmpint (left (bench, "example.org", DNS_MX, 40 * SIM_SECOND), ==, -1);
}

/* RFC 2308 5: the smaller of the SOA's TTL and its MINIMUM. */
static void
test_negative (Bench *bench, gconstpointer data)
{
  g_autoptr (DnsMessage) by_minimum = make_nothing ("a.example.org", DNS_A, DNS_NOERROR, 3600, 60);
  g_autoptr (DnsMessage) by_ttl = make_nothing ("b.example.org", DNS_A, DNS_NOERROR, 30, 3600);
  g_autoptr (DnsMessage) found = make_question ("a.example.org", DNS_A);
  SimTime expires = 0;

  g_assert_cmpint (dns_cache_put (bench->cache, by_minimum, 0, NULL, NULL), ==, 60 * SIM_SECOND);
  g_assert_cmpint (dns_cache_put (bench->cache, by_ttl, 0, NULL, NULL), ==, 30 * SIM_SECOND);
  g_assert_true (dns_cache_get (bench->cache, found, 59 * SIM_SECOND, &expires));
  g_assert_cmpint (expires, ==, 60 * SIM_SECOND);
  g_assert_cmpuint (found->code, ==, DNS_NOERROR);
  g_assert_cmpuint (found->answers->len, ==, 0);
  g_assert_cmpuint (((const DnsRecord *) g_ptr_array_index (found->authority, 0))->ttl, ==, 3600 - 59);
  g_assert_false (dns_cache_get (bench->cache, found, 60 * SIM_SECOND, &expires));
}

/* RFC 2308 5: no such name is no such name for every type; no data is only for its own. */
static void
test_no_such_name (Bench *bench, gconstpointer data)
{
  g_autoptr (DnsMessage) no_name = make_nothing ("x.example.org", DNS_MX, DNS_NXDOMAIN, 60, 60);
  g_autoptr (DnsMessage) no_data = make_nothing ("y.example.org", DNS_MX, DNS_NOERROR, 60, 60);
  g_autoptr (DnsMessage) x = make_question ("x.example.org", DNS_A);
  g_autoptr (DnsMessage) y = make_question ("y.example.org", DNS_A);
  SimTime expires;

  dns_cache_put (bench->cache, no_name, 0, NULL, NULL);
  dns_cache_put (bench->cache, no_data, 0, NULL, NULL);
  g_assert_true (dns_cache_get (bench->cache, x, 1, &expires));
  g_assert_cmpuint (x->code, ==, DNS_NXDOMAIN);
  g_assert_false (dns_cache_get (bench->cache, y, 1, &expires));
}

/* An alias for a name that isn't there is there itself, and so it is for every type (RFC 2308 2.1). */
static void
test_dangling_alias (Bench *bench, gconstpointer data)
{
  g_autoptr (DnsMessage) answer = make_nothing ("alias.example.org", DNS_A, DNS_NXDOMAIN, 60, 60);
  g_autoptr (DnsMessage) other = make_question ("alias.example.org", DNS_MX);
  SimTime expires;

  g_ptr_array_add (answer->answers, dns_record_new ("alias.example.org", DNS_CNAME, 60, 0, "x.example.org"));
  dns_cache_put (bench->cache, answer, 0, NULL, NULL);
  g_assert_cmpint (left (bench, "alias.example.org", DNS_A, 1), ==, 60);
  g_assert_true (dns_cache_get (bench->cache, other, 1, &expires));
  g_assert_cmpuint (other->code, ==, DNS_NXDOMAIN);
  g_assert_cmpuint (other->answers->len, ==, 1);
  g_assert_cmpint (left (bench, "alias.example.org", DNS_CNAME, 1), ==, 60);
}

/* Each RRset of a chain has its own time to live: what is left of it is not an answer. */
static void
test_chain (Bench *bench, gconstpointer data)
{
  g_autoptr (DnsMessage) answer = make_question ("www.example.org", DNS_A);
  g_autoptr (DnsMessage) found = make_question ("www.example.org", DNS_A);
  SimTime expires;

  g_ptr_array_add (answer->answers, dns_record_new ("www.example.org", DNS_CNAME, 300, 0, "host.example.org"));
  g_ptr_array_add (answer->answers, dns_record_new ("host.example.org", DNS_A, 60, 0, "192.0.2.1"));
  g_assert_cmpint (dns_cache_put (bench->cache, answer, 0, NULL, NULL), ==, 60 * SIM_SECOND);
  g_assert_true (dns_cache_get (bench->cache, found, 10 * SIM_SECOND, &expires));
  g_assert_cmpuint (found->answers->len, ==, 2);
  g_assert_cmpint (expires, ==, 60 * SIM_SECOND);
  g_assert_false (dns_cache_get (bench->cache, found, 60 * SIM_SECOND, &expires));
  g_assert_cmpint (left (bench, "www.example.org", DNS_CNAME, 60 * SIM_SECOND), ==, 240);
}

static void
test_alias_loop (Bench *bench, gconstpointer data)
{
  g_autoptr (DnsMessage) answer = make_question ("a.example.org", DNS_A);
  g_autoptr (DnsMessage) found = make_question ("a.example.org", DNS_A);
  SimTime expires;

  g_ptr_array_add (answer->answers, dns_record_new ("a.example.org", DNS_CNAME, 300, 0, "b.example.org"));
  g_ptr_array_add (answer->answers, dns_record_new ("b.example.org", DNS_CNAME, 300, 0, "a.example.org"));
  dns_cache_put (bench->cache, answer, 0, NULL, NULL);
  g_assert_false (dns_cache_get (bench->cache, found, 1, &expires));
}

/* Delegation and glue lead to name servers, but answer nobody (RFC 2181 5.4.1), and don't replace an answer. */
static void
test_referral (Bench *bench, gconstpointer data)
{
  g_autoptr (DnsMessage) referral = make_question ("www.example.org", DNS_A);
  g_autoptr (DnsMessage) answer = make_question ("ns.example.org", DNS_A);
  const DnsKept *kept;

  g_ptr_array_add (referral->authority, dns_record_new ("example.org", DNS_NS, 300, 0, "ns.example.org"));
  g_ptr_array_add (referral->additional, dns_record_new ("ns.example.org", DNS_A, 200, 0, "192.0.2.1"));
  g_ptr_array_add (referral->additional, dns_record_new ("other.example.org", DNS_A, 200, 0, "192.0.2.2"));
  g_assert_cmpint (dns_cache_put (bench->cache, referral, 0, NULL, NULL), ==, 200 * SIM_SECOND);
  g_assert_cmpuint (dns_cache_count (bench->cache), ==, 2);
  g_assert_cmpint (left (bench, "ns.example.org", DNS_A, 1), ==, -1);
  g_assert_nonnull (dns_cache_find (bench->cache, "ns.example.org", DNS_A, DNS_RANK_REFERRAL, 1));
  g_ptr_array_add (answer->answers, dns_record_new ("ns.example.org", DNS_A, 100, 0, "192.0.2.3"));
  dns_cache_put (bench->cache, answer, 0, NULL, NULL);
  dns_cache_put (bench->cache, referral, 0, NULL, NULL);
  kept = dns_cache_find (bench->cache, "ns.example.org", DNS_A, DNS_RANK_REFERRAL, 1);
  g_assert_cmpuint (kept->rank, ==, DNS_RANK_ANSWER);
}

/* What has expired makes room at the next put. */
static void
test_expired_goes (Bench *bench, gconstpointer data)
{
  g_autoptr (DnsMessage) first = make_answer ("example.org", DNS_MX, 60);
  g_autoptr (DnsMessage) second = make_answer ("example.com", DNS_MX, 300);
  g_autoptr (DnsMessage) third = make_answer ("example.net", DNS_MX, 300);

  dns_cache_put (bench->cache, first, 0, NULL, NULL);
  dns_cache_put (bench->cache, second, 0, NULL, NULL);
  g_assert_cmpuint (dns_cache_count (bench->cache), ==, 2);
  dns_cache_put (bench->cache, third, 60 * SIM_SECOND, NULL, NULL);
  g_assert_cmpuint (dns_cache_count (bench->cache), ==, 2);
}

/* Without an SOA nothing says how long; trouble of the server is not kept either. */
static void
test_not_kept (Bench *bench, gconstpointer data)
{
  g_autoptr (DnsMessage) no_soa = make_question ("example.org", DNS_A);
  g_autoptr (DnsMessage) trouble = make_nothing ("z.example.org", DNS_A, DNS_SERVFAIL, 60, 60);
  g_autoptr (DnsMessage) refused = make_nothing ("z.example.org", DNS_A, DNS_REFUSED, 60, 60);

  g_assert_cmpint (dns_cache_put (bench->cache, no_soa, 7, NULL, NULL), ==, 7);
  g_assert_cmpint (dns_cache_put (bench->cache, trouble, 7, NULL, NULL), ==, 7);
  g_assert_cmpint (dns_cache_put (bench->cache, refused, 7, NULL, NULL), ==, 7);
  g_assert_cmpint (left (bench, "example.org", DNS_A, 7), ==, -1);
  g_assert_cmpint (left (bench, "z.example.org", DNS_A, 7), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/dns-cache/" name, Bench, NULL, set_up, func, tear_down)
  ADD ("count-down", test_count_down);
  ADD ("question", test_question);
  ADD ("smallest", test_smallest);
  ADD ("replace", test_replace);
  ADD ("negative", test_negative);
  ADD ("no-such-name", test_no_such_name);
  ADD ("dangling-alias", test_dangling_alias);
  ADD ("chain", test_chain);
  ADD ("alias-loop", test_alias_loop);
  ADD ("referral", test_referral);
  ADD ("expired-goes", test_expired_goes);
  ADD ("not-kept", test_not_kept);
  return g_test_run ();
}
