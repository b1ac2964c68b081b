/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * world-dns: the name servers and resolvers of a world, and the zones that they have.
 */
#pragma once

#include "sim/node/internet.h"
#include "sim/node/name-server.h"
#include "sim/world/scenario.h"

typedef struct WorldDns WorldDns;

/* Starts the name servers and the resolvers; their hosts are there already. SCENARIO and INTERNET are
 * borrowed. */
WorldDns *world_dns_new (const Scenario *scenario, const Internet *internet);
void world_dns_free (WorldDns *dns);

/* The zone of DOMAIN becomes TEXT, completed as a scenario's zone text is; NULL: what it was at the start. Who
 * delegates to it and where stays as it is. */
void world_dns_set_zone (WorldDns *dns, const char *domain, const char *text);

/* All name servers answer as they should; from then on these don't. */
void world_dns_clear_troubles (WorldDns *dns);
/* HOST does so whatever it is asked. */
void world_dns_add_server_trouble (WorldDns *dns, const char *host, NameServerTrouble trouble);
/* The servers of DOMAIN's zone do so when asked about it, and about the zones of DOMAIN's servers that lie
 * outside. */
void world_dns_add_domain_trouble (WorldDns *dns, const char *domain, NameServerTrouble trouble);
