/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What TCP makes of a network that loses packets: every byte arrives once and in order, or the connection is over.
 */
#include "tests/net/lab.h"

#include <string.h>

typedef struct
{
  Lab lab;
  LabOwner client, server;
} Bench;

static void
bench_init (Bench *bench, const NetworkLink *link)
{
  lab_init (&bench->lab, link);
  lab_owner_init (&bench->client, &bench->lab);
  lab_owner_init (&bench->server, &bench->lab);
  lab_owner_listen (&bench->server);
  lab_owner_connect (&bench->client, 10 * SIM_MINUTE);
}

static void
set_up (Bench *bench, gconstpointer data)
{
  bench_init (bench, NULL);
  lab_run_until (&bench->lab, 100 * SIM_MILLISECOND);
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  lab_clear (&bench->lab);
  lab_owner_clear (&bench->client);
  lab_owner_clear (&bench->server);
}

static void
cut (Bench *bench, SimTime from, SimTime until)
{
  lab_run_until (&bench->lab, from);
  lab_cut (&bench->lab, TRUE);
  lab_run_until (&bench->lab, until);
  lab_cut (&bench->lab, FALSE);
}

static char *
make_text (gsize length)
{
  char *text = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    text[i] = (char) ('a' + i * 7 % 26);
  text[length] = '\0';
  return text;
}

/* RFC 6298 5.5: waits of 1, 2, 4 … s. */
static void
test_waits (Bench *bench, gconstpointer data)
{
  lab_cut (&bench->lab, TRUE);
  lab_owner_write (&bench->client, "hello");
  lab_run_until (&bench->lab, 16 * SIM_SECOND);
  lab_cut (&bench->lab, FALSE);
  lab_run (&bench->lab);
  lab_assert_packets (&bench->lab,
                      "100 client PSH ACK 1+5 lost\n"
                      "1100 client PSH ACK 1+5 again lost\n"
                      "3100 client PSH ACK 1+5 again lost\n"
                      "7100 client PSH ACK 1+5 again lost\n"
                      "15100 client PSH ACK 1+5 again lost\n"
                      "31100 client PSH ACK 1+5 again\n"
                      "31150 server ACK 1\n");
  g_assert_cmpstr (bench->server.heard->str, ==, "hello");
}

/* A lost acknowledgement: the segment comes twice, the program hears it once. */
static void
test_lost_ack (Bench *bench, gconstpointer data)
{
  lab_owner_write (&bench->client, "hello");
  cut (bench, 140 * SIM_MILLISECOND, 160 * SIM_MILLISECOND);
  lab_run (&bench->lab);
  lab_assert_packets (&bench->lab,
                      "100 client PSH ACK 1+5\n"
                      "150 server ACK 1 lost\n"
                      "1100 client PSH ACK 1+5 again\n"
                      "1110 server ACK 1\n");
  g_assert_cmpstr (bench->server.heard->str, ==, "hello");
}

/* Karn's rule: what came of a repetition says nothing about the way; the doubled wait stays until something does. */
static void
test_karn (Bench *bench, gconstpointer data)
{
  lab_cut (&bench->lab, TRUE);
  lab_owner_write (&bench->client, "a");
  lab_cut (&bench->lab, FALSE);
  lab_run_until (&bench->lab, 10 * SIM_SECOND);
  lab_cut (&bench->lab, TRUE);
  lab_owner_write (&bench->client, "b");
  lab_cut (&bench->lab, FALSE);
  lab_run (&bench->lab);
  lab_assert_packets (&bench->lab,
                      "100 client PSH ACK 1+1 lost\n"
                      "1100 client PSH ACK 1+1 again\n"
                      "1150 server ACK 1\n"
                      "10000 client PSH ACK 2+1 lost\n"
                      "12000 client PSH ACK 2+1 again\n"
                      "12050 server ACK 1\n");
}

/* A whole flight is lost: one wait, and then all of it, in slow start (RFC 5681 3.1). */
static void
test_lost_flight (Bench *bench, gconstpointer data)
{
  g_autofree char *text = make_text (10 * 1460);

  lab_cut (&bench->lab, TRUE);
  lab_owner_write (&bench->client, text);
  lab_run_until (&bench->lab, 500 * SIM_MILLISECOND);
  lab_cut (&bench->lab, FALSE);
  lab_run_until (&bench->lab, 1100 * SIM_MILLISECOND + 200 * SIM_MILLISECOND);
  g_assert_cmpstr (bench->server.heard->str, ==, text);
  lab_run (&bench->lab);
  lab_assert_laws (&bench->lab);
}

