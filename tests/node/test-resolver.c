/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way of a resolver through the tree of zones (RFC 1034 5.3.3): referrals, aliases, servers that don't
 * help, answers that don't fit.
 */
#include "sim/net/network.h"
#include "tests/node/lab.h"

#include <string.h>

#define FULL "dns: full\n"
#define MESSAGE_TO(address) "messages: [{at: 1s, from: alice@example.com, to: [" address "]}]\n"
#define RESOLVER "resolver.example.com"

/* example.org with the zone TEXT, and example.net beside it. */
#define ZONE(text) \
  "domains:\n" \
  "  example.com: {users: {alice: {}}}\n" \
  "  example.net: {users: {carol: {}}}\n" \
  "  example.org:\n" \
  "    users: {bob: {}}\n" \
  "    zone: |\n" \
  "      " text "\n"

#define DELIVERED "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org"

/* Whom the resolver asks, in order: "a.root-servers.net MX example.org, …"; caller frees. */
static char *
list_questions (const Simulation *simulation)
{
  const Trace *trace = simulation_get_trace (simulation);
  GString *list = g_string_new (NULL);

  for (TraceId id = 0; (id = lab_find (simulation, TRACE_DNS_QUERY, RESOLVER, NULL, id)) != 0;)
    {
      const TraceRecord *record = trace_get (trace, id);

      g_string_append_printf (list, "%s%s %s %s", list->len == 0 ? "" : ", ", trace_host_name (trace, record->peer), lab_note (simulation, record), lab_text (simulation, record));
    }
  return g_string_free (list, FALSE);
}

static void
assert_questions (const Simulation *simulation, const char *expected)
{
  g_autofree char *questions = list_questions (simulation);

  g_assert_cmpstr (questions, ==, expected);
}

/* From the root down; the address then is asked for where the MX record came from. */
static void
test_referrals (void)
{
  g_autoptr (Simulation) simulation = lab_run (FULL, LAB_DOMAINS, LAB_MESSAGE, NULL);

  assert_questions (simulation, "a.root-servers.net MX example.org, a.nic.org MX example.org, ns.example.org MX example.org, ns.example.org A mail.example.org");
  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_DNS_ANSWER, "a.root-servers.net", NULL)), ==, "referral to org: a.nic.org");
  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_DNS_ANSWER, "a.nic.org", NULL)), ==, "referral to example.org: ns.example.org");
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_CACHED, RESOLVER, NULL), ==, 2 + 2 + 1 + 1); /* two delegations with glue, MX, A */
  lab_assert_fate (simulation, "bob@example.org", DELIVERED);
}

/* What the root said is kept: the next domain's way begins at its top-level domain. */
static void
test_nearest_zone (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    FULL, "domains:\n  example.com: {users: {alice: {}}}\n  one.org: {users: {bob: {}}}\n  two.org: {users: {bob: {}}}\n",
    "messages:\n  - {at: 1s, from: alice@example.com, to: [bob@one.org]}\n  - {at: 1m, from: alice@example.com, to: [bob@two.org]}\n", NULL);

  assert_questions (simulation, "a.root-servers.net MX one.org, a.nic.org MX one.org, ns.one.org MX one.org, ns.one.org A mail.one.org, "
                                "a.nic.org MX two.org, ns.two.org MX two.org, ns.two.org A mail.two.org");
}

/* Two days later the delegations have expired too. */
static void
test_delegation_expires (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    FULL, LAB_DOMAINS, "messages:\n  - {at: 1s, from: alice@example.com, to: [bob@example.org]}\n  - {at: 47h, from: alice@example.com, to: [bob@example.org]}\n"
                       "  - {at: 49h, from: alice@example.com, to: [bob@example.org]}\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, "a.root-servers.net", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, "ns.example.org", NULL), ==, 6);
}

static void
test_no_such_names (void)
{
  g_autoptr (Simulation) no_top = lab_run (FULL, LAB_DOMAINS, MESSAGE_TO ("x@nowhere.invalid"), NULL);
  g_autoptr (Simulation) no_domain = lab_run (FULL, LAB_DOMAINS, MESSAGE_TO ("x@nowhere.org"), NULL);

  g_assert_cmpuint (lab_count (no_top, TRACE_DNS_ANSWER, "a.root-servers.net", "NXDOMAIN"), ==, 1);
  lab_assert_fate (no_top, "x@nowhere.invalid", "bounced 5.1.2 0 attempts=1 hops=alice.example.com,mail.example.com");
  g_assert_cmpuint (lab_count (no_domain, TRACE_DNS_ANSWER, "a.nic.org", "NXDOMAIN"), ==, 1);
  lab_assert_fate (no_domain, "x@nowhere.org", "bounced 5.1.2 0 attempts=1 hops=alice.example.com,mail.example.com");
}

