/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * engine: the discrete-event engine. It holds pending events in order of (time, number), runs them
 * one at a time and carries the cause: an event runs under the cause it was scheduled under.
 * It knows nothing of hosts, mail or traces; two engines may live in one process.
 */
#pragma once

#include "sim/engine/sim-time.h"

typedef struct Engine Engine;

/* Names one scheduled event; 0 is none. A stale id is recognised, never mistaken. */
typedef guint64 EventId;

/* Called when the event's time has come. TARGET is borrowed: its owner cancels its events. */
typedef void (*EngineFunc) (gpointer target, guint64 argument);

typedef enum
{
  ENGINE_WORK,       /* keeps the run alive */
  ENGINE_BACKGROUND, /* a habit (looking for mail, expiring a cache): does not keep it alive */
} EngineClass;

Engine *engine_new (void);
void engine_free (Engine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Engine, engine_free)

SimTime engine_now (const Engine *engine);

/* Runs FUNC at time AT (never before now: an earlier AT means now). Events of one time run in the
 * order in which they were scheduled. */
EventId engine_schedule (Engine *engine, EngineClass class, SimTime at, EngineFunc func,
                         gpointer target, guint64 argument);

/* From now on the event ID is of CLASS; nothing where it has run or was cancelled. For a timer that is needed now
 * and then, this is much cheaper than to cancel it and to schedule it again. */
void engine_set_class (Engine *engine, EventId id, EngineClass class);

/* FALSE where *ID has run, was cancelled or is 0; *ID is 0 afterwards. */
gboolean engine_cancel (Engine *engine, EventId *id);

/* Runs the earliest event if its time is not after LIMIT. FALSE where there was none. */
gboolean engine_step (Engine *engine, SimTime limit);

/* Moves the clock to T when no event is left before it. */
void engine_advance (Engine *engine, SimTime t);

/* The time of the earliest pending event, or SIM_NEVER. */
SimTime engine_next_time (const Engine *engine);
guint engine_count_pending (const Engine *engine);
guint engine_count_work (const Engine *engine);
guint64 engine_count_run (const Engine *engine);

/* The number of the trace record that the present moment follows from; 0 is a beginning. */
guint32 engine_get_cause (const Engine *engine);
void engine_set_cause (Engine *engine, guint32 cause);
