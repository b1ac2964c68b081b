/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The questions behind a delivery: asked, cached, left without an answer.
 */
#include "tests/node/lab.h"

#include <string.h>

static void
test_questions (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_QUERY, "mail.example.com", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_QUERY, "resolver.example.com", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, "ns.example.org", "10 mail.example.org"), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_CACHED, "resolver.example.com", NULL), ==, 2);
}

#define TWICE(second) \
  "messages:\n" \
  "  - {at: 1s, from: alice@example.com, to: [bob@example.org]}\n" \
  "  - {at: " second ", from: alice@example.com, to: [bob@example.org]}\n"

static void
test_cache_hit (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, TWICE ("30m"), NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_CACHE_HIT, "resolver.example.com", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_QUERY, "resolver.example.com", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, NULL, NULL), ==, 2);
}

/* An hour later all has expired. */
static void
test_cache_expired (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, TWICE ("61m"), NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_CACHE_HIT, NULL, NULL), ==, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_QUERY, "resolver.example.com", NULL), ==, 4);
}

/* The resolver asks three times, says SERVFAIL, and that is not cached: the next turn asks again. */
static void
test_name_server_down (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{server: ns.example.org, kind: down, for: 2m}]\n", NULL);
  const TraceRecord *deferred = lab_get (simulation, TRACE_DEFERRED, "mail.example.com", NULL);

  g_assert_cmpstr (lab_note (simulation, deferred), ==, "4.4.3");
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_ANSWER, "resolver.example.com", "SERVFAIL"), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_QUERY, "resolver.example.com", NULL), ==, 3 + 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_FAILED, "resolver.example.com", NULL), ==, 1);
  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=2 hops=alice.example.com,mail.example.com,mail.example.org");
}

/* Two questions, five seconds each, then the mail waits. */
static void
test_resolver_down (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{server: resolver.example.com, kind: down, for: 2m}]\n", NULL);
  const TraceRecord *deferred = lab_get (simulation, TRACE_DEFERRED, "mail.example.com", NULL);

  g_assert_cmpstr (lab_note (simulation, deferred), ==, "4.4.3");
  g_assert_cmpint (deferred->t / SIM_SECOND, ==, 11);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_FAILED, "mail.example.com", NULL), ==, 1);
}

static void
test_alias_loop (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    "domains:\n  example.com: {users: {alice: {}}}\n  example.org:\n    users: {bob: {}}\n    zone: |\n      @ IN MX 10 a\n      a IN CNAME b\n      b IN CNAME a\n",
    LAB_MESSAGE, "until: 10m\n", NULL);

  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_DEFERRED, NULL, NULL)), ==, "4.4.3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dns/questions", test_questions);
  g_test_add_func ("/dns/cache-hit", test_cache_hit);
  g_test_add_func ("/dns/cache-expired", test_cache_expired);
  g_test_add_func ("/dns/name-server-down", test_name_server_down);
  g_test_add_func ("/dns/resolver-down", test_resolver_down);
  g_test_add_func ("/dns/alias-loop", test_alias_loop);
  return g_test_run ();
}
