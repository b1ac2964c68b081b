/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must hold whatever two programs and the network do: over many seeds, dice write, close, break off, crash,
 * cut the line, slow it down and lose packets. TCP_SEEDS=N tries N schedules instead of the usual number.
 */
#include "tests/net/lab.h"

#include <stdlib.h>
#include <string.h>

enum
{
  USUAL_SEEDS = 300,
  STEPS = 40,
};

typedef struct
{
  Lab lab;
  GRand *dice;
  LabOwner client, server;
  GString *said_by_client, *said_by_server;
  gboolean cut;
} Play;

static guint
roll (Play *play, guint sides)
{
  return (guint) g_rand_int_range (play->dice, 0, (gint32) sides);
}

static void
write_some (Play *play, LabOwner *owner, GString *said)
{
  gsize length = roll (play, 4) == 0 ? roll (play, 100000) : 1 + roll (play, 200);
  g_autofree char *text = g_malloc (length);

  if (owner->end == NULL)
    return;
  for (gsize i = 0; i < length; i++)
    text[i] = (char) ('a' + (said->len + i) * 11 % 26);
  tcp_end_write (owner->end, text, length);
  g_string_append_len (said, text, (gssize) length);
}

static void
leave (Play *play, LabOwner *owner)
{
  if (owner->end == NULL || roll (play, 3) > 0)
    return;
  if (roll (play, 3) == 0)
    tcp_end_abort (g_steal_pointer (&owner->end));
  else
    lab_owner_close (owner);
}

static void
trouble (Play *play)
{
  const NetworkTrouble some = { .latency = roll (play, 2000) * SIM_MILLISECOND, .loss_ppm = roll (play, 2) == 0 ? roll (play, 500000) : 0 };

  if (roll (play, 2) == 0)
    {
      play->cut = !play->cut;
      lab_cut (&play->lab, play->cut);
    }
  else
    network_trouble_host (play->lab.network, play->lab.server, &some);
}

static void
crash (Play *play)
{
  if (roll (play, 6) > 0)
    return;
  tcp_crash_host (play->lab.tcp, roll (play, 2) == 0 ? play->lab.client : play->lab.server);
  lab_owner_listen (&play->server);
}

static void
step (Play *play)
{
  lab_run_until (&play->lab, engine_now (play->lab.engine) + (SimTime) roll (play, 2000) * (roll (play, 8) == 0 ? 50 : 1) * SIM_MILLISECOND);
  switch (roll (play, 8))
    {
    case 0:
      trouble (play);
      break;
    case 1:
      leave (play, roll (play, 2) == 0 ? &play->client : &play->server);
      break;
    case 2:
      crash (play);
      break;
    case 3:
    case 4:
      write_some (play, &play->server, play->said_by_server);
      break;
    default:
      write_some (play, &play->client, play->said_by_client);
    }
}

static void
play_init (Play *play, guint seed)
{
  const NetworkLink link = { 20 * SIM_MILLISECOND, 5 * SIM_MILLISECOND, 2000000, seed % 3 == 0 ? 30000 : 0 };

  *play = (Play){ .dice = g_rand_new_with_seed (seed), .said_by_client = g_string_new (NULL), .said_by_server = g_string_new (NULL) };
  lab_init (&play->lab, &link);
  lab_owner_init (&play->client, &play->lab);
  lab_owner_init (&play->server, &play->lab);
  lab_owner_listen (&play->server);
  lab_owner_connect (&play->client, 30 * SIM_SECOND);
  lab_run_until (&play->lab, SIM_SECOND);
}

static void
play_clear (Play *play)
{
  lab_clear (&play->lab);
  lab_owner_clear (&play->client);
  lab_owner_clear (&play->server);
  g_string_free (play->said_by_client, TRUE);
  g_string_free (play->said_by_server, TRUE);
  g_rand_free (play->dice);
}

/* Nothing is heard that was not said, nothing twice, nothing out of order; where the connection lasts or ended
 * by FIN of the one who spoke, everything is. */
static void
check (Play *play, guint seed)
{
  g_autofree char *connection = lab_connection (&play->lab);
  gboolean whole = g_str_has_suffix (connection, " connected\n");

  g_test_message ("seed %u: %s", seed, connection);
  g_assert_true (g_str_has_prefix (play->said_by_client->str, play->server.heard->str));
  g_assert_true (g_str_has_prefix (play->said_by_server->str, play->client.heard->str));
  if (whole && play->client.end != NULL && play->server.end != NULL)
    {
      g_assert_cmpuint (play->server.heard->len, ==, play->said_by_client->len);
      g_assert_cmpuint (play->client.heard->len, ==, play->said_by_server->len);
    }
  lab_assert_laws (&play->lab);
}

static void
test_schedules (void)
{
  const char *wanted = g_getenv ("TCP_SEEDS");
  guint seeds = wanted != NULL ? (guint) atoi (wanted) : USUAL_SEEDS, lasted = 0;

  for (guint seed = 0; seed < seeds; seed++)
    {
      Play play;

      play_init (&play, seed);
      for (guint i = 0; i < STEPS; i++)
        step (&play);
      network_trouble_host (play.lab.network, play.lab.server, &(NetworkTrouble){ 0 });
      lab_cut (&play.lab, FALSE);
      lab_run (&play.lab);
      check (&play, seed);
      lasted += play.client.end != NULL && play.server.end != NULL;
      play_clear (&play);
    }
  g_assert_cmpuint (lasted, >, 0);
}

/* The same schedule, the same packets. */
static void
test_same_again (void)
{
  g_autofree char *first = NULL;

  for (guint round = 0; round < 2; round++)
    {
      g_autofree char *packets = NULL;
      Play play;

      play_init (&play, 3);
      for (guint i = 0; i < STEPS; i++)
        step (&play);
      packets = lab_packets (&play.lab);
      if (round == 0)
        first = g_steal_pointer (&packets);
      else
        g_assert_cmpstr (packets, ==, first);
      play_clear (&play);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tcp-schedules/laws", test_schedules);
  g_test_add_func ("/tcp-schedules/same-again", test_same_again);
  return g_test_run ();
}
