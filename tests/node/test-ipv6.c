/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hosts with two addresses: AAAA before A (RFC 6724), each tried (RFC 5321 5.1).
 */
#include "tests/node/lab.h"

#include <string.h>

#define BOTH "network: {ip: both}\n"
#define DELIVERED "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org"

#define ZONE(text)                        \
  "domains:\n"                            \
  "  example.com: {users: {alice: {}}}\n" \
  "  example.org:\n"                      \
  "    users: {bob: {}}\n"                \
  "    zone: |\n"                         \
  "      @ IN MX 10 mx\n"                 \
  "      " text "\n"

static const char *
addresses_of (const Simulation *simulation)
{
  return lab_note (simulation, lab_get (simulation, TRACE_ADDRESSES, "mail.example.com", NULL));
}

static void
test_both (void)
{
  g_autoptr (Simulation) simulation = lab_run (BOTH, LAB_DOMAINS, LAB_MESSAGE, NULL);

  g_assert_cmpstr (lab_text (simulation, lab_get (simulation, TRACE_HOST_ADDRESS, "mail.example.org", NULL)), ==, "2001:db8::198:51:100:11");
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_QUERY, "mail.example.com", "AAAA"), ==, 1);
  g_assert_cmpstr (addresses_of (simulation), ==, "2001:db8::198:51:100:11, 198.51.100.11");
  g_assert_nonnull (strstr (lab_note (simulation, lab_get (simulation, TRACE_STORED, "mail.example.org", NULL)), "from mail.example.com ([IPv6:2001:db8::192:0:2:11])"));
  lab_assert_fate (simulation, "bob@example.org", DELIVERED);
}

/* Without IPv6 nobody asks for it. */
static void
test_one (void)
{
  g_autoptr (Simulation) simulation = lab_run ("network: {ip: 4}\n", LAB_DOMAINS, LAB_MESSAGE, NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_HOST_ADDRESS, NULL, NULL), ==, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_QUERY, NULL, "AAAA"), ==, 0);
}

static void
test_each_is_tried (void)
{
  g_autoptr (Simulation) simulation = lab_run (BOTH, LAB_DOMAINS, LAB_MESSAGE, "until: 1m\nfaults: [{server: mail.example.org, kind: refuse}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_CONNECT_FAILED, "mail.example.com", "refused"), ==, 2);
}

/* An AAAA record that nobody has keeps no mail away. */
static void
test_nobodys (void)
{
  g_autoptr (Simulation) simulation = lab_run (BOTH, ZONE ("mx IN AAAA 2001:db8::dead\n      mx IN A 198.51.100.11"), LAB_MESSAGE, NULL);

  g_assert_cmpstr (addresses_of (simulation), ==, "198.51.100.11; 2001:db8::dead: passed over, no route to host");
  lab_assert_fate (simulation, "bob@example.org", DELIVERED);
}

/* A server with an AAAA record only, in another spelling: there for those who have IPv6 too, not for others. */
static void
test_only_ipv6 (void)
{
  static const char zone[] = ZONE ("mx IN AAAA 2001:0DB8:0:0:198:51:100:11");
  g_autoptr (Simulation) both = lab_run (BOTH, zone, LAB_MESSAGE, NULL);
  g_autoptr (Simulation) four = lab_run (zone, LAB_MESSAGE, NULL);

  lab_assert_fate (both, "bob@example.org", DELIVERED);
  lab_assert_fate (four, "bob@example.org", "bounced 5.4.4 0 attempts=1 hops=alice.example.com,mail.example.com");
}

/* Its own IPv6 address is this host too. */
static void
test_itself (void)
{
  g_autoptr (Simulation) simulation = lab_run (BOTH, ZONE ("mx IN AAAA 2001:db8::192:0:2:11"), LAB_MESSAGE, NULL);

  lab_assert_fate (simulation, "bob@example.org", "bounced 5.4.6 0 attempts=1 hops=alice.example.com,mail.example.com");
}

/* One question without an answer does not stand for "no address". */
static void
test_silence (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    BOTH, ZONE ("mx IN CNAME x.example.net."), "  example.net: {users: {carol: {}}}\n", LAB_MESSAGE, "until: 1m\nfaults: [{kind: dns, domain: example.net, answer: timeout}]\n", NULL);

  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_DEFERRED, "mail.example.com", NULL)), ==, "4.4.3");
}

/* It is said by which address. */
static void
test_connect (void)
{
  g_autoptr (Simulation) simulation = lab_run (BOTH, LAB_DOMAINS, LAB_MESSAGE, "faults: [{kind: refuse, server: mail.example.org, for: 1m}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_CONNECT, "mail.example.com", "2001:db8::198:51:100:11"), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_CONNECT, "mail.example.com", "198.51.100.11"), ==, 1);
}

/* Glue has both, and the way from the root is the same. */
static void
test_tree (void)
{
  g_autoptr (Simulation) simulation = lab_run ("dns: full\n", BOTH, LAB_DOMAINS, LAB_MESSAGE, NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_CACHED, "resolver.example.com", "2001:db8::198:51:100:13"), ==, 1);
  lab_assert_fate (simulation, "bob@example.org", DELIVERED);
}

static gsize
longest_payload (const Simulation *simulation, guint32 conn)
{
  const Trace *trace = simulation_get_trace (simulation);
  gsize longest = 0, length;

  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == TRACE_TCP && trace_get (trace, id)->conn == conn)
      {
        trace_blob (trace, trace_get (trace, id)->text, &length);
        longest = MAX (longest, length);
      }
  return longest;
}

/* What fits into a frame: a longer header leaves less (RFC 8200 5, RFC 6691); lines stay whole. */
static void
test_segments (void)
{
#define LONG_MESSAGE "messages: [{at: 1s, from: alice@example.com, to: [bob@example.org], subject: Lunch, text: Hi, attachment: 20kB}]\n"
  g_autoptr (Simulation) four = lab_run (LAB_DOMAINS, LONG_MESSAGE, NULL);
  g_autoptr (Simulation) both = lab_run (BOTH, LAB_DOMAINS, LONG_MESSAGE, NULL);

  guint32 by_ipv6 = lab_get (both, TRACE_CONNECT, "mail.example.com", "2001:db8")->conn;
  guint32 by_ipv4 = lab_get (four, TRACE_CONNECT, "mail.example.com", "198.51")->conn;

  g_assert_cmpuint (longest_payload (four, by_ipv4), <=, 1460);
  g_assert_cmpuint (longest_payload (four, by_ipv4), >, 1460 - 78);
  g_assert_cmpuint (longest_payload (both, by_ipv6), <=, 1440);
  g_assert_cmpuint (longest_payload (both, by_ipv6), >, 1440 - 78);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ipv6/both", test_both);
  g_test_add_func ("/ipv6/one", test_one);
  g_test_add_func ("/ipv6/each-is-tried", test_each_is_tried);
  g_test_add_func ("/ipv6/nobodys", test_nobodys);
  g_test_add_func ("/ipv6/only-ipv6", test_only_ipv6);
  g_test_add_func ("/ipv6/itself", test_itself);
  g_test_add_func ("/ipv6/silence", test_silence);
  g_test_add_func ("/ipv6/connect", test_connect);
  g_test_add_func ("/ipv6/tree", test_tree);
  g_test_add_func ("/ipv6/segments", test_segments);
  return g_test_run ();
}
