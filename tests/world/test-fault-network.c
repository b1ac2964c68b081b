/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What faults of the network do to mail: loss, slowness, partitions, refused ports, one by one and together.
 */
#include "tests/node/lab.h"

#include <string.h>

#define BETWEEN_SERVERS "between: [[mail.example.com], [mail.example.org]]"
#define ARRIVED "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org"

static guint
count_packets (const Simulation *simulation, gboolean lost, gboolean again)
{
  const Trace *trace = simulation_get_trace (simulation);
  guint count = 0;

  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (trace_kind_is_packet (record->kind))
        count += (!lost || record->value < 0) && (!again || (record->kind == TRACE_TCP && (record->code & TCP_AGAIN)));
    }
  return count;
}

static SimTime
time_of (const Simulation *simulation, TraceKind kind)
{
  return lab_get (simulation, kind, NULL, NULL)->t;
}

/* A tenth of all packets vanishes, of questions to the DNS too: the mail arrives, later. */
static void
test_loss_everywhere (void)
{
  guint lost = 0, again = 0;

  for (guint seed = 1; seed <= 20; seed++)
    {
      g_autofree char *line = g_strdup_printf ("seed: %u\n", seed);
      g_autoptr (Simulation) simulation = lab_run (line, "network: {loss: 10%}\n", LAB_DOMAINS, LAB_MESSAGE, NULL);

      g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "mail.example.org", NULL), >=, 1);
      lost += count_packets (simulation, TRUE, FALSE);
      again += count_packets (simulation, FALSE, TRUE);
    }
  g_assert_cmpuint (lost, >, 60);
  g_assert_cmpuint (again, >, 20);
}

static void
test_loss_of_one_link (void)
{
  g_autoptr (Simulation) simulation = lab_run ("links: [{between: [mail.example.com, mail.example.org], loss: 100%}]\n", "until: 1h\n", LAB_DOMAINS, LAB_MESSAGE, NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, NULL, NULL), ==, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_DEFERRED, "mail.example.com", "timed out"), >, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_ACCEPTED, NULL, NULL), ==, 1);
}

/* Where nothing can be lost, no die is thrown: the run is the same to the byte. */
static void
test_no_dice (void)
{
  g_autoptr (Simulation) without = lab_run ("network: {jitter: 5ms}\n", LAB_DOMAINS, LAB_MESSAGE, NULL);
  g_autoptr (Simulation) with = lab_run ("network: {jitter: 5ms}\n", LAB_DOMAINS, LAB_MESSAGE, "faults: [{kind: loss, server: resolver.example.org, percent: 50%, at: 1d}]\n", NULL);

  g_assert_cmpint (time_of (without, TRACE_STORED), ==, time_of (with, TRACE_STORED));
}

/* What strikes at an instant strikes what is sent at that instant. */
static void
test_lose_at_instant (void)
{
  g_autoptr (Simulation) simulation = lab_run ("until: 11m\n",
                                               "domains: {example.com: {users: {alice: {}}}, example.org: {users: {bob: {reads: pop3, checks-every: 10m}}}}\n", LAB_MESSAGE,
                                               "faults: [{kind: lose, between: [bob.example.org, mail.example.org], at: 10m}]\n", NULL);

  g_assert_cmpuint (count_packets (simulation, TRUE, FALSE), ==, 1);
  g_assert_cmpuint (count_packets (simulation, FALSE, TRUE), ==, 1);
}

static void
test_loss_fault (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{kind: loss, " BETWEEN_SERVERS ", percent: 100%, for: 5s}]\n", NULL);
  const TraceRecord *start = lab_get (simulation, TRACE_FAULT_START, NULL, NULL);

  g_assert_cmpstr (lab_note (simulation, start), ==, "mail.example.com <-> mail.example.org");
  g_assert_cmpuint (start->host, ==, 0);
  g_assert_cmpuint (count_packets (simulation, TRUE, FALSE), >, 1);
  g_assert_cmpint (time_of (simulation, TRACE_STORED), >, 5 * SIM_SECOND);
  lab_assert_fate (simulation, "bob@example.org", ARRIVED);
}

/* 20 ms become 520: each of both ways. */
static void
test_slow (void)
{
  g_autoptr (Simulation) usual = lab_run (LAB_DOMAINS, LAB_MESSAGE, NULL);
  g_autoptr (Simulation) slow = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{kind: slow, server: mail.example.org, latency: 500ms}]\n", NULL);
  g_autoptr (Simulation) both = lab_run (LAB_DOMAINS, LAB_MESSAGE,
                                         "faults: [{kind: slow, server: mail.example.org, latency: 300ms}, {kind: slow, server: mail.example.org, latency: 200ms}]\n", NULL);

  g_assert_cmpint (time_of (slow, TRACE_STORED) - time_of (usual, TRACE_STORED), ==, 9 * 500 * SIM_MILLISECOND);
  g_assert_cmpint (time_of (both, TRACE_STORED), ==, time_of (slow, TRACE_STORED));
  lab_assert_fate (slow, "bob@example.org", ARRIVED);
}

