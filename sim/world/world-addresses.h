/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * world-addresses: IPv4 addresses for the hosts of a domain, from the documentation ranges
 * (RFC 5737) for the first three domains, then from private ones (RFC 1918).
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint32 next;
  guint32 last; /* of this range */
  guint32 spare; /* where to go on when it is used up */
} WorldAddresses;

/* DOMAIN_INDEX counts the scenario's domains from 0. */
void world_addresses_init (WorldAddresses *addresses, guint domain_index);
guint32 world_addresses_take (WorldAddresses *addresses);

/* Of the name servers above the domains, counted from 0: the numbers before the domains' in each range. */
guint32 world_addresses_upper (guint index);
