/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/fault-plan.h"

struct FaultPlan
{
  FaultTargets targets;
  GPtrArray *in_force; /* const ScenarioFault *, the scenario's */
};

/* NULL: no effect yet. */
static const FaultEffectFunc effects[N_FAULT_KINDS] = {
  [FAULT_DOWN] = fault_effect_host_state,
  [FAULT_REFUSE] = fault_effect_host_state,
};

static const ScenarioFault *
fault_at (const FaultPlan *plan, guint number)
{
  return g_ptr_array_index (plan->targets.scenario->faults, number - 1);
}

static void
record_fault (const FaultPlan *plan, TraceKind kind, guint number)
{
  const ScenarioFault *fault = fault_at (plan, number);
  const Internet *internet = plan->targets.internet;
  Trace *trace = internet->trace;
  HostId host = fault->server == NULL ? 0 : network_find_host (internet->network, fault->server);
  SimTime until = fault->length == SIM_NEVER ? SIM_NEVER : fault->at + fault->length;

  trace_add (trace, &(TraceRecord){ .kind = kind, .host = host, .item = number, .text = trace_text (trace, fault_kind_name (fault->kind)), .note = trace_text (trace, fault->server), .value = until });
}

static void
change (const FaultPlan *plan, TraceKind kind, guint number)
{
  const ScenarioFault *fault = fault_at (plan, number);

  record_fault (plan, kind, number);
  effects[fault->kind](&plan->targets, plan->in_force, fault);
}

static void
end (gpointer target, guint64 argument)
{
  FaultPlan *plan = target;
  guint number = (guint) argument;

  g_ptr_array_remove (plan->in_force, (gpointer) fault_at (plan, number));
  change (plan, TRACE_FAULT_END, number);
}

static void
start (gpointer target, guint64 argument)
{
  FaultPlan *plan = target;
  guint number = (guint) argument;
  const ScenarioFault *fault = fault_at (plan, number);

  g_ptr_array_add (plan->in_force, (gpointer) fault);
  change (plan, TRACE_FAULT_START, number);
  if (fault->length != SIM_NEVER)
    engine_schedule (plan->targets.internet->engine, ENGINE_BACKGROUND, fault->at + fault->length, end, plan, number);
}

FaultPlan *
fault_plan_new (const FaultTargets *targets)
{
  FaultPlan *plan = g_new0 (FaultPlan, 1);

  plan->targets = *targets;
  plan->in_force = g_ptr_array_new ();
  for (guint number = 1; number <= targets->scenario->faults->len; number++)
    if (effects[fault_at (plan, number)->kind] != NULL)
      engine_schedule (targets->internet->engine, ENGINE_BACKGROUND, fault_at (plan, number)->at, start, plan, number);
  return plan;
}

void
fault_plan_free (FaultPlan *plan)
{
  g_ptr_array_unref (plan->in_force);
  g_free (plan);
}
