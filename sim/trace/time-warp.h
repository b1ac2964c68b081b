/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * time-warp: simulated time as a lesson shows it: every hop gets its moment on screen, idle hours
 * pass in a breath. A monotone, piecewise linear map between simulated time and seconds of
 * presentation. It reads no trace.
 */
#pragma once

#include "sim/trace/trace-record.h" /* SimTime */

/* An instant at which something happens, and how long the presentation rests there. */
typedef struct
{
  SimTime t;
  double dwell; /* seconds, not negative */
} TimeWarpInstant;

typedef struct TimeWarp TimeWarp;

/* INSTANTS rise strictly; COUNT is not 0. */
TimeWarp *time_warp_new (const TimeWarpInstant *instants, guint count);
void time_warp_free (TimeWarp *warp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TimeWarp, time_warp_free)

/* How many seconds the presentation spends on GAP: 0 for 0, about 0.3 for 1 ms, 0.9 for 20 ms; grows
 * with the logarithm from there and is never above 2.5. Rises strictly up to that. */
double time_warp_gap (SimTime gap);

/* Seconds from the first instant to the end of the last. */
double time_warp_get_length (const TimeWarp *warp);

/* When the presentation reaches T, and when it goes on behind it; they differ where it rests.
 * Instants outside the run are held to its ends. */
double time_warp_arrive (const TimeWarp *warp, SimTime t);
double time_warp_leave (const TimeWarp *warp, SimTime t);

/* The simulated time that is shown after SECONDS. */
SimTime time_warp_get_time (const TimeWarp *warp, double seconds);

/* The instants, for marks on a time line. */
guint time_warp_count (const TimeWarp *warp);
SimTime time_warp_get_instant (const TimeWarp *warp, guint index);
