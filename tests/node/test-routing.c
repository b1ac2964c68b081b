/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which server a mail goes to (RFC 5321 5.1), and where it can't go.
 */
#include "tests/node/lab.h"

#include <string.h>

#define TWO_SERVERS \
  "domains:\n" \
  "  example.com: {users: {alice: {}}}\n" \
  "  example.org:\n" \
  "    users: {bob: {}}\n" \
  "    servers: {mx1.example.org: {mx: 10, mailboxes: yes}, mx2.example.org: {mx: 20}}\n"

/* A domain whose zone is TEXT, one line. */
#define ZONE(text) \
  "domains:\n" \
  "  example.com: {users: {alice: {}}}\n" \
  "  example.org:\n" \
  "    users: {bob: {}}\n" \
  "    zone: |\n" \
  "      " text "\n"

static void
test_preference (void)
{
  g_autoptr (Simulation) simulation = lab_run (TWO_SERVERS, LAB_MESSAGE, NULL);

  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_ROUTE, NULL, NULL)), ==, "10 mx1.example.org, 20 mx2.example.org");
  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mx1.example.org");
}

/* Both are tried in one turn; the second one passes it on inside. */
static void
test_fallback (void)
{
  g_autoptr (Simulation) simulation = lab_run (TWO_SERVERS, LAB_MESSAGE, "faults: [{server: mx1.example.org, kind: refuse, for: 10m}]\n", NULL);

  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mx2.example.org,mx1.example.org");
  g_assert_cmpuint (lab_count (simulation, TRACE_DEFERRED, "mail.example.com", NULL), ==, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_CONNECT_FAILED, "mail.example.com", "refused"), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_DEFERRED, "mx2.example.org", NULL), >, 0);
}

static void
test_fallback_after_time_out (void)
{
  g_autoptr (Simulation) simulation = lab_run (TWO_SERVERS, LAB_MESSAGE, "faults: [{server: mx1.example.org, kind: down, for: 10m}]\n", NULL);
  TraceId failed = lab_find (simulation, TRACE_CONNECT_FAILED, "mail.example.com", "timed out", 0);

  g_assert_cmpuint (failed, !=, 0);
  g_assert_cmpint (trace_get (simulation_get_trace (simulation), failed)->t / SIM_SECOND, ==, 31);
  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mx2.example.org,mx1.example.org");
}

/* Equal preferences share the load, by the dice of the sender. */
static void
test_equals (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    "domains:\n  example.com: {users: {alice: {}}}\n  example.org:\n    users: {bob: {}}\n"
    "    servers: {mx1.example.org: {mx: 10, mailboxes: yes}, mx2.example.org: {mx: 10}}\n",
    "messages:\n",
    "  - {at: 1s, from: alice@example.com, to: [bob@example.org]}\n  - {at: 2s, from: alice@example.com, to: [bob@example.org]}\n",
    "  - {at: 3s, from: alice@example.com, to: [bob@example.org]}\n  - {at: 4s, from: alice@example.com, to: [bob@example.org]}\n",
    "  - {at: 5s, from: alice@example.com, to: [bob@example.org]}\n  - {at: 6s, from: alice@example.com, to: [bob@example.org]}\n",
    "  - {at: 7s, from: alice@example.com, to: [bob@example.org]}\n  - {at: 8s, from: alice@example.com, to: [bob@example.org]}\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_ROUTE, "mail.example.com", "10 mx1.example.org, 10 mx2.example.org"), >, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_ROUTE, "mail.example.com", "10 mx2.example.org, 10 mx1.example.org"), >, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, NULL, NULL), ==, 8);
}

/* No MX record, but an address: the domain itself is its server, preference 0. */
static void
test_implicit_mx (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN A 203.0.113.9"), LAB_MESSAGE, "until: 10m\n", NULL);

  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_ROUTE, NULL, NULL)), ==, "0 example.org: implicit, there is no MX record");
}

static void
test_no_address (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 10 nowhere"), LAB_MESSAGE, NULL);

  lab_assert_fate (simulation, "bob@example.org", "bounced 5.4.4 0 attempts=1 hops=alice.example.com,mail.example.com");
}

