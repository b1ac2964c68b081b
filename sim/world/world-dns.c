/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/world-dns.h"

#include "sim/node/resolver.h"
#include "sim/world/dns-tree.h"
#include "sim/world/world-zone.h"

#include <string.h>

/* A zone and who has it. */
typedef struct
{
  char *origin;                 /* "" is the root */
  const ScenarioDomain *domain; /* it is this one's, or of a server of it; NULL: above the domains */
  HostId keeper;                /* has it in any case */
  char *text;
  guint changes;        /* since the start */
  GString *delegations; /* the lines for the zones below it */
  Zone *zone;           /* TEXT without them */
} WorldZone;

struct WorldDns
{
  const Scenario *scenario; /* borrowed */
  const Internet *internet; /* borrowed */
  GPtrArray *zones;         /* WorldZone * */
  GHashTable *keepers;      /* origin → HostId: whom resolvers know from the start; never walked */
  GHashTable *servers;      /* HostId → NameServer *, borrowed; never walked */
  GPtrArray *owned_servers; /* NameServer * */
  GPtrArray *resolvers;     /* Resolver * */
};

static void
free_zone (gpointer data)
{
  WorldZone *zone = data;

  g_free (zone->origin);
  g_free (zone->text);
  g_string_free (zone->delegations, TRUE);
  zone_free (zone->zone);
  g_free (zone);
}

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
format_address_of (gpointer user, const char *host_name, DnsType type)
{
  const WorldDns *dns = user;
  HostId host = network_find_host (dns->internet->network, host_name);

  if (host == 0)
    return NULL;
  return type == DNS_A ? network_format_address (dns->internet->network, host) : g_strdup (ipv6_addresses_get (dns->internet->ipv6, host));
}

static NameServer *
find_server (const WorldDns *dns, HostId host)
{
  return g_hash_table_lookup (dns->servers, GUINT_TO_POINTER (host));
}

static WorldZone *
find_zone (const WorldDns *dns, const char *origin)
{
  for (guint i = 0; i < dns->zones->len; i++)
    if (strcmp (((const WorldZone *) g_ptr_array_index (dns->zones, i))->origin, origin) == 0)
      return g_ptr_array_index (dns->zones, i);
  return NULL;
}

static NameServer *
start_server (WorldDns *dns, HostId host)
{
  NameServer *server = find_server (dns, host);

  if (server == NULL)
    {
      server = name_server_new (dns->internet, host);
      g_hash_table_insert (dns->servers, GUINT_TO_POINTER (host), server);
      g_ptr_array_add (dns->owned_servers, server);
    }
  return server;
}

/* Takes TEXT. */
static void
add_zone (WorldDns *dns, const char *origin, const ScenarioDomain *domain, HostId keeper, char *text)
{
  WorldZone *zone = g_new0 (WorldZone, 1);

  zone->origin = g_strdup (origin);
  zone->domain = domain;
  zone->keeper = keeper;
  zone->text = text;
  zone->delegations = g_string_new (NULL);
  zone->zone = zone_parse (origin[0] == '\0' ? "." : origin, text, NULL);
  g_assert (zone->zone != NULL); /* the scenario's text was read before */
  g_ptr_array_add (dns->zones, zone);
  start_server (dns, keeper);
  if (domain != NULL && dns->scenario->dns == SCENARIO_DNS_DIRECT)
    g_hash_table_insert (dns->keepers, zone->origin, GUINT_TO_POINTER (keeper));
}

static void
add_zone_of (WorldDns *dns, const ScenarioDomain *domain)
{
  g_autofree char *keeper = scenario_domain_make_name_server (domain);

  add_zone (dns, domain->name, domain, network_find_host (dns->internet->network, keeper), world_zone_text (dns->scenario, domain, domain->zone, 0, format_address_of, dns));
}

