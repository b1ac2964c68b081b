/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zone-servers: the name servers of one zone as a resolver knows them while it asks about a name: which there
 * are, how often each was asked, whose turn it is. It sends nothing.
 */
#pragma once

#include "sim/node/dns-exchange.h"
#include "sim/node/server-choice.h"
#include "sim/store/dns-cache.h"

typedef struct
{
  char *name;            /* NULL: known by address from the start */
  HostId host;           /* 0: its address is not known yet, or nobody's */
  gboolean useless;      /* it can't help with this question */
  guint tries;
  DnsExchange *exchange; /* NULL: not asked yet */
} ZoneServer;

typedef struct
{
  char *zone;     /* lower case, "" is the root */
  GArray *servers; /* ZoneServer */
} ZoneServers;

void zone_servers_init (ZoneServers *servers);
void zone_servers_clear (ZoneServers *servers);

/* Forgets those of the last zone and takes those of ZONE. */
void zone_servers_enter_known (ZoneServers *servers, const char *zone, HostId host);
/* As the cache has them: a server without an address is of use only where its name lies outside of ZONE, so that
 * it can be asked for elsewhere. FALSE where none is of use; nothing is changed then. */
gboolean zone_servers_enter_kept (ZoneServers *servers, const char *zone, const DnsCache *cache,
                                  const Network *network, SimTime now);

/* The one to ask next: the least asked; of those one whose address is known; of those the quickest. NULL where
 * each is useless or was asked MOST times. */
ZoneServer *zone_servers_choose (ZoneServers *servers, ServerChoice *choice, guint most);

/* Takes the address of SERVER, the first in ANSWER that a host has; without one it is useless. */
void zone_server_take_address (ZoneServer *server, const DnsMessage *answer, const Network *network);
