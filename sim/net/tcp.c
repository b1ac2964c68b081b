/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/tcp.h"

#include "sim/net/tcp-ports.h"

#include <string.h>

enum
{
  MSS = 1460,
  OVERHEAD = 14 + 20 + 20, /* Ethernet, IPv4, TCP */
};

static const SimTime first_syn_wait = SIM_SECOND; /* RFC 6298 2.1; doubled each time (5.5) */
static const SimTime linger = 2 * SIM_MINUTE;

typedef enum
{
  END_OPENING,
  END_OPEN,
  END_CLOSING, /* our FIN is out */
  END_DONE,
} EndState;

typedef struct Connection Connection;
typedef struct Segment Segment;

struct TcpEnd
{
  Connection *connection;
  HostId host;
  EndState state;
  gboolean fin_sent;
  guint32 next_seq; /* relative to the initial sequence number */
  guint32 acked;    /* what we have received, likewise */
  const TcpEvents *events; /* NULL: its owner has left */
  gpointer user;
  EventId timer;
};

struct Connection
{
  Tcp *tcp;
  Connection *next, **link;
  guint32 number;
  guint16 port;
  guint references; /* segments on their way, and ends that are not done */
  guint syns; /* repeated */
  gboolean closed;  /* and that is recorded */
  SimTime deadline;
  MessageId message;
  TcpEnd client, server;
};

struct Segment
{
  Segment *next, **link;
  TcpEnd *to;
  guint16 flags;
  guint16 length;
  guint32 seq;
  guint8 bytes[];
};

struct Tcp
{
  Network *network; /* borrowed */
  Engine *engine;   /* borrowed */
  Trace *trace;     /* borrowed */
  TcpPorts *ports;
  guint32 last_number;
  Connection *connections;
  Segment *segments;
};

Tcp *
tcp_new (Network *network)
{
  Tcp *tcp = g_new0 (Tcp, 1);

  tcp->network = network;
  tcp->engine = network_get_engine (network);
  tcp->trace = network_get_trace (network);
  tcp->ports = tcp_ports_new ();
  return tcp;
}

static void
free_connection (Connection *connection)
{
  engine_cancel (connection->tcp->engine, &connection->client.timer);
  engine_cancel (connection->tcp->engine, &connection->server.timer);
  *connection->link = connection->next;
  if (connection->next != NULL)
    connection->next->link = connection->link;
  g_free (connection);
}

static void
free_segment (Segment *segment)
{
  *segment->link = segment->next;
  if (segment->next != NULL)
    segment->next->link = segment->link;
  g_free (segment);
}

static void
discard_end (TcpEnd *end)
{
  const TcpEvents *events = g_steal_pointer (&end->events);

  if (events != NULL && events->discarded != NULL)
    events->discarded (end->user);
}

void
tcp_free (Tcp *tcp)
{
  for (Connection *connection = tcp->connections; connection != NULL; connection = connection->next)
    {
      discard_end (&connection->client);
      discard_end (&connection->server);
    }
  while (tcp->segments != NULL)
    free_segment (tcp->segments);
  while (tcp->connections != NULL)
    free_connection (tcp->connections);
  tcp_ports_free (tcp->ports);
  g_free (tcp);
}

static void
release (Connection *connection)
{
  if (--connection->references == 0)
    free_connection (connection);
}

static TcpEnd *
other_end (TcpEnd *end)
{
  return end == &end->connection->client ? &end->connection->server : &end->connection->client;
}

static gboolean
is_client (const TcpEnd *end)
{
  return end == &end->connection->client;
}

void
tcp_listen (Tcp *tcp, HostId host, guint16 port, TcpAcceptFunc accept, gpointer user)
{
  tcp_ports_listen (tcp->ports, host, port, accept, user);
}

static void on_segment (gpointer target, guint64 argument);

static void
launch (TcpEnd *from, guint16 flags, guint32 seq, const guint8 *bytes, gsize length, SimTime arrival)
{
  Tcp *tcp = from->connection->tcp;
  Segment *segment = g_malloc (sizeof (Segment) + length);

  segment->to = other_end (from);
  segment->flags = flags;
  segment->length = (guint16) length;
  segment->seq = seq;
  if (length > 0)
    memcpy (segment->bytes, bytes, length);
  segment->next = tcp->segments;
  segment->link = &tcp->segments;
  if (segment->next != NULL)
    segment->next->link = &segment->next;
  tcp->segments = segment;
  from->connection->references++;
  engine_schedule (tcp->engine, ENGINE_WORK, arrival, on_segment, segment, 0);
}

