/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the sender is told, and that a report is never reported about.
 */
#include "sim/codec/delivery-report.h"
#include "tests/node/lab.h"

#include <string.h>

#define UNKNOWN "messages: [{id: m1, at: 1s, from: alice@example.com, to: [nobody@example.org], subject: Lunch}]\n"

static DeliveryReport *
read_report (const Simulation *simulation)
{
  gsize length;
  const TraceRecord *stored = lab_get (simulation, TRACE_STORED, "mail.example.com", NULL);
  const char *bytes = trace_blob (simulation_get_trace (simulation), stored->note, &length);
  g_autoptr (GBytes) content = g_bytes_new (bytes, length);
  g_autoptr (GError) error = NULL;
  DeliveryReport *report = delivery_report_parse (content, &error);

  g_assert_no_error (error);
  return report;
}

static void
test_unknown_user (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, UNKNOWN, NULL);
  g_autoptr (DeliveryReport) report = read_report (simulation);
  const DeliveryRecipient *recipient = g_ptr_array_index (report->recipients, 0);

  lab_assert_fate (simulation, "nobody@example.org", "bounced 5.1.1 550 attempts=1 hops=alice.example.com,mail.example.com");
  g_assert_cmpstr (report->reporting_mta, ==, "mail.example.com");
  g_assert_cmpuint (report->recipients->len, ==, 1);
  g_assert_cmpstr (recipient->final_recipient, ==, "nobody@example.org");
  g_assert_cmpint (recipient->action, ==, DELIVERY_FAILED);
  g_assert_cmpstr (recipient->status, ==, "5.1.1");
  g_assert_cmpstr (recipient->remote_mta, ==, "mail.example.org");
  g_assert_true (g_str_has_prefix (recipient->diagnostic, "550 5.1.1 "));
}

/* RFC 5321 4.5.5: from the null reverse-path, to the reverse-path; and it names what it is about. */
static void
test_report_is_mail (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, UNKNOWN, NULL);
  const Trace *trace = simulation_get_trace (simulation);
  MessageId bounce = trace_find_message (trace, "m1-bounce");
  const char *content = lab_note (simulation, lab_get (simulation, TRACE_STORED, "mail.example.com", NULL));

  g_assert_cmpuint (trace_message_record (trace, bounce)->code, ==, MESSAGE_FAILURE_REPORT);
  g_assert_cmpuint (trace_message_record (trace, bounce)->conn, ==, trace_find_message (trace, "m1"));
  g_assert_true (g_str_has_prefix (content, "Return-Path: <>\r\n"));
  g_assert_nonnull (strstr (content, "Subject: Lunch"));
  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "alice.example.com", NULL), ==, 1);
}

/* Two recipients that fail in one turn are in one report; each is told of. */
static void
test_one_report (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, "messages: [{from: alice@example.com, to: [x@example.org, bob@example.org, y@example.org]}]\n", NULL);
  g_autoptr (DeliveryReport) report = read_report (simulation);

  g_assert_cmpuint (report->recipients->len, ==, 2);
  g_assert_cmpstr (((const DeliveryRecipient *) g_ptr_array_index (report->recipients, 1))->final_recipient, ==, "y@example.org");
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "mail.example.com", NULL), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "mail.example.org", NULL), ==, 1);
}

/* RFC 3461 4.1: who asks for it learns that the mail has arrived; the last server tells. */
static void
test_success (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, "messages: [{id: m1, at: 1s, from: alice@example.com, to: [bob@example.org], subject: Lunch, notify: success}]\n", NULL);
  g_autoptr (DeliveryReport) report = read_report (simulation);
  const DeliveryRecipient *recipient = g_ptr_array_index (report->recipients, 0);
  const Trace *trace = simulation_get_trace (simulation);

  g_assert_cmpstr (report->reporting_mta, ==, "mail.example.org");
  g_assert_cmpint (recipient->action, ==, DELIVERY_DELIVERED);
  g_assert_cmpstr (recipient->status, ==, "2.0.0");
  g_assert_cmpuint (trace_message_record (trace, trace_find_message (trace, "m1-success"))->code, ==, MESSAGE_SUCCESS_REPORT);
}

/* Who wants no report gets none, also of a failure. */
static void
test_never (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, "messages: [{id: m1, at: 1s, from: alice@example.com, to: [nobody@example.org], notify: never}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "mail.example.com", NULL), ==, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_DISCARDED, "mail.example.com", NULL), ==, 1);
}

static void
test_expired (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    "domains:\n  example.com: {users: {alice: {}}, servers: {mail.example.com: {mx: 10, mailboxes: yes, lifetime: 10m}}}\n  example.org: {users: {bob: {}}}\n",
    LAB_MESSAGE, "faults: [{server: mail.example.org, kind: refuse}]\n", NULL);
  g_autoptr (DeliveryReport) report = read_report (simulation);

  g_assert_cmpstr (((const DeliveryRecipient *) g_ptr_array_index (report->recipients, 0))->status, ==, "4.4.1");
  g_assert_nonnull (strstr (lab_note (simulation, lab_get (simulation, TRACE_STORED, NULL, NULL)), "could not be delivered in time"));
}

/* The sender's own domain takes no mail from outside, and the report is made outside: it can't come
 * home, and is dropped; nobody is told of that. */
static void
test_bounce_of_a_bounce (void)
{
  g_autoptr (Simulation) simulation = lab_run (
    "domains:\n"
    "  example.com:\n    users: {alice: {}}\n    zone: |\n      @ IN MX 0 .\n"
    "  example.org:\n    users: {bob: {}}\n    servers: {mx.example.org: {mx: 10, lifetime: 10m}, mail.example.org: {mailboxes: yes}}\n",
    LAB_MESSAGE, "faults: [{server: mail.example.org, kind: refuse}]\n", NULL);

  lab_assert_fate (simulation, "bob@example.org", "bounced 4.4.1 0 attempts=1 hops=alice.example.com,mail.example.com,mx.example.org");
  g_assert_cmpuint (lab_count (simulation, TRACE_DISCARDED, "mx.example.org", "nullMX"), ==, 1);
  g_assert_cmpuint (trace_count_messages (simulation_get_trace (simulation)), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, NULL, NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bounce/unknown-user", test_unknown_user);
  g_test_add_func ("/bounce/report-is-mail", test_report_is_mail);
  g_test_add_func ("/bounce/one-report", test_one_report);
  g_test_add_func ("/bounce/expired", test_expired);
  g_test_add_func ("/bounce/bounce-of-a-bounce", test_bounce_of_a_bounce);
  g_test_add_func ("/bounce/success", test_success);
  g_test_add_func ("/bounce/never", test_never);
  return g_test_run ();
}
