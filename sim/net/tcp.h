/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tcp: connections between hosts: a handshake, bytes in order whatever the network loses, an end (RFC 9293).
 * It knows nothing of what the bytes say, nor of the programs that write and read them.
 */
#pragma once

#include "sim/net/network.h"

typedef struct Tcp Tcp;
/* One end of a connection; valid until its `ended` was called or tcp_end_close. */
typedef struct TcpEnd TcpEnd;

typedef enum
{
  TCP_CLOSED_BY_PEER, /* it was there: FIN, RST, or nothing acknowledged for too long */
  TCP_TIMED_OUT,  /* no answer to SYN */
  TCP_REFUSED,    /* RST to SYN */
} TcpEnding;

typedef struct
{
  /* The handshake is done (client's end only). */
  void (*opened) (gpointer user, TcpEnd *end);
  /* BYTES are valid during the call. */
  void (*received) (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length);
  /* The connection is over, or was never made. END is invalid afterwards. Not called after
   * tcp_end_close. Where the other side has closed, and `finished` is NULL, this side closes too. */
  void (*ended) (gpointer user, TcpEnd *end, TcpEnding ending);
  /* The whole network is taken down (tcp_free), or the host crashes (tcp_crash_host): USER frees itself and
   * touches END no more. NULL where somebody else frees it. */
  void (*discarded) (gpointer user);
  /* The other side has said all, and END may still write; its owner closes it (RFC 9293 3.6, case 2). May be NULL. */
  void (*finished) (gpointer user, TcpEnd *end);
} TcpEvents;

/* A connection came to a listening port: the callee takes END with tcp_end_set_events. */
typedef void (*TcpAcceptFunc) (gpointer user, TcpEnd *end);

/* NETWORK is borrowed. */
Tcp *tcp_new (Network *network);
void tcp_free (Tcp *tcp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tcp, tcp_free)

/* A listener that was there before is replaced. */
void tcp_listen (Tcp *tcp, HostId host, guint16 port, TcpAcceptFunc accept, gpointer user);
/* Connections to PORT are refused from now on; those that are there stay. */
void tcp_unlisten (Tcp *tcp, HostId host, guint16 port);
/* While REFUSE is in force, new connections to PORT are refused, whoever listens. */
void tcp_refuse_port (Tcp *tcp, HostId host, guint16 port, gboolean refuse);

/* HOST forgets all its connections and listeners, and says nothing: the other sides learn of it by RST when they
 * next send something and it is up, or by waiting in vain. Owners with `discarded` are called. The ends of all
 * others are dead, but valid until tcp_end_close: nothing is called any more, nothing that they write is sent. */
void tcp_crash_host (Tcp *tcp, HostId host);

/* Whatever connection there is between A and B to PORT (0: any) from CLIENT_PORT (0: any) is broken off on its way: each
 * side gets an RST, as if from the other, and sends one. */
void tcp_break (Tcp *tcp, HostId a, HostId b, guint16 port, guint16 client_port);

/* Begins a connection FROM → TO, by ADDRESS as text (NULL: its IPv4 address); gives up after TIMEOUT. EVENTS and USER are borrowed. MESSAGE is
 * what it is for, as far as the trace is told (0: nothing in particular). */
TcpEnd *tcp_connect (Tcp *tcp, HostId from, HostId to, const char *address, guint16 port, SimTime timeout, MessageId message,
                     const TcpEvents *events, gpointer user);
void tcp_end_set_events (TcpEnd *end, const TcpEvents *events, gpointer user);

/* Each write begins a segment of its own. Nothing is sent before the handshake is done or behind a FIN. */
void tcp_end_write (TcpEnd *end, const void *bytes, gsize length);
/* Whether its packets go by IPv6. */
gboolean tcp_end_is_ipv6 (const TcpEnd *end);
/* How many bytes one segment takes at most. */
gsize tcp_end_get_segment_size (const TcpEnd *end);

/* Sends FIN after all that was written. No event of END is called any more; END is invalid. What still comes from
 * the other side is answered by RST (RFC 9293 3.6.1). */
void tcp_end_close (TcpEnd *end);
/* Likewise, but goes on to receive; END stays valid. */
void tcp_end_shut_down (TcpEnd *end);
/* Breaks it off with RST (RFC 9293 3.10.5): what is not sent never will be. No event of END is called any more; END
 * is invalid. */
void tcp_end_abort (TcpEnd *end);

guint32 tcp_end_get_number (const TcpEnd *end);
HostId tcp_end_get_host (const TcpEnd *end);
HostId tcp_end_get_peer (const TcpEnd *end);

/* The message that is being carried, for the trace: shared by both ends. */
void tcp_end_set_message (TcpEnd *end, MessageId message);
MessageId tcp_end_get_message (const TcpEnd *end);
