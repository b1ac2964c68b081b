/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fault-effect: what the kinds of fault do to the world. Several may strike one host at once, so an effect is
 * always worked out from all that are in force.
 */
#pragma once

#include "sim/world/scenario.h"
#include "sim/world/world-dns.h"
#include "sim/world/world-mail.h"

/* What can be struck; all borrowed. */
typedef struct
{
  const Scenario *scenario;
  const Internet *internet;
  WorldDns *dns;
  WorldMail *mail;
} FaultTargets;

/* CHANGED has just begun or ended; IN_FORCE: const ScenarioFault *, all that are in force now, in the order in
 * which they began. */
typedef void (*FaultEffectFunc) (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed);

/* down, refuse, and what hangs */
void fault_effect_host_state (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed);
/* slow, loss, partition */
void fault_effect_trouble (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed);
/* lose, reset: done at once */
void fault_effect_lose (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed);
void fault_effect_reset (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed);
/* dns */
void fault_effect_dns (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed);
/* zone */
void fault_effect_zone (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed);
/* fault-mail.c: hang; drop, reply; mailbox-full; disk-full; crash */
void fault_effect_hang (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed);
void fault_effect_dialogue (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed);
void fault_effect_mailbox_full (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed);
void fault_effect_disk_full (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed);
void fault_effect_crash (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed);
