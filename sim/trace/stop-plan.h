/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stop-plan: how the list of stops is made from a trace. Only for stops.c.
 */
#pragma once

#include "sim/trace/stops.h"

/* A stretch of the presentation in which simulated time rests, for one record to be told. */
typedef struct
{
  double begin, end;
  TraceId record;
  TraceId packet;    /* that flies meanwhile, or 0 */
  guint position;    /* that is shown meanwhile */
} StopRest;

TimeWarp *stop_plan_warp (const Trace *trace);
GArray *stop_plan_rests (const Trace *trace, const TimeWarp *warp);
GArray *stop_plan_stops (const Trace *trace, const TimeWarp *warp, const GArray *rests);
/* Indexes of STOPS, by record. */
guint *stop_plan_order (const GArray *stops);
