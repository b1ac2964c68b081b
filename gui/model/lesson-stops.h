/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lesson-stops: where in a run its lesson has something to say or to ask: the scenario's key 'lesson', found in the trace.
 */
#pragma once

#include "gui/model/stop-condition.h"
#include "sim/world/scenario.h"

typedef struct
{
  TraceId record;
  const ScenarioStop *stop; /* what is said and asked there; the scenario's */
} LessonStop;

/* Those of LESSON (ScenarioStop *) that TRACE comes to, each at the first record that is like it and at which
 * none before it in LESSON is; LessonStop, by their records. */
GArray *lesson_stops_new (const GPtrArray *lesson, const Trace *trace);

/* The one at stop INDEX of STOPS, the first where there are several; NULL: none. */
const ScenarioStop *lesson_stops_find (const GArray *lesson, const Stops *stops, guint index);

/* The first of STOPS behind AFTER and not behind UNTIL, in seconds, where one of LESSON is, or STOP_NOWHERE. */
guint lesson_stops_find_between (const GArray *lesson, const Stops *stops, double after, double until);
