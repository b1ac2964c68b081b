/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zone: the records a name server is authoritative for (RFC 1034 4.2), from master-file text.
 * It answers questions; it knows no packets and no caches.
 */
#pragma once

#include "sim/codec/dns-message.h"

typedef struct Zone Zone;

#define ZONE_ERROR zone_error_quark ()
GQuark zone_error_quark (void);

/* Reads RFC 1035 5 master-file TEXT with origin ORIGIN and default TTL 3600. NULL and an error with
 * the line (from 1) otherwise. Class IN only. */
Zone *zone_parse (const char *origin, const char *text, GError **error);
void zone_free (Zone *zone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Zone, zone_free)

/* The zone as a master file (RFC 1035 5) in columns: $ORIGIN and $TTL, the SOA, the name servers, the rest of the
 * apex, then name by name. zone_parse reads it back. Caller frees. */
char *zone_write (const Zone *zone);

/* Lower case, no final dot. */
const char *zone_get_origin (const Zone *zone);
gboolean zone_contains (const Zone *zone, const char *name);

/* Puts what the zone knows of ANSWER's question into its sections: the records, CNAMEs followed
 * inside the zone (RFC 1034 4.3.2), addresses of MX and NS hosts as additional ones; the SOA for
 * NXDOMAIN and for no data (RFC 2308). A name that is delegated gets a referral: the NS records, with
 * glue. Sets code and authoritative. */
void zone_answer (const Zone *zone, DnsMessage *answer);

guint zone_count (const Zone *zone);
const DnsRecord *zone_record_at (const Zone *zone, guint index);
