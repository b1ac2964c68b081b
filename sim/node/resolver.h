/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * resolver: a recursive, caching DNS resolver (RFC 1034 5.3): answers from its cache, else asks the
 * name server that is nearest to the name, else says SERVFAIL.
 */
#pragma once

#include "sim/node/internet.h"

typedef struct Resolver Resolver;

/* Listens on port 53 of HOST. SERVERS (borrowed): domain → HostId of its name server, the longest
 * domain wins; questions that none of them is for go to LAST_SERVER. */
Resolver *resolver_new (const Internet *internet, HostId host, GHashTable *servers, HostId last_server);
void resolver_free (Resolver *resolver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Resolver, resolver_free)
