/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-cache: answers that a resolver keeps until their time to live ends (RFC 1034 5.3.3), also
 * that there is none (RFC 2308). Time is an argument.
 */
#pragma once

#include "sim/codec/dns-message.h"
#include "sim/engine/sim-time.h"

typedef struct DnsCache DnsCache;

DnsCache *dns_cache_new (void);
void dns_cache_free (DnsCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DnsCache, dns_cache_free)

/* Keeps ANSWER's records and code for the smallest TTL in it; for a negative one the smaller of
 * the SOA's TTL and its MINIMUM (RFC 2308 5). When it expires; NOW where it may not be kept. */
SimTime dns_cache_put (DnsCache *cache, const DnsMessage *answer, SimTime now);

/* Puts the records that are kept for ANSWER's question into it, their TTLs reduced by their age,
 * and the code. FALSE where nothing is kept, or no longer. */
gboolean dns_cache_get (const DnsCache *cache, DnsMessage *answer, SimTime now, SimTime *expires);
