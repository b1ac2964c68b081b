/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/tcp-connection.h"

static void
init_end (TcpEnd *end, TcpConnection *connection, HostId host)
{
  TcpBuffer buffer = end->buffer;
  TcpRanges early = end->early;

  tcp_buffer_reset (&buffer);
  tcp_ranges_reset (&early);
  *end = (TcpEnd){ .connection = connection, .host = host, .buffer = buffer, .early = early, .fresh = TRUE };
  tcp_clock_init (&end->clock);
  tcp_pace_init (&end->pace);
}

TcpConnection *
tcp_connection_new (Tcp *tcp, HostId from, HostId to, guint16 port)
{
  TcpConnection *connection = tcp->spare != NULL ? tcp->spare : g_new0 (TcpConnection, 1);

  if (tcp->spare != NULL)
    tcp->spare = connection->next;
  connection->tcp = tcp;
  connection->number = ++tcp->last_number;
  connection->port = port;
  connection->references = 0;
  connection->closed = FALSE;
  connection->is_ipv6 = FALSE;
  connection->next = tcp->connections;
  connection->link = &tcp->connections;
  if (connection->next != NULL)
    connection->next->link = &connection->next;
  tcp->connections = connection;
  init_end (&connection->client, connection, from);
  init_end (&connection->server, connection, to);
  return connection;
}

guint32
tcp_connection_segment_size (const TcpConnection *connection)
{
  return connection->is_ipv6 ? TCP_SEGMENT_SIZE_IPV6 : TCP_SEGMENT_SIZE;
}

static void
stop_timers (TcpEnd *end)
{
  Engine *engine = end->connection->tcp->engine;

  engine_cancel (engine, &end->timer);
  engine_cancel (engine, &end->ack_timer);
}

void
tcp_connection_free (TcpConnection *connection)
{
  Tcp *tcp = connection->tcp;

  stop_timers (&connection->client);
  stop_timers (&connection->server);
  *connection->link = connection->next;
  if (connection->next != NULL)
    connection->next->link = connection->link;
  connection->next = tcp->spare;
  tcp->spare = connection;
}

void
tcp_connection_free_spare (Tcp *tcp)
{
  while (tcp->spare != NULL)
    {
      TcpConnection *connection = tcp->spare;

      tcp->spare = connection->next;
      tcp_buffer_clear (&connection->client.buffer);
      tcp_buffer_clear (&connection->server.buffer);
      tcp_ranges_clear (&connection->client.early);
      tcp_ranges_clear (&connection->server.early);
      g_free (connection);
    }
}

void
tcp_connection_release (TcpConnection *connection)
{
  if (--connection->references == 0)
    tcp_connection_free (connection);
}

gboolean
tcp_connection_is_client (const TcpEnd *end)
{
  return end == &end->connection->client;
}

TcpEnd *
tcp_connection_other_end (TcpEnd *end)
{
  return tcp_connection_is_client (end) ? &end->connection->server : &end->connection->client;
}

gboolean
tcp_connection_is_live (const TcpEnd *end)
{
  return end->state != TCP_UNKNOWN && end->state != TCP_OVER;
}

static guint64
mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* RFC 9293 3.4.1: a clock of 4 microseconds, and a function of who speaks to whom and a secret: the seed. */
static guint32
make_initial (TcpEnd *end)
{
  TcpConnection *connection = end->connection;
  const Network *network = connection->tcp->network;
  guint64 hosts = (guint64) network_get_address (network, end->host) << 32 | network_get_address (network, tcp_connection_other_end (end)->host);
  guint64 number = (guint64) connection->number << 16 | connection->port;

  return (guint32) (mix (mix (network_get_seed (network) ^ hosts) ^ number) + (guint64) (engine_now (connection->tcp->engine) / (4 * SIM_MICROSECOND)));
}

void
tcp_connection_enter (TcpEnd *end, TcpState state)
{
  if (!end->fresh)
    init_end (end, end->connection, end->host);
  end->state = state;
  end->fresh = FALSE;
  end->held = TRUE;
  end->initial = make_initial (end);
  end->progress = engine_now (end->connection->tcp->engine);
  end->connection->references++;
}

void
tcp_connection_let_go (TcpEnd *end)
{
  if (!end->held)
    return;
  end->held = end->forgotten = FALSE;
  tcp_connection_release (end->connection);
}

void
tcp_connection_leave (TcpEnd *end, TcpState state)
{
  end->state = state;
  stop_timers (end);
  tcp_connection_let_go (end);
}

void
tcp_connection_end (TcpEnd *end, TcpEnding ending)
{
  const TcpEvents *events = end->events;

  end->events = NULL;
  end->state = TCP_UNKNOWN;
  stop_timers (end);
  if (events != NULL)
    events->ended (end->user, end, ending);
  tcp_connection_let_go (end);
}

void
tcp_connection_forget (TcpEnd *end)
{
  const TcpEvents *events = g_steal_pointer (&end->events);
  gboolean was_live = tcp_connection_is_live (end);

  end->state = TCP_UNKNOWN;
  stop_timers (end);
  if (was_live && !tcp_connection_is_live (tcp_connection_other_end (end)))
    tcp_connection_record_closed (end, NULL);
  if (events == NULL)
    tcp_connection_let_go (end);
  else if (events->discarded == NULL)
    end->forgotten = TRUE;
  else
    {
      events->discarded (end->user);
      tcp_connection_let_go (end);
    }
}

static void
record (TcpEnd *end, TraceKind kind, guint16 code, const char *reason)
{
  TcpConnection *connection = end->connection;
  Trace *trace = connection->tcp->trace;

  connection->closed = TRUE;
  if (trace_wants (trace, kind))
    trace_add (trace, &(TraceRecord){ .kind = kind, .host = end->host, .peer = tcp_connection_other_end (end)->host, .code = code, .conn = connection->number, .text = trace_text (trace, reason) });
}

void
tcp_connection_record_failed (TcpEnd *end, const char *reason)
{
  if (!end->connection->closed)
    record (end, TRACE_CONNECT_FAILED, end->connection->port, reason);
}

void
tcp_connection_record_closed (TcpEnd *end, const char *reason)
{
  if (!end->connection->closed)
    record (end, TRACE_CLOSED, 0, reason);
}

gboolean
tcp_connection_has_heard_fin (const TcpEnd *end)
{
  return end->peer_fin != 0 && end->awaited > end->peer_fin;
}

gboolean
tcp_connection_is_finished (const TcpEnd *end)
{
  return end->fin_queued && end->acknowledged > tcp_buffer_end (&end->buffer) && tcp_connection_has_heard_fin (end);
}
