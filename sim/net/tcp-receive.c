/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/tcp-receive.h"

#include "sim/net/tcp-send.h"

/* RFC 9293 3.8.6.3: at most half a second; as Linux has it. An answer that comes sooner takes the ACK along. */
static const SimTime ack_delay = 40 * SIM_MILLISECOND;

/* RFC 9293 3.10.7.2: the server's host hears of the connection. */
static void
on_syn (TcpEnd *server, const TcpSegment *segment)
{
  TcpConnection *connection = server->connection;
  Tcp *tcp = connection->tcp;

  if (network_get_state (tcp->network, server->host) == HOST_REFUSING || tcp_ports_find (tcp->ports, server->host, connection->port) == NULL)
    {
      tcp_segment_refuse (server, segment);
      return;
    }
  tcp_connection_enter (server, TCP_SYN_RECEIVED);
  server->awaited = 1;
  tcp_send_syn (server);
}

/* A segment for which END's host has no connection. */
static void
on_stray (TcpEnd *end, const TcpSegment *segment)
{
  gboolean is_syn = (segment->flags & (TCP_SYN | TCP_ACK)) == TCP_SYN;

  if (is_syn && (end->fresh || end->connection->client.state == TCP_SYN_SENT))
    on_syn (end, segment);
  else
    tcp_segment_refuse (end, segment);
}

void
tcp_receive_reset (TcpEnd *end)
{
  if (end->state == TCP_OPEN)
    tcp_connection_record_closed (end, "reset");
  tcp_connection_end (end, TCP_CLOSED_BY_PEER);
}

/* RFC 9293 3.10.7.3 and .4: only where it is about what is awaited. */
static void
on_reset (TcpEnd *end, const TcpSegment *segment)
{
  if (end->state == TCP_SYN_SENT && (segment->flags & TCP_ACK) && segment->ack == end->sent)
    {
      tcp_connection_record_failed (end, "refused");
      tcp_connection_end (end, TCP_REFUSED);
    }
  else if ((end->state == TCP_SYN_RECEIVED || end->state == TCP_OPEN) && segment->seq >= end->awaited && segment->seq <= end->awaited + TCP_WINDOW)
    tcp_receive_reset (end);
}

/* The client's end: SYN and ACK have come. */
static void
on_syn_ack (TcpEnd *client, const TcpSegment *segment)
{
  TcpConnection *connection = client->connection;
  Tcp *tcp = connection->tcp;

  if ((segment->flags & (TCP_SYN | TCP_ACK)) != (TCP_SYN | TCP_ACK))
    return;
  client->awaited = 1;
  tcp_send_on_opened (client);
  tcp_send_ack (client);
  if (trace_wants (tcp->trace, TRACE_CONNECTED))
    trace_add (tcp->trace, &(TraceRecord){ .kind = TRACE_CONNECTED, .host = client->host, .peer = connection->server.host, .code = connection->port, .conn = connection->number });
  if (client->events != NULL)
    client->events->opened (client->user, client);
}

/* The server's end: the handshake is done, and the listening program gets its end. FALSE: nobody listens any more. */
static gboolean
on_handshake_done (TcpEnd *server)
{
  Tcp *tcp = server->connection->tcp;
  const TcpListener *listener = tcp_ports_find (tcp->ports, server->host, server->connection->port);

  tcp_send_on_opened (server);
  if (listener == NULL)
    {
      tcp_send_reset (server);
      tcp_receive_reset (server);
      return FALSE;
    }
  listener->accept (listener->user, server);
  return server->state == TCP_OPEN;
}

/* The bytes lie in the sender's buffer: nothing has acknowledged them yet. */
static void
hand_on (TcpEnd *end, guint64 until)
{
  guint64 from = end->awaited;

  end->awaited = until;
  if (end->events != NULL)
    end->events->received (end->user, end, tcp_buffer_at (&tcp_connection_other_end (end)->buffer, from), until - from);
}

static void on_ack_timer (gpointer target, guint64 argument);

/* One event for many acknowledgements: it does not keep the run alive, and is not cancelled when one was sent. */
static void
set_ack_timer (TcpEnd *end)
{
  end->ack_timer = engine_schedule (end->connection->tcp->engine, ENGINE_BACKGROUND, end->ack_due, on_ack_timer, end, 0);
}

static void
on_ack_timer (gpointer target, guint64 argument)
{
  TcpEnd *end = target;
  Engine *engine = end->connection->tcp->engine;

  end->ack_timer = 0;
  engine_set_cause (engine, end->ack_cause);
  if (end->ack_due > engine_now (engine))
    set_ack_timer (end);
  else if (end->ack_due != 0)
    tcp_send_ack (end);
}

