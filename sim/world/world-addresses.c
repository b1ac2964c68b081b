/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/world-addresses.h"

enum
{
  FIRST_HOST = 10,
  LAST_HOST = 254,
  UPPER_HOSTS = 9, /* in each range, from 1 */
};

/* 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 */
static const guint32 documentation[] = { 0xc0000200, 0xc6336400, 0xcb007100 };

void
world_addresses_init (WorldAddresses *addresses, guint domain_index)
{
  guint32 spare = 0x0a000000 + (domain_index << 12); /* 4096 of 10.0.0.0/8 for each */

  if (domain_index < G_N_ELEMENTS (documentation))
    *addresses = (WorldAddresses){ documentation[domain_index] + FIRST_HOST, documentation[domain_index] + LAST_HOST, spare + 1 };
  else
    *addresses = (WorldAddresses){ spare + FIRST_HOST, spare + 4094, spare + 4095 };
}

guint32
world_addresses_take (WorldAddresses *addresses)
{
  guint32 address = addresses->next++;

  if (address == addresses->last)
    {
      addresses->next = addresses->spare;
      addresses->last = G_MAXUINT32;
    }
  return address;
}

guint32
world_addresses_upper (guint index)
{
  const guint ranges = G_N_ELEMENTS (documentation);

  if (index < UPPER_HOSTS * ranges)
    return documentation[index % ranges] + 1 + index / ranges;
  return 0x0aff0000 + index; /* 10.255.0.0/16 */
}
