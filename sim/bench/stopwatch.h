/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stopwatch: CPU time of this process, and the median of several rounds.
 */
#pragma once

#include <glib.h>

/* Seconds of CPU time since the process began. */
double stopwatch_cpu (void);

/* The middle one of COUNT values, which are sorted. */
double stopwatch_median (double *values, guint count);
