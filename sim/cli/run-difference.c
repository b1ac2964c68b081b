/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/run-difference.h"

RunDifference *
run_difference_new (const char *name_a, const Trace *a, const char *name_b, const Trace *b)
{
  RunDifference *difference = g_new0 (RunDifference, 1);

  *difference = (RunDifference){ .names = { name_a, name_b }, .traces = { a, b } };
  for (guint side = 0; side < 2; side++)
    difference->outcomes[side] = outcome_new (difference->traces[side], trace_count (difference->traces[side]));
  difference->messages = outcome_compare (a, difference->outcomes[0], b, difference->outcomes[1]);
  difference->comparison = trace_comparison_new (a, b);
  return difference;
}

void
run_difference_free (RunDifference *difference)
{
  g_ptr_array_unref (difference->messages);
  trace_comparison_free (difference->comparison);
  for (guint side = 0; side < 2; side++)
    outcome_free (difference->outcomes[side]);
  g_free (difference);
}

gboolean
run_difference_is_none (const RunDifference *difference)
{
  return difference->messages->len == 0 && difference->comparison->worlds->len == 0 && difference->comparison->parting == NULL;
}

const char *
run_difference_scenario (const RunDifference *difference, guint side)
{
  const Trace *trace = difference->traces[side];

  return trace_blob (trace, trace_get (trace, 1)->text, NULL);
}

const char *
run_difference_seed (const RunDifference *difference, guint side)
{
  const Trace *trace = difference->traces[side];

  return trace_blob (trace, trace_get (trace, 1)->item, NULL);
}
