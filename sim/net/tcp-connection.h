/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tcp-connection: one connection with both its ends, as RFC 9293 3.3.1 has their variables. Numbers count
 * from the initial sequence number, which stands for SYN, and never wrap here. Only for tcp-*.c.
 */
#pragma once

#include "sim/net/tcp-buffer.h"
#include "sim/net/tcp-clock.h"
#include "sim/net/tcp-pace.h"
#include "sim/net/tcp-ports.h"
#include "sim/net/tcp-ranges.h"
#include "sim/net/tcp-segment.h"
#include "sim/net/tcp.h"

typedef struct TcpConnection TcpConnection;

/* RFC 9293 3.3.2. Which of the states after ESTABLISHED it is, FIN_QUEUED and the numbers tell. */
typedef enum
{
  TCP_UNKNOWN,      /* the host knows of no such connection: not yet, or no more */
  TCP_SYN_SENT,
  TCP_SYN_RECEIVED,
  TCP_OPEN,
  TCP_OVER,         /* TIME-WAIT: acknowledges a FIN that comes again, as long as one may come */
} TcpState;

struct TcpEnd
{
  TcpConnection *connection;
  HostId host;
  TcpState state;
  gboolean fresh;        /* never was anything but unknown */
  gboolean held;         /* is one of the connection's references */
  gboolean forgotten;    /* by a crash; its owner has not let go yet */
  const TcpEvents *events; /* NULL: its owner has left */
  gpointer user;
  guint32 initial;       /* ISS */
  guint32 largest;       /* segment that came, in bytes */

  TcpBuffer buffer;
  gboolean fin_queued;   /* comes behind the last byte */
  guint32 fin_cause;
  guint64 acknowledged;  /* SND.UNA */
  guint64 next;          /* SND.NXT; goes back after a time-out */
  guint64 sent;          /* the highest that it was */
  SimTime last_sent;
  TcpClock clock;
  TcpPace pace;
  SimTime progress;      /* when there last was an acknowledgement of something new */
  SimTime deadline;      /* of the wait for one; TIMER may come earlier, and then is set anew */
  guint32 wait_cause;    /* what began it */
  gboolean lingers;      /* only the other side's FIN is awaited */
  EventId timer;

  guint64 awaited;       /* RCV.NXT */
  guint64 told;          /* the last acknowledgement that was sent */
  guint64 peer_fin;      /* position of the other side's FIN; 0: not known yet */
  TcpRanges early;
  SimTime ack_due;       /* of an acknowledgement that waits for words to go with; 0: none does */
  guint32 ack_cause;     /* what it acknowledges */
  EventId ack_timer;     /* may come earlier, or for nothing */
};

struct TcpConnection
{
  Tcp *tcp;
  TcpConnection *next, **link;
  guint32 number;
  guint16 port, client_port;
  guint references;      /* segments on their way, and ends that are held */
  gboolean closed;       /* its end is recorded */
  gboolean is_ipv6;
  SimTime deadline;      /* for the handshake */
  MessageId message;
  TcpEnd client, server;
};

struct Tcp
{
  Network *network; /* borrowed */
  Engine *engine;   /* borrowed */
  Trace *trace;     /* borrowed */
  TcpPorts *ports;
  TcpSegmentPool segments;
  guint32 last_number;
  TcpConnection *connections;
  TcpConnection *spare; /* for the next ones */
};

TcpConnection *tcp_connection_new (Tcp *tcp, HostId from, HostId to, guint16 port);
/* The MSS that both sides announce. */
guint32 tcp_connection_segment_size (const TcpConnection *connection);
void tcp_connection_free (TcpConnection *connection); /* into the spare ones */
void tcp_connection_free_spare (Tcp *tcp);
/* The last one to let go frees it. */
void tcp_connection_release (TcpConnection *connection);

TcpEnd *tcp_connection_other_end (TcpEnd *end);
gboolean tcp_connection_is_client (const TcpEnd *end);
/* TRUE where END's host has a living connection. */
gboolean tcp_connection_is_live (const TcpEnd *end);

/* END's host knows of the connection from now on: in STATE, with an initial sequence number. */
void tcp_connection_enter (TcpEnd *end, TcpState state);

/* END's host forgets it: its owner is told by `discarded`, or lets go by tcp_end_close when it likes. */
void tcp_connection_forget (TcpEnd *end);
/* The owner of a forgotten end lets go. */
void tcp_connection_let_go (TcpEnd *end);
/* END's host is done with it: STATE is TCP_OVER or TCP_UNKNOWN. The connection may be freed. */
void tcp_connection_leave (TcpEnd *end, TcpState state);
/* Likewise, and its owner, if there is one, is told. Until the owner returns, END is still there. */
void tcp_connection_end (TcpEnd *end, TcpEnding ending);
/* It came to nothing: recorded with REASON; of no use to a server's end. */
void tcp_connection_record_failed (TcpEnd *end, const char *reason);
/* Once for each connection. REASON may be NULL. */
void tcp_connection_record_closed (TcpEnd *end, const char *reason);
/* Both FINs are sent, received and acknowledged, as far as END knows (RFC 9293 3.6). */
gboolean tcp_connection_is_finished (const TcpEnd *end);
gboolean tcp_connection_has_heard_fin (const TcpEnd *end);
