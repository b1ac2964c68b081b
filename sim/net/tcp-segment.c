/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/tcp-connection.h"
#include "sim/net/tcp-receive.h"

enum
{
  OVERHEAD = 14 + 20,      /* Ethernet, TCP */
  IPV4_HEADER = 20,
  IPV6_HEADER = 40,
  SYN_OPTIONS = 4,         /* MSS (RFC 9293 3.7.1) */
  BLOCK = 64,
};

void
tcp_segment_pool_init (TcpSegmentPool *pool)
{
  *pool = (TcpSegmentPool){ g_ptr_array_new_with_free_func (g_free), NULL };
}

void
tcp_segment_pool_clear (TcpSegmentPool *pool)
{
  g_ptr_array_unref (pool->blocks);
}

static void
give_back (TcpSegmentPool *pool, TcpSegment *segment)
{
  segment->next = pool->spare;
  pool->spare = segment;
}

static TcpSegment *
take (TcpSegmentPool *pool)
{
  TcpSegment *segment = pool->spare;

  if (segment == NULL)
    {
      segment = g_new (TcpSegment, BLOCK);
      g_ptr_array_add (pool->blocks, segment);
      for (guint i = 1; i < BLOCK; i++)
        give_back (pool, segment + i);
      return segment;
    }
  pool->spare = segment->next;
  return segment;
}

static void
on_arrival (gpointer target, guint64 argument)
{
  TcpSegment *segment = target;
  TcpConnection *connection = segment->to->connection;
  Tcp *tcp = connection->tcp;

  if (network_get_state (tcp->network, segment->to->host) != HOST_DOWN)
    tcp_receive_segment (segment->to, segment);
  give_back (&tcp->segments, segment);
  tcp_connection_release (connection);
}

static void
launch (TcpEnd *from, const TcpSegment *like, SimTime arrival)
{
  Tcp *tcp = from->connection->tcp;
  TcpSegment *segment = take (&tcp->segments);

  *segment = *like;
  segment->to = tcp_connection_other_end (from);
  from->connection->references++;
  engine_schedule (tcp->engine, ENGINE_WORK, arrival, on_arrival, segment, 0);
}

/* SYN tells its initial sequence number; all other numbers count from there. */
static void
record (TcpEnd *from, const TcpSegment *segment, SimTime arrival)
{
  TcpConnection *connection = from->connection;
  Trace *trace = connection->tcp->trace;
  const guint8 *bytes = segment->length == 0 ? NULL : tcp_buffer_at (&from->buffer, segment->seq);

  trace_add (trace, &(TraceRecord){ .kind = TRACE_TCP, .host = from->host, .peer = tcp_connection_other_end (from)->host, .code = segment->flags, .conn = connection->number, .item = (segment->flags & TCP_SYN) ? from->initial : (guint32) segment->seq, .note = (guint32) segment->ack, .text = trace_bytes (trace, bytes, segment->length), .value = arrival });
}

static void
transmit (TcpEnd *from, const TcpSegment *segment, guint32 cause)
{
  Tcp *tcp = from->connection->tcp;
  HostId to = tcp_connection_other_end (from)->host;
  gsize size = OVERHEAD + (from->connection->is_ipv6 ? IPV6_HEADER : IPV4_HEADER) + segment->length + ((segment->flags & TCP_SYN) ? SYN_OPTIONS : 0);
  guint32 before = engine_get_cause (tcp->engine);
  SimTime arrival = network_transit (tcp->network, from->host, to, size);

  engine_set_cause (tcp->engine, cause);
  if (trace_wants (tcp->trace, TRACE_TCP))
    record (from, segment, arrival);
  if (arrival >= 0)
    launch (from, segment, arrival);
  engine_set_cause (tcp->engine, before);
}

void
tcp_segment_send (TcpEnd *from, guint16 flags, guint64 seq, guint32 length, guint32 cause)
{
  TcpSegment segment = { .seq = seq, .flags = flags, .length = length };

  if (flags & TCP_ACK)
    {
      segment.ack = from->awaited;
      from->told = from->awaited;
      from->ack_due = 0;
    }
  transmit (from, &segment, cause);
}

void
tcp_segment_refuse (TcpEnd *from, const TcpSegment *segment)
{
  TcpSegment answer = { .flags = TCP_RST };
  gboolean takes_number = (segment->flags & (TCP_SYN | TCP_FIN)) != 0;

  if (segment->flags & TCP_RST)
    return;
  if (segment->flags & TCP_ACK)
    answer.seq = segment->ack;
  else
    {
      answer.flags |= TCP_ACK;
      answer.ack = segment->seq + segment->length + takes_number;
    }
  transmit (from, &answer, engine_get_cause (from->connection->tcp->engine));
}
