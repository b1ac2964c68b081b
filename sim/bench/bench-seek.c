/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/bench/bench.h"

#include "sim/bench/mass-mailing.h"
#include "sim/bench/stopwatch.h"
#include "sim/engine/random-stream.h"
#include "sim/trace/history.h"

enum
{
  SEEKS = 1000,
  STEPS = 1000,
  BASELINE_SEEKS = 20,
};

static double
percentile (double *sorted, guint count, guint percent)
{
  return sorted[MIN (count - 1, count * percent / 100)];
}

static double
fold_from_start (const Trace *trace, RandomStream *dice)
{
  double rounds[BASELINE_SEEKS];

  for (guint i = 0; i < BASELINE_SEEKS; i++)
    {
      g_autoptr (Snapshot) snapshot = snapshot_new ();
      guint target = (guint) random_stream_below (dice, trace_count (trace));
      double start = stopwatch_cpu ();

      while (snapshot->position < target)
        snapshot_advance (snapshot, trace);
      rounds[i] = stopwatch_cpu () - start;
    }
  return stopwatch_median (rounds, BASELINE_SEEKS);
}

static void
print_seeks (const Trace *trace, History *history, RandomStream *dice, double baseline)
{
  double *rounds = g_new (double, SEEKS);
  double median;

  for (guint i = 0; i < SEEKS; i++)
    {
      double start = stopwatch_cpu ();

      history_seek (history, (guint) random_stream_below (dice, trace_count (trace)));
      rounds[i] = stopwatch_cpu () - start;
    }
  median = stopwatch_median (rounds, SEEKS);
  g_print ("  %-22s %9.3f ms median  %9.3f ms 99th  %9.0f/s  %7.1f × faster\n", "to a random instant", median * 1e3,
           percentile (rounds, SEEKS, 99) * 1e3, 1 / median, baseline / median);
  g_free (rounds);
}

static void
print_steps_back (const Trace *trace, History *history, double baseline)
{
  double *rounds = g_new (double, STEPS);
  guint position = trace_count (trace);
  double median;

  history_seek (history, position);
  for (guint i = 0; i < STEPS; i++)
    {
      double start = stopwatch_cpu ();

      history_seek (history, position - 1 - i);
      rounds[i] = stopwatch_cpu () - start;
    }
  median = stopwatch_median (rounds, STEPS);
  g_print ("  %-22s %9.3f ms median  %9.3f ms 99th  %9.0f/s  %7.1f × faster\n", "one step back", median * 1e3,
           percentile (rounds, STEPS, 99) * 1e3, 1 / median, baseline / median);
  g_free (rounds);
}

gboolean
bench_seek (const char *scenario, GError **error)
{
  static const guint mails[] = { 100, 1000, 10000 };

  for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      double seconds, baseline;
      g_autoptr (Simulation) simulation = mass_mailing_run (scenario, mails[i], 10 * SIM_SECOND, TRACE_PACKETS, &seconds, error);
      g_autoptr (History) history = NULL;
      const Trace *trace;
      RandomStream dice;

      if (simulation == NULL)
        return FALSE;
      trace = simulation_get_trace (simulation);
      history = history_new (trace);
      history_seek (history, trace_count (trace));
      random_stream_init (&dice, 1, "seek");
      baseline = fold_from_start (trace, &dice);
      g_print ("seek: a trace of %u records, %u keyframes of %.1f MB together (baseline: folding from the start, %.3f ms)\n",
               trace_count (trace), history_count_keyframes (history), (double) history_get_memory (history) / 1e6, baseline * 1e3);
      print_seeks (trace, history, &dice, baseline);
      print_steps_back (trace, history, baseline);
    }
  return TRUE;
}