/* RFC 2308: that there is no such name is known for an hour, the SOA's MINIMUM. */
static void
test_negative_time_to_live (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    FULL, LAB_DOMAINS, "messages:\n  - {at: 1s, from: alice@example.com, to: [x@nowhere.org]}\n  - {at: 59m, from: alice@example.com, to: [x@nowhere.org]}\n"
                       "  - {at: 61m, from: alice@example.com, to: [x@nowhere.org]}\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_CACHE_HIT, RESOLVER, "NXDOMAIN"), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, "a.nic.org", "NXDOMAIN"), ==, 2);
}

/* The name server's own name lies elsewhere: its address has to be found first. */
static void
test_without_glue (void)
{
  g_autoptr (Simulation) simulation = lab_run (FULL, ZONE ("@ IN NS ns.example.net.\n      @ IN MX 10 mail"), LAB_MESSAGE, NULL);

  assert_questions (simulation, "a.root-servers.net MX example.org, a.nic.org MX example.org, "
                                "a.root-servers.net A ns.example.net, a.nic.net A ns.example.net, ns.example.net A ns.example.net, "
                                "ns.example.net MX example.org, ns.example.net A mail.example.org");
  lab_assert_fate (simulation, "bob@example.org", DELIVERED);
}

/* Each zone's server is named in the other one: nobody can begin. */
static void
test_circular_delegation (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    FULL, "domains:\n  example.com: {users: {alice: {}}}\n  example.net: {users: {carol: {}}, zone: \"@ IN NS ns.example.org.\\n@ IN MX 10 mail\\n\"}\n"
          "  example.org: {users: {bob: {}}, zone: \"@ IN NS ns.example.net.\\n@ IN MX 10 mail\\n\"}\n",
    LAB_MESSAGE, "until: 1m\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, RESOLVER, "SERVFAIL"), ==, 1);
  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_DEFERRED, "mail.example.com", NULL)), ==, "4.4.3");
}

#define BOTH_SERVERS ZONE ("@ IN NS ns\n      @ IN NS ns.example.net.\n      @ IN MX 10 mail")

/* With a fault of KIND at one of two name servers, at many seeds: mail arrives in one turn, and both were asked
 * at one seed at least. */
static void
assert_other_server_helps (const char *fault, const char *failure)
{
  guint failures = 0;

  for (guint seed = 1; seed <= 12; seed++)
    {
      g_autofree char *line = g_strdup_printf ("seed: %u\n", seed);
      g_autoptr (Simulation) simulation = lab_run (FULL, line, BOTH_SERVERS, LAB_MESSAGE, fault, NULL);

      lab_assert_fate (simulation, "bob@example.org", DELIVERED);
      failures += lab_count (simulation, TRACE_DNS_FAILED, RESOLVER, failure);
    }
  g_assert_cmpuint (failures, >, 0);
}

static void
test_one_server_is_down (void)
{
  assert_other_server_helps ("faults: [{server: ns.example.org, kind: down}]\n", "no answer");
}

static void
test_one_server_refuses (void)
{
  assert_other_server_helps ("faults: [{server: ns.example.org, kind: dns, answer: refused}]\n", "REFUSED");
  assert_other_server_helps ("faults: [{server: ns.example.org, kind: dns, answer: servfail}]\n", "SERVFAIL");
}

/* The quick one is preferred once both are known. */
static void
test_quicker_server (void)
{
  g_autoptr (GString) messages = g_string_new ("messages:\n  - {at: 1s, from: alice@example.com, to: [carol@example.net]}\n");
  g_autoptr (Simulation) simulation = NULL;

  for (guint i = 0; i < 12; i++)
    g_string_append_printf (messages, "  - {at: %uh, from: alice@example.com, to: [bob@example.org]}\n", 2 * i + 1);
  simulation = lab_run (FULL, BOTH_SERVERS, messages->str, "links: [{between: [resolver.example.com, ns.example.org], latency: 120ms}]\n", NULL);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, "ns.example.net", "mail.example.org"), >, 2 * lab_count (simulation, TRACE_DNS_ANSWER, "ns.example.org", "mail.example.org"));
}

/* Delegated to a server that does not have the zone; and to one that only knows the way up. */
static void
test_lame_servers (void)
{
  g_autoptr (Simulation) refusing = lab_run (FULL, ZONE ("@ IN MX 10 mail\n      sub IN NS ns.example.net."), MESSAGE_TO ("x@sub.example.org"), "until: 1m\n", NULL);
  g_autoptr (Simulation) upward = lab_run (FULL, ZONE ("@ IN MX 10 mail\n      sub IN NS a.root-servers.net."), MESSAGE_TO ("x@sub.example.org"), "until: 1m\n", NULL);

  g_assert_cmpuint (lab_count (refusing, TRACE_DNS_FAILED, RESOLVER, "REFUSED"), ==, 1);
  g_assert_cmpstr (lab_note (refusing, lab_get (refusing, TRACE_DEFERRED, NULL, NULL)), ==, "4.4.3");
  g_assert_cmpstr (lab_note (upward, lab_get (upward, TRACE_DEFERRED, NULL, NULL)), ==, "4.4.3");
}

