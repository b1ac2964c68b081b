/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/tcp-ports.h"

enum
{
  FIRST_LOCAL_PORT = 49152,
  N_LOCAL_PORTS = 65536 - FIRST_LOCAL_PORT,
};

struct TcpPorts
{
  GHashTable *listeners; /* host << 16 | port → TcpListener *; walked only to remove */
  GHashTable *refused;   /* the same keys; never walked */
  GArray *taken;         /* guint16 by HostId: how many local ports were given out, modulo all */
};

TcpPorts *
tcp_ports_new (void)
{
  TcpPorts *ports = g_new0 (TcpPorts, 1);

  ports->listeners = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  ports->refused = g_hash_table_new (NULL, NULL);
  ports->taken = g_array_new (FALSE, TRUE, sizeof (guint16));
  return ports;
}

void
tcp_ports_free (TcpPorts *ports)
{
  g_hash_table_unref (ports->listeners);
  g_hash_table_unref (ports->refused);
  g_array_unref (ports->taken);
  g_free (ports);
}

static gpointer
key_of (HostId host, guint16 port)
{
  return GUINT_TO_POINTER ((guint) host << 16 | port);
}

void
tcp_ports_listen (TcpPorts *ports, HostId host, guint16 port, TcpAcceptFunc accept, gpointer user)
{
  TcpListener *listener = g_new (TcpListener, 1);

  *listener = (TcpListener){ accept, user };
  g_hash_table_replace (ports->listeners, key_of (host, port), listener);
}

void
tcp_ports_unlisten (TcpPorts *ports, HostId host, guint16 port)
{
  g_hash_table_remove (ports->listeners, key_of (host, port));
}

static gboolean
is_of_host (gpointer key, gpointer value, gpointer host)
{
  return GPOINTER_TO_UINT (key) >> 16 == GPOINTER_TO_UINT (host);
}

void
tcp_ports_forget_host (TcpPorts *ports, HostId host)
{
  g_hash_table_foreach_remove (ports->listeners, is_of_host, GUINT_TO_POINTER (host));
}

void
tcp_ports_refuse (TcpPorts *ports, HostId host, guint16 port, gboolean refuse)
{
  if (refuse)
    g_hash_table_add (ports->refused, key_of (host, port));
  else
    g_hash_table_remove (ports->refused, key_of (host, port));
}

const TcpListener *
tcp_ports_find (const TcpPorts *ports, HostId host, guint16 port)
{
  if (g_hash_table_contains (ports->refused, key_of (host, port)))
    return NULL;
  return g_hash_table_lookup (ports->listeners, key_of (host, port));
}

guint16
tcp_ports_take_local (TcpPorts *ports, HostId host)
{
  guint16 *taken;
  guint16 port;

  if (ports->taken->len <= host)
    g_array_set_size (ports->taken, host + 1u);
  taken = &g_array_index (ports->taken, guint16, host);
  port = (guint16) (FIRST_LOCAL_PORT + *taken);
  *taken = (guint16) ((*taken + 1) % N_LOCAL_PORTS);
  return port;
}
