/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mass-mailing: a scenario whose first message is sent many times over.
 */
#pragma once

#include "sim/world/simulation.h"

/* SCENARIO with its first message COUNT times, INTERVAL apart, run to its end with the records of
 * LEVEL. SECONDS: the CPU time of the run, without the reading. */
Simulation *mass_mailing_run (const char *scenario, guint count, SimTime interval, TraceLevel level,
                              double *seconds, GError **error);
