/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/world-zone.h"

#include <string.h>

enum
{
  TTL = 3600,
  FIRST_SERIAL = 2026010501, /* the day, and two digits to count with (RFC 1912 2.2) */
  UPPER_TTL = 172800,        /* two days, as the root has it for its delegations */
};

typedef struct
{
  const Scenario *scenario;
  const ScenarioDomain *domain;
  const Zone *given; /* NULL: nothing is */
  guint changes;
  WorldAddressFunc address;
  gpointer user;
  GString *text;
} Writing;

static gboolean
speaks_of (const Zone *given, const char *name, guint16 type)
{
  for (guint i = 0; given != NULL && i < zone_count (given); i++)
    {
      const DnsRecord *record = zone_record_at (given, i);

      if (g_ascii_strcasecmp (record->name, name) == 0 && (type == 0 || record->type == type))
        return TRUE;
    }
  return FALSE;
}

/* The domain of the scenario whose zone has the address of HOST, or NULL. */
static const ScenarioDomain *
home_of (const Scenario *scenario, const char *host)
{
  const ScenarioDomain *home = NULL;

  for (guint i = 0; i < scenario->domains->len; i++)
    {
      const ScenarioDomain *domain = g_ptr_array_index (scenario->domains, i);

      if (dns_name_lies_in (host, domain->name) && (home == NULL || strlen (domain->name) > strlen (home->name)))
        home = domain;
    }
  return home;
}

static void
write_addresses_of (GString *text, const char *host, int ttl, WorldAddressFunc address, gpointer user)
{
  g_autofree char *ipv4 = address (user, host, DNS_A), *ipv6 = address (user, host, DNS_AAAA);

  if (ipv4 != NULL)
    g_string_append_printf (text, "%s. %d IN A %s\n", host, ttl, ipv4);
  if (ipv6 != NULL)
    g_string_append_printf (text, "%s. %d IN AAAA %s\n", host, ttl, ipv6);
}

static void
write_address (const Writing *writing, const char *host)
{
  if (home_of (writing->scenario, host) != writing->domain || speaks_of (writing->given, host, 0))
    return;
  write_addresses_of (writing->text, host, TTL, writing->address, writing->user);
}

static void
write_addresses (const Writing *writing)
{
  for (guint i = 0; i < writing->scenario->domains->len; i++)
    {
      const ScenarioDomain *owner = g_ptr_array_index (writing->scenario->domains, i);

      for (guint j = 0; j < owner->servers->len; j++)
        write_address (writing, ((const ScenarioServer *) g_ptr_array_index (owner->servers, j))->name);
    }
}

static void
write_authority (GString *text, const char *name, const char *name_server, guint changes)
{
  g_string_append_printf (text, "%s. %d IN SOA %s. hostmaster.%s. %u 7200 3600 1209600 3600\n", name, TTL, name_server, name, FIRST_SERIAL + changes);
}

static void
write_name_server (const Writing *writing)
{
  const char *name = writing->domain->name;
  g_autofree char *name_server = g_strdup_printf ("ns.%s", name);
  g_autofree char *resolver = g_strdup_printf ("resolver.%s", name);

  if (!speaks_of (writing->given, name, DNS_SOA))
    write_authority (writing->text, name, name_server, writing->changes);
  if (!speaks_of (writing->given, name, DNS_NS))
    g_string_append_printf (writing->text, "%s. %d IN NS %s.\n", name, TTL, name_server);
  write_address (writing, name_server);
  write_address (writing, resolver);
}

static void
write_exchangers (const Writing *writing)
{
  const ScenarioDomain *domain = writing->domain;

  for (guint i = 0; i < domain->servers->len; i++)
    {
      const ScenarioServer *server = g_ptr_array_index (domain->servers, i);

      if (server->mx >= 0)
        g_string_append_printf (writing->text, "%s. %d IN MX %d %s.\n", domain->name, TTL, server->mx, server->name);
    }
}

char *
world_zone_text (const Scenario *scenario, const ScenarioDomain *domain, const char *text, guint changes, WorldAddressFunc address, gpointer user)
{
  g_autoptr (Zone) given = text == NULL ? NULL : zone_parse (domain->name, text, NULL);
  Writing writing = { scenario, domain, given, changes, address, user, g_string_new (NULL) };

  if (text == NULL)
    write_exchangers (&writing);
  else
    g_string_append_printf (writing.text, "%s\n", text);
  write_name_server (&writing);
  write_addresses (&writing);
  return g_string_free (writing.text, FALSE);
}

char *
world_zone_outside_origin (const Scenario *scenario, const char *host)
{
  const char *dot = strchr (host, '.');

  return home_of (scenario, host) != NULL || dot == NULL ? NULL : g_ascii_strdown (dot + 1, -1);
}

char *
world_zone_outside_text (const Scenario *scenario, const char *origin, const char *name_server, WorldAddressFunc address, gpointer user)
{
  GString *text = g_string_new (NULL);

  write_authority (text, origin, name_server, 0);
  g_string_append_printf (text, "%s. %d IN NS %s.\n", origin, TTL, name_server);
  for (guint i = 0; i < scenario->domains->len; i++)
    {
      const ScenarioDomain *domain = g_ptr_array_index (scenario->domains, i);

      for (guint j = 0; j < domain->servers->len; j++)
        {
          const ScenarioServer *server = g_ptr_array_index (domain->servers, j);
          g_autofree char *outside = world_zone_outside_origin (scenario, server->name);

          if (g_strcmp0 (outside, origin) == 0)
            write_addresses_of (text, server->name, TTL, address, user);
        }
    }
  return g_string_free (text, FALSE);
}


char *
world_zone_upper_text (const char *origin, const char *name_server, WorldAddressFunc address, gpointer user)
{
  GString *text = g_string_new (NULL);
  gboolean root = origin[0] == '\0';

  g_string_append_printf (text, "%s. 86400 IN SOA %s. %s%s. 2026010500 1800 900 604800 %d\n", origin, name_server,
                          root ? "nstld.verisign-grs.com" : "hostmaster.nic.", origin, root ? 86400 : TTL);
  g_string_append_printf (text, "%s. %d IN NS %s.\n", origin, UPPER_TTL, name_server);
  write_addresses_of (text, name_server, UPPER_TTL, address, user);
  return g_string_free (text, FALSE);
}

static void
write_glue (GString *text, const Zone *child, const char *host)
{
  for (guint i = 0; i < zone_count (child); i++)
    {
      const DnsRecord *record = zone_record_at (child, i);

      if (strcmp (record->name, host) == 0 && (record->type == DNS_A || record->type == DNS_AAAA))
        g_string_append_printf (text, "%s. %d IN %s %s\n", host, UPPER_TTL, dns_type_name (record->type), record->value);
    }
}

char *
world_zone_delegation (const Zone *parent, const Zone *child)
{
  const char *origin = zone_get_origin (child);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < zone_count (child) && !speaks_of (parent, origin, DNS_NS); i++)
    {
      const DnsRecord *record = zone_record_at (child, i);

      if (record->type != DNS_NS || strcmp (record->name, origin) != 0)
        continue;
      g_string_append_printf (text, "%s. %d IN NS %s.\n", origin, UPPER_TTL, record->value);
      if (dns_name_lies_in (record->value, origin))
        write_glue (text, child, record->value);
    }
  return g_string_free (text, FALSE);
}