static void
acknowledge_later (TcpEnd *end)
{
  Engine *engine = end->connection->tcp->engine;

  if (end->ack_due == 0)
    {
      end->ack_due = engine_now (engine) + ack_delay;
      end->ack_cause = engine_get_cause (engine);
    }
  if (end->ack_timer == 0)
    set_ack_timer (end);
}

/* RFC 5681 4.2: at least every second full segment at once; else a little later. Full is what the largest was. */
static void
acknowledge (TcpEnd *end, gboolean at_once)
{
  if (at_once || end->awaited >= end->told + 2 * MAX (end->largest, TCP_SMALLEST_SEGMENT))
    tcp_send_ack (end);
  else if (end->awaited != end->told)
    acknowledge_later (end);
}

/* Takes the bytes of SEGMENT. FALSE where the connection is over for END. */
static gboolean
take_bytes (TcpEnd *end, const TcpSegment *segment)
{
  guint64 end_of_segment = segment->seq + segment->length;
  gboolean in_order = segment->seq <= end->awaited && tcp_ranges_is_empty (&end->early);

  end->largest = MAX (end->largest, segment->length);
  if (end_of_segment <= end->awaited) /* came before: the acknowledgement was lost */
    {
      acknowledge (end, TRUE);
      return TRUE;
    }
  if (end->events == NULL) /* RFC 9293 3.6.1: what its owner will never read */
    {
      tcp_send_reset (end);
      tcp_receive_reset (end);
      return FALSE;
    }
  if (segment->seq > end->awaited)
    tcp_ranges_add (&end->early, segment->seq, end_of_segment);
  else
    hand_on (end, tcp_ranges_take (&end->early, end_of_segment));
  if (end->state == TCP_OPEN)
    acknowledge (end, !in_order);
  return end->state == TCP_OPEN;
}

/* The other side has said all. Who does not want to go on alone is told that it is over, and closes too. */
static void
on_fin (TcpEnd *end)
{
  const TcpEvents *events = end->events;

  end->awaited++;
  if (events != NULL && events->finished != NULL && !end->fin_queued)
    events->finished (end->user, end);
  else if (events != NULL)
    {
      end->events = NULL;
      events->ended (end->user, end, TCP_CLOSED_BY_PEER);
    }
  if (end->state != TCP_OPEN)
    return;
  if (end->events == NULL && !end->fin_queued)
    {
      end->fin_queued = TRUE;
      end->fin_cause = engine_get_cause (end->connection->tcp->engine);
      tcp_send_data (end);
    }
  if (end->told < end->awaited)
    tcp_send_ack (end);
}

static void
take_fin (TcpEnd *end, const TcpSegment *segment)
{
  if (segment->flags & TCP_FIN)
    {
      end->peer_fin = segment->seq + segment->length;
      if (end->peer_fin != end->awaited) /* something before it is missing, or it came before */
        tcp_send_ack (end);
    }
  if (end->peer_fin != 0 && end->peer_fin == end->awaited)
    on_fin (end);
}

static void
finish (TcpEnd *end)
{
  tcp_connection_leave (end, TCP_OVER);
  if (!tcp_connection_is_live (tcp_connection_other_end (end)))
    tcp_connection_record_closed (end, NULL);
}

/* Bytes and FIN; and what may be sent now. */
static void
take_content (TcpEnd *end, const TcpSegment *segment)
{
  if (segment->length > 0 && !take_bytes (end, segment))
    return;
  take_fin (end, segment);
  if (end->state != TCP_OPEN)
    return;
  tcp_send_data (end);
  if (tcp_connection_is_finished (end))
    finish (end);
  else
    tcp_send_await_fin (end);
}

static void
on_open_segment (TcpEnd *end, const TcpSegment *segment)
{
  if (segment->flags & TCP_SYN) /* SYN-ACK again: our ACK was lost */
    {
      tcp_send_ack (end);
      return;
    }
  if (segment->flags & TCP_ACK)
    tcp_send_take_ack (end, segment);
  take_content (end, segment);
}

static void
on_early_segment (TcpEnd *server, const TcpSegment *segment)
{
  if (segment->flags & TCP_SYN)
    tcp_send_syn (server);
  else if ((segment->flags & TCP_ACK) && segment->ack == server->sent && on_handshake_done (server))
    take_content (server, segment);
}

void
tcp_receive_segment (TcpEnd *end, const TcpSegment *segment)
{
  if (segment->flags & TCP_RST)
    {
      on_reset (end, segment);
      return;
    }
  switch (end->state)
    {
    case TCP_UNKNOWN:
      on_stray (end, segment);
      break;
    case TCP_SYN_SENT:
      on_syn_ack (end, segment);
      break;
    case TCP_SYN_RECEIVED:
      on_early_segment (end, segment);
      break;
    case TCP_OPEN:
      on_open_segment (end, segment);
      break;
    case TCP_OVER:
      if (segment->length > 0 || (segment->flags & TCP_FIN))
        tcp_send_ack (end);
      break;
    }
}
