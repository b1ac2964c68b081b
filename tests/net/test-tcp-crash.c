/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Half-closed and broken connections: one side says no more, breaks off, crashes, comes back.
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
  lab_owner_listen (&bench->server);
  lab_owner_connect (&bench->client, 30 * SIM_SECOND);
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
assert_connection (const Bench *bench, const char *expected)
{
  static const char opening[] = "0 connect\n20 connected\n";
  g_autofree char *connection = lab_connection (&bench->lab);

  g_assert_cmpstr (connection + strlen (opening), ==, expected);
}

static void
on_received (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length)
{
  g_string_append_len (user, (const char *) bytes, (gssize) length);
}

static void
on_finished (gpointer user, TcpEnd *end)
{
  g_string_append (user, "|");
}

static const TcpEvents patient = { .received = on_received, .finished = on_finished };

/* RFC 9293 3.6, case 2: the client has said all, the server goes on; then it closes too. */
static void
test_half_close (Bench *bench, gconstpointer data)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  TcpEnd *server = bench->server.end;

  tcp_end_set_events (server, &patient, heard);
  lab_owner_write (&bench->client, "question");
  tcp_end_shut_down (bench->client.end);
  lab_owner_write (&bench->client, "too late");
  lab_run_until (&bench->lab, 10 * SIM_MINUTE);
  g_assert_cmpstr (heard->str, ==, "question|");
  tcp_end_write (server, "answer", 6);
  tcp_end_close (server);
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->client.heard->str, ==, "answer");
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20 closed@600010");
  lab_assert_packets (&bench->lab,
                      "100 client PSH ACK 1+8\n"
                      "100 client FIN ACK 9\n"
                      "110 server ACK 1\n"
                      "600000 server PSH ACK 1+6\n"
                      "600000 server FIN ACK 7\n"
                      "600010 client ACK 10\n");
  assert_connection (bench, "600020 closed\n");
  lab_assert_laws (&bench->lab);
}

static void
test_abort (Bench *bench, gconstpointer data)
{
  tcp_end_abort (g_steal_pointer (&bench->client.end));
  lab_run (&bench->lab);
  lab_assert_packets (&bench->lab, "100 client RST 1\n");
  assert_connection (bench, "100 closed reset\n");
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20");
  g_assert_cmpstr (bench->server.log->str, ==, "accepted@30 closed@110");
  lab_assert_laws (&bench->lab);
}

/* The RST is lost: the other side learns of it when it speaks. */
static void
test_abort_lost (Bench *bench, gconstpointer data)
{
  lab_cut (&bench->lab, TRUE);
  tcp_end_abort (g_steal_pointer (&bench->client.end));
  lab_cut (&bench->lab, FALSE);
  lab_run_until (&bench->lab, SIM_SECOND);
  g_assert_nonnull (bench->server.end);
  lab_owner_write (&bench->server, "hello?");
  lab_run (&bench->lab);
  lab_assert_packets (&bench->lab,
                      "100 client RST 1 lost\n"
                      "1000 server PSH ACK 1+6\n"
                      "1010 client RST 1\n");
  g_assert_cmpstr (bench->server.log->str, ==, "accepted@30 closed@1020");
}

static void
test_abort_opening (Bench *bench, gconstpointer data)
{
  LabOwner early;

  lab_owner_init (&early, &bench->lab);
  lab_owner_connect (&early, 30 * SIM_SECOND);
  tcp_end_abort (g_steal_pointer (&early.end));
  lab_run (&bench->lab);
  assert_connection (bench, "100 connect\n100 connect-failed given up\n");
  lab_owner_clear (&early);
}

/* The server's machine crashes and is back at once: it knows nothing, and says so to who speaks. */
static void
test_crash_and_return (Bench *bench, gconstpointer data)
{
  tcp_crash_host (bench->lab.tcp, bench->lab.server);
  g_assert_cmpstr (bench->server.log->str, ==, "accepted@30 discarded@100");
  lab_run_until (&bench->lab, SIM_SECOND);
  g_assert_nonnull (bench->client.end);
  lab_owner_write (&bench->client, "are you there?");
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20 closed@1020");
  assert_connection (bench, "1020 closed reset\n");
  lab_assert_laws (&bench->lab);
}

