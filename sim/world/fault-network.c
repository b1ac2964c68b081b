/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/fault-effect.h"

/* The worst of the faults in force on SERVER. */
static HostState
state_of (const GPtrArray *in_force, const char *server)
{
  HostState state = HOST_UP;

  for (guint i = 0; i < in_force->len; i++)
    {
      const ScenarioFault *fault = g_ptr_array_index (in_force, i);

      if (g_strcmp0 (fault->server, server) != 0)
        continue;
      if (fault->kind == FAULT_DOWN)
        return HOST_DOWN;
      if (fault->kind == FAULT_REFUSE)
        state = HOST_REFUSING;
    }
  return state;
}

void
fault_effect_host_state (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed)
{
  Network *network = targets->internet->network;

  network_set_state (network, network_find_host (network, changed->server), state_of (in_force, changed->server));
}
