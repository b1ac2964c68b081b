/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the reader gets the mail: POP3 and IMAP, one device and two, now and then.
 */
#include "tests/node/lab.h"

#include <string.h>

#define READER(keys) "domains:\n  example.com: {users: {alice: {}}}\n  example.org: {users: {bob: {" keys "}}}\n"
#define TWO_MAILS \
  "messages:\n" \
  "  - {at: 1s, from: alice@example.com, to: [bob@example.org], text: one}\n" \
  "  - {at: 10m, from: alice@example.com, to: [bob@example.org], text: two}\n"

static void
test_pop3 (void)
{
  g_autoptr (Simulation) simulation = lab_run (READER ("reads: pop3"), TWO_MAILS, NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "bob.example.org", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_REMOVED, "mail.example.org", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_POP3_COMMAND, NULL, "DELE"), ==, 2);
}

/* What is there already is not fetched again (UIDL, RFC 1939 7). */
static void
test_leave_on_server (void)
{
  g_autoptr (Simulation) simulation = lab_run (READER ("reads: pop3, leave-on-server: yes"), TWO_MAILS, NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "bob.example.org", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_POP3_COMMAND, NULL, "RETR"), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_POP3_COMMAND, NULL, "RETR 2"), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_REMOVED, NULL, NULL), ==, 0);
}

/* Both devices get both; the mail stays, and is marked once. */
static void
test_two_devices (void)
{
  g_autoptr (Simulation) simulation = lab_run (READER ("reads: imap, devices: [laptop, phone]"), TWO_MAILS, NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "laptop.bob.example.org", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "phone.bob.example.org", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_FLAGS, NULL, NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_REMOVED, NULL, NULL), ==, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_IMAP_COMMAND, NULL, "DONE"), ==, 4); /* the second mail finds both waiting; in the end they leave */
  g_assert_cmpuint (lab_count (simulation, TRACE_IMAP_COMMAND, NULL, "LOGOUT"), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_SYNCED, NULL, NULL), >=, 1);
}

static void
test_two_devices_pop3 (void)
{
  g_autoptr (Simulation) simulation = lab_run (READER ("reads: pop3, leave-on-server: yes, devices: [laptop, phone]"), TWO_MAILS, NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "laptop.bob.example.org", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "phone.bob.example.org", NULL), ==, 2);
}

/* Sessions that take longer than the devices are apart: the second one is refused (RFC 1939 4), and
 * comes again after a minute. */
static void
test_pop3_lock (void)
{
  g_autoptr (Simulation) simulation = lab_run (READER ("reads: pop3, leave-on-server: yes, devices: [laptop, phone]"), LAB_MESSAGE, "network: {latency: 900ms}\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_CONNECT, "laptop.bob.example.org", NULL), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_CONNECT, "phone.bob.example.org", NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_POP3_REPLY, NULL, "-ERR [IN-USE]"), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "phone.bob.example.org", NULL), ==, 1);
}

/* A habit: every seven minutes, whether mail came or not; the run ends when all is read. */
static void
test_checks_every (void)
{
  static const char *const ways[] = { READER ("reads: imap, checks-every: 7m"), READER ("reads: pop3, checks-every: 7m") };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (Simulation) simulation = lab_run (ways[i], TWO_MAILS, NULL);
      g_autofree char *looks = lab_times (simulation, TRACE_CONNECT, "bob.example.org");
      g_autofree char *fetched = lab_times (simulation, TRACE_FETCHED, "bob.example.org");

      g_assert_cmpstr (looks, ==, "420 840");
      g_assert_cmpstr (fetched, ==, "420 840");
    }
}

static void
test_reads_none (void)
{
  g_autoptr (Simulation) simulation = lab_run (READER ("reads: none"), TWO_MAILS, NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, NULL, NULL), ==, 2);
  g_assert_cmpuint (lab_count (simulation, TRACE_CONNECT, "bob.example.org", NULL), ==, 0);
}

/* The server can't be reached: again after 1, 2, 4 … minutes. */
static void
test_looks_again (void)
{
  g_autoptr (Simulation) simulation = lab_run (READER ("reads: imap"), LAB_MESSAGE, "faults: [{server: mail.example.org, kind: refuse, at: 3s, for: 5m}]\n", NULL);
  g_autofree char *looks = lab_times (simulation, TRACE_CONNECT, "bob.example.org");

  g_assert_cmpstr (looks, ==, "6 66 186 426");
  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "bob.example.org", NULL), ==, 1);
}

/* The server goes away at any moment of a POP3 session, for longer than TCP tries: mail is deleted only if it was fetched, and
 * fetched once it is back (RFC 1939 6: without QUIT nothing is deleted). */
static void
test_lost_pop3_session (void)
{
  guint cut = 0;

  for (guint at = 6000; at < 7000; at += 20)
    {
      g_autofree char *fault = g_strdup_printf ("faults: [{server: mail.example.org, kind: down, at: %ums, for: 3m}]\n", at);
      g_autoptr (Simulation) simulation = lab_run (READER ("reads: pop3"), LAB_MESSAGE, fault, NULL);
      TraceId fetched = lab_find (simulation, TRACE_FETCHED, NULL, NULL, 0);
      TraceId removed = lab_find (simulation, TRACE_REMOVED, NULL, NULL, 0);

      g_assert_cmpuint (fetched, !=, 0);
      g_assert_true (removed == 0 || removed > fetched);
      g_assert_cmpuint (lab_count (simulation, TRACE_REMOVED, NULL, NULL), <=, 1);
      cut += lab_count (simulation, TRACE_CONNECT, "bob.example.org", NULL) > 1;
    }
  g_assert_cmpuint (cut, >, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/access/pop3", test_pop3);
  g_test_add_func ("/access/leave-on-server", test_leave_on_server);
  g_test_add_func ("/access/two-devices", test_two_devices);
  g_test_add_func ("/access/two-devices-pop3", test_two_devices_pop3);
  g_test_add_func ("/access/pop3-lock", test_pop3_lock);
  g_test_add_func ("/access/checks-every", test_checks_every);
  g_test_add_func ("/access/reads-none", test_reads_none);
  g_test_add_func ("/access/looks-again", test_looks_again);
  g_test_add_func ("/access/lost-pop3-session", test_lost_pop3_session);
  return g_test_run ();
}
