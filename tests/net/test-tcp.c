/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Connections packet by packet: the handshake and the bytes.
 */
#include "tests/net/lab.h"

#include <string.h>

typedef struct
{
  Lab lab;
  LabOwner client, server;
} Bench;

static void
set_up (Bench *bench, gconstpointer data)
{
  lab_init (&bench->lab, NULL);
  lab_owner_init (&bench->client, &bench->lab);
  lab_owner_init (&bench->server, &bench->lab);
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  lab_clear (&bench->lab);
  lab_owner_clear (&bench->client);
  lab_owner_clear (&bench->server);
}

static void
assert_packets (const Bench *bench, const char *expected)
{
  g_autofree char *packets = lab_packets (&bench->lab);

  g_assert_cmpstr (packets, ==, expected);
}

static void
assert_connection (const Bench *bench, const char *expected)
{
  g_autofree char *connection = lab_connection (&bench->lab);

  g_assert_cmpstr (connection, ==, expected);
}

static void
open_connection (Bench *bench)
{
  lab_owner_listen (&bench->server);
  lab_owner_connect (&bench->client, 30 * SIM_SECOND);
  lab_run_until (&bench->lab, 100 * SIM_MILLISECOND);
  g_assert_nonnull (bench->server.end);
}

/* RFC 9293 3.5. */
static void
test_handshake (Bench *bench, gconstpointer data)
{
  open_connection (bench);
  assert_packets (bench,
                  "0 client SYN 0\n"
                  "10 server SYN ACK 0\n"
                  "20 client ACK 1\n");
  assert_connection (bench, "0 connect\n20 connected\n");
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20");
  g_assert_cmpstr (bench->server.log->str, ==, "accepted@30");
  g_assert_cmpuint (tcp_end_get_host (bench->server.end), ==, bench->lab.server);
  g_assert_cmpuint (tcp_end_get_peer (bench->server.end), ==, bench->lab.client);
  g_assert_cmpuint (tcp_end_get_number (bench->server.end), ==, tcp_end_get_number (bench->client.end));
}

static void
test_dialogue (Bench *bench, gconstpointer data)
{
  open_connection (bench);
  lab_owner_write (&bench->server, "220 hello");
  lab_run_until (&bench->lab, 200 * SIM_MILLISECOND);
  lab_owner_write (&bench->client, "EHLO");
  lab_run_until (&bench->lab, 300 * SIM_MILLISECOND);
  g_assert_cmpstr (bench->client.heard->str, ==, "220 hello");
  g_assert_cmpstr (bench->server.heard->str, ==, "EHLO");
  assert_packets (bench,
                  "0 client SYN 0\n"
                  "10 server SYN ACK 0\n"
                  "20 client ACK 1\n"
                  "100 server PSH ACK 1+9\n"
                  "150 client ACK 1\n"
                  "200 client PSH ACK 1+4\n"
                  "250 server ACK 10\n");
}

static void
on_question (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length)
{
  tcp_end_write (end, "answer", 6);
}

/* RFC 9293 3.8.6.3: who answers at once needs no packet to acknowledge. */
static void
test_answer_acknowledges (Bench *bench, gconstpointer data)
{
  static const TcpEvents events = { NULL, on_question, NULL, NULL };

  open_connection (bench);
  tcp_end_set_events (bench->server.end, &events, NULL);
  lab_owner_write (&bench->client, "question");
  lab_run_until (&bench->lab, 300 * SIM_MILLISECOND);
  assert_packets (bench,
                  "0 client SYN 0\n"
                  "10 server SYN ACK 0\n"
                  "20 client ACK 1\n"
                  "100 client PSH ACK 1+8\n"
                  "110 server PSH ACK 1+6\n"
                  "160 client ACK 9\n");
  tcp_end_close (bench->server.end);
}

static char *
make_text (gsize length)
{
  char *text = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    text[i] = (char) ('a' + i % 26);
  text[length] = '\0';
  return text;
}

/* Split at 1460 bytes; only the last segment is pushed; the bytes come out as they went in. */
static void
test_segments (Bench *bench, gconstpointer data)
{
  static const gsize lengths[] = { 1, 1459, 1460, 1461, 2920, 2921, 100000 };

  open_connection (bench);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *text = make_text (lengths[i]);

      g_string_truncate (bench->server.heard, 0);
      lab_owner_write (&bench->client, text);
      lab_run_until (&bench->lab, (i + 2) * SIM_SECOND);
      g_assert_cmpuint (bench->server.heard->len, ==, lengths[i]);
      g_assert_cmpstr (bench->server.heard->str, ==, text);
    }
}

static void
test_segment_sizes (Bench *bench, gconstpointer data)
{
  g_autofree char *text = make_text (2921);

  open_connection (bench);
  lab_owner_write (&bench->client, text);
  assert_packets (bench,
                  "0 client SYN 0\n"
                  "10 server SYN ACK 0\n"
                  "20 client ACK 1\n"
                  "100 client ACK 1+1460\n"
                  "100 client ACK 1461+1460\n"
                  "100 client PSH ACK 2921+1\n");
}

