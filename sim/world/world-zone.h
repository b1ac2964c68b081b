/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * world-zone: the master-file text of a scenario's domains: what the scenario gives, and what it
 * leaves out.
 */
#pragma once

#include "sim/store/zone.h"
#include "sim/world/scenario.h"

/* "192.0.2.10" for DNS_A, "2001:db8::192:0:2:10" for DNS_AAAA; caller frees; NULL for a host that isn't there, or has
 * none. */
typedef char *(*WorldAddressFunc) (gpointer user, const char *host_name, DnsType type);

/* The zone of DOMAIN. Without a text of its own: SOA, NS, the MX records of its servers, and the
 * addresses of all hosts that lie in it. With TEXT: that, and of these the SOA, the NS records
 * and the addresses of its hosts that it doesn't speak of. CHANGES: how often it has changed, for the SOA's
 * serial (RFC 1035 3.3.13). Caller frees. */
char *world_zone_text (const Scenario *scenario, const ScenarioDomain *domain, const char *text, guint changes,
                       WorldAddressFunc address, gpointer user);

/* Servers may have names that lie in no domain of the scenario (mx.provider.net). The zone that such a
 * HOST lies in, "provider.net"; NULL for all others. Caller frees. */
char *world_zone_outside_origin (const Scenario *scenario, const char *host);

/* That zone: SOA, NS and the addresses of all servers in it. Caller frees. */
char *world_zone_outside_text (const Scenario *scenario, const char *origin, const char *name_server,
                               WorldAddressFunc address, gpointer user);

/* A zone of the tree above the domains ("" is the root): SOA, NS and the address of its NAME_SERVER. Whom it
 * delegates to is world_zone_delegation's. Caller frees. */
char *world_zone_upper_text (const char *origin, const char *name_server, WorldAddressFunc address, gpointer user);

/* The lines for the zone PARENT by which it refers to CHILD: CHILD's NS records, and the addresses of those servers
 * that lie in CHILD (glue, RFC 1034 4.2.1). "" where PARENT has NS records for it. Caller frees. */
char *world_zone_delegation (const Zone *parent, const Zone *child);
