/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How connections end: closed by one side, by both, by nobody, or with everything around them.
 */
#include "tests/net/lab.h"

#include <string.h>

typedef struct
{
  Lab lab;
  LabOwner client, server;
  gboolean gone; /* torn down by the test itself */
} Bench;

static void
set_up (Bench *bench, gconstpointer data)
{
  lab_init (&bench->lab, NULL);
  lab_owner_init (&bench->client, &bench->lab);
  lab_owner_init (&bench->server, &bench->lab);
  lab_owner_listen (&bench->server);
  lab_owner_connect (&bench->client, 30 * SIM_SECOND);
  lab_run_until (&bench->lab, 100 * SIM_MILLISECOND);
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  if (!bench->gone)
    lab_clear (&bench->lab);
  lab_owner_clear (&bench->client);
  lab_owner_clear (&bench->server);
}

static void
assert_connection (const Bench *bench, const char *expected)
{
  static const char opening[] = "0 connect\n20 connected\n";
  g_autofree char *connection = lab_connection (&bench->lab);

  g_assert_true (g_str_has_prefix (connection, opening));
  g_assert_cmpstr (connection + strlen (opening), ==, expected);
}

/* RFC 9293 3.6, case 2. */
static void
test_client_closes (Bench *bench, gconstpointer data)
{
  lab_owner_write (&bench->client, "last words");
  lab_owner_close (&bench->client);
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->server.heard->str, ==, "last words");
  g_assert_cmpstr (bench->server.log->str, ==, "accepted@30 closed@110");
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20");
  lab_assert_packets (&bench->lab,
                      "100 client PSH ACK 1+10\n"
                      "100 client FIN ACK 11\n"
                      "110 server FIN ACK 1\n"
                      "120 client ACK 12\n");
  assert_connection (bench, "130 closed\n");
}

static void
test_server_closes (Bench *bench, gconstpointer data)
{
  lab_owner_close (&bench->server);
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20 closed@110");
  lab_assert_packets (&bench->lab,
                      "100 server FIN ACK 1\n"
                      "110 client FIN ACK 1\n"
                      "120 server ACK 2\n");
  assert_connection (bench, "130 closed\n");
}

/* Both FINs cross (RFC 9293 3.6, figure 13); nobody is told, and it is recorded once. */
static void
test_both_close (Bench *bench, gconstpointer data)
{
  lab_owner_close (&bench->client);
  lab_run_until (&bench->lab, 105 * SIM_MILLISECOND);
  lab_owner_close (&bench->server);
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20");
  g_assert_cmpstr (bench->server.log->str, ==, "accepted@30");
  lab_assert_packets (&bench->lab,
                      "100 client FIN ACK 1\n"
                      "105 server FIN ACK 1\n"
                      "110 server ACK 2\n"
                      "115 client ACK 2\n");
  assert_connection (bench, "125 closed\n");
}

/* Closing inside the callback that brings the bytes. What comes afterwards is answered by RST: nobody will ever
 * read it (RFC 9293 3.6.1). */
static void
test_close_while_receiving (Bench *bench, gconstpointer data)
{
  bench->server.answers = TRUE;
  lab_owner_write (&bench->client, "bye");
  lab_owner_write (&bench->client, "unheard");
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->server.heard->str, ==, "bye");
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20 closed@120");
  assert_connection (bench, "110 closed reset\n");
}

/* The other machine is gone: the FIN is sent again with doubled waits, until 100 s are over (RFC 9293 3.8.3). */
static void
test_peer_vanishes (Bench *bench, gconstpointer data)
{
  network_set_state (bench->lab.network, bench->lab.server, HOST_DOWN);
  lab_owner_close (&bench->client);
  lab_run (&bench->lab);
  lab_assert_packets (&bench->lab,
                      "100 client FIN ACK 1 lost\n"
                      "1100 client FIN ACK 1 again lost\n"
                      "3100 client FIN ACK 1 again lost\n"
                      "7100 client FIN ACK 1 again lost\n"
                      "15100 client FIN ACK 1 again lost\n"
                      "31100 client FIN ACK 1 again lost\n"
                      "63100 client FIN ACK 1 again lost\n");
  assert_connection (bench, "123100 closed no answer\n");
  g_assert_cmpstr (bench->server.log->str, ==, "accepted@30");
}