/* An address that nobody has now may have somebody later. */
static void
test_nobodys_address (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 10 gone\n      gone IN A 203.0.113.9"), LAB_MESSAGE, "until: 10m\n", NULL);
  const TraceRecord *deferred = lab_get (simulation, TRACE_DEFERRED, "mail.example.com", "no route to host");

  g_assert_cmpstr (lab_note (simulation, deferred), ==, "4.4.1");
  g_assert_cmpuint (lab_count (simulation, TRACE_BOUNCED, NULL, NULL), ==, 0);
}

/* RFC 5321 5.1: every address of a host is tried, in order. The second one is the server's. */
static void
test_two_addresses (void)
{
  g_autoptr (Simulation) plain = lab_run (TWO_SERVERS, LAB_MESSAGE, NULL);
  const Trace *trace = simulation_get_trace (plain);
  guint32 first = (guint32) trace_host_record (trace, trace_find_host (trace, "mx2.example.org"))->value;
  guint32 second = (guint32) trace_host_record (trace, trace_find_host (trace, "mx1.example.org"))->value;
  g_autofree char *zone = g_strdup_printf ("    zone: |\n      @ IN MX 10 both\n      both IN A 192.0.2.%u\n      both IN A 192.0.2.%u\n", first & 255, second & 255);
  g_autofree char *third = g_strdup_printf ("%u.%u.%u", second >> 24, second >> 16 & 255, second >> 8 & 255);
  g_auto (GStrv) pieces = g_strsplit (zone, "192.0.2", -1);
  g_autofree char *right = g_strjoinv (third, pieces);
  g_autoptr (Simulation) simulation = lab_run (TWO_SERVERS, right, LAB_MESSAGE, "faults: [{server: mx2.example.org, kind: refuse}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_CONNECT_FAILED, "mail.example.com", "refused"), ==, 1);
  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mx1.example.org");
}

/* One host is away, the other has no address: the mail waits for the first (RFC 5321 5.1). */
static void
test_worse_second (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 10 mail\n      @ IN MX 20 nowhere"), LAB_MESSAGE, "faults: [{server: mail.example.org, kind: refuse, for: 3m}]\n", NULL);

  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_DEFERRED, "mail.example.com", NULL)), ==, "4.4.1");
  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=2 hops=alice.example.com,mail.example.com,mail.example.org");
}

/* RFC 7505. */
static void
test_null_mx (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 0 ."), LAB_MESSAGE, NULL);

  lab_assert_fate (simulation, "bob@example.org", "bounced 5.1.10 0 attempts=1 hops=alice.example.com,mail.example.com");
  g_assert_cmpuint (lab_count (simulation, TRACE_CONNECT, "mail.example.com", NULL), ==, 0);
}

/* The best server for the domain is, says the DNS, the one that asks. */
static void
test_loop (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 10 mail.example.com."), LAB_MESSAGE, NULL);

  lab_assert_fate (simulation, "bob@example.org", "bounced 5.4.6 0 attempts=1 hops=alice.example.com,mail.example.com");
}

/* Only what is better than the asker is left; that is away, so the mail waits. */
static void
test_loop_with_better (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 10 mail\n      @ IN MX 20 mail.example.com.\n      @ IN MX 30 worse"), LAB_MESSAGE, "until: 10m\n", "faults: [{server: mail.example.org, kind: refuse}]\n", NULL);

  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_ROUTE, NULL, NULL)), ==,
                   "10 mail.example.org; 20 mail.example.com: passed over, this host itself; 30 worse.example.org: passed over, no better than this host itself");
  g_assert_cmpuint (lab_count (simulation, TRACE_BOUNCED, NULL, NULL), ==, 0);
}

static const char *
route_of (const Simulation *simulation)
{
  return lab_note (simulation, lab_get (simulation, TRACE_ROUTE, "mail.example.com", NULL));
}

static const char *
addresses_of (const Simulation *simulation, const char *name)
{
  return lab_note (simulation, lab_get (simulation, TRACE_ADDRESSES, "mail.example.com", name));
}

/* Equals of the asker are no better than it; a host may stand in the list twice. */
static void
test_loop_among_equals (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 10 mail\n      @ IN MX 10 mail.example.com.\n      @ IN MX 30 MAIL.Example.COM."), LAB_MESSAGE, NULL);

  g_assert_nonnull (strstr (route_of (simulation), "10 mail.example.org: passed over, no better than this host itself"));
  g_assert_nonnull (strstr (route_of (simulation), "30 mail.example.com: passed over, this host itself"));
  lab_assert_fate (simulation, "bob@example.org", "bounced 5.4.6 0 attempts=1 hops=alice.example.com,mail.example.com");
}

