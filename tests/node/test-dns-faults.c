/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Name servers in trouble, and zones that change while a run goes on.
 */
#include "tests/node/lab.h"

#include <string.h>

#define BOUNCED(status) "bounced " status " 0 attempts=1 hops=alice.example.com,mail.example.com"
#define DELIVERED(attempts) "delivered 2.0.0 250 attempts=" attempts " hops=alice.example.com,mail.example.com,mail.example.org"

/* bob's fate, with example.org's name server answering so for two minutes. */
static void
assert_fate (const char *answer, const char *fate)
{
  for (guint server = 0; server < 2; server++)
    {
      const char *struck = server ? "server: ns.example.org" : "domain: example.org";
      g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{kind: dns, ", struck, ", answer: ", answer, ", for: 2m}]\n", NULL);

      lab_assert_fate (simulation, "bob@example.org", fate);
      g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_FAULT_START, NULL, NULL)), ==, strchr (struck, ' ') + 1);
    }
}

/* What may pass keeps the mail in the queue; what is a fact sends it back. */
static void
test_answers (void)
{
  assert_fate ("servfail", DELIVERED ("2"));
  assert_fate ("refused", DELIVERED ("2"));
  assert_fate ("timeout", DELIVERED ("2"));
  assert_fate ("nxdomain", BOUNCED ("5.1.2"));
  assert_fate ("empty", BOUNCED ("5.4.4"));
}

/* A denial is kept by those who heard it, beyond the end of the fault (RFC 2308). */
static void
test_denial_lasts (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    LAB_DOMAINS, "messages:\n  - {at: 1s, from: alice@example.com, to: [bob@example.org]}\n  - {at: 10m, from: alice@example.com, to: [bob@example.org]}\n"
                 "  - {at: 2h, from: alice@example.com, to: [bob@example.org]}\n",
    "faults: [{kind: dns, domain: example.org, answer: nxdomain, for: 5m}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_BOUNCED, NULL, "5.1.2"), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "mail.example.org", "bob@example.org"), ==, 1);
}

/* Only the domain that is struck; two at once strike both. */
static void
test_others_are_spared (void)
{
  static const char domains[] = "domains:\n  example.com: {users: {alice: {}}}\n  example.net: {users: {carol: {}}}\n  example.org: {users: {bob: {}}}\n";
  static const char messages[] = "messages: [{at: 1s, from: alice@example.com, to: [bob@example.org, carol@example.net]}]\n";
  g_autoptr (Simulation) one = lab_run (domains, messages, "faults: [{kind: dns, domain: example.org, answer: nxdomain}]\n", NULL);
  g_autoptr (Simulation) two = lab_run (domains, messages, "faults: [{kind: dns, domain: example.org, answer: nxdomain}, {kind: dns, domain: example.net, answer: empty}]\n", NULL);

  lab_assert_fate (one, "bob@example.org", BOUNCED ("5.1.2"));
  lab_assert_fate (one, "carol@example.net", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.net");
  lab_assert_fate (two, "bob@example.org", BOUNCED ("5.1.2"));
  lab_assert_fate (two, "carol@example.net", BOUNCED ("5.4.4"));
}

/* Two at once, the second ends first. */
static void
test_overlap (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    LAB_DOMAINS, "messages:\n  - {at: 30s, from: alice@example.com, to: [bob@example.org]}\n",
    "faults:\n  - {kind: dns, domain: example.org, answer: nxdomain, for: 10m}\n  - {kind: dns, domain: example.org, answer: servfail, at: 10s, for: 60s}\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DEFERRED, NULL, "4.4.3"), ==, 1);
  lab_assert_fate (simulation, "bob@example.org", "bounced 5.1.2 0 attempts=2 hops=alice.example.com,mail.example.com");
}

/* The zones of servers that are named elsewhere are the domain's too. */
static void
test_outside_zone (void)
{
  static const char domains[] = "domains:\n  example.com: {users: {alice: {}}}\n  example.org: {users: {bob: {}}, servers: {mx.provider.net: {}}}\n";
  g_autoptr (Simulation) simulation = lab_run (
    domains, "messages: [{at: 10s, from: alice@example.com, to: [x@provider.net]}]\n", "faults: [{kind: dns, domain: example.org, answer: nxdomain}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, "ns.example.org", "NXDOMAIN"), ==, 1);
}

/* The root in trouble: nobody finds anything any more. */
static void
test_root (void)
{
  g_autoptr (Simulation) simulation = lab_run ("dns: full\n", LAB_DOMAINS, LAB_MESSAGE, "until: 1m\n", "faults: [{kind: dns, server: a.root-servers.net, answer: refused}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_FAILED, "resolver.example.com", "REFUSED"), ==, 1);
  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_DEFERRED, NULL, NULL)), ==, "4.4.3");
}

#define TWO_SERVERS \
  "domains:\n" \
  "  example.com: {users: {alice: {}}}\n" \
  "  example.org:\n" \
  "    users: {bob: {}}\n" \
  "    servers: {old.example.org: {mx: 10, mailboxes: yes}, new.example.org: {}}\n"

