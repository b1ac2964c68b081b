/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/fault-effect.h"

#include <string.h>

static NameServerTrouble
trouble_of (const ScenarioFault *fault)
{
  static const char *const names[] = { "servfail", "nxdomain", "timeout", "refused", "empty" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (fault->answer, names[i]) == 0)
      return (NameServerTrouble) i;
  g_assert_not_reached ();
}

void
fault_effect_dns (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed)
{
  world_dns_clear_troubles (targets->dns);
  for (guint i = 0; i < in_force->len; i++)
    {
      const ScenarioFault *fault = g_ptr_array_index (in_force, i);

      if (fault->kind != FAULT_DNS)
        continue;
      if (fault->server != NULL)
        world_dns_add_server_trouble (targets->dns, fault->server, trouble_of (fault));
      else
        world_dns_add_domain_trouble (targets->dns, fault->domain, trouble_of (fault));
    }
}

/* The latest text in force counts. */
void
fault_effect_zone (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed)
{
  const char *text = NULL;

  for (guint i = 0; i < in_force->len; i++)
    {
      const ScenarioFault *fault = g_ptr_array_index (in_force, i);

      if (fault->kind == FAULT_ZONE && strcmp (fault->domain, changed->domain) == 0)
        text = fault->text;
    }
  world_dns_set_zone (targets->dns, changed->domain, text);
}
