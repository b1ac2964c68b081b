/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/greylist.h"

enum
{
  HOST = 192u << 24 | 0 << 16 | 2 << 8 | 1,
  NEIGHBOUR = HOST + 7,   /* of the same network */
  STRANGER = HOST + 4096,
};

static SimTime
ask (Greylist *greylist, guint32 client, SimTime now)
{
  return greylist_check (greylist, client, "alice@example.com", "bob@example.org", now);
}

static void
test_waits (void)
{
  g_autoptr (Greylist) greylist = greylist_new (5 * SIM_MINUTE);

  g_assert_cmpint (ask (greylist, HOST, 0), ==, 5 * SIM_MINUTE);
  g_assert_cmpint (ask (greylist, HOST, SIM_MINUTE), ==, 4 * SIM_MINUTE); /* coming early does not begin anew */
  g_assert_cmpint (ask (greylist, HOST, 5 * SIM_MINUTE), ==, 0);
  g_assert_cmpint (ask (greylist, HOST, 90 * SIM_DAY), ==, 0);
}

/* The same network counts as the same client; another sender or recipient does not. */
static void
test_triplet (void)
{
  g_autoptr (Greylist) greylist = greylist_new (SIM_MINUTE);

  ask (greylist, HOST, 0);
  g_assert_cmpint (ask (greylist, NEIGHBOUR, SIM_MINUTE), ==, 0);
  g_assert_cmpint (ask (greylist, STRANGER, SIM_MINUTE), >, 0);
  g_assert_cmpint (greylist_check (greylist, HOST, "carol@example.com", "bob@example.org", SIM_MINUTE), >, 0);
  g_assert_cmpint (greylist_check (greylist, HOST, "alice@example.com", "carol@example.org", SIM_MINUTE), >, 0);
  g_assert_cmpint (greylist_check (greylist, HOST, "ALICE@example.com", "Bob@Example.org", SIM_MINUTE), ==, 0);
}

/* Who comes back only after days is a stranger again. */
static void
test_forgets (void)
{
  g_autoptr (Greylist) greylist = greylist_new (SIM_MINUTE);

  ask (greylist, HOST, 0);
  g_assert_cmpint (ask (greylist, HOST, 3 * SIM_DAY), ==, SIM_MINUTE);
  g_assert_cmpint (ask (greylist, HOST, 3 * SIM_DAY + SIM_MINUTE), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/greylist/waits", test_waits);
  g_test_add_func ("/greylist/triplet", test_triplet);
  g_test_add_func ("/greylist/forgets", test_forgets);
  return g_test_run ();
}
