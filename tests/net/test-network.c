/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/net/lab.h"

#include <string.h>

static void
set_up (Lab *lab, gconstpointer data)
{
  lab_init (lab, NULL);
}

static void
tear_down (Lab *lab, gconstpointer data)
{
  lab_clear (lab);
}

static SimTime
transit (Lab *lab, gsize size)
{
  return network_transit (lab->network, lab->client, lab->server, size);
}

static void
test_addresses (Lab *lab, gconstpointer data)
{
  g_autofree char *text = network_format_address (lab->network, lab->server);

  g_assert_cmpstr (text, ==, "192.0.2.2");
  g_assert_cmpuint (network_parse_address (text), ==, 0xc0000202);
  g_assert_cmpuint (network_find_address (lab->network, 0xc0000202), ==, lab->server);
  g_assert_cmpuint (network_find_address (lab->network, 0xc0000203), ==, 0);
  g_assert_cmpuint (network_find_host (lab->network, "server"), ==, lab->server);
  g_assert_cmpuint (network_find_host (lab->network, "serve"), ==, 0);
  g_assert_cmpstr (network_get_host_name (lab->network, lab->client), ==, "client");
  g_assert_cmpuint (trace_get (lab->trace, 2)->kind, ==, TRACE_HOST);
  g_assert_cmpint (trace_get (lab->trace, 2)->value, ==, 0xc0000202);
}

static void
test_parse_address (Lab *lab, gconstpointer data)
{
  static const char *const bad[] = { "", "1.2.3", "1.2.3.4.5", "1.2.3.4 ", "1.2.3.256", "a.b.c.d", "IPv6:::1", "1..2.3", "1.2.3.1000" };

  g_assert_cmpuint (network_parse_address ("255.255.255.255"), ==, G_MAXUINT32);
  g_assert_cmpuint (network_parse_address ("10.0.0.1"), ==, 0x0a000001);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpuint (network_parse_address (bad[i]), ==, 0);
}

/* 10 ms, and a microsecond for each byte. */
static void
test_latency (Lab *lab, gconstpointer data)
{
  g_assert_cmpint (transit (lab, 0), ==, 10 * SIM_MILLISECOND);
  engine_advance (lab->engine, SIM_SECOND);
  g_assert_cmpint (transit (lab, 1000), ==, SIM_SECOND + 11 * SIM_MILLISECOND);
}

/* The line carries one packet after the other; the other direction is a line of its own. */
static void
test_bandwidth (Lab *lab, gconstpointer data)
{
  for (guint i = 1; i <= 10; i++)
    g_assert_cmpint (transit (lab, 1000), ==, (10 + i) * SIM_MILLISECOND);
  g_assert_cmpint (network_transit (lab->network, lab->server, lab->client, 1000), ==, 11 * SIM_MILLISECOND);
  engine_advance (lab->engine, 5 * SIM_MILLISECOND);
  g_assert_cmpint (transit (lab, 1000), ==, 21 * SIM_MILLISECOND);
  engine_advance (lab->engine, 50 * SIM_MILLISECOND);
  g_assert_cmpint (transit (lab, 1000), ==, 61 * SIM_MILLISECOND);
}

static void
test_link (Lab *lab, gconstpointer data)
{
  const NetworkLink slow = { 200 * SIM_MILLISECOND, 0, 8000 };
  HostId third = network_add_host (lab->network, "third", HOST_DEVICE, "", 1);

  network_link (lab->network, lab->server, lab->client, &slow);
  g_assert_cmpint (transit (lab, 10), ==, 210 * SIM_MILLISECOND);
  g_assert_cmpint (network_transit (lab->network, lab->server, lab->client, 10), ==, 210 * SIM_MILLISECOND);
  g_assert_cmpint (network_transit (lab->network, lab->client, third, 1000), ==, 11 * SIM_MILLISECOND);
}