/* 1, 3, 7, 15 s (RFC 6298 2.1, 5.5), and the end at the deadline. */
static void
test_no_answer (Bench *bench, gconstpointer data)
{
  network_set_state (bench->lab.network, bench->lab.server, HOST_DOWN);
  lab_owner_listen (&bench->server);
  lab_owner_connect (&bench->client, 30 * SIM_SECOND);
  lab_run (&bench->lab);
  assert_packets (bench,
                  "0 client SYN 0 lost\n"
                  "1000 client SYN 0 again lost\n"
                  "3000 client SYN 0 again lost\n"
                  "7000 client SYN 0 again lost\n"
                  "15000 client SYN 0 again lost\n");
  assert_connection (bench, "0 connect\n30000 connect-failed timed out\n");
  g_assert_cmpstr (bench->client.log->str, ==, "timed-out@30000");
  g_assert_cmpstr (bench->server.log->str, ==, "");
}

/* A host that comes up in time answers the next SYN. */
static void
test_late_answer (Bench *bench, gconstpointer data)
{
  network_set_state (bench->lab.network, bench->lab.server, HOST_DOWN);
  lab_owner_listen (&bench->server);
  lab_owner_connect (&bench->client, 30 * SIM_SECOND);
  lab_run_until (&bench->lab, 4 * SIM_SECOND);
  network_set_state (bench->lab.network, bench->lab.server, HOST_UP);
  lab_run_until (&bench->lab, 10 * SIM_SECOND);
  g_assert_cmpstr (bench->client.log->str, ==, "opened@7020");
  g_assert_cmpstr (bench->server.log->str, ==, "accepted@7030");
}

/* The link is slower than the first wait: SYNs and answers cross, one connection comes of it. The server repeats its
 * SYN-ACK twice in one instant, for its own wait and for the client's second SYN. */
static void
test_crossing_syns (void)
{
  const NetworkLink slow = { 800 * SIM_MILLISECOND, 0, 8000000 };
  Bench bench;

  lab_init (&bench.lab, &slow);
  lab_owner_init (&bench.client, &bench.lab);
  lab_owner_init (&bench.server, &bench.lab);
  lab_owner_listen (&bench.server);
  lab_owner_connect (&bench.client, 30 * SIM_SECOND);
  lab_run (&bench.lab);
  assert_packets (&bench,
                  "0 client SYN 0\n"
                  "800 server SYN ACK 0\n"
                  "1000 client SYN 0 again\n"
                  "1600 client ACK 1\n"
                  "1800 server SYN ACK 0 again\n"
                  "1800 server SYN ACK 0 again\n"
                  "2600 client ACK 1\n"
                  "2600 client ACK 1\n");
  g_assert_cmpstr (bench.client.log->str, ==, "opened@1600");
  g_assert_cmpstr (bench.server.log->str, ==, "accepted@2400");
  tear_down (&bench, NULL);
}

static void
test_refused (Bench *bench, gconstpointer data)
{
  lab_owner_connect (&bench->client, 30 * SIM_SECOND);
  lab_run (&bench->lab);
  assert_packets (bench,
                  "0 client SYN 0\n"
                  "10 server RST ACK 0\n");
  assert_connection (bench, "0 connect\n20 connect-failed refused\n");
  g_assert_cmpstr (bench->client.log->str, ==, "refused@20");
}

static void
test_refusing_host (Bench *bench, gconstpointer data)
{
  lab_owner_listen (&bench->server);
  network_set_state (bench->lab.network, bench->lab.server, HOST_REFUSING);
  lab_owner_connect (&bench->client, 30 * SIM_SECOND);
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->client.log->str, ==, "refused@20");
  g_assert_cmpstr (bench->server.log->str, ==, "");
}

/* Refusing new connections leaves those that are there. */
static void
test_refusing_later (Bench *bench, gconstpointer data)
{
  open_connection (bench);
  network_set_state (bench->lab.network, bench->lab.server, HOST_REFUSING);
  lab_owner_write (&bench->client, "still here");
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->server.heard->str, ==, "still here");
}

static void
test_message (Bench *bench, gconstpointer data)
{
  open_connection (bench);
  g_assert_cmpuint (tcp_end_get_message (bench->client.end), ==, 0);
  tcp_end_set_message (bench->server.end, 5);
  g_assert_cmpuint (tcp_end_get_message (bench->client.end), ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/tcp/" name, Bench, NULL, set_up, func, tear_down)
  ADD ("handshake", test_handshake);
  ADD ("dialogue", test_dialogue);
  ADD ("answer-acknowledges", test_answer_acknowledges);
  ADD ("segments", test_segments);
  ADD ("segment-sizes", test_segment_sizes);
  ADD ("no-answer", test_no_answer);
  ADD ("late-answer", test_late_answer);
  ADD ("refused", test_refused);
  ADD ("refusing-host", test_refusing_host);
  ADD ("refusing-later", test_refusing_later);
  ADD ("message", test_message);
  g_test_add_func ("/tcp/crossing-syns", test_crossing_syns);
  return g_test_run ();
}
