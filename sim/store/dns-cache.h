/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-cache: the RRsets that a resolver keeps until their time to live ends (RFC 1034 5.3.3), also
 * that there is none (RFC 2308), and where zones are delegated to. Time is an argument.
 */
#pragma once

#include "sim/codec/dns-message.h"
#include "sim/engine/sim-time.h"

typedef struct DnsCache DnsCache;

/* How far what is kept can be trusted (RFC 2181 5.4.1). */
typedef enum
{
  DNS_RANK_REFERRAL, /* delegation and glue: to find name servers with, not to answer with */
  DNS_RANK_ANSWER,
} DnsRank;

/* What is known of a name and type. */
typedef struct
{
  const char *name;
  guint16 type;       /* as asked for; no such name: 0 */
  guint16 code;       /* NOERROR or NXDOMAIN */
  DnsRank rank;
  SimTime kept;       /* since when */
  SimTime expires;
  GPtrArray *records; /* DnsRecord *; none: there is none */
  DnsRecord *soa;     /* that says so; NULL where there are records */
} DnsKept;

/* Called for each RRset that has come into the cache; TYPE is the type that was asked for. KEPT is borrowed. */
typedef void (*DnsKeptFunc) (gpointer user, const DnsKept *kept, guint16 type);

DnsCache *dns_cache_new (void);
void dns_cache_free (DnsCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DnsCache, dns_cache_free)

/* Keeps what ANSWER says: each RRset of its answers for the smallest TTL in it; that the last name of the
 * chain of aliases has no such data, or is no name, for the smaller of the SOA's TTL and its MINIMUM (RFC 2308
 * 5); a referral with its glue. A lower rank does not replace a higher one. What has expired goes.
 * When the first of what was kept expires; NOW where nothing may be kept. FUNC may be NULL. */
SimTime dns_cache_put (DnsCache *cache, const DnsMessage *answer, SimTime now, DnsKeptFunc func, gpointer user);

/* What is kept of NAME (lower case) and TYPE, or that there is no such name; NULL where nothing is known, with
 * this rank at LEAST, or no longer. Valid until the next put. */
const DnsKept *dns_cache_find (const DnsCache *cache, const char *name, guint16 type, DnsRank least, SimTime now);

/* Copies KEPT's records, their TTLs reduced by their age, and the SOA into ANSWER, and the code. */
void dns_kept_copy (const DnsKept *kept, DnsMessage *answer, SimTime now);

/* Answers ANSWER's question from what is kept, aliases followed, at most 16. *EXPIRES: when the first of it
 * does. FALSE, and nothing changed, where not all of it is kept. */
gboolean dns_cache_get (const DnsCache *cache, DnsMessage *answer, SimTime now, SimTime *expires);

/* How many RRsets are kept. */
guint dns_cache_count (const DnsCache *cache);
