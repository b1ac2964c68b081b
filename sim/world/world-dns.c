/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/world-dns.h"

#include "sim/node/resolver.h"
#include "sim/world/world-zone.h"

struct WorldDns
{
  const Scenario *scenario;   /* borrowed */
  const Internet *internet;   /* borrowed */
  GHashTable *servers_of;     /* domain → HostId; never walked */
  GPtrArray *servers;         /* NameServer * */
  GPtrArray *resolvers;       /* Resolver * */
};

static void
free_name_server (gpointer server)
{
  name_server_free (server);
}

static void
free_resolver (gpointer resolver)
{
  resolver_free (resolver);
}

static char *
format_address_of (gpointer user, const char *host_name)
{
  const WorldDns *dns = user;
  HostId host = network_find_host (dns->internet->network, host_name);

  return host == 0 ? NULL : network_format_address (dns->internet->network, host);
}

/* A question for a name under no domain of the scenario ends here: the root knows no such name. */
static Zone *
root_zone (void)
{
  return zone_parse (".", ". 86400 IN SOA a.root-servers.net. nstld.verisign-grs.com. 2026010500 1800 900 604800 86400\n", NULL);
}

/* Zones for servers of DOMAIN that are named elsewhere; its name server answers for them too. */
static void
add_outside_zones (WorldDns *dns, const ScenarioDomain *domain, NameServer *server, HostId host)
{
  for (guint i = 0; i < domain->servers->len; i++)
    {
      const char *name = ((const ScenarioServer *) g_ptr_array_index (domain->servers, i))->name;
      g_autofree char *origin = world_zone_outside_origin (dns->scenario, name);
      g_autofree char *text = NULL;

      if (origin == NULL || g_hash_table_contains (dns->servers_of, origin))
        continue;
      text = world_zone_outside_text (dns->scenario, origin, network_get_host_name (dns->internet->network, host), format_address_of, dns);
      name_server_take_zone (server, zone_parse (origin, text, NULL));
      g_hash_table_insert (dns->servers_of, g_steal_pointer (&origin), GUINT_TO_POINTER (host));
    }
}

static void
add_name_server_of (WorldDns *dns, const ScenarioDomain *domain)
{
  g_autofree char *name = scenario_domain_make_name_server (domain);
  HostId host = network_find_host (dns->internet->network, name);

  g_ptr_array_add (dns->servers, name_server_new (dns->internet, host));
  g_hash_table_insert (dns->servers_of, g_strdup (domain->name), GUINT_TO_POINTER (host));
}

static void
fill_name_server (WorldDns *dns, const ScenarioDomain *domain, NameServer *server)
{
  HostId host = internet_find_host (dns->internet, "ns", domain->name);
  HostId resolver = internet_find_host (dns->internet, "resolver", domain->name);
  g_autofree char *text = world_zone_text (dns->scenario, domain, domain->zone, format_address_of, dns);
  Zone *zone = zone_parse (domain->name, text, NULL);

  g_assert (zone != NULL); /* the scenario's text was read before */
  name_server_take_zone (server, zone);
  name_server_take_zone (server, root_zone ());
  add_outside_zones (dns, domain, server, host);
  g_ptr_array_add (dns->resolvers, resolver_new (dns->internet, resolver, dns->servers_of, host));
}

WorldDns *
world_dns_new (const Scenario *scenario, const Internet *internet)
{
  WorldDns *dns = g_new0 (WorldDns, 1);

  dns->scenario = scenario;
  dns->internet = internet;
  dns->servers_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dns->servers = g_ptr_array_new_with_free_func (free_name_server);
  dns->resolvers = g_ptr_array_new_with_free_func (free_resolver);
  for (guint i = 0; i < scenario->domains->len; i++)
    add_name_server_of (dns, g_ptr_array_index (scenario->domains, i));
  for (guint i = 0; i < scenario->domains->len; i++)
    fill_name_server (dns, g_ptr_array_index (scenario->domains, i), g_ptr_array_index (dns->servers, i));
  return dns;
}

void
world_dns_free (WorldDns *dns)
{
  g_ptr_array_unref (dns->resolvers);
  g_ptr_array_unref (dns->servers);
  g_hash_table_unref (dns->servers_of);
  g_free (dns);
}
