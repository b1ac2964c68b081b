/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/bench/bench.h"

#include "sim/bench/bare-mail.h"
#include "sim/bench/mass-mailing.h"
#include "sim/bench/stopwatch.h"

enum
{
  ROUNDS = 3,
  MAILS = 10000,
};

static gboolean
measure (const char *scenario, TraceLevel level, double *per_mail, guint *records, GError **error)
{
  double rounds[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (Simulation) simulation = mass_mailing_run (scenario, MAILS, 10 * SIM_SECOND, level, &rounds[i], error);

      if (simulation == NULL)
        return FALSE;
      *records = trace_count (simulation_get_trace (simulation));
    }
  *per_mail = stopwatch_median (rounds, ROUNDS) / MAILS;
  return TRUE;
}

static double
measure_bare (void)
{
  double rounds[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      double start = stopwatch_cpu ();

      for (guint j = 0; j < MAILS; j++)
        bare_mail_run ();
      rounds[i] = stopwatch_cpu () - start;
    }
  return stopwatch_median (rounds, ROUNDS) / MAILS;
}

gboolean
bench_mails (const char *scenario, GError **error)
{
  static const struct
  {
    const char *name;
    TraceLevel level;
  } rows[] = {
    { "no trace", TRACE_NONE },
    { "trace of mails", TRACE_MAIL },
    { "and of lines", TRACE_LINES },
    { "and of packets", TRACE_PACKETS },
  };
  double bare = measure_bare ();

  g_print ("mails: %s, %u times (baseline: the same dialogues, session to session, nothing else)\n"
           "  what                 mails/s    µs/mail   records/mail  × baseline\n", scenario, MAILS);
  g_print ("  %-18s %9.0f  %9.2f  %13s  %10.2f\n", "dialogues only", 1 / bare, bare * 1e6, "", 1.0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double per_mail;
      guint records;

      if (!measure (scenario, rows[i].level, &per_mail, &records, error))
        return FALSE;
      g_print ("  %-18s %9.0f  %9.2f  %13.1f  %10.2f\n", rows[i].name, 1 / per_mail, per_mail * 1e6, (double) records / MAILS, per_mail / bare);
    }
  return TRUE;
}
