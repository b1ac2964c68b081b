/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two hundred mails at once, and a world that is taken down in the middle of everything.
 */
#include "sim/trace/trace-json.h"
#include "tests/node/lab.h"

#include <string.h>

static char *
make_burst (guint count)
{
  GString *yaml = g_string_new ("messages:\n");

  for (guint i = 0; i < count; i++)
    g_string_append_printf (yaml, "  - {at: 0s, from: alice@example.com, to: [%s], subject: \"Number %u\"}\n",
                            i % 3 == 0 ? "bob@example.org, carol@example.com" : i % 3 == 1 ? "bob@example.org" : "nobody@example.org", i);
  return g_string_free (yaml, FALSE);
}

#define DOMAINS "domains:\n  example.com: {users: {alice: {}, carol: {reads: pop3}}}\n  example.org: {users: {bob: {}}}\n"

static void
test_all_at_once (void)
{
  g_autofree char *burst = make_burst (200);
  g_autoptr (Simulation) simulation = lab_run (DOMAINS, burst, "network: {jitter: 5ms}\n", NULL);
  const Trace *trace = simulation_get_trace (simulation);
  g_autoptr (Outcome) outcome = outcome_new (trace, trace_count (trace));
  g_autofree char *totals = outcome_format_totals (&outcome->totals);

  g_assert_cmpstr (totals, ==, "recipients: 267 sent, 201 delivered, 66 bounced, 0 waiting, 0 lost");
  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "bob.example.org", NULL), ==, 134);
  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "carol.example.com", NULL), ==, 67);
  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "alice.example.com", NULL), ==, 66);
  for (guint i = 0; i < outcome->messages->len; i++)
    {
      const OutcomeMessage *message = g_ptr_array_index (outcome->messages, i);

      for (guint j = 0; j < message->recipients->len; j++)
        g_assert_cmpuint (((const OutcomeRecipient *) g_ptr_array_index (message->recipients, j))->duplicates, ==, 0);
    }
}

static void
test_same_again (void)
{
  g_autofree char *burst = make_burst (60);
  g_autoptr (Simulation) first = lab_run (DOMAINS, burst, "network: {jitter: 5ms}\n", NULL);
  g_autoptr (Simulation) second = lab_run (DOMAINS, burst, "network: {jitter: 5ms}\n", NULL);
  g_autofree char *a = trace_json_digest (simulation_get_trace (first));
  g_autofree char *b = trace_json_digest (simulation_get_trace (second));

  g_assert_cmpstr (a, ==, b);
}

/* The sanitizers see what is lost, or used after its end. */
static void
test_tear_down (void)
{
  g_autofree char *burst = make_burst (12);

  for (guint steps = 0; steps < 4000; steps = steps < 40 ? steps + 1 : steps * 21 / 20)
    {
      g_autoptr (Simulation) simulation = lab_start (DOMAINS, burst, "faults: [{server: mail.example.org, kind: down, at: 300ms, for: 20s}]\n", NULL);

      for (guint i = 0; i < steps; i++)
        simulation_step (simulation);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/burst/all-at-once", test_all_at_once);
  g_test_add_func ("/burst/same-again", test_same_again);
  g_test_add_func ("/burst/tear-down", test_tear_down);
  return g_test_run ();
}
