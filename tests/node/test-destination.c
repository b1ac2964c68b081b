/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many deliveries go to one place at a time, what becomes of the others, and a place that is dead.
 */
#include "tests/node/lab.h"

#include <string.h>

#define DOMAINS(keys) \
  "domains:\n" \
  "  example.com: {users: {alice: {reads: none}}, servers: {mail.example.com: {" keys "}}}\n" \
  "  example.org: {users: {bob: {reads: none}}}\n"

/* COUNT mails from alice to bob at the same time. */
static char *
make_flood (guint count)
{
  GString *yaml = g_string_new ("messages:\n");

  for (guint i = 0; i < count; i++)
    g_string_append (yaml, "  - {at: 1s, from: alice@example.com, to: [bob@example.org], subject: x, text: y}\n");
  return g_string_free (yaml, FALSE);
}

/* The most connections from mail.example.com to port 25 that are open at once. */
static guint
count_parallel (const Simulation *simulation, guint *connections)
{
  const Trace *trace = simulation_get_trace (simulation);
  g_autoptr (GHashTable) open = g_hash_table_new (NULL, NULL);
  guint most = 0;

  *connections = 0;
  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_CONNECT && record->code == 25)
        {
          g_hash_table_add (open, GUINT_TO_POINTER (record->conn));
          (*connections)++;
        }
      else if (record->kind == TRACE_CLOSED || record->kind == TRACE_CONNECT_FAILED)
        g_hash_table_remove (open, GUINT_TO_POINTER (record->conn));
      most = MAX (most, g_hash_table_size (open));
    }
  return most;
}

/* Thirty mails, three at a time; and each connection carries several. */
static void
test_limit (void)
{
  g_autofree char *flood = make_flood (30);
  g_autoptr (Simulation) simulation = lab_run (DOMAINS ("parallel: 3"), flood, NULL);
  guint connections, most = count_parallel (simulation, &connections);

  g_assert_cmpuint (most, ==, 3);
  g_assert_cmpuint (connections, ==, 3);
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "mail.example.org", NULL), ==, 30);
  g_assert_cmpuint (lab_count (simulation, TRACE_ACTIVE, "mail.example.com", "example.org"), ==, 27);
  g_assert_cmpuint (lab_count (simulation, TRACE_DEFERRED, NULL, NULL), ==, 0);
}

/* It begins with five, and grows while all goes well. */
static void
test_grows (void)
{
  g_autofree char *flood = make_flood (60);
  g_autoptr (Simulation) simulation = lab_run (DOMAINS (""), flood, NULL);
  guint connections, most = count_parallel (simulation, &connections);

  g_assert_cmpuint (most, >, 5);
  g_assert_cmpuint (most, <=, 20);
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "mail.example.org", NULL), ==, 60);
}

/* Nobody is there: after some failures in a row the rest is put off without being tried. */
static void
test_dead (void)
{
  g_autofree char *flood = make_flood (20);
  g_autoptr (Simulation) simulation = lab_run (DOMAINS (""), flood, "faults: [{server: mail.example.org, kind: refuse, for: 1h}]\n", NULL);
  TraceId first = lab_find (simulation, TRACE_DEFERRED, NULL, "suspended", 0);
  const Trace *trace = simulation_get_trace (simulation);

  g_assert_cmpuint (first, !=, 0);
  g_assert_cmpint (trace_get (trace, first)->t, <, SIM_MINUTE);
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "mail.example.org", NULL), ==, 20);
}

/* A connection that was kept and is gone by now says nothing about the next mail's hosts. */
static void
test_lost_connection (void)
{
  g_autofree char *flood = make_flood (6);
  g_autoptr (Simulation) simulation = lab_run (DOMAINS ("parallel: 1"), flood, "faults: [{server: mail.example.org, kind: drop, on: MAIL, skip: 2, times: 1}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "mail.example.org", NULL), ==, 6);
  g_assert_cmpuint (lab_count (simulation, TRACE_DEFERRED, NULL, NULL), ==, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_ATTEMPT, "mail.example.com", NULL), ==, 6);
}

/* What a host puts off on a connection that was kept, the next host is offered as well. */
static void
test_kept_connection (void)
{
  g_autofree char *flood = make_flood (4);
  g_autoptr (Simulation) simulation = lab_run ("domains:\n  example.com: {users: {alice: {reads: none}}, servers: {mail.example.com: {parallel: 1}}}\n"
                                               "  example.org: {users: {bob: {reads: none}}, servers: {mx1.example.org: {mx: 10}, mx2.example.org: {mx: 20}, home.example.org: {mailboxes: yes}}}\n",
                                               flood, "faults: [{server: mx1.example.org, kind: reply, on: RCPT, code: 451, skip: 1, times: 2}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "home.example.org", NULL), ==, 4);
  g_assert_cmpuint (lab_count (simulation, TRACE_DEFERRED, NULL, NULL), ==, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_ACCEPTED, "mx2.example.org", NULL), >, 0);
}

/* Each look at the queue is at the server's own time, and never before the mail's. */
static void
test_queue_run (void)
{
  g_autoptr (Simulation) simulation = lab_run (DOMAINS ("queue-run: 20m"), "messages: [{at: 1s, from: alice@example.com, to: [bob@example.org], subject: x}]\n", "faults: [{server: mail.example.org, kind: refuse, for: 1h}]\n", NULL);
  const Trace *trace = simulation_get_trace (simulation);
  SimTime rest = -1;

  for (TraceId id = 0; (id = lab_find (simulation, TRACE_DEFERRED, NULL, NULL, id)) != 0;)
    {
      const TraceRecord *record = trace_get (trace, id);

      g_assert_true (rest < 0 || record->value % (20 * SIM_MINUTE) == rest);
      g_assert_cmpint (record->value - record->t, >=, 300 * SIM_SECOND);
      rest = record->value % (20 * SIM_MINUTE);
    }
  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=4 hops=alice.example.com,mail.example.com,mail.example.org");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/destination/limit", test_limit);
  g_test_add_func ("/destination/grows", test_grows);
  g_test_add_func ("/destination/dead", test_dead);
  g_test_add_func ("/destination/lost-connection", test_lost_connection);
  g_test_add_func ("/destination/kept-connection", test_kept_connection);
  g_test_add_func ("/destination/queue-run", test_queue_run);
  return g_test_run ();
}
