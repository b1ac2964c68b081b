/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tcp-ports: who listens on which port of which host, and which port a client gets. Only for tcp.c.
 */
#pragma once

#include "sim/net/tcp.h"

typedef struct
{
  TcpAcceptFunc accept;
  gpointer user; /* borrowed */
} TcpListener;

typedef struct TcpPorts TcpPorts;

TcpPorts *tcp_ports_new (void);
void tcp_ports_free (TcpPorts *ports);

/* A listener that was there before is replaced. */
void tcp_ports_listen (TcpPorts *ports, HostId host, guint16 port, TcpAcceptFunc accept, gpointer user);
void tcp_ports_unlisten (TcpPorts *ports, HostId host, guint16 port);
/* All of its listeners are gone. */
void tcp_ports_forget_host (TcpPorts *ports, HostId host);
/* While REFUSE is in force, nobody is found on PORT. */
void tcp_ports_refuse (TcpPorts *ports, HostId host, guint16 port, gboolean refuse);
/* NULL where nobody listens, or connections are refused. */
const TcpListener *tcp_ports_find (const TcpPorts *ports, HostId host, guint16 port);

/* The next of the dynamic ports, 49152 to 65535 (RFC 6335 6), of HOST. */
guint16 tcp_ports_take_local (TcpPorts *ports, HostId host);