/* Later packets are later, by at most the jitter, and not all by the same. */
static void
test_jitter (void)
{
  const NetworkLink link = { 10 * SIM_MILLISECOND, 5 * SIM_MILLISECOND, 8000000000 };
  SimTime last = 0;
  guint moved = 0;
  Lab lab;

  lab_init (&lab, &link);
  for (guint i = 0; i < 1000; i++)
    {
      SimTime now = i * 100 * SIM_MICROSECOND, arrival;

      engine_advance (lab.engine, now);
      arrival = transit (&lab, 0);
      g_assert_cmpint (arrival, >=, now + 10 * SIM_MILLISECOND);
      g_assert_cmpint (arrival, <=, now + 15 * SIM_MILLISECOND + 5 * SIM_MILLISECOND);
      g_assert_cmpint (arrival, >=, last);
      moved += arrival - now != 10 * SIM_MILLISECOND;
      last = arrival;
    }
  g_assert_cmpuint (moved, >, 900);
  lab_clear (&lab);
}

static void
test_down (Lab *lab, gconstpointer data)
{
  network_set_state (lab->network, lab->server, HOST_DOWN);
  g_assert_cmpint (transit (lab, 0), ==, -10 * SIM_MILLISECOND);
  network_set_state (lab->network, lab->server, HOST_REFUSING);
  g_assert_cmpint (transit (lab, 0), ==, 10 * SIM_MILLISECOND);
  network_set_state (lab->network, lab->client, HOST_DOWN);
  g_assert_cmpint (transit (lab, 0), ==, -10 * SIM_MILLISECOND);
  g_assert_cmpuint (trace_get (lab->trace, trace_count (lab->trace))->kind, ==, TRACE_HOST_STATE);
  g_assert_cmpuint (trace_get (lab->trace, trace_count (lab->trace))->code, ==, HOST_DOWN);
}

static guint
count_lost (Lab *lab, guint packets)
{
  guint lost = 0;

  for (guint i = 0; i < packets; i++)
    lost += transit (lab, 0) < 0;
  return lost;
}

/* A link's own loss, a host's and a pair's are independent of one another. */
static void
test_loss (void)
{
  const NetworkLink link = { 10 * SIM_MILLISECOND, 0, 8000000, 100000 };
  const NetworkTrouble half = { .loss_ppm = 500000 };
  Lab lab;

  lab_init (&lab, &link);
  g_assert_cmpuint (count_lost (&lab, 10000), >, 900);
  g_assert_cmpuint (count_lost (&lab, 10000), <, 1100);
  network_trouble_host (lab.network, lab.client, &half);
  network_trouble_pair (lab.network, lab.server, lab.client, &half);
  g_assert_cmpuint (count_lost (&lab, 10000), >, 7600);
  g_assert_cmpuint (count_lost (&lab, 10000), <, 7900);
  lab_clear (&lab);
}

