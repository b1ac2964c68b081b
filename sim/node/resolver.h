/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * resolver: a recursive, caching DNS resolver (RFC 1034 5.3): answers hosts' questions from its cache, else
 * has a resolution find out, else says SERVFAIL.
 */
#pragma once

#include "sim/node/internet.h"

typedef struct Resolver Resolver;

/* Listens on port 53 of HOST, UDP and TCP. SERVERS (borrowed): domain → HostId of a name server that is known
 * from the start; where none of them is for a name, the way begins at LAST_SERVER, the root's. */
Resolver *resolver_new (const Internet *internet, HostId host, GHashTable *servers, HostId last_server);
void resolver_free (Resolver *resolver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Resolver, resolver_free)
