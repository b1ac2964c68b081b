/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/retry-axis.h"

#include <math.h>

/* Of the axis, what lies before FIRST. */
static const double head_part = 0.05;

const RetryTick retry_ticks[] = {
  { SIM_SECOND, "1 s" },
  { 5 * SIM_SECOND, "5 s" },
  { 15 * SIM_SECOND, "15 s" },
  { SIM_MINUTE, "1 min" },
  { 5 * SIM_MINUTE, "5 min" },
  { 15 * SIM_MINUTE, "15 min" },
  { SIM_HOUR, "1 h" },
  { 4 * SIM_HOUR, "4 h" },
  { 12 * SIM_HOUR, "12 h" },
  { SIM_DAY, "1 day" },
  { 2 * SIM_DAY, "2 days" },
  { 5 * SIM_DAY, "5 days" },
  { 10 * SIM_DAY, "10 days" },
  { 30 * SIM_DAY, "30 days" },
};

const guint retry_n_ticks = G_N_ELEMENTS (retry_ticks);

double
retry_axis_place (const RetryAxis *axis, SimTime age)
{
  double head = (axis->right - axis->left) * head_part, decades = log ((double) axis->last / (double) axis->first);

  if (age <= axis->first)
    return axis->left + head * (double) MAX (age, 0) / (double) axis->first;
  return axis->left + head + (axis->right - axis->left - head) * MIN (log ((double) age / (double) axis->first) / decades, 1);
}
