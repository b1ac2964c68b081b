/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/tcp.h"

#include "sim/net/tcp-connection.h"
#include "sim/net/tcp-receive.h"
#include "sim/net/tcp-send.h"

#include <string.h>

Tcp *
tcp_new (Network *network)
{
  Tcp *tcp = g_new0 (Tcp, 1);

  tcp->network = network;
  tcp->engine = network_get_engine (network);
  tcp->trace = network_get_trace (network);
  tcp->ports = tcp_ports_new ();
  tcp_segment_pool_init (&tcp->segments);
  return tcp;
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
  for (TcpConnection *connection = tcp->connections; connection != NULL; connection = connection->next)
    {
      discard_end (&connection->client);
      discard_end (&connection->server);
    }
  while (tcp->connections != NULL)
    tcp_connection_free (tcp->connections);
  tcp_connection_free_spare (tcp);
  tcp_segment_pool_clear (&tcp->segments);
  tcp_ports_free (tcp->ports);
  g_free (tcp);
}

void
tcp_listen (Tcp *tcp, HostId host, guint16 port, TcpAcceptFunc accept, gpointer user)
{
  tcp_ports_listen (tcp->ports, host, port, accept, user);
}

void
tcp_unlisten (Tcp *tcp, HostId host, guint16 port)
{
  tcp_ports_unlisten (tcp->ports, host, port);
}

void
tcp_refuse_port (Tcp *tcp, HostId host, guint16 port, gboolean refuse)
{
  tcp_ports_refuse (tcp->ports, host, port, refuse);
}

static void
forget_end (TcpEnd *end, HostId host)
{
  if (end->host != host)
    return;
  if (end->state == TCP_SYN_SENT)
    tcp_connection_record_failed (end, "its host crashed");
  tcp_connection_forget (end);
}

/* What `discarded` calls may end other connections: all that are concerned are held first. */
void
tcp_crash_host (Tcp *tcp, HostId host)
{
  g_autoptr (GPtrArray) struck = g_ptr_array_new ();

  tcp_ports_forget_host (tcp->ports, host);
  for (TcpConnection *connection = tcp->connections; connection != NULL; connection = connection->next)
    if (connection->client.host == host || connection->server.host == host)
      {
        connection->references++;
        g_ptr_array_add (struck, connection);
      }
  for (guint i = 0; i < struck->len; i++)
    {
      TcpConnection *connection = g_ptr_array_index (struck, i);

      forget_end (&connection->client, host);
      forget_end (&connection->server, host);
      tcp_connection_release (connection);
    }
}

static gboolean
is_between (const TcpConnection *connection, HostId a, HostId b)
{
  return (connection->client.host == a && connection->server.host == b) || (connection->client.host == b && connection->server.host == a);
}

static void
break_end (TcpEnd *end)
{
  if (end->state != TCP_OPEN && end->state != TCP_SYN_RECEIVED)
    return;
  tcp_send_reset (end);
  tcp_receive_reset (end);
}

void
tcp_break (Tcp *tcp, HostId a, HostId b, guint16 port, guint16 client_port)
{
  g_autoptr (GPtrArray) struck = g_ptr_array_new ();
  guint32 cause = engine_get_cause (tcp->engine);

  for (TcpConnection *connection = tcp->connections; connection != NULL; connection = connection->next)
    if (is_between (connection, a, b) && (port == 0 || port == connection->port) && (client_port == 0 || client_port == connection->client_port))
      {
        connection->references++;
        g_ptr_array_add (struck, connection);
      }
  for (guint i = 0; i < struck->len; i++)
    {
      TcpConnection *connection = g_ptr_array_index (struck, i);

      break_end (&connection->client);
      engine_set_cause (tcp->engine, cause); /* one does not lead to the other */
      break_end (&connection->server);
      engine_set_cause (tcp->engine, cause);
      tcp_connection_release (connection);
    }
}

static void
record_connect (const TcpConnection *connection, const char *address)
{
  Tcp *tcp = connection->tcp;
  HostId to = connection->server.host;
  g_autofree char *own = address != NULL ? NULL : network_format_address (tcp->network, to);

  trace_add (tcp->trace, &(TraceRecord){ .kind = TRACE_CONNECT, .host = connection->client.host, .peer = to, .code = connection->port, .conn = connection->number, .message = connection->message, .item = connection->client_port, .text = trace_text (tcp->trace, address != NULL ? address : own) });
}

TcpEnd *
tcp_connect (Tcp *tcp, HostId from, HostId to, const char *address, guint16 port, SimTime timeout, MessageId message, const TcpEvents *events, gpointer user)
{
  TcpConnection *connection = tcp_connection_new (tcp, from, to, port);
  TcpEnd *end = &connection->client;

  connection->client_port = tcp_ports_take_local (tcp->ports, from);
  connection->is_ipv6 = address != NULL && strchr (address, ':') != NULL;
  connection->deadline = engine_now (tcp->engine) + timeout;
  connection->message = message;
  tcp_end_set_events (end, events, user);
  if (trace_wants (tcp->trace, TRACE_CONNECT))
    record_connect (connection, address);
  tcp_connection_enter (end, TCP_SYN_SENT);
  tcp_send_syn (end);
  return end;
}

void
tcp_end_set_events (TcpEnd *end, const TcpEvents *events, gpointer user)
{
  end->events = events;
  end->user = user;
}

gboolean
tcp_end_is_ipv6 (const TcpEnd *end)
{
  return end->connection->is_ipv6;
}

gsize
tcp_end_get_segment_size (const TcpEnd *end)
{
  return tcp_connection_segment_size (end->connection);
}

void
tcp_end_write (TcpEnd *end, const void *bytes, gsize length)
{
  if (end->state != TCP_OPEN || end->fin_queued)
    return;
  tcp_buffer_append (&end->buffer, bytes, length, engine_get_cause (end->connection->tcp->engine));
  tcp_send_data (end);
}

static void
give_up_opening (TcpEnd *end)
{
  tcp_connection_record_failed (end, "given up");
  tcp_connection_leave (end, TCP_UNKNOWN);
}

void
tcp_end_shut_down (TcpEnd *end)
{
  if (end->state != TCP_OPEN || end->fin_queued)
    return;
  end->fin_queued = TRUE;
  end->fin_cause = engine_get_cause (end->connection->tcp->engine);
  tcp_send_data (end);
}

/* Of a connection that is there: FIN, and from then on it goes by itself. */
static void
close_open (TcpEnd *end)
{
  tcp_end_shut_down (end);
  tcp_send_await_fin (end);
}

static void
abort_open (TcpEnd *end)
{
  tcp_send_reset (end);
  tcp_connection_record_closed (end, "reset");
  tcp_connection_leave (end, TCP_UNKNOWN);
}

/* The owner of END leaves; LEAVE_OPEN is done to it where there is a connection. */
static void
leave (TcpEnd *end, void (*leave_open) (TcpEnd *end))
{
  end->events = NULL;
  if (end->forgotten)
    tcp_connection_let_go (end);
  else if (end->state == TCP_SYN_SENT)
    give_up_opening (end);
  else if (end->state == TCP_OPEN)
    leave_open (end);
}

void
tcp_end_close (TcpEnd *end)
{
  leave (end, close_open);
}

void
tcp_end_abort (TcpEnd *end)
{
  leave (end, abort_open);
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
  return tcp_connection_is_client (end) ? end->connection->server.host : end->connection->client.host;
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
