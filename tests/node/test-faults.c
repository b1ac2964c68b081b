/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every trouble at every point of the dialogue leads to, for each recipient (RFC 5321 4.2.1, 4.5.4).
 */
#include "tests/node/lab.h"

#include <string.h>

/* One mail to bob, carol and dave. */
#define THREE \
  "messages: [{at: 1s, from: alice@example.com, to: [bob@example.org, carol@example.org, dave@example.org], subject: x, text: y}]\n"

typedef struct
{
  const char *name;
  const char *sender;   /* keys of mail.example.com */
  const char *receiver; /* keys of mail.example.org */
  const char *fault;    /* or NULL */
  const char *bob, *carol; /* "outcome status code attempts duplicates" */
} Case;

static const Case cases[] = {
  { "nothing", "", "", NULL, "delivered 2.0.0 250 1 0", "delivered 2.0.0 250 1 0" },
  { "connect-421", "", "", "server: mail.example.org, kind: reply, on: CONNECT, code: 421, times: 1", "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  { "connect-554", "", "", "server: mail.example.org, kind: reply, on: CONNECT, code: 554, status: 5.7.1", "bounced 5.7.1 554 1 0", "bounced 5.7.1 554 1 0" },
  { "ehlo-451", "", "", "server: mail.example.org, kind: reply, on: EHLO, code: 451, times: 2", "delivered 2.0.0 250 3 0", "delivered 2.0.0 250 3 0" },
  { "mail-452", "", "", "server: mail.example.org, kind: reply, on: MAIL, code: 452, status: 4.3.1, times: 1", "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  { "mail-550", "", "", "server: mail.example.org, kind: reply, on: MAIL, code: 550, status: 5.7.1", "bounced 5.7.1 550 1 0", "bounced 5.7.1 550 1 0" },
  { "rcpt-450-one", "", "", "server: mail.example.org, kind: reply, on: RCPT, match: CAROL@, code: 450, times: 2", "delivered 2.0.0 250 1 0", "delivered 2.0.0 250 3 0" },
  { "rcpt-550-one", "", "", "server: mail.example.org, kind: reply, on: RCPT, match: carol@, code: 550, status: 5.1.1", "delivered 2.0.0 250 1 0", "bounced 5.1.1 550 1 0" },
  { "rcpt-skip", "", "", "server: mail.example.org, kind: reply, on: RCPT, code: 450, skip: 1, times: 2", "delivered 2.0.0 250 1 0", "delivered 2.0.0 250 2 0" },
  { "rcpt-421", "", "", "server: mail.example.org, kind: reply, on: RCPT, match: carol@, code: 421, times: 1", "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  { "data-451", "", "", "server: mail.example.org, kind: reply, on: DATA, code: 451, times: 1", "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  { "data-554", "", "", "server: mail.example.org, kind: reply, on: DATA, code: 554, status: 5.7.1", "bounced 5.7.1 554 1 0", "bounced 5.7.1 554 1 0" },
  { "end-452", "", "", "server: mail.example.org, kind: reply, on: END-OF-DATA, code: 452, times: 1", "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  { "end-552", "", "", "server: mail.example.org, kind: reply, on: END-OF-DATA, code: 552, status: 5.2.3", "bounced 5.2.3 552 1 0", "bounced 5.2.3 552 1 0" },
  { "drop-connect", "", "", "server: mail.example.org, kind: drop, on: CONNECT, times: 1", "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  { "drop-data", "", "", "server: mail.example.org, kind: drop, on: DATA, times: 1", "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  { "drop-bytes", "", "", "server: mail.example.org, kind: drop, after: 300, times: 1", "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  /* accepted, and its 250 lost: it comes again (RFC 1047) */
  { "lost-250", "", "", "server: mail.example.org, kind: drop, on: END-OF-DATA, times: 1", "delivered 2.0.0 250 2 1", "delivered 2.0.0 250 2 1" },
  { "hang", "", "", "server: mail.example.org, kind: hang, for: 3m", "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  { "hang-data", "", "", "server: mail.example.org, kind: hang, on: DATA, times: 1", "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  { "hang-end", "", "", "server: mail.example.org, kind: hang, on: END-OF-DATA, times: 1", "delivered 2.0.0 250 2 1", "delivered 2.0.0 250 2 1" },
  { "hang-for-good", "lifetime: 1h", "", "server: mail.example.org, kind: hang", "bounced 4.4.2 0 4 0", "bounced 4.4.2 0 4 0" },
  { "mailbox-full", "lifetime: 30m", "", "mailbox: bob@example.org, kind: mailbox-full", "bounced 4.2.2 452 5 0", "delivered 2.0.0 250 1 0" },
  { "mailbox-full-while", "", "", "mailbox: bob@example.org, kind: mailbox-full, for: 8m", "delivered 2.0.0 250 3 0", "delivered 2.0.0 250 1 0" },
  { "mailbox-full-for-good", "", "", "mailbox: bob@example.org, kind: mailbox-full, permanent: yes", "bounced 5.2.2 552 1 0", "delivered 2.0.0 250 1 0" },
  { "disk-full", "", "", "server: mail.example.org, kind: disk-full, for: 4m", "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  { "greylist", "", "greylist: 5m", NULL, "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  { "greylist-long", "", "greylist: 15m", NULL, "delivered 2.0.0 250 4 0", "delivered 2.0.0 250 4 0" },
  { "drop-at-once", "", "", "server: mail.example.org, kind: drop, after: 0, times: 1", "delivered 2.0.0 250 2 0", "delivered 2.0.0 250 2 0" },
  { "recipient-limit", "", "recipient-limit: 1", NULL, "delivered 2.0.0 250 1 0", "delivered 2.0.0 250 1 0" },
  { "message-limit", "", "message-limit: 200", NULL, "bounced 5.3.4 0 1 0", "bounced 5.3.4 0 1 0" },
  { "quota", "lifetime: 20m", "quota: 300", NULL, "bounced 4.2.2 452 4 0", "bounced 4.2.2 452 4 0" },
};

static const OutcomeRecipient *
find_recipient (const Outcome *outcome, guint number)
{
  return g_ptr_array_index (((const OutcomeMessage *) g_ptr_array_index (outcome->messages, 0))->recipients, number);
}

static void
assert_fate (const Outcome *outcome, guint number, const char *expected)
{
  const OutcomeRecipient *recipient = find_recipient (outcome, number);
  g_autofree char *fate = g_strdup_printf ("%s %s %u %u %u", outcome_kind_name (recipient->kind), recipient->status, recipient->code, recipient->attempts, recipient->duplicates);

  g_assert_cmpstr (fate, ==, expected);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *domains = g_strdup_printf ("domains:\n  example.com: {users: {alice: {}}, servers: {mail.example.com: {%s}}}\n"
                                              "  example.org: {users: {bob: {}, carol: {}, dave: {}}, servers: {mail.example.org: {%s}}}\n",
                                              c->sender, c->receiver);
  g_autofree char *faults = c->fault == NULL ? g_strdup ("") : g_strdup_printf ("faults: [{%s}]\n", c->fault);
  g_autoptr (Simulation) simulation = lab_run (domains, THREE, faults, NULL);
  const Trace *trace = simulation_get_trace (simulation);
  g_autoptr (Outcome) outcome = outcome_new (trace, trace_count (trace));

  assert_fate (outcome, 0, c->bob);
  assert_fate (outcome, 1, c->carol);
  g_assert_cmpuint (outcome->totals.lost, ==, 0);
  g_assert_cmpuint (outcome->totals.waiting, ==, 0);
}

/* A server that answers nobody at all: not its POP3 or IMAP clients either. */
static void
test_hanging_mailbox (void)
{
  g_autoptr (Simulation) simulation = lab_run ("domains: {example.com: {users: {alice: {reads: pop3}}}}\n",
                                               "messages: [{at: 1s, from: alice@example.com, to: [alice@example.com], subject: x}]\n",
                                               "faults: [{server: mail.example.com, kind: hang, at: 3s, for: 10m}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_POP3_REPLY, "mail.example.com", NULL), >, 0);
  g_assert_cmpint (lab_get (simulation, TRACE_POP3_REPLY, "mail.example.com", NULL)->t, >=, 10 * SIM_MINUTE);
  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "alice.example.com", NULL), ==, 1);
}

/* A rule that is over does not count any more; another of the same kind does. */
static void
test_rules_end (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE,
                                               "faults:\n"
                                               "  - {server: mail.example.org, kind: reply, on: RCPT, code: 451, for: 6m}\n"
                                               "  - {server: mail.example.org, kind: reply, on: RCPT, code: 450, at: 2m, for: 10m}\n", NULL);

  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=4 hops=alice.example.com,mail.example.com,mail.example.org");
  g_assert_cmpuint (lab_count (simulation, TRACE_FAULT_START, "mail.example.org", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_FAULT_END, "mail.example.org", NULL), ==, 2);
}

/* It comes back with its queue, and goes on. */
static void
test_crash (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE,
                                               "faults:\n"
                                               "  - {server: mail.example.org, kind: down, for: 10m}\n"
                                               "  - {server: mail.example.com, kind: crash, at: 2m, for: 30m}\n", NULL);
  g_autofree char *times = lab_times (simulation, TRACE_ATTEMPT, "mail.example.com");

  g_assert_cmpstr (times, ==, "1 1920");
  g_assert_cmpuint (lab_count (simulation, TRACE_LOST, NULL, NULL), ==, 0);
  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=2 hops=alice.example.com,mail.example.com,mail.example.org");
}

/* It comes back empty: it had said 250, and nobody else has the mail. */
static void
test_crash_without_queue (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE,
                                               "faults:\n"
                                               "  - {server: mail.example.org, kind: down, for: 10m}\n"
                                               "  - {server: mail.example.com, kind: crash, keeps: nothing, at: 2m, for: 30m}\n", NULL);
  g_autoptr (Outcome) outcome = outcome_new (simulation_get_trace (simulation), trace_count (simulation_get_trace (simulation)));

  g_assert_cmpuint (lab_count (simulation, TRACE_LOST, "mail.example.com", NULL), ==, 1);
  g_assert_cmpuint (outcome->totals.lost, ==, 1);
  g_assert_cmpuint (outcome->totals.waiting, ==, 0);
}

/* Between the 550 and the end of the turn: the report was not written yet, so the mail is tried again, and told of. */
static void
test_crash_before_the_report (void)
{
  g_autoptr (Simulation) simulation = lab_run ("domains:\n  example.com: {users: {alice: {}}}\n  example.org: {users: {bob: {}}}\n",
                                               "messages: [{at: 1s, from: alice@example.com, to: [nobody@example.org, bob@example.org], subject: x}]\n",
                                               "faults:\n  - {server: mail.example.org, kind: hang, on: END-OF-DATA, times: 1}\n"
                                               "  - {server: mail.example.com, kind: crash, at: 10s, for: 1m}\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_BOUNCED, "mail.example.com", "5.1.1"), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "mail.example.com", "alice@example.com"), ==, 1);
  g_assert_cmpint (lab_get (simulation, TRACE_BOUNCED, "mail.example.com", NULL)->t, >, SIM_MINUTE);
}

/* In the middle of a dialogue, at any instant: what was not answered for comes again. */
static void
test_crash_at_any_time (void)
{
  for (guint ms = 1000; ms < 1800; ms += 20)
    {
      g_autofree char *faults = g_strdup_printf ("faults: [{server: mail.example.org, kind: crash, at: %ums, for: 5s}, {server: mail.example.com, kind: crash, at: %ums, for: 9s}]\n", ms, ms + 90);
      g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, faults, NULL);
      g_autoptr (Outcome) outcome = outcome_new (simulation_get_trace (simulation), trace_count (simulation_get_trace (simulation)));

      g_assert_cmpuint (outcome->totals.delivered, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/faults/hanging-mailbox", test_hanging_mailbox);
  g_test_add_func ("/faults/rules-end", test_rules_end);
  g_test_add_func ("/faults/crash", test_crash);
  g_test_add_func ("/faults/crash-without-queue", test_crash_without_queue);
  g_test_add_func ("/faults/crash-before-the-report", test_crash_before_the_report);
  g_test_add_func ("/faults/crash-at-any-time", test_crash_at_any_time);
  return g_test_run ();
}