/* What was said before is still heard; its acknowledgement is what meets nobody. */
static void
test_last_words (Bench *bench, gconstpointer data)
{
  lab_owner_write (&bench->server, "last words");
  tcp_crash_host (bench->lab.tcp, bench->lab.server);
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->client.heard->str, ==, "last words");
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20 closed@170");
}

/* A RST that answers something older than what has come since is not believed (RFC 9293 3.10.7.4); the next one is. */
static void
test_old_reset (Bench *bench, gconstpointer data)
{
  lab_owner_write (&bench->server, "x");
  lab_run_until (&bench->lab, 105 * SIM_MILLISECOND);
  lab_owner_write (&bench->client, "y");
  lab_run_until (&bench->lab, 107 * SIM_MILLISECOND);
  tcp_crash_host (bench->lab.tcp, bench->lab.server);
  lab_run (&bench->lab);
  lab_assert_packets (&bench->lab,
                      "100 server PSH ACK 1+1\n"
                      "105 client PSH ACK 1+1\n"
                      "115 server RST 1\n"
                      "150 client ACK 2\n"
                      "160 server RST 2\n");
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20 closed@170");
}

/* Nobody listens there until a program does again. */
static void
test_listen_again (Bench *bench, gconstpointer data)
{
  LabOwner next;

  tcp_crash_host (bench->lab.tcp, bench->lab.server);
  lab_owner_init (&next, &bench->lab);
  lab_owner_connect (&next, 30 * SIM_SECOND);
  lab_run_until (&bench->lab, SIM_SECOND);
  g_assert_cmpstr (next.log->str, ==, "refused@120");
  lab_owner_listen (&bench->server);
  lab_owner_connect (&next, 30 * SIM_SECOND);
  lab_run_until (&bench->lab, 2 * SIM_SECOND);
  g_assert_cmpstr (next.log->str, ==, "refused@120 opened@1020");
  g_assert_cmpstr (bench->server.log->str, ==, "accepted@30 discarded@100 accepted@1030");
  lab_owner_close (&next);
  lab_run (&bench->lab);
  lab_owner_clear (&next);
}

/* It stays down: the other side gives up, in time. */
static void
test_crash_for_good (Bench *bench, gconstpointer data)
{
  tcp_crash_host (bench->lab.tcp, bench->lab.server);
  network_set_state (bench->lab.network, bench->lab.server, HOST_DOWN);
  lab_owner_write (&bench->client, "are you there?");
  lab_run (&bench->lab);
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20 closed@123100");
  assert_connection (bench, "123100 closed no answer\n");
}

static void
on_ended (gpointer user, TcpEnd *end, TcpEnding ending)
{
  g_assert_not_reached ();
}

/* An owner without `discarded` holds a dead end until it lets go; the other side notices nothing of that. */
static void
test_dead_end (Bench *bench, gconstpointer data)
{
  static const TcpEvents events = { .received = on_received, .ended = on_ended };
  g_autoptr (GString) heard = g_string_new (NULL);
  TcpEnd *end = bench->server.end;

  tcp_end_set_events (end, &events, heard);
  lab_owner_write (&bench->client, "lost");
  tcp_crash_host (bench->lab.tcp, bench->lab.server);
  tcp_end_write (end, "unheard", 7);
  lab_run_until (&bench->lab, SIM_SECOND);
  g_assert_cmpuint (tcp_end_get_host (end), ==, bench->lab.server);
  tcp_end_close (end);
  lab_run (&bench->lab);
  g_assert_cmpstr (heard->str, ==, "");
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20 closed@120");
  lab_assert_laws (&bench->lab);
}