/* Sends one packet and records it; what follows still has the cause that was in force before. */
static void
transmit (TcpEnd *from, guint16 flags, const guint8 *bytes, gsize length)
{
  Connection *connection = from->connection;
  Tcp *tcp = connection->tcp;
  HostId peer = other_end (from)->host;
  guint32 cause = engine_get_cause (tcp->engine);
  SimTime arrival = network_transit (tcp->network, from->host, peer, length + OVERHEAD);

  if (trace_wants (tcp->trace, TRACE_TCP))
    trace_add (tcp->trace, &(TraceRecord){ .kind = TRACE_TCP, .host = from->host, .peer = peer, .code = flags, .conn = connection->number, .item = from->next_seq, .note = from->acked, .text = trace_bytes (tcp->trace, bytes, length), .value = arrival });
  if (arrival >= 0)
    launch (from, flags, from->next_seq, bytes, length, arrival);
  from->next_seq += (guint32) length + ((flags & (TCP_SYN | TCP_FIN)) != 0);
  engine_set_cause (tcp->engine, cause);
}

static void
record_ending (TcpEnd *end, TraceKind kind, const char *reason)
{
  Connection *connection = end->connection;
  Trace *trace = connection->tcp->trace;

  if (trace_wants (trace, kind))
    trace_add (trace, &(TraceRecord){ .kind = kind, .host = end->host, .peer = other_end (end)->host, .code = kind == TRACE_CONNECT_FAILED ? connection->port : 0, .conn = connection->number, .text = trace_text (trace, reason) });
}

/* Once for each connection, even where each end waits in vain. */
static void
record_closed (TcpEnd *end, const char *reason)
{
  if (!end->connection->closed)
    record_ending (end, TRACE_CLOSED, reason);
  end->connection->closed = TRUE;
}

/* The connection is over for END. */
static void
finish_end (TcpEnd *end)
{
  Connection *connection = end->connection;

  if (end->state == END_DONE)
    return;
  end->state = END_DONE;
  engine_cancel (connection->tcp->engine, &end->timer);
  release (connection);
}

static void
tell_ended (TcpEnd *end, TcpEnding ending)
{
  const TcpEvents *events = end->events;

  end->events = NULL;
  if (events != NULL)
    events->ended (end->user, end, ending);
}

static void
fail_to_connect (TcpEnd *end, TcpEnding ending)
{
  record_ending (end, TRACE_CONNECT_FAILED, ending == TCP_REFUSED ? "refused" : "timed out");
  finish_end (other_end (end));
  tell_ended (end, ending);
  finish_end (end);
}

static void
send_syn (TcpEnd *end)
{
  end->next_seq = 0;
  transmit (end, TCP_SYN, NULL, 0);
}

/* No answer to the last SYN: again, until the deadline. */
static void
on_syn_timer (gpointer target, guint64 argument)
{
  TcpEnd *end = target;
  Connection *connection = end->connection;
  Engine *engine = connection->tcp->engine;
  SimTime next;

  end->timer = 0;
  if (engine_now (engine) >= connection->deadline)
    {
      fail_to_connect (end, TCP_TIMED_OUT);
      return;
    }
  send_syn (end);
  connection->syns++;
  next = engine_now (engine) + (first_syn_wait << MIN (connection->syns, 20));
  end->timer = engine_schedule (engine, ENGINE_WORK, MIN (next, connection->deadline), on_syn_timer, end, 0);
}

TcpEnd *
tcp_connect (Tcp *tcp, HostId from, HostId to, guint16 port, SimTime timeout, MessageId message, const TcpEvents *events, gpointer user)
{
  Connection *connection = g_new0 (Connection, 1);
  TcpEnd *end = &connection->client;
  SimTime now = engine_now (tcp->engine);

  connection->tcp = tcp;
  connection->number = ++tcp->last_number;
  connection->port = port;
  connection->references = 2;
  connection->deadline = now + timeout;
  connection->message = message;
  connection->next = tcp->connections;
  connection->link = &tcp->connections;
  if (connection->next != NULL)
    connection->next->link = &connection->next;
  tcp->connections = connection;
  connection->client = (TcpEnd){ .connection = connection, .host = from, .events = events, .user = user };
  connection->server = (TcpEnd){ .connection = connection, .host = to };
  if (trace_wants (tcp->trace, TRACE_CONNECT))
    trace_add (tcp->trace, &(TraceRecord){ .kind = TRACE_CONNECT, .host = from, .peer = to, .code = port, .conn = connection->number, .message = message, .item = tcp_ports_take_local (tcp->ports, from) });
  send_syn (end);
  end->timer = engine_schedule (tcp->engine, ENGINE_WORK, MIN (now + first_syn_wait, connection->deadline), on_syn_timer, end, 0);
  return end;
}

void
tcp_end_set_events (TcpEnd *end, const TcpEvents *events, gpointer user)
{
  end->events = events;
  end->user = user;
}

void
tcp_end_write (TcpEnd *end, const void *bytes, gsize length)
{
  const guint8 *p = bytes;

  if (end->state != END_OPEN)
    return;
  for (; length > 0; length -= MIN (length, MSS), p += MSS)
    transmit (end, TCP_ACK | (length <= MSS ? TCP_PSH : 0), p, MIN (length, MSS));
}

