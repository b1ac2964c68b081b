/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/bench/stopwatch.h"

#include <stdlib.h>
#include <time.h>

double
stopwatch_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

double
stopwatch_median (double *values, guint count)
{
  qsort (values, count, sizeof (double), compare);
  return values[count / 2];
}
