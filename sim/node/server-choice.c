/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/server-choice.h"

static const SimTime slowest = 10 * SIM_SECOND;

struct ServerChoice
{
  RandomStream *dice;  /* borrowed */
  GHashTable *expected; /* HostId → SimTime *; never walked */
};

ServerChoice *
server_choice_new (RandomStream *dice)
{
  ServerChoice *choice = g_new0 (ServerChoice, 1);

  choice->dice = dice;
  choice->expected = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return choice;
}

void
server_choice_free (ServerChoice *choice)
{
  g_hash_table_unref (choice->expected);
  g_free (choice);
}

static SimTime *
find (const ServerChoice *choice, HostId server)
{
  return g_hash_table_lookup (choice->expected, GUINT_TO_POINTER (server));
}

static void
set (ServerChoice *choice, HostId server, SimTime expected)
{
  SimTime *known = find (choice, server);

  if (known == NULL)
    {
      known = g_new (SimTime, 1);
      g_hash_table_insert (choice->expected, GUINT_TO_POINTER (server), known);
    }
  *known = expected;
}

SimTime
server_choice_expect (ServerChoice *choice, HostId server)
{
  if (find (choice, server) == NULL)
    set (choice, server, (SimTime) (1 + random_stream_below (choice->dice, 1000)) * SIM_MICROSECOND);
  return *find (choice, server);
}

/* What has been so far counts for seven tenths. */
void
server_choice_note_answer (ServerChoice *choice, HostId server, SimTime taken)
{
  const SimTime *known = find (choice, server);

  set (choice, server, known == NULL ? taken : (*known * 7 + taken * 3) / 10);
}

void
server_choice_note_silence (ServerChoice *choice, HostId server, SimTime waited)
{
  const SimTime *known = find (choice, server);

  set (choice, server, MIN (MAX (waited, known == NULL ? 0 : *known) * 2, slowest));
}

void
server_choice_note_passed_over (ServerChoice *choice, HostId server)
{
  const SimTime *known = find (choice, server);

  if (known != NULL)
    set (choice, server, *known * 98 / 100);
}