/* By another name it is still this host. */
static void
test_loop_by_address (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 10 mx\n      mx IN A 192.0.2.11"), LAB_MESSAGE, NULL);

  g_assert_cmpstr (addresses_of (simulation, "mx.example.org"), ==, "none; 192.0.2.11: passed over, this host itself");
  lab_assert_fate (simulation, "bob@example.org", "bounced 5.4.6 0 attempts=1 hops=alice.example.com,mail.example.com");
}

/* RFC 5321 5.1: the name that an alias stands for is the domain that counts. */
static void
test_domain_is_alias (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 10 mail\n      other IN CNAME @"), "messages: [{at: 1s, from: alice@example.com, to: [bob@other.example.org]}]\n", NULL);

  g_assert_cmpstr (route_of (simulation), ==, "10 mail.example.org; other.example.org is an alias of example.org");
  g_assert_cmpuint (lab_count (simulation, TRACE_CONNECTED, "mail.example.com", NULL), ==, 1);
}

/* Also where that one has no MX record. */
static void
test_alias_without_mx (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 10 mail\n      other IN CNAME mail"), "messages: [{at: 1s, from: alice@example.com, to: [bob@other.example.org]}]\n", NULL);

  g_assert_cmpstr (route_of (simulation), ==, "0 mail.example.org: implicit, there is no MX record; other.example.org is an alias of mail.example.org");
}

/* RFC 2181 10.3 forbids it; it works, and is said. */
static void
test_mx_is_alias (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 10 mx\n      mx IN CNAME mail"), LAB_MESSAGE, NULL);

  g_assert_cmpstr (addresses_of (simulation, "mx.example.org"), ==, "198.51.100.11; mx.example.org is an alias of mail.example.org, which no mail exchanger's name may be");
  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org");
}

/* A server without an address is passed over in the same turn, whatever is wrong with it. */
static void
test_mx_without_address (void)
{
  static const struct
  {
    const char *line, *decision;
  } cases[] = {
    { "", "none: there is no such name" },
    { "first IN TXT \"no address\"", "none: there is no address record" },
    { "first IN CNAME nowhere", "none: there is no such name; first.example.org is an alias of nowhere.example.org, which no mail exchanger's name may be" },
    { "first IN A 203.0.113.9", "none; 203.0.113.9: passed over, no route to host" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 10 first\n      @ IN MX 20 mail"), "      ", cases[i].line, "\n", LAB_MESSAGE, NULL);

      g_assert_cmpstr (addresses_of (simulation, "first.example.org"), ==, cases[i].decision);
      lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org");
    }
}

/* The zone of one server's name is out of order: the other takes the mail; without another one it waits. */
static void
test_mx_unknown (void)
{
  static const char fault[] = "faults: [{kind: dns, domain: example.net, answer: servfail, for: 2m}]\n";
  static const char net[] = "  example.net: {users: {carol: {}}}\n";
  g_autoptr (Simulation) two = lab_run (ZONE ("@ IN MX 10 mx.example.net.\n      @ IN MX 20 mail"), net, LAB_MESSAGE, fault, NULL);
  g_autoptr (Simulation) one = lab_run (ZONE ("@ IN MX 10 mx.example.net.\n      @ IN MX 20 nowhere"), net, LAB_MESSAGE, fault, NULL);

  g_assert_cmpstr (addresses_of (two, "mx.example.net"), ==, "none yet: SERVFAIL");
  lab_assert_fate (two, "bob@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org");
  g_assert_cmpstr (lab_note (one, lab_get (one, TRACE_DEFERRED, "mail.example.com", NULL)), ==, "4.4.3");
}

/* RFC 7505 3: beside others "." is no host, and no promise either. */
static void
test_null_mx_beside_others (void)
{
  g_autoptr (Simulation) simulation = lab_run (ZONE ("@ IN MX 0 .\n      @ IN MX 10 mail"), LAB_MESSAGE, NULL);

  g_assert_cmpstr (route_of (simulation), ==, "10 mail.example.org; 0 .: passed over, a null MX beside others names no host");
  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org");
}

/* The decision is also recorded where there is nothing to decide. */
static void
test_no_route (void)
{
  g_autoptr (Simulation) null_mx = lab_run (ZONE ("@ IN MX 0 ."), LAB_MESSAGE, NULL);
  g_autoptr (Simulation) no_domain = lab_run (LAB_DOMAINS, "messages: [{from: alice@example.com, to: [x@nowhere.invalid]}]\n", NULL);
  g_autoptr (Simulation) servfail = lab_run (LAB_DOMAINS, LAB_MESSAGE, "until: 1m\nfaults: [{kind: dns, domain: example.org, answer: servfail}]\n", NULL);
  g_autoptr (Simulation) silence = lab_run (LAB_DOMAINS, LAB_MESSAGE, "until: 1m\nfaults: [{server: resolver.example.com, kind: down}]\n", NULL);

  g_assert_cmpstr (route_of (null_mx), ==, "none: a null MX, the domain takes no mail");
  g_assert_cmpstr (route_of (no_domain), ==, "none: there is no such domain");
  g_assert_cmpstr (route_of (servfail), ==, "none yet: SERVFAIL");
  g_assert_cmpstr (route_of (silence), ==, "none yet: no answer");
}

/* A server that is no MX of the domain does not pass its mail on. */
static void
test_relay_denied (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    "domains:\n  example.com: {users: {alice: {}}}\n  example.net: {users: {carol: {}}}\n"
    "  example.org:\n    users: {bob: {}}\n    zone: |\n      @ IN MX 10 mail.example.net.\n",
    LAB_MESSAGE, NULL);

  lab_assert_fate (simulation, "bob@example.org", "bounced 5.7.1 554 attempts=1 hops=alice.example.com,mail.example.com");
  g_assert_cmpuint (lab_count (simulation, TRACE_SMTP_REPLY, "mail.example.net", "Relay access denied"), ==, 1);
}