/* A client that crashes while it connects; the server's SYN-ACK meets nobody. */
static void
test_crash_opening (Bench *bench, gconstpointer data)
{
  LabOwner early;

  lab_owner_init (&early, &bench->lab);
  lab_owner_connect (&early, 30 * SIM_SECOND);
  lab_run_until (&bench->lab, 105 * SIM_MILLISECOND);
  tcp_crash_host (bench->lab.tcp, bench->lab.client);
  lab_run (&bench->lab);
  g_assert_cmpstr (early.log->str, ==, "discarded@105");
  g_assert_cmpstr (bench->server.log->str, ==, "accepted@30");
  g_assert_cmpstr (bench->client.log->str, ==, "opened@20 discarded@105");
  lab_owner_clear (&early);
}

/* The SYN comes twice to a server that crashed between: the second begins anew. */
static void
test_crash_in_handshake (Bench *bench, gconstpointer data)
{
  LabOwner late;

  lab_owner_init (&late, &bench->lab);
  lab_owner_connect (&late, 30 * SIM_SECOND);
  lab_run_until (&bench->lab, 105 * SIM_MILLISECOND);
  lab_cut (&bench->lab, TRUE);
  lab_run_until (&bench->lab, 500 * SIM_MILLISECOND);
  tcp_crash_host (bench->lab.tcp, bench->lab.server);
  lab_owner_listen (&bench->server);
  lab_cut (&bench->lab, FALSE);
  lab_run_until (&bench->lab, 2 * SIM_SECOND);
  g_assert_cmpstr (late.log->str, ==, "opened@1120");
  lab_owner_write (&late, "hello");
  lab_run_until (&bench->lab, 3 * SIM_SECOND);
  g_assert_cmpstr (bench->server.heard->str, ==, "hello");
  lab_owner_close (&late);
  lab_run (&bench->lab);
  lab_owner_clear (&late);
}

static void
test_refused_port (Bench *bench, gconstpointer data)
{
  LabOwner next;

  lab_owner_init (&next, &bench->lab);
  tcp_refuse_port (bench->lab.tcp, bench->lab.server, LAB_PORT, TRUE);
  lab_owner_connect (&next, 30 * SIM_SECOND);
  lab_run_until (&bench->lab, SIM_SECOND);
  g_assert_cmpstr (next.log->str, ==, "refused@120");
  g_assert_nonnull (bench->server.end);
  tcp_refuse_port (bench->lab.tcp, bench->lab.server, LAB_PORT, FALSE);
  lab_owner_connect (&next, 30 * SIM_SECOND);
  lab_run_until (&bench->lab, 2 * SIM_SECOND);
  tcp_unlisten (bench->lab.tcp, bench->lab.server, LAB_PORT);
  lab_owner_close (&next);
  lab_owner_connect (&next, 30 * SIM_SECOND);
  lab_run (&bench->lab);
  g_assert_cmpstr (next.log->str, ==, "refused@120 opened@1020 refused@2020");
  lab_owner_clear (&next);
}

/* A closed side whose FIN is acknowledged waits a minute for the other's, not for ever. */
static void
test_fin_never_comes (Bench *bench, gconstpointer data)
{
  g_autoptr (GString) heard = g_string_new (NULL);

  tcp_end_set_events (bench->server.end, &patient, heard);
  lab_owner_close (&bench->client);
  lab_run (&bench->lab);
  assert_connection (bench, "60120 closed no answer\n");
  g_assert_cmpuint (engine_count_work (bench->lab.engine), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/tcp-crash/" name, Bench, NULL, set_up, func, tear_down)
  ADD ("half-close", test_half_close);
  ADD ("abort", test_abort);
  ADD ("abort-lost", test_abort_lost);
  ADD ("abort-opening", test_abort_opening);
  ADD ("crash-and-return", test_crash_and_return);
  ADD ("last-words", test_last_words);
  ADD ("old-reset", test_old_reset);
  ADD ("listen-again", test_listen_again);
  ADD ("crash-for-good", test_crash_for_good);
  ADD ("dead-end", test_dead_end);
  ADD ("crash-opening", test_crash_opening);
  ADD ("crash-in-handshake", test_crash_in_handshake);
  ADD ("refused-port", test_refused_port);
  ADD ("fin-never-comes", test_fin_never_comes);
  return g_test_run ();
}
