/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the writer's program to the reader's: two hosts and their devices.
 */
#include "tests/node/lab.h"

#include <string.h>

static void
test_delivered (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, NULL);

  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org");
  g_assert_cmpuint (lab_get (simulation, TRACE_CONNECT, "alice.example.com", NULL)->code, ==, 587);
  g_assert_cmpuint (lab_get (simulation, TRACE_CONNECT, "mail.example.com", NULL)->code, ==, 25);
  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "bob.example.org", NULL), ==, 1);
  g_assert_cmpstr (lab_text (simulation, lab_get (simulation, TRACE_RUN_END, NULL, NULL)), ==, "nothing is left to happen");
}

/* RFC 5321 4.4: each server adds its line on top; the last one the reverse-path. */
static void
test_trace_lines (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, NULL);
  const char *content = lab_note (simulation, lab_get (simulation, TRACE_STORED, "mail.example.org", NULL));
  const char *relayed = strstr (content, "Received: from mail.example.com");
  const char *submitted = strstr (content, "Received: from alice.example.com");

  g_assert_true (g_str_has_prefix (content, "Return-Path: <alice@example.com>\r\nReceived: "));
  g_assert_nonnull (relayed);
  g_assert_nonnull (submitted);
  g_assert_true (relayed < submitted && submitted < strstr (content, "Subject: Lunch"));
  g_assert_nonnull (strstr (relayed, "by mail.example.org"));
  g_assert_nonnull (strstr (submitted, "for <bob@example.org>"));
  g_assert_null (strstr (strstr (content, "\r\n\r\n"), "Received:"));
  g_assert_true (g_str_has_suffix (content, "At noon?\r\n"));
}

/* What was fetched is what was stored. */
static void
test_fetched_content (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, NULL);

  g_assert_cmpuint (lab_get (simulation, TRACE_FETCHED, NULL, NULL)->note, ==, lab_get (simulation, TRACE_STORED, NULL, NULL)->note);
}

static void
test_unknown_colleague (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, "messages: [{from: alice@example.com, to: [nobody@example.com]}]\n", NULL);

  lab_assert_fate (simulation, "nobody@example.com", "rejected 5.1.1 550 attempts=0 hops=alice.example.com");
  g_assert_cmpuint (lab_count (simulation, TRACE_ACCEPTED, NULL, NULL), ==, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_BOUNCED, NULL, NULL), ==, 0);
}

/* Nobody asked for a postmaster; there is one all the same (RFC 5321 4.5.1). */
static void
test_postmaster (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, "messages: [{id: m1, from: alice@example.com, to: [Postmaster@example.org]}]\n", NULL);

  lab_assert_fate (simulation, "Postmaster@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org");
}

/* One of two refused: the other one goes its way. */
static void
test_one_of_two (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, "messages: [{from: alice@example.com, to: [nobody@example.com, bob@example.org]}]\n", NULL);

  lab_assert_fate (simulation, "nobody@example.com", "rejected 5.1.1 550 attempts=0 hops=alice.example.com");
  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org");
}

static void
test_colleagues (void)
{
  g_autoptr (Simulation) simulation = lab_run ("domains: {example.com: {users: {alice: {}, carol: {}}}}\n", "messages: [{from: alice@example.com, to: [Carol@EXAMPLE.com, alice@example.com]}]\n", NULL);

  lab_assert_fate (simulation, "Carol@example.com", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com");
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, NULL, NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_DNS_QUERY, NULL, NULL), ==, 0);
}

/* Bcc is in the envelope, not in the message; somebody named twice gets one copy. */
static void
test_bcc (void)
{
  g_autoptr (Simulation) simulation = lab_run ("domains: {example.com: {users: {alice: {}, bob: {}, carol: {}}}}\n",
                                               "messages: [{from: alice@example.com, to: [bob@example.com], cc: [bob@example.com], bcc: [carol@example.com]}]\n", NULL);

  lab_assert_fate (simulation, "carol@example.com", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com");
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, NULL, NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_COMPOSED, NULL, "carol"), ==, 0);
}