/* RFC 5681 3.2: three duplicates, and it is sent again long before the wait is over. */
static void
test_fast_retransmit (Bench *bench, gconstpointer data)
{
  g_autofree char *text = make_text (60000), *packets = NULL;

  lab_owner_write (&bench->client, text);
  cut (bench, 121500 * SIM_MICROSECOND, 123500 * SIM_MICROSECOND);
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->server.heard->str, ==, text);
  packets = lab_packets (&bench->lab);
  g_assert_nonnull (strstr (packets, " lost\n"));
  g_assert_nonnull (strstr (packets, " again\n"));
  g_assert_cmpint (trace_end_time (bench->lab.trace), <, 500 * SIM_MILLISECOND);
  lab_assert_laws (&bench->lab);
}

/* A dialogue and an end, with a gap of 8 ms in the network at any place: SYN, SYN-ACK, ACK, data, FIN. */
static void
test_gap_anywhere (void)
{
  for (SimTime t = 0; t <= 260 * SIM_MILLISECOND; t += 4 * SIM_MILLISECOND)
    {
      g_autofree char *text = make_text (20000);
      g_autofree char *connection = NULL;
      Bench bench;

      bench_init (&bench, NULL);
      if (t < 100 * SIM_MILLISECOND)
        cut (&bench, t, t + 8 * SIM_MILLISECOND);
      lab_run_until (&bench.lab, 20 * SIM_SECOND);
      lab_owner_write (&bench.server, "220 hello");
      lab_owner_write (&bench.client, text);
      if (t >= 100 * SIM_MILLISECOND)
        cut (&bench, 20 * SIM_SECOND + t - 100 * SIM_MILLISECOND, 20 * SIM_SECOND + t - 92 * SIM_MILLISECOND);
      lab_run_until (&bench.lab, 20 * SIM_SECOND + 100 * SIM_MILLISECOND);
      lab_owner_close (&bench.client);
      if (t >= 200 * SIM_MILLISECOND)
        cut (&bench, 20 * SIM_SECOND + t - 100 * SIM_MILLISECOND, 20 * SIM_SECOND + t - 92 * SIM_MILLISECOND);
      lab_run (&bench.lab);
      connection = lab_connection (&bench.lab);
      g_assert_cmpstr (bench.client.heard->str, ==, "220 hello");
      g_assert_cmpstr (bench.server.heard->str, ==, text);
      g_assert_null (bench.server.end);
      g_assert_true (g_str_has_suffix (connection, " closed\n"));
      lab_assert_laws (&bench.lab);
      tear_down (&bench, NULL);
    }
}

/* Either all of TEXT has been heard, or a part of it and the connection is over. */
static void
assert_heard (const LabOwner *owner, const char *text)
{
  g_assert_true (g_str_has_prefix (text, owner->heard->str));
  if (strlen (text) != owner->heard->len)
    g_assert_null (owner->end);
}

static void
test_chance (void)
{
  static const guint32 losses[] = { 10000, 50000, 200000, 400000, 700000 };

  for (guint seed = 0; seed < 40; seed++)
    {
      const NetworkLink link = { 10 * SIM_MILLISECOND, 3 * SIM_MILLISECOND, 8000000, losses[seed % G_N_ELEMENTS (losses)] };
      g_autofree char *text = make_text (1000 + seed * 1777);
      Bench bench;

      bench_init (&bench, &link);
      for (guint i = 0; i < seed; i++) /* other dice for each round */
        network_transit (bench.lab.network, bench.lab.client, bench.lab.server, 1);
      lab_run_until (&bench.lab, 5 * SIM_MINUTE);
      if (bench.client.end != NULL)
        lab_owner_write (&bench.client, text);
      if (bench.server.end != NULL)
        lab_owner_write (&bench.server, text);
      lab_run (&bench.lab);
      if (bench.client.end != NULL && bench.server.end != NULL)
        {
          assert_heard (&bench.client, text);
          assert_heard (&bench.server, text);
        }
      if (bench.client.end != NULL)
        lab_owner_close (&bench.client);
      lab_run (&bench.lab);
      g_assert_true (g_str_has_prefix (text, bench.server.heard->str));
      lab_assert_laws (&bench.lab);
      tear_down (&bench, NULL);
    }
}

/* RFC 9293 3.8.3: what is shorter than 100 s is got over … */
static void
test_short_partition (Bench *bench, gconstpointer data)
{
  lab_owner_write (&bench->client, "before ");
  lab_run_until (&bench->lab, SIM_SECOND);
  lab_cut (&bench->lab, TRUE);
  lab_owner_write (&bench->client, "during ");
  lab_run_until (&bench->lab, 60 * SIM_SECOND);
  lab_cut (&bench->lab, FALSE);
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->server.heard->str, ==, "before during ");
  g_assert_cmpint (trace_end_time (bench->lab.trace), <, 70 * SIM_SECOND);
}