static void
test_combine_loss (void)
{
  static const guint32 cases[][3] = { { 0, 0, 0 }, { 0, 7, 7 }, { 7, 0, 7 }, { 500000, 500000, 750000 }, { 1000000, 3, 1000000 }, { 100000, 200000, 280000 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (network_combine_loss (cases[i][0], cases[i][1]), ==, cases[i][2]);
}

/* Loss has dice of its own and leaves the jitter as it is: a network that loses has the same times. */
static void
test_loss_dice (void)
{
  const NetworkLink plain = { 10 * SIM_MILLISECOND, 5 * SIM_MILLISECOND, 8000000, 0 }, lossy = { 10 * SIM_MILLISECOND, 5 * SIM_MILLISECOND, 8000000, 300000 };
  Lab a, b;

  lab_init (&a, &plain);
  lab_init (&b, &lossy);
  for (guint i = 0; i < 100; i++)
    {
      SimTime arrival = transit (&b, 100);

      g_assert_cmpint (transit (&a, 100), ==, ABS (arrival));
    }
  lab_clear (&a);
  lab_clear (&b);
}

static void
test_trouble (Lab *lab, gconstpointer data)
{
  HostId third = network_add_host (lab->network, "third", HOST_DEVICE, "", 1);

  network_trouble_host (lab->network, lab->server, &(NetworkTrouble){ .latency = 5 * SIM_MILLISECOND });
  network_trouble_pair (lab->network, lab->client, lab->server, &(NetworkTrouble){ .latency = 2 * SIM_MILLISECOND });
  g_assert_cmpint (transit (lab, 0), ==, 17 * SIM_MILLISECOND);
  g_assert_cmpint (network_transit (lab->network, third, lab->server, 0), ==, 15 * SIM_MILLISECOND);
  g_assert_cmpint (network_transit (lab->network, lab->client, third, 0), ==, 10 * SIM_MILLISECOND);
  network_trouble_pair (lab->network, lab->server, lab->client, &(NetworkTrouble){ .cut = TRUE });
  g_assert_cmpint (transit (lab, 0), ==, -15 * SIM_MILLISECOND);
  g_assert_cmpint (network_transit (lab->network, lab->server, lab->client, 0), ==, -15 * SIM_MILLISECOND);
  g_assert_cmpint (network_transit (lab->network, lab->server, third, 0), ==, 15 * SIM_MILLISECOND);
}

/* The next packet need not wait behind those of a slow time that is over. */
static void
test_trouble_ends (Lab *lab, gconstpointer data)
{
  network_trouble_host (lab->network, lab->server, &(NetworkTrouble){ .latency = SIM_MINUTE });
  g_assert_cmpint (transit (lab, 0), ==, SIM_MINUTE + 10 * SIM_MILLISECOND);
  network_trouble_host (lab->network, lab->server, &(NetworkTrouble){ 0 });
  g_assert_cmpint (transit (lab, 0), ==, 10 * SIM_MILLISECOND);
}

typedef struct
{
  Engine *engine;
  GString *log;
} Listener;

static void
on_datagram (gpointer user, const Datagram *datagram)
{
  Listener *listener = user;
  gsize length;
  const char *bytes = g_bytes_get_data (datagram->bytes, &length);

  g_string_append_printf (listener->log, "%" G_GINT64_FORMAT ":%u:%u:%u:%.*s ", engine_now (listener->engine) / SIM_MICROSECOND,
                          datagram->from, datagram->from_port, datagram->query, (int) length, bytes);
}

static void
send_text (Lab *lab, guint16 port, guint32 query, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  network_send_udp (lab->network, lab->client, 4000, lab->server, port, query, bytes);
}

/* 42 bytes of headers: Ethernet, IPv4, UDP. */
static void
test_udp (Lab *lab, gconstpointer data)
{
  Listener listener = { lab->engine, g_string_new (NULL) };

  network_bind_udp (lab->network, lab->server, 53, on_datagram, &listener);
  send_text (lab, 53, 7, "one");
  send_text (lab, 53, 8, "two");
  send_text (lab, 54, 9, "nobody");
  lab_run (lab);
  g_assert_cmpstr (listener.log->str, ==, "10045:1:4000:7:one 10090:1:4000:8:two ");
  g_assert_cmpuint (trace_count (lab->trace), ==, 5);
  g_assert_cmpuint (engine_get_cause (lab->engine), ==, 0);
  g_string_free (listener.log, TRUE);
}

/* Who binds again takes the place of the one before; afterwards nobody need be there. */
static void
test_udp_again (Lab *lab, gconstpointer data)
{
  Listener first = { lab->engine, g_string_new (NULL) }, second = { lab->engine, g_string_new (NULL) };

  network_bind_udp (lab->network, lab->server, 53, on_datagram, &first);
  network_bind_udp (lab->network, lab->server, 54, on_datagram, &first);
  network_bind_udp (lab->network, lab->server, 53, on_datagram, &second);
  send_text (lab, 53, 1, "a");
  lab_run (lab);
  network_unbind_udp (lab->network, lab->server, 53);
  network_unbind_udp (lab->network, lab->server, 99);
  send_text (lab, 53, 2, "b");
  send_text (lab, 54, 3, "c");
  lab_run (lab);
  network_unbind_host (lab->network, lab->server);
  send_text (lab, 54, 4, "d");
  lab_run (lab);
  g_assert_cmpstr (second.log->str, ==, "10043:1:4000:1:a ");
  g_assert_nonnull (strstr (first.log->str, ":3:c "));
  g_assert_null (strstr (first.log->str, "a "));
  g_assert_null (strstr (first.log->str, "d "));
  g_string_free (first.log, TRUE);
  g_string_free (second.log, TRUE);
}

/* One program at many ports, which is told of the port. */
static void
on_ranged (gpointer user, const Datagram *datagram)
{
  g_string_append_printf (user, "%u ", datagram->to_port);
}

static void
test_udp_range (Lab *lab, gconstpointer data)
{
  g_autoptr (GString) client = g_string_new (NULL), resolver = g_string_new (NULL);
  const guint16 ports[] = { 32767, 32768, 40000, 49151, 49152, 65535 };

  network_bind_udp_range (lab->network, lab->server, UDP_CLIENT_PORTS, on_ranged, client);
  network_bind_udp_range (lab->network, lab->server, UDP_RESOLVER_PORTS, on_ranged, resolver);
  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    send_text (lab, ports[i], i, "x");
  lab_run (lab);
  g_assert_cmpstr (client->str, ==, "32768 40000 49151 ");
  g_assert_cmpstr (resolver->str, ==, "49152 65535 ");
}

/* A host that goes down loses what is on its way to it, too. */
static void
test_udp_down (Lab *lab, gconstpointer data)
{
  Listener listener = { lab->engine, g_string_new (NULL) };

  network_bind_udp (lab->network, lab->server, 53, on_datagram, &listener);
  send_text (lab, 53, 1, "a");
  lab_run_until (lab, 5 * SIM_MILLISECOND);
  network_set_state (lab->network, lab->server, HOST_DOWN);
  send_text (lab, 53, 2, "b");
  lab_run_until (lab, 12 * SIM_MILLISECOND);
  network_set_state (lab->network, lab->server, HOST_UP);
  send_text (lab, 53, 3, "c");
  lab_run (lab);
  g_assert_cmpstr (listener.log->str, ==, "22043:1:4000:3:c ");
  g_string_free (listener.log, TRUE);
}

/* The sanitizers see what is left on its way. */
static void
test_tear_down (Lab *lab, gconstpointer data)
{
  for (guint i = 0; i < 10; i++)
    send_text (lab, 53, i, "still flying");
  lab_run_until (lab, SIM_MILLISECOND);
  g_assert_cmpuint (engine_count_pending (lab->engine), ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/network/" name, Lab, NULL, set_up, func, tear_down)
  ADD ("addresses", test_addresses);
  ADD ("parse-address", test_parse_address);
  ADD ("latency", test_latency);
  ADD ("bandwidth", test_bandwidth);
  ADD ("link", test_link);
  ADD ("down", test_down);
  ADD ("udp", test_udp);
  ADD ("udp-down", test_udp_down);
  ADD ("udp-again", test_udp_again);
  ADD ("udp-range", test_udp_range);
  ADD ("trouble", test_trouble);
  ADD ("trouble-ends", test_trouble_ends);
  ADD ("tear-down", test_tear_down);
  g_test_add_func ("/network/loss", test_loss);
  g_test_add_func ("/network/combine-loss", test_combine_loss);
  g_test_add_func ("/network/loss-dice", test_loss_dice);
  g_test_add_func ("/network/jitter", test_jitter);
  return g_test_run ();
}
