/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retry-forecast: when a server of a run would go on to try, and when other programs would.
 */
#pragma once

#include "gui/model/run.h"
#include "sim/world/retry-plan.h"

/* As the server HOST of RUN does; NULL where only its trace is there, which doesn't tell. */
RetryPlan *retry_forecast_new (const Run *run, const char *host, const RetryPlanPast *past);
/* "Postfix", NULL likewise; caller frees. */
char *retry_forecast_describe (const Run *run, const char *host);
