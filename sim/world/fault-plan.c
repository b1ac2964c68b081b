/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/fault-plan.h"

struct FaultPlan
{
  const Scenario *scenario; /* borrowed */
  Network *network;         /* borrowed */
  GArray *in_force;         /* guint: faults in force, by number from 1 */
};

static const ScenarioFault *
fault_at (const FaultPlan *plan, guint number)
{
  return g_ptr_array_index (plan->scenario->faults, number - 1);
}

static void
record_fault (FaultPlan *plan, TraceKind kind, guint number)
{
  const ScenarioFault *fault = fault_at (plan, number);
  Trace *trace = network_get_trace (plan->network);
  SimTime until = fault->length == SIM_NEVER ? SIM_NEVER : fault->at + fault->length;

  trace_add (trace, &(TraceRecord){ .kind = kind, .host = network_find_host (plan->network, fault->server), .item = number, .text = trace_text (trace, fault_kind_name (fault->kind)), .note = trace_text (trace, fault->server), .value = until });
}

/* The worst of the faults in force on SERVER. */
static HostState
state_of (const FaultPlan *plan, const char *server)
{
  HostState state = HOST_UP;

  for (guint i = 0; i < plan->in_force->len; i++)
    {
      const ScenarioFault *fault = fault_at (plan, g_array_index (plan->in_force, guint, i));

      if (g_ascii_strcasecmp (fault->server, server) != 0)
        continue;
      if (fault->kind == FAULT_DOWN)
        return HOST_DOWN;
      state = HOST_REFUSING;
    }
  return state;
}

static void
change (FaultPlan *plan, TraceKind kind, guint number)
{
  const char *server = fault_at (plan, number)->server;

  record_fault (plan, kind, number);
  network_set_state (plan->network, network_find_host (plan->network, server), state_of (plan, server));
}

static void
end (gpointer target, guint64 number)
{
  FaultPlan *plan = target;

  for (guint i = plan->in_force->len; i > 0; i--)
    if (g_array_index (plan->in_force, guint, i - 1) == number)
      g_array_remove_index (plan->in_force, i - 1);
  change (plan, TRACE_FAULT_END, (guint) number);
}

static void
start (gpointer target, guint64 argument)
{
  FaultPlan *plan = target;
  guint number = (guint) argument;
  const ScenarioFault *fault = fault_at (plan, number);

  g_array_append_val (plan->in_force, number);
  change (plan, TRACE_FAULT_START, number);
  if (fault->length != SIM_NEVER)
    engine_schedule (network_get_engine (plan->network), ENGINE_BACKGROUND, fault->at + fault->length, end, plan, number);
}

FaultPlan *
fault_plan_new (const Scenario *scenario, Network *network)
{
  FaultPlan *plan = g_new0 (FaultPlan, 1);

  plan->scenario = scenario;
  plan->network = network;
  plan->in_force = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint number = 1; number <= scenario->faults->len; number++)
    {
      const ScenarioFault *fault = fault_at (plan, number);

      if (fault->kind == FAULT_DOWN || fault->kind == FAULT_REFUSE)
        engine_schedule (network_get_engine (network), ENGINE_BACKGROUND, fault->at, start, plan, number);
    }
  return plan;
}

void
fault_plan_free (FaultPlan *plan)
{
  g_array_unref (plan->in_force);
  g_free (plan);
}
