/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/live/live-world.h"

enum
{
  MOST_EVENTS = 20000, /* before sockets get their turn again */
};

typedef struct
{
  GSource source; /* first */
  LiveWorld *world;
} Alarm;

struct LiveWorld
{
  Simulation *simulation; /* borrowed */
  double speed;
  gint64 began_us;        /* by the monotonic clock */
  SimTime began;
  GSource *alarm;
};

/* Simulated time as the wall clock has it; it never runs backwards. */
static SimTime
due_time (const LiveWorld *world)
{
  double passed = (double) (g_get_monotonic_time () - world->began_us) * 1000 * world->speed;

  return MAX (world->began + (SimTime) MIN (passed, (double) (G_MAXINT64 / 4)), simulation_now (world->simulation));
}

static gint64
wall_time (const LiveWorld *world, SimTime t)
{
  double wait = (double) (t - world->began) / 1000 / world->speed;

  return world->began_us + (gint64) MIN (wait, (double) (G_MAXINT64 / 4)) + 1;
}

static void
set_alarm (LiveWorld *world, gboolean at_once)
{
  SimTime next = simulation_next_time (world->simulation);

  if (at_once)
    g_source_set_ready_time (world->alarm, 0);
  else
    g_source_set_ready_time (world->alarm, next == SIM_NEVER ? -1 : wall_time (world, next));
}

static gboolean
advance (LiveWorld *world, SimTime t)
{
  gboolean done = simulation_advance (world->simulation, t, MOST_EVENTS);

  set_alarm (world, !done);
  return done;
}

static gboolean
on_alarm (GSource *source, GSourceFunc callback, gpointer user)
{
  live_world_catch_up (((Alarm *) source)->world);
  return G_SOURCE_CONTINUE;
}

static GSource *
alarm_new (LiveWorld *world)
{
  static GSourceFuncs funcs = { .dispatch = on_alarm };
  GSource *source = g_source_new (&funcs, sizeof (Alarm));

  ((Alarm *) source)->world = world;
  g_source_set_static_name (source, "live world");
  g_source_attach (source, NULL);
  return source;
}

LiveWorld *
live_world_new (Simulation *simulation, double speed)
{
  LiveWorld *world = g_new0 (LiveWorld, 1);

  g_assert (simulation_get_visitor (simulation) != NULL && speed > 0);
  world->simulation = simulation;
  world->speed = speed;
  world->began_us = g_get_monotonic_time ();
  world->began = simulation_now (simulation);
  world->alarm = alarm_new (world);
  set_alarm (world, FALSE);
  return world;
}

void
live_world_free (LiveWorld *world)
{
  g_source_destroy (world->alarm);
  g_source_unref (world->alarm);
  g_free (world);
}

Visitor *
live_world_get_visitor (const LiveWorld *world)
{
  return simulation_get_visitor (world->simulation);
}

void
live_world_catch_up (LiveWorld *world)
{
  advance (world, due_time (world));
}

gboolean
live_world_react (LiveWorld *world)
{
  return advance (world, simulation_now (world->simulation));
}