/* Both ends wait in vain: the connection is over once, not twice. */
static void
test_both_wait (Bench *bench, gconstpointer data)
{
  network_set_state (bench->lab.network, bench->lab.server, HOST_DOWN);
  lab_owner_close (&bench->client);
  lab_run_until (&bench->lab, 200 * SIM_MILLISECOND);
  lab_owner_close (&bench->server);
  lab_run (&bench->lab);
  assert_connection (bench, "123100 closed no answer\n");
}

/* What was on its way when the machine went down is lost, and sent again; what came behind the hole waits for it. */
static void
test_hole (Bench *bench, gconstpointer data)
{
  g_autofree char *middle = g_strnfill (3 * 1460, 'x');
  g_autofree char *all = g_strconcat ("head", middle, "tail", NULL);

  lab_owner_write (&bench->client, "head");
  lab_run_until (&bench->lab, 105 * SIM_MILLISECOND);
  lab_owner_write (&bench->client, middle);
  lab_run_until (&bench->lab, 115 * SIM_MILLISECOND);
  g_assert_cmpstr (bench->server.heard->str, ==, "head");
  network_set_state (bench->lab.network, bench->lab.server, HOST_DOWN);
  lab_run_until (&bench->lab, 117 * SIM_MILLISECOND);
  network_set_state (bench->lab.network, bench->lab.server, HOST_UP);
  lab_owner_write (&bench->client, "tail");
  lab_run_until (&bench->lab, SIM_SECOND);
  g_assert_cmpstr (bench->server.heard->str, ==, "head");
  lab_owner_close (&bench->client);
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->server.heard->str, ==, all);
  g_assert_true (g_str_has_prefix (bench->server.log->str, "accepted@30 closed@1"));
}

/* The SYN-ACK comes too late: it is answered by RST, and the server's program never hears of it. */
static void
test_give_up_opening (Bench *bench, gconstpointer data)
{
  LabOwner early;

  lab_owner_init (&early, &bench->lab);
  lab_owner_connect (&early, 30 * SIM_SECOND);
  lab_run_until (&bench->lab, 105 * SIM_MILLISECOND);
  lab_owner_close (&early);
  lab_run (&bench->lab);
  g_assert_cmpstr (early.log->str, ==, "");
  g_assert_cmpstr (bench->server.log->str, ==, "accepted@30");
  assert_connection (bench, "100 connect\n105 connect-failed given up\n");
  lab_owner_clear (&early);
}

/* At any instant: both ends hear of it, once, and nothing is leaked. */
static void
test_tear_down (Bench *bench, gconstpointer data)
{
  lab_owner_write (&bench->client, "on its way");
  lab_owner_write (&bench->server, "and back");
  lab_run_until (&bench->lab, 105 * SIM_MILLISECOND);
  lab_clear (&bench->lab);
  bench->gone = TRUE;
  bench->client.lab = bench->server.lab = NULL;
}

static void
test_tear_down_midway (void)
{
  for (SimTime t = 0; t <= 140 * SIM_MILLISECOND; t += 5 * SIM_MILLISECOND)
    {
      Bench bench = { 0 };

      lab_init (&bench.lab, NULL);
      lab_owner_init (&bench.client, &bench.lab);
      lab_owner_init (&bench.server, &bench.lab);
      lab_owner_listen (&bench.server);
      lab_owner_connect (&bench.client, 30 * SIM_SECOND);
      lab_run_until (&bench.lab, MIN (t, 50 * SIM_MILLISECOND));
      if (t > 50 * SIM_MILLISECOND)
        {
          lab_owner_write (&bench.client, "bye");
          bench.server.answers = TRUE;
          lab_run_until (&bench.lab, t);
        }
      tcp_free (bench.lab.tcp);
      g_assert_null (bench.client.end);
      g_assert_null (bench.server.end);
      bench.lab.tcp = tcp_new (bench.lab.network);
      lab_clear (&bench.lab);
      lab_owner_clear (&bench.client);
      lab_owner_clear (&bench.server);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/tcp-ending/" name, Bench, NULL, set_up, func, tear_down)
  ADD ("client-closes", test_client_closes);
  ADD ("server-closes", test_server_closes);
  ADD ("both-close", test_both_close);
  ADD ("close-while-receiving", test_close_while_receiving);
  ADD ("peer-vanishes", test_peer_vanishes);
  ADD ("both-wait", test_both_wait);
  ADD ("hole", test_hole);
  ADD ("give-up-opening", test_give_up_opening);
  ADD ("tear-down", test_tear_down);
  g_test_add_func ("/tcp-ending/tear-down-midway", test_tear_down_midway);
  return g_test_run ();
}
