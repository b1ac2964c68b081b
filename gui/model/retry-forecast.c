/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/retry-forecast.h"

RetryPlan *
retry_forecast_new (const Run *run, const char *host, const RetryPlanPast *past)
{
  const ScenarioServer *server = run_find_server (run, host);

  return server == NULL ? NULL : retry_plan_new (server, past);
}

char *
retry_forecast_describe (const Run *run, const char *host)
{
  const ScenarioServer *server = run_find_server (run, host);

  return server == NULL ? NULL : retry_plan_describe (server);
}