/* Zones for servers of DOMAIN that are named elsewhere; its name server answers for them too. */
static void
add_outside_zones (WorldDns *dns, const ScenarioDomain *domain)
{
  g_autofree char *keeper = scenario_domain_make_name_server (domain);

  for (guint i = 0; i < domain->servers->len; i++)
    {
      const char *name = ((const ScenarioServer *) g_ptr_array_index (domain->servers, i))->name;
      g_autofree char *origin = world_zone_outside_origin (dns->scenario, name);

      if (origin != NULL && find_zone (dns, origin) == NULL)
        add_zone (dns, origin, domain, network_find_host (dns->internet->network, keeper), world_zone_outside_text (dns->scenario, origin, keeper, format_address_of, dns));
    }
}

static void
add_tree (WorldDns *dns)
{
  g_autoptr (GPtrArray) tree = dns_tree_new (dns->scenario);

  for (guint i = 0; i < tree->len; i++)
    {
      const DnsTreeZone *upper = g_ptr_array_index (tree, i);

      add_zone (dns, upper->origin, NULL, network_find_host (dns->internet->network, upper->server), world_zone_upper_text (upper->origin, upper->server, format_address_of, dns));
    }
}

/* The zone in which CHILD is delegated, or NULL. */
static WorldZone *
find_parent (const WorldDns *dns, const WorldZone *child)
{
  WorldZone *parent = NULL;

  for (guint i = 0; i < dns->zones->len; i++)
    {
      WorldZone *zone = g_ptr_array_index (dns->zones, i);

      if (zone != child && dns_name_lies_in (child->origin, zone->origin) && (parent == NULL || strlen (zone->origin) > strlen (parent->origin)))
        parent = zone;
    }
  return parent;
}

static void
delegate (WorldDns *dns, const WorldZone *child)
{
  WorldZone *parent = find_parent (dns, child);
  g_autofree char *lines = parent == NULL ? NULL : world_zone_delegation (parent->zone, child->zone);

  if (lines != NULL)
    g_string_append (parent->delegations, lines);
}

/* It is not the cause of what follows: the fault is, or nothing. */
static void
record_zone (const WorldDns *dns, HostId host, const Zone *zone)
{
  Trace *trace = dns->internet->trace;
  TraceId cause = engine_get_cause (dns->internet->engine);
  const char *origin = zone_get_origin (zone);
  g_autofree char *text = NULL;

  if (!trace_wants (trace, TRACE_ZONE))
    return;
  text = zone_write (zone);
  trace_add (trace, &(TraceRecord){ .kind = TRACE_ZONE, .host = host, .text = trace_text (trace, origin[0] == '\0' ? "." : origin), .note = trace_text (trace, text) });
  engine_set_cause (dns->internet->engine, cause);
}

static void
hand_to (const WorldDns *dns, const WorldZone *zone, const char *text, HostId host)
{
  g_autofree char *whole = g_strconcat (text, "\n", zone->delegations->str, NULL);
  Zone *served = zone_parse (zone->origin[0] == '\0' ? "." : zone->origin, whole, NULL);

  record_zone (dns, host, served);
  name_server_take_zone (find_server (dns, host), served);
}

/* TEXT to the keeper of ZONE, and to the name servers of the scenario that its own NS records name. */
static void
publish (WorldDns *dns, const WorldZone *zone, const char *text)
{
  hand_to (dns, zone, text, zone->keeper);
  for (guint i = 0; i < zone_count (zone->zone); i++)
    {
      const DnsRecord *record = zone_record_at (zone->zone, i);
      gboolean own = record->type == DNS_NS && strcmp (record->name, zone->origin) == 0;
      HostId host = own ? network_find_host (dns->internet->network, record->value) : 0;

      if (host != zone->keeper && find_server (dns, host) != NULL)
        hand_to (dns, zone, text, host);
    }
}

/* A question for a name under no domain of the scenario ends here: the root knows no such name. */
static Zone *
root_zone (void)
{
  return zone_parse (".", ". 86400 IN SOA a.root-servers.net. nstld.verisign-grs.com. 2026010500 1800 900 604800 86400\n", NULL);
}

