/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/tcp-ports.h"

typedef struct
{
  TcpPorts *ports;
} Bench;

static void
set_up (Bench *bench, gconstpointer data)
{
  bench->ports = tcp_ports_new ();
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  tcp_ports_free (bench->ports);
}

static void
on_accept (gpointer user, TcpEnd *end)
{
}

static void
test_listen (Bench *bench, gconstpointer data)
{
  int first, second;

  tcp_ports_listen (bench->ports, 1, 25, on_accept, &first);
  g_assert_true (tcp_ports_find (bench->ports, 1, 25)->user == &first);
  g_assert_null (tcp_ports_find (bench->ports, 1, 26));
  g_assert_null (tcp_ports_find (bench->ports, 2, 25));
  tcp_ports_listen (bench->ports, 1, 25, on_accept, &second);
  g_assert_true (tcp_ports_find (bench->ports, 1, 25)->user == &second);
}

/* Host and port must not run into one another. */
static void
test_extremes (Bench *bench, gconstpointer data)
{
  int last;

  tcp_ports_listen (bench->ports, G_MAXUINT16, G_MAXUINT16, on_accept, &last);
  g_assert_true (tcp_ports_find (bench->ports, G_MAXUINT16, G_MAXUINT16)->user == &last);
  g_assert_null (tcp_ports_find (bench->ports, G_MAXUINT16, 0));
  g_assert_null (tcp_ports_find (bench->ports, 0, G_MAXUINT16));
}

/* RFC 6335 6: all of the dynamic ports, each host's own, then from the start. */
static void
test_local (Bench *bench, gconstpointer data)
{
  for (guint round = 0; round < 2; round++)
    for (guint port = 49152; port <= 65535; port++)
      g_assert_cmpuint (tcp_ports_take_local (bench->ports, 3), ==, port);
  g_assert_cmpuint (tcp_ports_take_local (bench->ports, 2), ==, 49152);
  g_assert_cmpuint (tcp_ports_take_local (bench->ports, 3), ==, 49152);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/tcp-ports/" name, Bench, NULL, set_up, func, tear_down)
  ADD ("listen", test_listen);
  ADD ("extremes", test_extremes);
  ADD ("local", test_local);
  return g_test_run ();
}
