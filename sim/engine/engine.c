/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/engine/engine.h"

#include "sim/engine/event-queue.h"

/* A pending event beside its key: 40 bytes. */
typedef struct
{
  EngineFunc func;
  gpointer target; /* borrowed */
  guint64 argument;
  guint32 cause;
  guint32 generation; /* odd while pending */
  guint32 class;
  guint32 next_free;
} Event;

struct Engine
{
  SimTime now;
  guint64 next_number;
  guint64 run;
  guint32 cause;
  guint32 work;
  guint32 first_free; /* slot + 1 */
  EventQueue *queue;
  GArray *events; /* Event by slot */
};

Engine *
engine_new (void)
{
  Engine *engine = g_new0 (Engine, 1);

  engine->queue = event_queue_new ();
  engine->events = g_array_new (FALSE, FALSE, sizeof (Event));
  return engine;
}

void
engine_free (Engine *engine)
{
  event_queue_free (engine->queue);
  g_array_unref (engine->events);
  g_free (engine);
}

SimTime
engine_now (const Engine *engine)
{
  return engine->now;
}

static inline Event *
event_at (Engine *engine, guint32 slot)
{
  return &g_array_index (engine->events, Event, slot);
}

static guint32
take_slot (Engine *engine)
{
  guint32 slot;

  if (engine->first_free != 0)
    {
      slot = engine->first_free - 1;
      engine->first_free = event_at (engine, slot)->next_free;
      return slot;
    }
  slot = engine->events->len;
  g_array_set_size (engine->events, slot + 1);
  event_at (engine, slot)->generation = 0;
  return slot;
}

static void
release_slot (Engine *engine, guint32 slot)
{
  Event *event = event_at (engine, slot);

  if (event->class == ENGINE_WORK)
    engine->work--;
  event->generation++;
  event->next_free = engine->first_free;
  engine->first_free = slot + 1;
}

EventId
engine_schedule (Engine *engine, EngineClass class, SimTime at, EngineFunc func, gpointer target, guint64 argument)
{
  guint32 slot = take_slot (engine);
  Event *event = event_at (engine, slot);

  event->func = func;
  event->target = target;
  event->argument = argument;
  event->cause = engine->cause;
  event->class = class;
  event->generation++;
  if (class == ENGINE_WORK)
    engine->work++;
  event_queue_push (engine->queue, (EventKey){ MAX (at, engine->now), engine->next_number++, slot });
  return (EventId) event->generation << 32 | slot;
}

/* NULL where ID has run or was cancelled. */
static Event *
find_event (Engine *engine, EventId id)
{
  Event *event = id == 0 ? NULL : event_at (engine, (guint32) id);

  return event != NULL && event->generation == (guint32) (id >> 32) ? event : NULL;
}

void
engine_set_class (Engine *engine, EventId id, EngineClass class)
{
  Event *event = find_event (engine, id);

  if (event == NULL || event->class == class)
    return;
  event->class = class;
  if (class == ENGINE_WORK)
    engine->work++;
  else
    engine->work--;
}

gboolean
engine_cancel (Engine *engine, EventId *id)
{
  guint32 slot = (guint32) *id;
  gboolean pending = find_event (engine, *id) != NULL;

  *id = 0;
  if (!pending)
    return FALSE;
  event_queue_remove (engine->queue, slot);
  release_slot (engine, slot);
  return TRUE;
}

gboolean
engine_step (Engine *engine, SimTime limit)
{
  EventKey key;
  Event event;

  if (!event_queue_pop_until (engine->queue, limit, &key))
    return FALSE;
  event = *event_at (engine, key.slot);
  release_slot (engine, key.slot);
  g_assert (key.time >= engine->now);
  engine->now = key.time;
  engine->run++;
  engine->cause = event.cause;
  event.func (event.target, event.argument);
  engine->cause = 0;
  return TRUE;
}

void
engine_advance (Engine *engine, SimTime t)
{
  g_assert (engine_next_time (engine) >= t);
  engine->now = MAX (engine->now, t);
}

SimTime
engine_next_time (const Engine *engine)
{
  EventKey key;

  return event_queue_peek (engine->queue, &key) ? key.time : SIM_NEVER;
}

guint
engine_count_pending (const Engine *engine)
{
  return event_queue_count (engine->queue);
}

guint
engine_count_work (const Engine *engine)
{
  return engine->work;
}

guint64
engine_count_run (const Engine *engine)
{
  return engine->run;
}

guint32
engine_get_cause (const Engine *engine)
{
  return engine->cause;
}

void
engine_set_cause (Engine *engine, guint32 cause)
{
  engine->cause = cause;
}