static void
start_resolver_of (WorldDns *dns, const ScenarioDomain *domain)
{
  HostId resolver = internet_find_host (dns->internet, "resolver", domain->name);
  const WorldZone *root = find_zone (dns, "");
  HostId last = root != NULL ? root->keeper : find_zone (dns, domain->name)->keeper;

  if (root == NULL)
    name_server_take_zone (find_server (dns, last), root_zone ());
  g_ptr_array_add (dns->resolvers, resolver_new (dns->internet, resolver, dns->keepers, last));
}

static void
add_zones (WorldDns *dns)
{
  const GPtrArray *domains = dns->scenario->domains;

  for (guint i = 0; i < domains->len; i++)
    add_zone_of (dns, g_ptr_array_index (domains, i));
  for (guint i = 0; i < domains->len; i++)
    add_outside_zones (dns, g_ptr_array_index (domains, i));
  add_tree (dns);
}

WorldDns *
world_dns_new (const Scenario *scenario, const Internet *internet)
{
  WorldDns *dns = g_new0 (WorldDns, 1);

  dns->scenario = scenario;
  dns->internet = internet;
  dns->zones = g_ptr_array_new_with_free_func (free_zone);
  dns->keepers = g_hash_table_new (g_str_hash, g_str_equal);
  dns->servers = g_hash_table_new (NULL, NULL);
  dns->owned_servers = g_ptr_array_new_with_free_func (free_name_server);
  dns->resolvers = g_ptr_array_new_with_free_func (free_resolver);
  add_zones (dns);
  for (guint i = 0; i < dns->zones->len; i++)
    delegate (dns, g_ptr_array_index (dns->zones, i));
  for (guint i = 0; i < dns->zones->len; i++)
    publish (dns, g_ptr_array_index (dns->zones, i), ((const WorldZone *) g_ptr_array_index (dns->zones, i))->text);
  for (guint i = 0; i < scenario->domains->len; i++)
    start_resolver_of (dns, g_ptr_array_index (scenario->domains, i));
  return dns;
}

void
world_dns_free (WorldDns *dns)
{
  g_ptr_array_unref (dns->resolvers);
  g_hash_table_unref (dns->servers);
  g_ptr_array_unref (dns->owned_servers);
  g_hash_table_unref (dns->keepers);
  g_ptr_array_unref (dns->zones);
  g_free (dns);
}

void
world_dns_set_zone (WorldDns *dns, const char *domain, const char *text)
{
  WorldZone *zone = find_zone (dns, domain);
  const char *given = text != NULL ? text : zone->domain->zone;
  g_autofree char *whole = world_zone_text (dns->scenario, zone->domain, given, ++zone->changes, format_address_of, dns);

  publish (dns, zone, whole);
}

void
world_dns_clear_troubles (WorldDns *dns)
{
  for (guint i = 0; i < dns->owned_servers->len; i++)
    name_server_clear_troubles (g_ptr_array_index (dns->owned_servers, i));
}

void
world_dns_add_server_trouble (WorldDns *dns, const char *host, NameServerTrouble trouble)
{
  NameServer *server = find_server (dns, network_find_host (dns->internet->network, host));

  if (server != NULL)
    name_server_add_trouble (server, "", trouble);
}

void
world_dns_add_domain_trouble (WorldDns *dns, const char *domain, NameServerTrouble trouble)
{
  for (guint i = 0; i < dns->zones->len; i++)
    {
      const WorldZone *zone = g_ptr_array_index (dns->zones, i);

      if (zone->domain == NULL || strcmp (zone->domain->name, domain) != 0)
        continue;
      for (guint j = 0; j < dns->owned_servers->len; j++)
        if (name_server_has_zone (g_ptr_array_index (dns->owned_servers, j), zone->origin))
          name_server_add_trouble (g_ptr_array_index (dns->owned_servers, j), zone->origin, trouble);
    }
}