static void
on_linger (gpointer target, guint64 argument)
{
  TcpEnd *end = target;

  end->timer = 0;
  record_closed (end, "no answer");
  finish_end (end);
}

static void
send_fin (TcpEnd *end)
{
  end->fin_sent = TRUE;
  transmit (end, TCP_FIN | TCP_ACK, NULL, 0);
}

void
tcp_end_close (TcpEnd *end)
{
  Engine *engine = end->connection->tcp->engine;

  end->events = NULL;
  if (end->state == END_OPENING)
    {
      record_ending (end, TRACE_CONNECT_FAILED, "given up");
      finish_end (other_end (end));
      finish_end (end);
    }
  else if (end->state == END_OPEN)
    {
      send_fin (end);
      end->state = END_CLOSING;
      engine_cancel (engine, &end->timer);
      end->timer = engine_schedule (engine, ENGINE_WORK, engine_now (engine) + linger, on_linger, end, 0);
    }
}

/* A SYN at the server's host. */
static void
on_syn (TcpEnd *server, guint32 seq)
{
  Tcp *tcp = server->connection->tcp;
  gboolean listening = tcp_ports_find (tcp->ports, server->host, server->connection->port) != NULL
                       && network_get_state (tcp->network, server->host) == HOST_UP;

  if (server->state != END_OPENING)
    return;
  server->acked = seq + 1;
  server->next_seq = 0;
  transmit (server, listening ? TCP_SYN | TCP_ACK : TCP_RST | TCP_ACK, NULL, 0);
}

/* SYN and ACK at the client's host: the connection is there. */
static void
on_syn_ack (TcpEnd *client, guint32 seq)
{
  Connection *connection = client->connection;
  Tcp *tcp = connection->tcp;

  if (client->state != END_OPENING)
    return;
  client->state = END_OPEN;
  client->acked = seq + 1;
  engine_cancel (tcp->engine, &client->timer);
  transmit (client, TCP_ACK, NULL, 0);
  if (trace_wants (tcp->trace, TRACE_CONNECTED))
    trace_add (tcp->trace, &(TraceRecord){ .kind = TRACE_CONNECTED, .host = client->host, .peer = connection->server.host, .code = connection->port, .conn = connection->number });
  if (client->events != NULL)
    client->events->opened (client->user, client);
}

/* The first ACK at the server's host: the listening program gets its end. */
static void
on_handshake_done (TcpEnd *server)
{
  Tcp *tcp = server->connection->tcp;
  const TcpListener *listener = tcp_ports_find (tcp->ports, server->host, server->connection->port);

  server->state = END_OPEN;
  listener->accept (listener->user, server);
}

static void
on_fin (TcpEnd *end)
{
  end->acked++;
  if (end->fin_sent)
    {
      transmit (end, TCP_ACK, NULL, 0);
      if (other_end (end)->state == END_DONE)
        record_closed (end, NULL);
      finish_end (end);
      return;
    }
  tell_ended (end, TCP_CLOSED_BY_PEER);
  if (!end->fin_sent)
    send_fin (end);
  finish_end (end);
}

static void
dispatch (TcpEnd *end, const Segment *segment)
{
  if ((segment->flags & TCP_RST) != 0)
    {
      if (end->state == END_OPENING && is_client (end))
        fail_to_connect (end, TCP_REFUSED);
      return;
    }
  if ((segment->flags & TCP_SYN) != 0)
    {
      if (is_client (end))
        on_syn_ack (end, segment->seq);
      else
        on_syn (end, segment->seq);
      return;
    }
  if (segment->seq != end->acked) /* what was lost before it never comes: nothing is repeated */
    return;
  if (end->state == END_OPENING)
    on_handshake_done (end);
  if (segment->length > 0)
    {
      end->acked += segment->length;
      if (end->events != NULL)
        end->events->received (end->user, end, segment->bytes, segment->length);
    }
  if ((segment->flags & TCP_FIN) != 0)
    on_fin (end);
}

static void
on_segment (gpointer target, guint64 argument)
{
  Segment *segment = target;
  TcpEnd *end = segment->to;
  Connection *connection = end->connection;

  if (end->state != END_DONE && network_get_state (connection->tcp->network, end->host) != HOST_DOWN)
    dispatch (end, segment);
  free_segment (segment);
  release (connection);
}

guint32
tcp_end_get_number (const TcpEnd *end)
{
  return end->connection->number;
}

HostId
tcp_end_get_host (const TcpEnd *end)
{
  return end->host;
}

HostId
tcp_end_get_peer (const TcpEnd *end)
{
  return is_client (end) ? end->connection->server.host : end->connection->client.host;
}

void
tcp_end_set_message (TcpEnd *end, MessageId message)
{
  end->connection->message = message;
}

MessageId
tcp_end_get_message (const TcpEnd *end)
{
  return end->connection->message;
}