/* Slower than the client's first wait: nothing is lost, but some is sent twice. */
static void
test_very_slow (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{kind: slow, server: mail.example.org, latency: 3s, for: 10m}]\n", NULL);

  g_assert_cmpuint (count_packets (simulation, FALSE, TRUE), >, 0);
  g_assert_cmpuint (count_packets (simulation, TRUE, FALSE), ==, 0);
  lab_assert_fate (simulation, "bob@example.org", ARRIVED);
  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, "mail.example.org", NULL), ==, 1);
}

/* One that is short is got over by TCP, one that is long by the queue. */
static void
test_partition (void)
{
  g_autoptr (Simulation) brief = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{kind: partition, " BETWEEN_SERVERS ", at: 1500ms, for: 40s}]\n", NULL);
  g_autoptr (Simulation) lasting = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{kind: partition, " BETWEEN_SERVERS ", at: 1500ms, for: 30m}]\n", NULL);

  lab_assert_fate (brief, "bob@example.org", ARRIVED);
  g_assert_cmpuint (lab_count (brief, TRACE_CONNECT, "mail.example.com", NULL), ==, 1);
  g_assert_cmpuint (lab_count (lasting, TRACE_DEFERRED, "mail.example.com", NULL), >, 1);
  g_assert_cmpuint (lab_count (lasting, TRACE_STORED, "mail.example.org", NULL), ==, 1);
  g_assert_cmpint (time_of (lasting, TRACE_STORED), >, 30 * SIM_MINUTE);
}

/* Each side still reaches everybody else. */
static void
test_partition_is_between (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE, "faults: [{kind: partition, between: [[mail.example.com], [bob.example.org, ns.example.com]]}]\n", NULL);

  lab_assert_fate (simulation, "bob@example.org", ARRIVED);
  g_assert_cmpuint (lab_count (simulation, TRACE_FETCHED, "bob.example.org", NULL), ==, 1);
}

/* The first to end does not end the other. */
static void
test_overlapping (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE,
                                               "faults: [{kind: partition, " BETWEEN_SERVERS ", for: 1h}, {kind: partition, between: [mail.example.org, mail.example.com], at: 30m, for: 1h}]\n", NULL);

  g_assert_cmpint (time_of (simulation, TRACE_STORED), >, 90 * SIM_MINUTE);
}

/* Only that port: mail comes in, Bob can't fetch it until it ends. */
static void
test_refused_port (void)
{
  g_autoptr (Simulation) simulation = lab_run (LAB_DOMAINS, LAB_MESSAGE,
                                               "faults: [{kind: refuse, server: mail.example.org, port: 143, for: 10m}, {kind: refuse, server: mail.example.org, port: 143, at: 5m, for: 30m}]\n", NULL);

  lab_assert_fate (simulation, "bob@example.org", ARRIVED);
  g_assert_cmpstr (lab_note (simulation, lab_get (simulation, TRACE_FAULT_START, NULL, NULL)), ==, "mail.example.org:143");
  g_assert_cmpuint (lab_count (simulation, TRACE_HOST_STATE, NULL, NULL), ==, 0);
  g_assert_cmpuint (lab_count (simulation, TRACE_CONNECT_FAILED, "bob.example.org", "refused"), >, 1);
  g_assert_cmpint (time_of (simulation, TRACE_FETCHED), >, 35 * SIM_MINUTE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fault-network/loss-everywhere", test_loss_everywhere);
  g_test_add_func ("/fault-network/loss-of-one-link", test_loss_of_one_link);
  g_test_add_func ("/fault-network/no-dice", test_no_dice);
  g_test_add_func ("/fault-network/lose-at-instant", test_lose_at_instant);
  g_test_add_func ("/fault-network/loss-fault", test_loss_fault);
  g_test_add_func ("/fault-network/slow", test_slow);
  g_test_add_func ("/fault-network/very-slow", test_very_slow);
  g_test_add_func ("/fault-network/partition", test_partition);
  g_test_add_func ("/fault-network/partition-is-between", test_partition_is_between);
  g_test_add_func ("/fault-network/overlapping", test_overlapping);
  g_test_add_func ("/fault-network/refused-port", test_refused_port);
  return g_test_run ();
}
