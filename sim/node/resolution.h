/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * resolution: one question on its way through the tree of zones (RFC 1034 5.3.3): from the nearest zone whose
 * name servers are known, by referrals, to the servers that have the answer, and along aliases. What
 * it learns it puts into the cache. It doesn't know who asked.
 */
#pragma once

#include "sim/node/dns-exchange.h"
#include "sim/node/server-choice.h"
#include "sim/store/dns-cache.h"

/* What the resolutions of one resolver share; all borrowed. */
typedef struct
{
  const Internet *internet;
  HostId host;
  DnsCache *cache;
  DnsExchanges *exchanges;
  ServerChoice *choice;
  GHashTable *servers;  /* domain → HostId of a name server that is known from the start; never walked */
  HostId last_server;   /* the root's */
} ResolutionGround;

typedef struct Resolution Resolution;

/* FOUND: the code, the answers from the first alias on, the authority and additional records of the last
 * answer; SERVFAIL where there was none. Borrowed. */
typedef void (*ResolutionFunc) (gpointer user, const DnsMessage *found);

/* GROUND is borrowed. */
Resolution *resolution_new (const ResolutionGround *ground, const char *name, guint16 type, ResolutionFunc func, gpointer user);
/* Calls FUNC exactly once, now or within ten seconds, unless freed before; frees itself then. */
void resolution_run (Resolution *resolution);
void resolution_free (Resolution *resolution);
