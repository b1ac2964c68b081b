/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long mail waits, how often it is tried, and what happens when its time is over.
 */
#include "tests/node/lab.h"

#include <string.h>

#define OWN_RETRY(keys) \
  "domains:\n" \
  "  example.com: {users: {alice: {}}, servers: {mail.example.com: {mx: 10, mailboxes: yes, " keys "}}}\n" \
  "  example.org: {users: {bob: {}}}\n"

static void
test_postfix (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "until: 4h\n", "faults: [{server: mail.example.org, kind: refuse}]\n", NULL);
  g_autofree char *times = lab_times (simulation, TRACE_ATTEMPT, "mail.example.com");

  g_assert_cmpstr (times, ==, "1 301 601 1202 2404 4808 8808 12808");
  lab_assert_fate (simulation, "bob@example.org", "waiting  0 attempts=8 hops=alice.example.com,mail.example.com");
  g_assert_cmpstr (lab_text (simulation, lab_get (simulation, TRACE_RUN_END, NULL, NULL)), ==, "the time is up");
}

static void
test_own_schedule (void)
{
  g_autoptr (Simulation) simulation = lab_run (OWN_RETRY ("retry: {first: 1m, factor: 3, longest: 10m}"), LAB_MESSAGE, "until: 50m\n", "faults: [{server: mail.example.org, kind: refuse}]\n", NULL);
  g_autofree char *times = lab_times (simulation, TRACE_ATTEMPT, "mail.example.com");

  g_assert_cmpstr (times, ==, "1 61 241 781 1381 1981 2582");
}

/* The last attempt is when the time is over; its failure is final, and the sender learns of it. */
static void
test_expiry (void)
{
  g_autoptr (Simulation) simulation = lab_run (OWN_RETRY ("lifetime: 20m"), LAB_MESSAGE, "faults: [{server: mail.example.org, kind: refuse}]\n", NULL);
  g_autofree char *times = lab_times (simulation, TRACE_ATTEMPT, "mail.example.com");
  g_autofree char *deferred = lab_times (simulation, TRACE_DEFERRED, "mail.example.com");

  g_assert_cmpstr (deferred, ==, "1 301 601");
  g_assert_true (g_str_has_prefix (times, "1 301 601 1201"));
  lab_assert_fate (simulation, "bob@example.org", "bounced 4.4.1 0 attempts=4 hops=alice.example.com,mail.example.com");
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "mail.example.com", NULL), ==, 1);
}

/* Deferred mail says when it is tried again, and is. */
static void
test_next_try (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{server: mail.example.org, kind: refuse, for: 8m}]\n", NULL);
  TraceId deferred = lab_find (simulation, TRACE_DEFERRED, NULL, NULL, 0);
  TraceId again = lab_find (simulation, TRACE_ATTEMPT, NULL, NULL, deferred);
  const Trace *trace = simulation_get_trace (simulation);

  g_assert_cmpint (trace_get (trace, deferred)->value, ==, trace_get (trace, again)->t);
  g_assert_cmpuint (trace_get (trace, again)->code, ==, 2);
  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=3 hops=alice.example.com,mail.example.com,mail.example.org");
}

/* The server goes away in the middle of a session: nothing is acknowledged, TCP gives up before the client's own
 * patience (RFC 5321 4.5.3.2) is at its end, the mail stays in the queue and gets through later, once. */
static void
test_lost_in_session (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "network: {latency: 500ms}\n", "faults: [{server: mail.example.org, kind: down, at: 15s, for: 30m}]\n", NULL);
  const TraceRecord *deferred = lab_get (simulation, TRACE_DEFERRED, "mail.example.com", NULL);

  g_assert_nonnull (strstr (lab_text (simulation, deferred), "lost connection with mail.example.org"));
  g_assert_cmpstr (lab_note (simulation, deferred), ==, "4.4.2");
  g_assert_cmpuint (deferred->cause, !=, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, NULL, NULL), ==, 1);
}

/* At whatever moment the receiving server goes away: mail is delivered or waits, never lost; its
 * content is whole. */
static void
test_lost_at_any_moment (void)
{
  guint delivered = 0, duplicates = 0;

  for (guint at = 1000; at < 4000; at += 50)
    {
      g_autofree char *fault = g_strdup_printf ("faults: [{server: mail.example.org, kind: down, at: %ums, for: 300ms}]\n", at);
      g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "network: {latency: 40ms, bandwidth: 64kbit}\n", fault, NULL);
      TraceId id = 0;
      guint copies = 0;

      while ((id = lab_find (simulation, TRACE_STORED, "mail.example.org", NULL, id)) != 0)
        {
          g_assert_true (g_str_has_suffix (lab_note (simulation, trace_get (simulation_get_trace (simulation), id)), "\r\n\r\nAt noon?\r\n"));
          copies++;
        }
      delivered += copies > 0;
      duplicates += copies > 1;
    }
  g_assert_cmpuint (delivered, ==, 60);
  g_assert_cmpuint (duplicates, <, 10);
}

/* A long message over a slow line, and a server that blinks: no piece is missing in what it takes. */
static void
test_blink (void)
{
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autofree char *message = NULL;

  for (guint i = 69; i < 20000; i += 70)
    text[i] = ' ';
  message = g_strdup_printf ("messages: [{at: 1s, from: alice@example.com, to: [bob@example.org], text: \"%s\"}]\n", text);
  for (guint at = 4000; at < 8000; at += 250)
    {
      g_autofree char *fault = g_strdup_printf ("faults: [{server: mail.example.org, kind: down, at: %ums, for: 100ms}]\n", at);
      g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, message, "network: {bandwidth: 64kbit}\n", fault, NULL);
      const TraceRecord *stored = lab_get (simulation, TRACE_STORED, "mail.example.org", NULL);
      const char *body = strstr (lab_note (simulation, stored), "\r\n\r\n");
      guint count = 0;

      for (; *body != '\0'; body++)
        count += *body == 'x';
      g_assert_cmpuint (count, ==, 20000 - 20000 / 70);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue/postfix", test_postfix);
  g_test_add_func ("/queue/own-schedule", test_own_schedule);
  g_test_add_func ("/queue/expiry", test_expiry);
  g_test_add_func ("/queue/next-try", test_next_try);
  g_test_add_func ("/queue/lost-in-session", test_lost_in_session);
  g_test_add_func ("/queue/lost-at-any-moment", test_lost_at_any_moment);
  g_test_add_func ("/queue/blink", test_blink);
  return g_test_run ();
}
