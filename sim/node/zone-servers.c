/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/zone-servers.h"

#include <string.h>

static void
clear_server (gpointer data)
{
  ZoneServer *server = data;

  g_free (server->name);
  g_clear_pointer (&server->exchange, dns_exchange_free);
}

void
zone_servers_init (ZoneServers *servers)
{
  servers->zone = g_strdup ("");
  servers->servers = g_array_new (FALSE, TRUE, sizeof (ZoneServer));
  g_array_set_clear_func (servers->servers, clear_server);
}

void
zone_servers_clear (ZoneServers *servers)
{
  g_free (servers->zone);
  g_array_unref (servers->servers);
}

static void
enter (ZoneServers *servers, const char *zone)
{
  g_free (servers->zone);
  servers->zone = g_strdup (zone);
  g_array_set_size (servers->servers, 0);
}

void
zone_servers_enter_known (ZoneServers *servers, const char *zone, HostId host)
{
  const ZoneServer server = { .host = host };

  enter (servers, zone);
  g_array_append_val (servers->servers, server);
}

static HostId
find_host (const GPtrArray *records, const Network *network)
{
  HostId host = 0;

  for (guint i = 0; i < records->len && host == 0; i++)
    {
      const DnsRecord *record = g_ptr_array_index (records, i);

      if (record->type == DNS_A)
        host = network_find_address (network, network_parse_address (record->value));
    }
  return host;
}

void
zone_server_take_address (ZoneServer *server, const DnsMessage *answer, const Network *network)
{
  server->host = find_host (answer->answers, network);
  server->useless = server->host == 0;
}

static ZoneServer
make_server (const char *name, const DnsCache *cache, const Network *network, SimTime now)
{
  const DnsKept *address = dns_cache_find (cache, name, DNS_A, DNS_RANK_REFERRAL, now);
  ZoneServer server = { .name = g_strdup (name) };

  if (address != NULL)
    server.host = find_host (address->records, network);
  server.useless = address != NULL && server.host == 0;
  return server;
}

gboolean
zone_servers_enter_kept (ZoneServers *servers, const char *zone, const DnsCache *cache, const Network *network, SimTime now)
{
  const DnsKept *kept = dns_cache_find (cache, zone, DNS_NS, DNS_RANK_REFERRAL, now);
  g_autoptr (GArray) found = g_array_new (FALSE, TRUE, sizeof (ZoneServer));
  gboolean usable = FALSE;

  g_array_set_clear_func (found, clear_server);
  for (guint i = 0; kept != NULL && i < kept->records->len; i++)
    {
      ZoneServer server = make_server (((const DnsRecord *) g_ptr_array_index (kept->records, i))->value, cache, network, now);

      if (server.host == 0 && dns_name_lies_in (server.name, zone))
        server.useless = TRUE;
      usable = usable || !server.useless;
      g_array_append_val (found, server);
    }
  if (!usable)
    return FALSE;
  enter (servers, zone);
  g_array_unref (servers->servers);
  servers->servers = g_steal_pointer (&found);
  return TRUE;
}

static gboolean
is_better (const ZoneServer *a, const ZoneServer *b, ServerChoice *choice)
{
  if (a->tries != b->tries)
    return a->tries < b->tries;
  if (a->host == 0 || b->host == 0)
    return b->host == 0 && a->host != 0;
  return server_choice_expect (choice, a->host) < server_choice_expect (choice, b->host);
}

ZoneServer *
zone_servers_choose (ZoneServers *servers, ServerChoice *choice, guint most)
{
  ZoneServer *best = NULL;

  for (guint i = 0; i < servers->servers->len; i++)
    {
      ZoneServer *server = &g_array_index (servers->servers, ZoneServer, i);

      if (server->useless || server->tries >= most)
        continue;
      if (best == NULL || is_better (server, best, choice))
        best = server;
    }
  return best;
}