static void
test_no_such_domain (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, "messages: [{from: alice@example.com, to: [x@nowhere.invalid]}]\n", NULL);

  lab_assert_fate (simulation, "x@nowhere.invalid", "bounced 5.1.2 0 attempts=1 hops=alice.example.com,mail.example.com");
}

/* An exchanger whose address is the sending server's own counts as the server itself (RFC 5321 5.1: "names or
 * addresses"): it and all that are worse are dropped. */
static void
test_own_address (void)
{
  g_autoptr (Simulation) simulation = lab_run ("domains:\n  example.com: {users: {alice: {}}}\n  example.org:\n    users: {bob: {}}\n    zone: |\n"
                                               "      @ IN MX 10 relay.example.org.\n      @ IN MX 20 mail.example.org.\n      relay IN A 192.0.2.11\n",
                                               LAB_MESSAGE, NULL);

  lab_assert_fate (simulation, "bob@example.org", "bounced 5.4.6 0 attempts=1 hops=alice.example.com,mail.example.com");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/routing/preference", test_preference);
  g_test_add_func ("/routing/fallback", test_fallback);
  g_test_add_func ("/routing/fallback-after-time-out", test_fallback_after_time_out);
  g_test_add_func ("/routing/equals", test_equals);
  g_test_add_func ("/routing/implicit-mx", test_implicit_mx);
  g_test_add_func ("/routing/no-address", test_no_address);
  g_test_add_func ("/routing/nobodys-address", test_nobodys_address);
  g_test_add_func ("/routing/two-addresses", test_two_addresses);
  g_test_add_func ("/routing/worse-second", test_worse_second);
  g_test_add_func ("/routing/null-mx", test_null_mx);
  g_test_add_func ("/routing/loop", test_loop);
  g_test_add_func ("/routing/loop-with-better", test_loop_with_better);
  g_test_add_func ("/routing/loop-among-equals", test_loop_among_equals);
  g_test_add_func ("/routing/loop-by-address", test_loop_by_address);
  g_test_add_func ("/routing/domain-is-alias", test_domain_is_alias);
  g_test_add_func ("/routing/alias-without-mx", test_alias_without_mx);
  g_test_add_func ("/routing/mx-is-alias", test_mx_is_alias);
  g_test_add_func ("/routing/mx-without-address", test_mx_without_address);
  g_test_add_func ("/routing/mx-unknown", test_mx_unknown);
  g_test_add_func ("/routing/null-mx-beside-others", test_null_mx_beside_others);
  g_test_add_func ("/routing/no-route", test_no_route);
  g_test_add_func ("/routing/relay-denied", test_relay_denied);
  g_test_add_func ("/routing/no-such-domain", test_no_such_domain);
  g_test_add_func ("/routing/own-address", test_own_address);
  return g_test_run ();
}
