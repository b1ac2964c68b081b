/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/time-warp.h"

#include <math.h>

#define HOP (20 * SIM_MILLISECOND)

static const double hop_seconds = 0.9, longest_seconds = 2.5;
static const double short_power = 0.367, long_slope = 0.09;

typedef struct
{
  SimTime t;
  double arrive, leave; /* seconds of presentation */
} Knot;

struct TimeWarp
{
  Knot *knots;
  guint count;
};

double
time_warp_gap (SimTime gap)
{
  double hops = (double) gap / (double) HOP;

  if (gap <= 0)
    return 0;
  if (hops <= 1)
    return hop_seconds * pow (hops, short_power);
  return MIN (hop_seconds + long_slope * log (hops), longest_seconds);
}

TimeWarp *
time_warp_new (const TimeWarpInstant *instants, guint count)
{
  TimeWarp *warp = g_new (TimeWarp, 1);
  double seconds = 0;

  g_assert (count > 0);
  warp->knots = g_new (Knot, count);
  warp->count = count;
  for (guint i = 0; i < count; i++)
    {
      if (i > 0)
        {
          g_assert (instants[i].t > instants[i - 1].t);
          seconds += time_warp_gap (instants[i].t - instants[i - 1].t);
        }
      warp->knots[i] = (Knot){ instants[i].t, seconds, seconds + instants[i].dwell };
      seconds += instants[i].dwell;
    }
  return warp;
}

void
time_warp_free (TimeWarp *warp)
{
  g_free (warp->knots);
  g_free (warp);
}

double
time_warp_get_length (const TimeWarp *warp)
{
  return warp->knots[warp->count - 1].leave;
}

/* The last knot not after T; the first where all are. */
static guint
find_by_time (const TimeWarp *warp, SimTime t)
{
  guint low = 0, high = warp->count;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (warp->knots[middle].t <= t)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* The last knot reached by SECONDS; the first where none is. */
static guint
find_by_seconds (const TimeWarp *warp, double seconds)
{
  guint low = 0, high = warp->count;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (warp->knots[middle].arrive <= seconds)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* Seconds at T, which lies behind knot I. */
static double
interpolate (const TimeWarp *warp, guint i, SimTime t)
{
  const Knot *from = &warp->knots[i], *to = from + 1;

  if (i + 1 == warp->count)
    return from->leave;
  return from->leave + (to->arrive - from->leave) * ((double) (t - from->t) / (double) (to->t - from->t));
}

double
time_warp_arrive (const TimeWarp *warp, SimTime t)
{
  guint i = find_by_time (warp, t);

  return t <= warp->knots[i].t ? warp->knots[i].arrive : interpolate (warp, i, t);
}

double
time_warp_leave (const TimeWarp *warp, SimTime t)
{
  guint i = find_by_time (warp, t);

  return t < warp->knots[i].t ? warp->knots[i].arrive : interpolate (warp, i, t);
}

SimTime
time_warp_get_time (const TimeWarp *warp, double seconds)
{
  guint i = find_by_seconds (warp, seconds);
  const Knot *from = &warp->knots[i], *to = from + 1;
  double part;

  if (seconds <= from->leave || i + 1 == warp->count)
    return from->t;
  part = (seconds - from->leave) / (to->arrive - from->leave);
  return MIN (from->t + (SimTime) (part * (double) (to->t - from->t) + 0.5), to->t - 1);
}

guint
time_warp_count (const TimeWarp *warp)
{
  return warp->count;
}

SimTime
time_warp_get_instant (const TimeWarp *warp, guint index)
{
  g_assert (index < warp->count);
  return warp->knots[index].t;
}