/* … what is longer ends the connection, for each side as soon as it speaks. */
static void
test_long_partition (Bench *bench, gconstpointer data)
{
  g_autofree char *connection = NULL;

  lab_cut (&bench->lab, TRUE);
  lab_owner_write (&bench->client, "during ");
  lab_run_until (&bench->lab, 10 * SIM_MINUTE);
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20 closed@123100");
  g_assert_null (bench->client.end);
  lab_cut (&bench->lab, FALSE);
  lab_owner_write (&bench->server, "still here?");
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->server.log->str, ==, "accepted@30 closed@600020");
  g_assert_cmpstr (bench->server.heard->str, ==, "");
  connection = lab_connection (&bench->lab);
  g_assert_cmpstr (connection, ==, "0 connect\n20 connected\n123100 closed no answer\n");
}

/* A latency that goes away lets packets overtake: nothing was lost, the order is kept. */
static void
test_reordering (Bench *bench, gconstpointer data)
{
  network_trouble_host (bench->lab.network, bench->lab.server, &(NetworkTrouble){ .latency = 300 * SIM_MILLISECOND });
  lab_owner_write (&bench->client, "first ");
  network_trouble_host (bench->lab.network, bench->lab.server, &(NetworkTrouble){ 0 });
  lab_owner_write (&bench->client, "second");
  lab_run_until (&bench->lab, 300 * SIM_MILLISECOND);
  g_assert_cmpstr (bench->server.heard->str, ==, "");
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->server.heard->str, ==, "first second");
  lab_assert_laws (&bench->lab);
}

/* 1 MB over 1 Mbit/s: the line is full all the time, nothing is sent twice, every second segment is acknowledged. */
static void
test_slow_line (void)
{
  const NetworkLink slow = { 10 * SIM_MILLISECOND, 0, 1000000 };
  g_autofree char *text = make_text (1000000), *packets = NULL;
  Bench bench;

  bench_init (&bench, &slow);
  lab_run_until (&bench.lab, SIM_SECOND);
  lab_owner_write (&bench.client, text);
  lab_run (&bench.lab);
  packets = lab_packets (&bench.lab);
  g_assert_cmpuint (bench.server.heard->len, ==, 1000000);
  g_assert_cmpstr (bench.server.heard->str, ==, text);
  g_assert_null (strstr (packets, "again"));
  g_assert_cmpint (trace_end_time (bench.lab.trace), >, 9200 * SIM_MILLISECOND);
  g_assert_cmpint (trace_end_time (bench.lab.trace), <, 9500 * SIM_MILLISECOND);
  g_assert_cmpuint (trace_count (bench.lab.trace), <, 3 + 5 + 685 * 3 / 2 + 5);
  lab_assert_laws (&bench.lab);
  tear_down (&bench, NULL);
}

/* RFC 9293 3.4.1: each side has its own, another connection has others, another run the same. */
static void
test_initial_numbers (void)
{
  guint32 numbers[2][4];

  for (guint run = 0; run < 2; run++)
    {
      guint count = 0;
      Bench bench;

      bench_init (&bench, NULL);
      lab_run (&bench.lab);
      lab_owner_connect (&bench.client, SIM_MINUTE);
      lab_run (&bench.lab);
      for (TraceId id = 1; id <= trace_count (bench.lab.trace); id++)
        if (trace_get (bench.lab.trace, id)->kind == TRACE_TCP && (trace_get (bench.lab.trace, id)->code & TCP_SYN))
          numbers[run][count++] = trace_get (bench.lab.trace, id)->item;
      g_assert_cmpuint (count, ==, 4);
      tear_down (&bench, NULL);
    }
  g_assert_cmpmem (numbers[0], sizeof numbers[0], numbers[1], sizeof numbers[1]);
  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpuint (numbers[0][i], !=, numbers[0][j]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/tcp-loss/" name, Bench, NULL, set_up, func, tear_down)
  ADD ("waits", test_waits);
  ADD ("lost-ack", test_lost_ack);
  ADD ("karn", test_karn);
  ADD ("lost-flight", test_lost_flight);
  ADD ("fast-retransmit", test_fast_retransmit);
  ADD ("short-partition", test_short_partition);
  ADD ("long-partition", test_long_partition);
  ADD ("reordering", test_reordering);
  g_test_add_func ("/tcp-loss/gap-anywhere", test_gap_anywhere);
  g_test_add_func ("/tcp-loss/chance", test_chance);
  g_test_add_func ("/tcp-loss/slow-line", test_slow_line);
  g_test_add_func ("/tcp-loss/initial-numbers", test_initial_numbers);
  return g_test_run ();
}
