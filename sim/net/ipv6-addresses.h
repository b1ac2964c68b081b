/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ipv6-addresses: which hosts have an IPv6 address beside their IPv4 address. Packets go between hosts, not
 * between addresses: it knows nothing of them.
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct Ipv6Addresses Ipv6Addresses;

/* TRACE is borrowed. */
Ipv6Addresses *ipv6_addresses_new (Trace *trace);
void ipv6_addresses_free (Ipv6Addresses *addresses);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ipv6Addresses, ipv6_addresses_free)

/* Gives ADDRESS (RFC 4291 2.2) to HOST, and records it. */
void ipv6_addresses_add (Ipv6Addresses *addresses, HostId host, const char *address);
/* 0 where nobody has ADDRESS, in whatever spelling, or it is none. */
HostId ipv6_addresses_find (const Ipv6Addresses *addresses, const char *address);
/* As RFC 5952 spells it; NULL where HOST has none. */
const char *ipv6_addresses_get (const Ipv6Addresses *addresses, HostId host);
