/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/dns-tree.h"

#include "sim/world/world-zone.h"

#include <string.h>

static void
free_zone (gpointer data)
{
  DnsTreeZone *zone = data;

  g_free (zone->origin);
  g_free (zone->server);
  g_free (zone);
}

/* Takes SERVER. */
static void
add_zone (GPtrArray *tree, const char *origin, char *server)
{
  DnsTreeZone *zone = g_new (DnsTreeZone, 1);

  zone->origin = g_strdup (origin);
  zone->server = server;
  g_ptr_array_add (tree, zone);
}

static gboolean
has_name (const GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (strcmp (g_ptr_array_index (names, i), name) == 0)
      return TRUE;
  return FALSE;
}

GPtrArray *
dns_tree_list_outside (const Scenario *scenario)
{
  GPtrArray *outside = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < scenario->domains->len; i++)
    {
      const ScenarioDomain *domain = g_ptr_array_index (scenario->domains, i);

      for (guint j = 0; j < domain->servers->len; j++)
        {
          g_autofree char *origin = world_zone_outside_origin (scenario, ((const ScenarioServer *) g_ptr_array_index (domain->servers, j))->name);

          if (origin != NULL && !has_name (outside, origin))
            g_ptr_array_add (outside, g_steal_pointer (&origin));
        }
    }
  return outside;
}

static gboolean
has_zone (const GPtrArray *tree, const char *origin)
{
  for (guint i = 0; i < tree->len; i++)
    if (strcmp (((const DnsTreeZone *) g_ptr_array_index (tree, i))->origin, origin) == 0)
      return TRUE;
  return FALSE;
}

static void
add_top (GPtrArray *tree, const Scenario *scenario, const GPtrArray *outside, const char *origin)
{
  const char *dot = strrchr (origin, '.'), *top = dot == NULL ? origin : dot + 1;

  if (scenario_find_domain (scenario, top) == NULL && !has_name (outside, top) && !has_zone (tree, top))
    add_zone (tree, top, g_strdup_printf ("a.nic.%s", top));
}

GPtrArray *
dns_tree_new (const Scenario *scenario)
{
  GPtrArray *tree = g_ptr_array_new_with_free_func (free_zone);
  g_autoptr (GPtrArray) outside = dns_tree_list_outside (scenario);

  if (scenario->dns != SCENARIO_DNS_FULL)
    return tree;
  add_zone (tree, "", g_strdup ("a.root-servers.net"));
  for (guint i = 0; i < scenario->domains->len; i++)
    add_top (tree, scenario, outside, ((const ScenarioDomain *) g_ptr_array_index (scenario->domains, i))->name);
  for (guint i = 0; i < outside->len; i++)
    add_top (tree, scenario, outside, g_ptr_array_index (outside, i));
  return tree;
}
