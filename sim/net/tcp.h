/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tcp: connections between hosts: a handshake, bytes in order, an end. The sizes, numbers and
 * flags of the packets are TCP's (RFC 9293); links lose nothing yet, so nothing is repeated but SYN.
 */
#pragma once

#include "sim/net/network.h"

typedef struct Tcp Tcp;
/* One end of a connection; valid until its `ended` was called or tcp_end_close. */
typedef struct TcpEnd TcpEnd;

typedef enum
{
  TCP_CLOSED_BY_PEER,
  TCP_TIMED_OUT,  /* no answer to SYN */
  TCP_REFUSED,    /* RST to SYN */
} TcpEnding;

typedef struct
{
  /* The handshake is done (client's end only). */
  void (*opened) (gpointer user, TcpEnd *end);
  void (*received) (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length);
  /* The connection is over, or was never made. END is invalid afterwards. Not called after
   * tcp_end_close. */
  void (*ended) (gpointer user, TcpEnd *end, TcpEnding ending);
  /* The whole network is taken down (tcp_free): USER frees itself and touches END no more. NULL where
   * somebody else frees it. */
  void (*discarded) (gpointer user);
} TcpEvents;

/* A connection came to a listening port: the callee takes END with tcp_end_set_events. */
typedef void (*TcpAcceptFunc) (gpointer user, TcpEnd *end);

/* NETWORK is borrowed. */
Tcp *tcp_new (Network *network);
void tcp_free (Tcp *tcp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tcp, tcp_free)

void tcp_listen (Tcp *tcp, HostId host, guint16 port, TcpAcceptFunc accept, gpointer user);

/* Begins a connection FROM → TO; gives up after TIMEOUT. EVENTS and USER are borrowed. MESSAGE is
 * what it is for, as far as the trace is told (0: nothing in particular). */
TcpEnd *tcp_connect (Tcp *tcp, HostId from, HostId to, guint16 port, SimTime timeout, MessageId message,
                     const TcpEvents *events, gpointer user);
void tcp_end_set_events (TcpEnd *end, const TcpEvents *events, gpointer user);

void tcp_end_write (TcpEnd *end, const void *bytes, gsize length);

/* Sends FIN after all that was written. No event of END is called any more; END is invalid. */
void tcp_end_close (TcpEnd *end);

guint32 tcp_end_get_number (const TcpEnd *end);
HostId tcp_end_get_host (const TcpEnd *end);
HostId tcp_end_get_peer (const TcpEnd *end);

/* The message that is being carried, for the trace: shared by both ends. */
void tcp_end_set_message (TcpEnd *end, MessageId message);
MessageId tcp_end_get_message (const TcpEnd *end);
