/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/fault-mark.h"
#include "gui/draw/map-cast.h"
#include "tests/gui/lab.h"

static HostId
host_of (Player *player, const char *name)
{
  HostId host = trace_find_host (player_get_trace (player), name);

  g_assert_cmpuint (host, !=, 0);
  return host;
}

/* At T of library scenario LESSON, HOST has MARK. */
static void
assert_mark (const char *lesson, SimTime t, const char *host, const char *mark)
{
  g_autoptr (Player) player = lab_open (lesson);
  char found[FAULT_MARK_SIZE];

  player_seek_time (player, t);
  fault_mark_host (player_get_trace (player), player_get_snapshot (player), host_of (player, host), found);
  g_assert_cmpstr (found, ==, mark);
}

static void
test_hosts (void)
{
  assert_mark ("mailbox-full", SIM_MINUTE, "mail.example.org", "mailbox full");
  assert_mark ("mailbox-full", SIM_MINUTE, "mail.example.com", "");
  assert_mark ("disk-full", SIM_MINUTE, "mail.example.org", "disk full");
  assert_mark ("disk-full", 2 * SIM_HOUR, "mail.example.org", "");
  assert_mark ("connection-refused", SIM_MINUTE, "mail.example.org", "refuses :25");
  assert_mark ("partial-failure", SIM_SECOND, "mail.example.org", "says 450 ×2");
  assert_mark ("hangs-after-data", SIM_SECOND, "mail.example.org", "hangs once");
  assert_mark ("dns-servfail", SIM_MINUTE, "ns.example.org", "out of order");
  assert_mark ("dns-servfail", SIM_MINUTE, "mail.example.org", "");
  assert_mark ("server-down", SIM_MINUTE, "mail.example.org", "");
}

static void
test_ways (void)
{
  g_autoptr (Player) player = lab_open ("partition");
  HostId com = host_of (player, "mail.example.com"), org = host_of (player, "mail.example.org"), near = host_of (player, "resolver.example.com");
  const Trace *trace = player_get_trace (player);

  player_seek_time (player, SIM_MINUTE);
  g_assert_cmpstr (fault_mark_way (trace, player_get_snapshot (player), com, org), ==, "cut");
  g_assert_cmpstr (fault_mark_way (trace, player_get_snapshot (player), org, com), ==, "cut");
  g_assert_null (fault_mark_way (trace, player_get_snapshot (player), com, near));
  player_seek_time (player, trace_end_time (trace));
  g_assert_null (fault_mark_way (trace, player_get_snapshot (player), com, org));
}

static AreaKind
side_of (const MapCast *cast, HostId host)
{
  for (guint i = 0; i < cast->hosts->len; i++)
    if (g_array_index (cast->hosts, CastHost, i).host == host)
      return g_array_index (cast->hosts, CastHost, i).side;
  g_assert_not_reached ();
}

/* Who writes first stands on the left, also where bounces and answers come back. */
static void
test_sides (void)
{
  static const struct
  {
    const char *lesson, *host;
    AreaKind side;
  } cases[] = {
    { "five-schedules", "mail.exchange.example", AREA_SENDER },
    { "five-schedules", "mail.example.org", AREA_RECIPIENT },
    { "reply", "mail.example.com", AREA_SENDER },
    { "reply", "mail.example.org", AREA_RECIPIENT },
    { "backscatter", "mail.example.com", AREA_RECIPIENT },
    { "null-mx", "mail.example.org", AREA_RECIPIENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Player) player = lab_open (cases[i].lesson);
      g_autoptr (MapCast) cast = map_cast_new (player_get_trace (player));

      g_assert_cmpint (side_of (cast, host_of (player, cases[i].host)), ==, cases[i].side);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fault-mark/hosts", test_hosts);
  g_test_add_func ("/fault-mark/ways", test_ways);
  g_test_add_func ("/fault-mark/sides", test_sides);
  return g_test_run ();
}
