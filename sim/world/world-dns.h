/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * world-dns: the name servers and resolvers of a world, and the zones that they have.
 */
#pragma once

#include "sim/node/internet.h"
#include "sim/node/name-server.h"
#include "sim/world/scenario.h"

typedef struct WorldDns WorldDns;

/* Starts the name server and the resolver of each domain; their hosts are there already. SCENARIO and INTERNET
 * are borrowed. */
WorldDns *world_dns_new (const Scenario *scenario, const Internet *internet);
void world_dns_free (WorldDns *dns);
