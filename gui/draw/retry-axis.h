/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retry-axis: ages from the first second to the last day on one axis: each time as wide as what is ten times as long. What
 * is younger than where it begins is spread evenly before that.
 */
#pragma once

#include "sim/trace/trace-record.h"

typedef struct
{
  SimTime first; /* from here on it is logarithmic */
  SimTime last;
  double left, right; /* where 0 and LAST stand */
} RetryAxis;

/* Where AGE stands. */
double retry_axis_place (const RetryAxis *axis, SimTime age);

typedef struct
{
  SimTime age;
  const char *label; /* "1 min" */
} RetryTick;

/* Round ages that may stand on an axis, in order. */
extern const RetryTick retry_ticks[];
extern const guint retry_n_ticks;