/* A silent root: asked three times, each time for longer; the stub hears of it before it loses patience. */
static void
test_silence (void)
{
  g_autoptr (Simulation) simulation = lab_run (FULL, LAB_DOMAINS, LAB_MESSAGE, "until: 1m\n", "faults: [{server: a.root-servers.net, kind: down}]\n", NULL);
  const TraceRecord *answer = lab_get (simulation, TRACE_DNS_ANSWER, RESOLVER, "SERVFAIL");

  assert_questions (simulation, "a.root-servers.net MX example.org, a.root-servers.net MX example.org, a.root-servers.net MX example.org");
  g_assert_cmpint (answer->t, <, 6 * SIM_SECOND);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_QUERY, "mail.example.com", NULL), ==, 1);
  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_DEFERRED, NULL, NULL)), ==, "4.4.3");
}

/* However many servers are silent, an answer comes within the patience of a stub, ten seconds. */
static void
test_much_silence (void)
{
  g_autoptr (Simulation) simulation = lab_run (FULL, BOTH_SERVERS, LAB_MESSAGE, "until: 1m\n", "faults: [{server: ns.example.org, kind: down}, {server: ns.example.net, kind: down}]\n", NULL);

  g_assert_cmpint (lab_get (simulation, TRACE_DNS_ANSWER, RESOLVER, "SERVFAIL")->t, <, 11 * SIM_SECOND);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_FAILED, "mail.example.com", NULL), ==, 0);
}

/* The alias is in one zone, what it stands for in another. */
static void
test_alias_into_other_zone (void)
{
  const char *zone = ZONE ("@ IN MX 10 mx\n      mx IN CNAME mail.example.net.");
  g_autoptr (Simulation) full = lab_run (FULL, zone, LAB_MESSAGE, NULL);
  g_autoptr (Simulation) direct = lab_run (zone, LAB_MESSAGE, NULL);

  g_assert_cmpuint (lab_count (full, TRACE_DNS_ANSWER, RESOLVER, "CNAME mail.example.net, 192"), ==, 0);
  g_assert_cmpuint (lab_count (full, TRACE_DNS_ANSWER, RESOLVER, "CNAME mail.example.net, 198.51.100."), ==, 1);
  assert_questions (direct, "ns.example.org MX example.org, ns.example.org A mx.example.org, ns.example.net A mail.example.net");
}

/* What is kept of a chain is used, and the rest asked for. */
static void
test_alias_half_expired (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    ZONE ("@ IN MX 10 mx\n      mx 7200 IN CNAME mail.example.net."),
    "messages:\n  - {at: 1s, from: alice@example.com, to: [bob@example.org]}\n  - {at: 70m, from: alice@example.com, to: [bob@example.org]}\n", NULL);

  assert_questions (simulation, "ns.example.org MX example.org, ns.example.org A mx.example.org, ns.example.net A mail.example.net, "
                                "ns.example.org MX example.org, ns.example.net A mail.example.net");
}

static void
test_alias_loop_over_zones (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    FULL, "domains:\n  example.com: {users: {alice: {}}}\n  example.net: {users: {carol: {}}, zone: \"@ IN MX 10 mail\\nb IN CNAME a.example.org.\\n\"}\n"
          "  example.org: {users: {bob: {}}, zone: \"@ IN MX 10 a\\na IN CNAME b.example.net.\\n\"}\n",
    LAB_MESSAGE, "until: 1m\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, RESOLVER, "SERVFAIL"), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_QUERY, RESOLVER, NULL), <, 12);
  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_DEFERRED, NULL, NULL)), ==, "4.4.3");
}

/* More MX records than a datagram holds. */
static char *
make_large_zone (void)
{
  GString *zone = g_string_new ("domains:\n  example.com: {users: {alice: {}}}\n  example.org:\n    users: {bob: {}}\n    zone: |\n      @ IN MX 1 mail\n");

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (zone, "      @ IN MX %u backup-number-%u\n", i + 10, i);
  return g_string_free (zone, FALSE);
}

