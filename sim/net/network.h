/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * network: hosts with addresses, the links between them, and datagrams. It decides when a packet
 * arrives, or that it never does. It knows nothing of what the packets say.
 */
#pragma once

#include "sim/engine/engine.h"
#include "sim/trace/trace.h"

typedef struct Network Network;

typedef struct
{
  SimTime latency;    /* one way */
  SimTime jitter;     /* at most this much more; no packet overtakes another by it */
  guint64 bandwidth;  /* bits per second, not 0 */
  guint32 loss_ppm;   /* 0 … 1,000,000: so many packets of a million vanish */
} NetworkLink;

/* What is wrong with the way of a packet, beside its link; all zero: nothing. */
typedef struct
{
  SimTime latency;   /* so much longer, one way */
  guint32 loss_ppm;  /* in addition, independent of all other losses */
  gboolean cut;      /* nothing passes */
} NetworkTrouble;

typedef struct
{
  HostId from;
  guint16 from_port, to_port;
  guint32 query;      /* the transaction, for the trace */
  GBytes *bytes;
} Datagram;

typedef void (*DatagramFunc) (gpointer user, const Datagram *datagram);

/* ENGINE and TRACE are borrowed. DEFAULT_LINK joins every pair that network_link leaves out. */
Network *network_new (Engine *engine, Trace *trace, guint64 seed, const NetworkLink *default_link);
void network_free (Network *network);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Network, network_free)

Engine *network_get_engine (const Network *network);
Trace *network_get_trace (const Network *network);
guint64 network_get_seed (const Network *network);

/* Adds and records a host. Addresses are IPv4 in host order. At most 65,535 hosts. */
HostId network_add_host (Network *network, const char *name, HostRole role, const char *domain, guint32 address);
guint32 network_get_address (const Network *network, HostId host);
/* "192.0.2.10"; caller frees. */
char *network_format_address (const Network *network, HostId host);
/* The address that "192.0.2.10" stands for; 0 where TEXT is none. */
guint32 network_parse_address (const char *text);
/* 0 where no host has this address or name. */
HostId network_find_address (const Network *network, guint32 address);
HostId network_find_host (const Network *network, const char *name);
const char *network_get_host_name (const Network *network, HostId host);

/* The link between A and B, both ways. */
void network_link (Network *network, HostId a, HostId b, const NetworkLink *link);

/* HOST_DOWN: packets from and to it vanish. HOST_REFUSING: it refuses connections. Recorded. */
void network_set_state (Network *network, HostId host, HostState state);
HostState network_get_state (const Network *network, HostId host);

/* From now on everything to and from HOST, or both ways between A and B, has TROUBLE, in place of what was set
 * for it before. Troubles of both hosts and of the pair add up. */
void network_trouble_host (Network *network, HostId host, const NetworkTrouble *trouble);
void network_trouble_pair (Network *network, HostId a, HostId b, const NetworkTrouble *trouble);
/* Of the packets that FROM sends TO from now on, the first SKIP pass, and the next COUNT are lost, whatever else may lose them. */
void network_lose_packets (Network *network, HostId from, HostId to, guint skip, guint count);
/* Of two independent losses in a row, what is lost altogether, rounded to the millionth. */
guint32 network_combine_loss (guint32 first_ppm, guint32 second_ppm);

/* Ports from which programs ask, a range for each program of a host. */
enum
{
  UDP_CLIENT_PORTS = 32768,
  UDP_RESOLVER_PORTS = 49152,
  UDP_PORTS = 16384, /* in each range */
};

/* Calls FUNC for each datagram to PORT; who was there before is replaced. */
void network_bind_udp (Network *network, HostId host, guint16 port, DatagramFunc func, gpointer user);
/* The same for the UDP_PORTS ports from FIRST. */
void network_bind_udp_range (Network *network, HostId host, guint16 first, DatagramFunc func, gpointer user);
void network_unbind_udp (Network *network, HostId host, guint16 port);
/* Nobody hears datagrams on HOST any more. */
void network_unbind_host (Network *network, HostId host);
void network_send_udp (Network *network, HostId from, guint16 from_port, HostId to, guint16 to_port,
                       guint32 query, GBytes *bytes);

/* When a packet of SIZE bytes that leaves FROM now reaches TO: after those before it, its own time
 * on the line (bandwidth), the latency and the jitter. Packets overtake one another only where a trouble's
 * latency has changed between them. Negative: it is lost, and would have come then. Takes the line: call it once for each packet. */
SimTime network_transit (Network *network, HostId from, HostId to, gsize size);
