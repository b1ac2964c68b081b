/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-tree: what stands above the domains of a scenario with `dns: full`: the root and the top-level domains in
 * use, with a name server each. It knows no hosts and no addresses.
 */
#pragma once

#include "sim/world/scenario.h"

typedef struct
{
  char *origin; /* "" is the root */
  char *server; /* "a.root-servers.net", "a.nic.org" */
} DnsTreeZone;

/* DnsTreeZone *, the root first, then the others in the order of their domains; none with `dns: direct`. A
 * top-level domain that is itself a zone of the scenario is not among them. Caller owns it. */
GPtrArray *dns_tree_new (const Scenario *scenario);

/* The zones that servers lie in which lie in no domain of the scenario, as "provider.net": char *, each once.
 * Caller owns it. */
GPtrArray *dns_tree_list_outside (const Scenario *scenario);