/* Cut short, and asked again over TCP: by the resolver, and by the host that asked it. */
static void
test_truncated (void)
{
  g_autofree char *zone = make_large_zone ();
  g_autoptr (Simulation) simulation = lab_run (zone, LAB_MESSAGE, NULL);
  const Trace *trace = simulation_get_trace (simulation);
  guint calls = 0;

  for (TraceId id = 0; (id = lab_find (simulation, TRACE_CONNECTED, NULL, NULL, id)) != 0;)
    calls += trace_get (trace, id)->code == 53;
  g_assert_cmpuint (calls, ==, 2);
  assert_questions (simulation, "ns.example.org MX example.org, ns.example.org MX example.org, ns.example.org A mail.example.org");
  lab_assert_fate (simulation, "bob@example.org", DELIVERED);
}

/* Over TCP nobody answers: as if there were no answer. */
static void
test_truncated_and_refused (void)
{
  g_autofree char *zone = make_large_zone ();
  g_autoptr (Simulation) simulation = lab_run (zone, LAB_MESSAGE, "until: 1m\n", "faults: [{server: ns.example.org, kind: refuse}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, RESOLVER, "SERVFAIL"), ==, 1);
  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_DEFERRED, NULL, NULL)), ==, "4.4.3");
}

/* A domain in a domain, one with many labels, a server that is named elsewhere: each has its place in the tree. */
static void
test_places_in_the_tree (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    FULL, "domains:\n  example.com: {users: {alice: {}}}\n  example.org: {users: {bob: {}}}\n  sub.example.org: {users: {carol: {}}}\n"
          "  a.b.co.uk: {users: {dave: {}}}\n  outside.org: {users: {eve: {}}, servers: {mx.provider.net: {}}}\n",
    "messages: [{at: 1s, from: alice@example.com, to: [bob@example.org, carol@sub.example.org, dave@a.b.co.uk, eve@outside.org]}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, NULL, NULL), ==, 4);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, "ns.example.org", "referral to sub.example.org: ns.sub.example.org"), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, "a.nic.uk", "referral to a.b.co.uk: ns.a.b.co.uk"), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, "a.nic.net", "referral to provider.net: ns.outside.org"), ==, 1);
}

/* The same, asked straight away. */
static void
test_direct (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    "domains:\n  example.com: {users: {alice: {}}}\n  example.org: {users: {bob: {}}}\n  sub.example.org: {users: {carol: {}}}\n"
    "  outside.org: {users: {eve: {}}, servers: {mx.provider.net: {}}}\n",
    "messages: [{at: 1s, from: alice@example.com, to: [bob@example.org, carol@sub.example.org, eve@outside.org]}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, NULL, NULL), ==, 3);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_QUERY, RESOLVER, NULL), ==, 6);
}

/* Each question leaves from a port of its own, in the range of its program (RFC 5452 4.2, 9.2). */
static void
test_ports (void)
{
  g_autoptr (Simulation) simulation = lab_run (FULL, LAB_DOMAINS, LAB_MESSAGE, NULL);
  const Trace *trace = simulation_get_trace (simulation);
  g_autoptr (GHashTable) ports = g_hash_table_new (NULL, NULL);
  guint questions = 0;

  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind != TRACE_UDP || record->code != 53)
        continue;
      questions++;
      g_assert_cmpuint (record->item, >=, trace_host_record (trace, record->host)->code == HOST_RESOLVER ? UDP_RESOLVER_PORTS : UDP_CLIENT_PORTS);
      g_hash_table_add (ports, GUINT_TO_POINTER (record->item));
    }
  g_assert_cmpuint (questions, >=, 6);
  g_assert_cmpuint (g_hash_table_size (ports), ==, questions);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/resolver/" name, func)
  ADD ("referrals", test_referrals);
  ADD ("nearest-zone", test_nearest_zone);
  ADD ("delegation-expires", test_delegation_expires);
  ADD ("no-such-names", test_no_such_names);
  ADD ("negative-time-to-live", test_negative_time_to_live);
  ADD ("without-glue", test_without_glue);
  ADD ("circular-delegation", test_circular_delegation);
  ADD ("one-server-is-down", test_one_server_is_down);
  ADD ("one-server-refuses", test_one_server_refuses);
  ADD ("quicker-server", test_quicker_server);
  ADD ("lame-servers", test_lame_servers);
  ADD ("silence", test_silence);
  ADD ("much-silence", test_much_silence);
  ADD ("alias-into-other-zone", test_alias_into_other_zone);
  ADD ("alias-half-expired", test_alias_half_expired);
  ADD ("alias-loop-over-zones", test_alias_loop_over_zones);
  ADD ("truncated", test_truncated);
  ADD ("truncated-and-refused", test_truncated_and_refused);
  ADD ("places-in-the-tree", test_places_in_the_tree);
  ADD ("direct", test_direct);
  g_test_add_func ("/resolver/ports", test_ports);
  return g_test_run ();
}