/* Who is asked to take the mails that are sent at these times; caller frees. */
static char *
list_servers (const char *dns)
{
  g_autoptr (Simulation) simulation = lab_run (
    dns, TWO_SERVERS,
    "messages:\n  - {at: 1s, from: alice@example.com, to: [bob@example.org]}\n  - {at: 30m, from: alice@example.com, to: [bob@example.org]}\n"
    "  - {at: 90m, from: alice@example.com, to: [bob@example.org]}\n  - {at: 4h, from: alice@example.com, to: [bob@example.org]}\n",
    "faults: [{kind: zone, domain: example.org, text: \"@ IN MX 10 new\\n\", at: 1m, for: 2h}]\n", NULL);
  const Trace *trace = simulation_get_trace (simulation);
  GString *list = g_string_new (NULL);

  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_FAULT_START, NULL, NULL)), ==, "example.org");
  for (TraceId id = 0; (id = lab_find (simulation, TRACE_CONNECT, "mail.example.com", NULL, id)) != 0;)
    if (trace_get (trace, id)->code == 25)
      g_string_append_printf (list, "%s ", trace_host_name (trace, trace_get (trace, id)->peer));
  return g_string_free (list, FALSE);
}

/* Until its time to live ends a cache knows the old zone; when the fault is over the old one is back. */
static void
test_zone (void)
{
  g_autofree char *direct = list_servers ("dns: direct\n"), *full = list_servers ("dns: full\n");

  g_assert_cmpstr (direct, ==, "old.example.org old.example.org new.example.org old.example.org ");
  g_assert_cmpstr (full, ==, direct);
}

/* "t host cause | line of SOA | line of MX" of every record of the zone example.org; caller frees. */
static char *
list_zones (const Simulation *simulation)
{
  const Trace *trace = simulation_get_trace (simulation);
  GString *list = g_string_new (NULL);

  for (TraceId id = 0; (id = lab_find (simulation, TRACE_ZONE, NULL, "$ORIGIN example.org.", id)) != 0;)
    {
      const TraceRecord *record = trace_get (trace, id);
      g_auto (GStrv) lines = g_strsplit (lab_note (simulation, record), "\n", -1);

      g_assert_cmpstr (lab_text (simulation, record), ==, "example.org");
      g_string_append_printf (list, "%d s %s, %s:", (int) (record->t / SIM_SECOND), trace_host_name (trace, record->host), record->cause == 0 ? "first" : trace_kind_info (trace_get (trace, record->cause)->kind)->name);
      for (guint i = 0; lines[i] != NULL; i++)
        {
          g_auto (GStrv) words = g_strsplit_set (lines[i], " ", -1);
          guint count = g_strv_length (words);

          if (strstr (lines[i], "IN  SOA") != NULL)
            g_string_append_printf (list, " serial %s", words[count - 5]);
          else if (strstr (lines[i], "IN  MX") != NULL)
            g_string_append_printf (list, " MX %s", words[count - 1]);
        }
      g_string_append_c (list, '\n');
    }
  return g_string_free (list, FALSE);
}

/* The trace has every zone of every name server, and again whenever it changes; its serial then grows. */
static void
test_zone_records (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    "domains:\n  example.com: {users: {alice: {}}}\n  example.org:\n    users: {bob: {}}\n"
    "    zone: |\n      @ IN NS ns.example.org.\n      @ IN NS ns.example.com.\n      @ IN MX 10 mail\n",
    "messages: [{at: 1s, from: alice@example.com, to: [bob@example.org]}, {at: 3h, from: alice@example.com, to: [bob@example.org]}]\n",
    "faults: [{kind: zone, domain: example.org, text: \"@ IN MX 10 new\\n\", at: 1m, for: 2h}]\n", NULL);
  g_autofree char *zones = list_zones (simulation);

  g_assert_cmpstr (zones, ==,
                   "0 s ns.example.org, first: serial 2026010501 MX mail.example.org.\n"
                   "0 s ns.example.com, first: serial 2026010501 MX mail.example.org.\n"
                   "60 s ns.example.org, fault-start: serial 2026010502 MX new.example.org.\n"
                   "60 s ns.example.com, fault-start: serial 2026010502 MX new.example.org.\n"
                   "7260 s ns.example.org, fault-end: serial 2026010503 MX mail.example.org.\n"
                   "7260 s ns.example.com, fault-end: serial 2026010503 MX mail.example.org.\n");
  g_assert_cmpuint (lab_count (simulation, TRACE_ZONE, "ns.example.com", "$ORIGIN"), ==, 4); /* that of its own domain too */
}

/* With `dns: full` the zones above are there too, and what they delegate. */
static void
test_zone_records_of_the_tree (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, "dns: full\n", LAB_MESSAGE, NULL);

  g_assert_nonnull (strstr (lab_note (simulation, lab_get (simulation, TRACE_ZONE, "a.root-servers.net", "$ORIGIN .\n")), "\norg.  "));
  g_assert_nonnull (strstr (lab_note (simulation, lab_get (simulation, TRACE_ZONE, "a.nic.org", "$ORIGIN org.\n")), "\nns.example  172800  IN  A "));
  g_assert_cmpuint (lab_count (simulation, TRACE_ZONE, NULL, NULL), ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dns-faults/answers", test_answers);
  g_test_add_func ("/dns-faults/denial-lasts", test_denial_lasts);
  g_test_add_func ("/dns-faults/others-are-spared", test_others_are_spared);
  g_test_add_func ("/dns-faults/overlap", test_overlap);
  g_test_add_func ("/dns-faults/outside-zone", test_outside_zone);
  g_test_add_func ("/dns-faults/root", test_root);
  g_test_add_func ("/dns-faults/zone", test_zone);
  g_test_add_func ("/dns-faults/zone-records", test_zone_records);
  g_test_add_func ("/dns-faults/zone-records-of-the-tree", test_zone_records_of_the_tree);
  return g_test_run ();
}
