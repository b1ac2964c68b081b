/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/ipv6-addresses.h"

#include <arpa/inet.h>

struct Ipv6Addresses
{
  Trace *trace;      /* borrowed */
  GHashTable *hosts; /* address → HostId; never walked */
  GHashTable *names; /* HostId → address, borrowed; never walked */
};

Ipv6Addresses *
ipv6_addresses_new (Trace *trace)
{
  Ipv6Addresses *addresses = g_new0 (Ipv6Addresses, 1);

  addresses->trace = trace;
  addresses->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  addresses->names = g_hash_table_new (NULL, NULL);
  return addresses;
}

void
ipv6_addresses_free (Ipv6Addresses *addresses)
{
  g_hash_table_unref (addresses->names);
  g_hash_table_unref (addresses->hosts);
  g_free (addresses);
}

/* The one spelling that all others of ADDRESS have in common; NULL where it is none. Caller frees. */
static char *
normalize (const char *address)
{
  guint8 bytes[16];
  char text[INET6_ADDRSTRLEN];

  return inet_pton (AF_INET6, address, bytes) == 1 ? g_strdup (inet_ntop (AF_INET6, bytes, text, sizeof text)) : NULL;
}

void
ipv6_addresses_add (Ipv6Addresses *addresses, HostId host, const char *address)
{
  char *name = normalize (address);

  g_assert (name != NULL);
  g_hash_table_insert (addresses->hosts, name, GUINT_TO_POINTER (host));
  g_hash_table_insert (addresses->names, GUINT_TO_POINTER (host), name);
  trace_add (addresses->trace, &(TraceRecord){ .kind = TRACE_HOST_ADDRESS, .host = host, .text = trace_text (addresses->trace, name) });
}

HostId
ipv6_addresses_find (const Ipv6Addresses *addresses, const char *address)
{
  g_autofree char *name = normalize (address);

  return name == NULL ? 0 : (HostId) GPOINTER_TO_UINT (g_hash_table_lookup (addresses->hosts, name));
}

const char *
ipv6_addresses_get (const Ipv6Addresses *addresses, HostId host)
{
  return g_hash_table_lookup (addresses->names, GUINT_TO_POINTER (host));
}
