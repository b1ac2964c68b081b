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
      if (fault->kind == FAULT_DOWN || fault->kind == FAULT_CRASH)
        return HOST_DOWN;
      if (fault->kind == FAULT_REFUSE && fault->port == 0)
        state = HOST_REFUSING;
      if (fault->kind == FAULT_HANG && fault->on == NULL && state == HOST_UP)
        state = HOST_HANGING;
    }
  return state;
}

static gboolean
is_port_refused (const GPtrArray *in_force, const char *server, guint16 port)
{
  for (guint i = 0; i < in_force->len; i++)
    {
      const ScenarioFault *fault = g_ptr_array_index (in_force, i);

      if (fault->kind == FAULT_REFUSE && fault->port == port && g_strcmp0 (fault->server, server) == 0)
        return TRUE;
    }
  return FALSE;
}

void
fault_effect_host_state (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed)
{
  const Internet *internet = targets->internet;
  HostId host = network_find_host (internet->network, changed->server);

  if (changed->port == 0)
    network_set_state (internet->network, host, state_of (in_force, changed->server));
  else
    tcp_refuse_port (internet->tcp, host, changed->port, is_port_refused (in_force, changed->server, changed->port));
}

static gboolean
has_host (const GPtrArray *hosts, const char *host)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *) hosts, host, g_str_equal, NULL);
}

/* Whether FAULT strikes A altogether (B is NULL) or what passes between A and B. */
static gboolean
strikes (const ScenarioFault *fault, const char *a, const char *b)
{
  if (b == NULL)
    return g_strcmp0 (fault->server, a) == 0;
  return fault->between_a != NULL
         && ((has_host (fault->between_a, a) && has_host (fault->between_b, b))
             || (has_host (fault->between_a, b) && has_host (fault->between_b, a)));
}

/* All the troubles in force there together. */
static NetworkTrouble
trouble_of (const GPtrArray *in_force, const char *a, const char *b)
{
  NetworkTrouble trouble = { 0 };

  for (guint i = 0; i < in_force->len; i++)
    {
      const ScenarioFault *fault = g_ptr_array_index (in_force, i);

      if (!strikes (fault, a, b))
        continue;
      if (fault->kind == FAULT_SLOW)
        trouble.latency += fault->latency;
      else if (fault->kind == FAULT_LOSS)
        trouble.loss_ppm = network_combine_loss (trouble.loss_ppm, fault->percent_ppm);
      else if (fault->kind == FAULT_PARTITION)
        trouble.cut = TRUE;
    }
  return trouble;
}

static void
trouble_pair (Network *network, const GPtrArray *in_force, const char *a, const char *b)
{
  NetworkTrouble trouble = trouble_of (in_force, a, b);

  if (!g_str_equal (a, b))
    network_trouble_pair (network, network_find_host (network, a), network_find_host (network, b), &trouble);
}

void
fault_effect_trouble (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed)
{
  Network *network = targets->internet->network;

  if (changed->server != NULL)
    {
      NetworkTrouble trouble = trouble_of (in_force, changed->server, NULL);

      network_trouble_host (network, network_find_host (network, changed->server), &trouble);
      return;
    }
  for (guint i = 0; i < changed->between_a->len; i++)
    for (guint j = 0; j < changed->between_b->len; j++)
      trouble_pair (network, in_force, g_ptr_array_index (changed->between_a, i), g_ptr_array_index (changed->between_b, j));
}

static HostId
host_of (const FaultTargets *targets, const GPtrArray *hosts)
{
  return network_find_host (targets->internet->network, g_ptr_array_index (hosts, 0));
}

void
fault_effect_lose (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed)
{
  network_lose_packets (targets->internet->network, host_of (targets, changed->between_a), host_of (targets, changed->between_b), changed->skip, MAX (changed->times, 1));
}

void
fault_effect_reset (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed)
{
  tcp_break (targets->internet->tcp, host_of (targets, changed->between_a), host_of (targets, changed->between_b), changed->port, changed->client_port);
}
