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
  [FAULT_SLOW] = fault_effect_trouble,
  [FAULT_LOSS] = fault_effect_trouble,
  [FAULT_PARTITION] = fault_effect_trouble,
  [FAULT_DNS] = fault_effect_dns,
  [FAULT_ZONE] = fault_effect_zone,
  [FAULT_HANG] = fault_effect_hang,
  [FAULT_DROP] = fault_effect_dialogue,
  [FAULT_REPLY] = fault_effect_dialogue,
  [FAULT_MAILBOX_FULL] = fault_effect_mailbox_full,
  [FAULT_DISK_FULL] = fault_effect_disk_full,
  [FAULT_CRASH] = fault_effect_crash,
  [FAULT_LOSE] = fault_effect_lose,
  [FAULT_RESET] = fault_effect_reset,
};

static const ScenarioFault *
fault_at (const FaultPlan *plan, guint number)
{
  return g_ptr_array_index (plan->targets.scenario->faults, number - 1);
}

static gboolean
is_done_at_once (const ScenarioFault *fault)
{
  return fault->kind == FAULT_LOSE || fault->kind == FAULT_RESET;
}

static void
append_hosts (const GPtrArray *hosts, GString *out)
{
  for (guint i = 0; i < hosts->len; i++)
    g_string_append_printf (out, "%s%s", i == 0 ? "" : ", ", (const char *) g_ptr_array_index (hosts, i));
}

/* What it strikes: "mail.example.org", "mail.example.org:25", "bob@example.org", "a.example.org, b.example.org <->
 * c.example.org". */
static char *
dup_struck (const ScenarioFault *fault)
{
  GString *struck = g_string_new (fault->server != NULL ? fault->server : fault->mailbox != NULL ? fault->mailbox : fault->domain);

  if (fault->port != 0)
    g_string_append_printf (struck, ":%u", fault->port);
  if (fault->between_a != NULL)
    {
      append_hosts (fault->between_a, struck);
      g_string_append (struck, " <-> ");
      append_hosts (fault->between_b, struck);
    }
  return g_string_free (struck, FALSE);
}

/* What it does and when, where its kind does not say it all: "RCPT bob@example.org: 451 4.7.1, 2 times". */
static char *
dup_rule (const ScenarioFault *fault)
{
  GString *rule = g_string_new (fault->on);

  if (fault->kind == FAULT_CRASH)
    g_string_append (rule, fault->keeps_queue ? "its queue is on disk" : "it keeps nothing");
  if (fault->kind == FAULT_DROP && fault->on == NULL)
    g_string_append_printf (rule, "after %" G_GUINT64_FORMAT " bytes", fault->after);
  if (fault->kind == FAULT_RESET && fault->port != 0)
    g_string_append_printf (rule, "port %u", fault->port);
  if (fault->match != NULL)
    g_string_append_printf (rule, " %s", fault->match);
  if (fault->kind == FAULT_REPLY)
    g_string_append_printf (rule, ": %u%s%s", fault->code, fault->status != NULL ? " " : "", fault->status != NULL ? fault->status : "");
  if (fault->skip > 0)
    g_string_append_printf (rule, ", after the first %u", fault->skip);
  if (fault->times > 0)
    g_string_append_printf (rule, fault->times == 1 ? ", once" : ", %u times", fault->times);
  return g_string_free (rule, FALSE);
}

static void
record_fault (const FaultPlan *plan, TraceKind kind, guint number)
{
  const ScenarioFault *fault = fault_at (plan, number);
  const Internet *internet = plan->targets.internet;
  Trace *trace = internet->trace;
  gboolean starts = kind == TRACE_FAULT_START;
  HostId host = fault->server == NULL ? 0 : network_find_host (internet->network, fault->server);
  g_autofree char *struck = dup_struck (fault);
  g_autofree char *rule = dup_rule (fault);
  SimTime until = is_done_at_once (fault) ? fault->at : fault->length == SIM_NEVER ? SIM_NEVER : fault->at + fault->length;

  trace_add (trace, &(TraceRecord){ .kind = kind, .host = host, .conn = starts ? trace_text (trace, rule) : 0, .item = number, .text = trace_text (trace, fault_kind_name (fault->kind)), .note = trace_text (trace, struck), .value = starts ? until : 0 });
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
  if (is_done_at_once (fault))
    {
      g_ptr_array_remove (plan->in_force, (gpointer) fault);
      record_fault (plan, TRACE_FAULT_END, number);
    }
  else if (fault->length != SIM_NEVER)
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
      engine_schedule (targets->internet->engine, ENGINE_WORK, fault_at (plan, number)->at, start, plan, number);
  return plan;
}

void
fault_plan_free (FaultPlan *plan)
{
  g_ptr_array_unref (plan->in_force);
  g_free (plan);
}