/* Two domains: one copy for each, one transaction for two recipients of the same. */
static void
test_two_domains (void)
{
  g_autoptr (Simulation) simulation = lab_run ("domains:\n  example.com: {users: {alice: {}}}\n  example.org: {users: {bob: {}, carol: {}}}\n  example.net: {users: {dave: {}}}\n",
                                               "messages: [{from: alice@example.com, to: [bob@example.org, dave@example.net, carol@example.org]}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, NULL, NULL), ==, 3);
  g_assert_cmpuint (lab_count (simulation, TRACE_SMTP_DATA, "mail.example.com", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_SMTP_COMMAND, "mail.example.com", "RCPT"), ==, 3);
  g_assert_cmpuint (lab_count (simulation, TRACE_ACCEPTED, "mail.example.org", NULL), ==, 1);
}

/* The own server is away: the outbox keeps the mail and tries every five minutes. */
static void
test_outbox (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{server: mail.example.com, kind: refuse, for: 12m}]\n", NULL);
  g_autofree char *times = lab_times (simulation, TRACE_CONNECT, "alice.example.com");

  g_assert_cmpstr (times, ==, "1 301 601 901");
  g_assert_cmpuint (lab_count (simulation, TRACE_COMPOSED, NULL, NULL), ==, 1);
  lab_assert_fate (simulation, "bob@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org");
}

/* After five days it gives up, and says so. */
static void
test_outbox_gives_up (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{server: mail.example.com, kind: refuse}]\n", NULL);

  lab_assert_fate (simulation, "bob@example.org", "rejected 4.4.7 0 attempts=0 hops=alice.example.com");
  g_assert_cmpint (lab_get (simulation, TRACE_REJECTED, NULL, NULL)->t / SIM_DAY, ==, 5);
}

/* Every line of dialogue has a cause, down to the writing of the mail. */
static void
test_causes (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, NULL);
  const Trace *trace = simulation_get_trace (simulation);
  TraceId id = lab_find (simulation, TRACE_FETCHED, NULL, NULL, 0);
  gboolean through[N_TRACE_KINDS] = { FALSE };

  for (; id != 0; id = trace_get (trace, id)->cause)
    through[trace_get (trace, id)->kind] = TRUE;
  g_assert_true (through[TRACE_STORED] && through[TRACE_ACCEPTED] && through[TRACE_ROUTE] && through[TRACE_ATTEMPT]);
  g_assert_true (through[TRACE_QUEUED] && through[TRACE_SMTP_DATA] && through[TRACE_COMPOSED] && through[TRACE_MESSAGE]);
}

/* 5yz at the door is final, and known at once. */
static void
test_refused_user (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{server: mail.example.com, kind: reply, on: AUTH, code: 535, status: 5.7.8}]\n", NULL);

  lab_assert_fate (simulation, "bob@example.org", "rejected 5.7.8 535 attempts=0 hops=alice.example.com");
  g_assert_cmpuint (lab_count (simulation, TRACE_CONNECT, "alice.example.com", NULL), ==, 1);
}

/* Whoever is put off to the end hears the last reply. */
static void
test_put_off_for_good (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{server: mail.example.com, kind: reply, on: RCPT, code: 451, status: 4.3.2}]\n", NULL);

  lab_assert_fate (simulation, "bob@example.org", "rejected 4.3.2 451 attempts=0 hops=alice.example.com");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/submission/delivered", test_delivered);
  g_test_add_func ("/submission/trace-lines", test_trace_lines);
  g_test_add_func ("/submission/fetched-content", test_fetched_content);
  g_test_add_func ("/submission/unknown-colleague", test_unknown_colleague);
  g_test_add_func ("/submission/postmaster", test_postmaster);
  g_test_add_func ("/submission/one-of-two", test_one_of_two);
  g_test_add_func ("/submission/colleagues", test_colleagues);
  g_test_add_func ("/submission/bcc", test_bcc);
  g_test_add_func ("/submission/two-domains", test_two_domains);
  g_test_add_func ("/submission/outbox", test_outbox);
  g_test_add_func ("/submission/outbox-gives-up", test_outbox_gives_up);
  g_test_add_func ("/submission/causes", test_causes);
  g_test_add_func ("/submission/refused-user", test_refused_user);
  g_test_add_func ("/submission/put-off-for-good", test_put_off_for_good);
  return g_test_run ();
}
