/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/destination.h"

enum
{
  FIRST_WINDOW = 5, /* initial_destination_concurrency (postconf(5)) */
};

static const SimTime suspension = 300 * SIM_SECOND; /* minimal_backoff_time */

struct Destinations
{
  const Internet *internet; /* borrowed */
  guint most;
  DestinationFunc granted;
  GHashTable *by_name;      /* char * → Destination *; never walked but to free it */
};

struct Destination
{
  Destinations *owner;
  guint window;
  guint busy;
  guint failures_thousandths; /* of a cohort: a window full of failures in a row */
  SimTime suspended_until;
  SmtpReply *obstacle;
  GQueue waiting;             /* turns */
  SmtpCall *call;
  gboolean granting;
};

static void
free_destination (gpointer data)
{
  Destination *destination = data;

  g_clear_pointer (&destination->obstacle, smtp_reply_free);
  g_queue_clear (&destination->waiting);
  g_free (destination);
}

Destinations *
destinations_new (const Internet *internet, guint most, DestinationFunc granted)
{
  Destinations *destinations = g_new0 (Destinations, 1);

  destinations->internet = internet;
  destinations->most = most;
  destinations->granted = granted;
  destinations->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_destination);
  return destinations;
}

void
destinations_free (Destinations *destinations)
{
  g_hash_table_unref (destinations->by_name);
  g_free (destinations);
}

Destination *
destinations_get (Destinations *destinations, const char *name)
{
  Destination *destination = g_hash_table_lookup (destinations->by_name, name);

  if (destination != NULL)
    return destination;
  destination = g_new0 (Destination, 1);
  destination->owner = destinations;
  destination->window = MIN (FIRST_WINDOW, destinations->most);
  g_queue_init (&destination->waiting);
  g_hash_table_insert (destinations->by_name, g_strdup (name), destination);
  return destination;
}

gboolean
destination_enter (Destination *destination, gpointer turn)
{
  if (destination->busy >= destination->window)
    {
      g_queue_push_tail (&destination->waiting, turn);
      return FALSE;
    }
  destination->busy++;
  return TRUE;
}

void
destination_withdraw (Destination *destination, gpointer turn)
{
  g_queue_remove (&destination->waiting, turn);
}

/* A turn that is over at once leaves from inside; the loop of the first one goes on then. */
static void
grant (Destination *destination)
{
  if (destination->granting)
    return;
  destination->granting = TRUE;
  while (destination->busy < destination->window && !g_queue_is_empty (&destination->waiting))
    {
      destination->busy++;
      destination->owner->granted (g_queue_pop_head (&destination->waiting));
    }
  destination->granting = FALSE;
  if (destination->call != NULL)
    smtp_call_quit (g_steal_pointer (&destination->call));
}

/* As at the beginning; Postfix forgets a destination that nothing is queued for. */
static void
reset (Destination *destination)
{
  destination->failures_thousandths = 0;
  destination->window = MIN (FIRST_WINDOW, destination->owner->most);
}

static void
suspend (Destination *destination, const SmtpReply *trouble)
{
  g_autofree char *text = g_strdup_printf ("delivery temporarily suspended: %s", trouble->text);

  destination->suspended_until = engine_now (destination->owner->internet->engine) + suspension;
  reset (destination);
  g_clear_pointer (&destination->obstacle, smtp_reply_free);
  destination->obstacle = smtp_reply_new (0, smtp_reply_get_status (trouble), text);
}

/* Postfix's SCHEDULER_README: a cohort of failures, one behind the other, and the destination counts as dead. */
static void
note_failure (Destination *destination, const SmtpReply *trouble)
{
  destination->failures_thousandths += 1000 / destination->window;
  destination->window = MAX (destination->window - 1, 1);
  if (destination->failures_thousandths >= 1000 && trouble != NULL)
    suspend (destination, trouble);
}

void
destination_leave (Destination *destination, DestinationResult result, const SmtpReply *trouble)
{
  destination->busy--;
  switch (result)
    {
    case DESTINATION_REACHED:
      destination->failures_thousandths = 0;
      destination->window = MIN (destination->window + 1, destination->owner->most);
      break;
    case DESTINATION_UNREACHED:
      note_failure (destination, trouble);
      break;
    case DESTINATION_UNKNOWN:
      break;
    }
  grant (destination);
  if (destination->busy == 0)
    reset (destination);
}

guint
destination_count_places (const Destination *destination)
{
  return destination->window;
}

const SmtpReply *
destination_get_obstacle (const Destination *destination)
{
  return engine_now (destination->owner->internet->engine) < destination->suspended_until ? destination->obstacle : NULL;
}

void
destination_give_call (Destination *destination, SmtpCall *call)
{
  if (g_queue_is_empty (&destination->waiting) || destination->call != NULL)
    smtp_call_quit (call);
  else
    destination->call = call;
}

SmtpCall *
destination_take_call (Destination *destination)
{
  return g_steal_pointer (&destination->call);
}
