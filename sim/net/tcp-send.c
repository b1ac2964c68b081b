/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/tcp-send.h"

/* RFC 9293 3.8.3, R2: for so long at least something is sent again. */
static const SimTime patience = 100 * SIM_SECOND;
static const SimTime handshake_patience = 3 * SIM_MINUTE;
/* How long a closed end waits for the other side's FIN, which may never come. */
static const SimTime fin_patience = 60 * SIM_SECOND;

static void on_timer (gpointer target, guint64 argument);

static SimTime
now_of (const TcpEnd *end)
{
  return engine_now (end->connection->tcp->engine);
}

/* One event for many waits: it is moved on only when it fires too early, and is no work while nothing is awaited. */
static void
set_timer (TcpEnd *end, SimTime deadline)
{
  Engine *engine = end->connection->tcp->engine;

  if (deadline < end->deadline)
    engine_cancel (engine, &end->timer);
  end->deadline = deadline;
  end->wait_cause = engine_get_cause (engine);
  if (end->timer == 0)
    end->timer = engine_schedule (engine, ENGINE_WORK, deadline, on_timer, end, 0);
  else
    engine_set_class (engine, end->timer, ENGINE_WORK);
}

static void
stop_timer (TcpEnd *end)
{
  engine_set_class (end->connection->tcp->engine, end->timer, ENGINE_BACKGROUND);
}

static guint64
under_way (const TcpEnd *end)
{
  return end->sent - end->acknowledged;
}

static void
set_wait (TcpEnd *end)
{
  SimTime deadline = now_of (end) + end->clock.wait;

  if (end->state == TCP_SYN_SENT)
    deadline = MIN (deadline, end->connection->deadline);
  set_timer (end, deadline);
}

void
tcp_send_syn (TcpEnd *end)
{
  guint16 flags = tcp_connection_is_client (end) ? TCP_SYN : TCP_SYN | TCP_ACK;
  gboolean again = end->sent > 0;

  if (again)
    tcp_clock_on_repeated (&end->clock);
  else
    tcp_clock_on_sent (&end->clock, 1, now_of (end));
  tcp_segment_send (end, flags | (again ? TCP_AGAIN : 0), 0, 0, engine_get_cause (end->connection->tcp->engine));
  end->sent = end->next = 1;
  set_wait (end);
}

/* Sends what stands at POSITION: a segment of one write, or FIN. The numbers that it takes. */
static guint32
send_at (TcpEnd *end, guint64 position)
{
  gboolean is_fin = position == tcp_buffer_end (&end->buffer);
  const TcpWrite *write = is_fin ? NULL : tcp_buffer_find_write (&end->buffer, position);
  guint32 length = is_fin ? 0 : (guint32) MIN (write->end - position, tcp_connection_segment_size (end->connection));
  guint16 flags = TCP_ACK;

  if (is_fin)
    flags |= TCP_FIN;
  else if (position + length == write->end)
    flags |= TCP_PSH;
  if (position < end->sent)
    tcp_clock_on_repeated (&end->clock);
  else
    tcp_clock_on_sent (&end->clock, position + length + is_fin, now_of (end));
  tcp_segment_send (end, flags | (position < end->sent ? TCP_AGAIN : 0), position, length, is_fin ? end->fin_cause : write->cause);
  end->last_sent = now_of (end);
  return length + (guint32) is_fin;
}

/* Whether something stands at the next position that may be sent: whole segments only. */
static gboolean
may_send (const TcpEnd *end)
{
  guint64 end_of_bytes = tcp_buffer_end (&end->buffer);
  guint64 limit = end->acknowledged + MIN (end->pace.window, TCP_WINDOW);

  if (end->next == end_of_bytes)
    return end->fin_queued;
  return end->next < end_of_bytes
         && MIN (tcp_buffer_find_write (&end->buffer, end->next)->end, end->next + tcp_connection_segment_size (end->connection)) <= limit;
}

void
tcp_send_data (TcpEnd *end)
{
  gboolean waiting = under_way (end) > 0;

  if (end->state != TCP_OPEN)
    return;
  if (!waiting && now_of (end) - end->last_sent > end->clock.wait)
    tcp_pace_on_idle (&end->pace);
  while (may_send (end))
    {
      end->next += send_at (end, end->next);
      end->sent = MAX (end->sent, end->next);
    }
  if (!waiting && under_way (end) > 0)
    {
      end->progress = now_of (end);
      set_wait (end);
    }
}

void
tcp_send_ack (TcpEnd *end)
{
  tcp_segment_send (end, TCP_ACK, end->sent, 0, engine_get_cause (end->connection->tcp->engine));
}

void
tcp_send_reset (TcpEnd *end)
{
  tcp_segment_send (end, TCP_RST, end->sent, 0, engine_get_cause (end->connection->tcp->engine));
}

void
tcp_send_on_opened (TcpEnd *end)
{
  gboolean repeated = end->clock.timed == 0;

  tcp_clock_on_acknowledged (&end->clock, 1, now_of (end));
  tcp_clock_on_opened (&end->clock, repeated);
  end->state = TCP_OPEN;
  end->acknowledged = 1;
  end->last_sent = now_of (end);
  stop_timer (end);
}

/* A closed end whose FIN is acknowledged waits for the other side's, but not for ever. */
static gboolean
awaits_fin_only (const TcpEnd *end)
{
  return end->events == NULL && end->fin_queued && end->acknowledged > tcp_buffer_end (&end->buffer)
         && !tcp_connection_has_heard_fin (end);
}

static void
advance (TcpEnd *end, guint64 ack)
{
  guint64 bytes = ack - end->acknowledged;
  gboolean next_is_lost;

  tcp_clock_on_acknowledged (&end->clock, ack, now_of (end));
  end->acknowledged = ack;
  end->next = MAX (end->next, ack);
  end->progress = now_of (end);
  tcp_buffer_drop (&end->buffer, MIN (ack, tcp_buffer_end (&end->buffer)));
  next_is_lost = tcp_pace_on_acknowledged (&end->pace, bytes, ack, under_way (end));
  if (under_way (end) == 0)
    stop_timer (end);
  else
    {
      if (next_is_lost)
        send_at (end, ack);
      set_wait (end);
    }
}

void
tcp_send_await_fin (TcpEnd *end)
{
  if (end->lingers || !awaits_fin_only (end))
    return;
  end->lingers = TRUE;
  set_timer (end, now_of (end) + fin_patience);
}

/* RFC 5681 2. */
static gboolean
is_duplicate (const TcpEnd *end, const TcpSegment *segment)
{
  return segment->ack == end->acknowledged && under_way (end) > 0 && segment->length == 0
         && (segment->flags & (TCP_SYN | TCP_FIN)) == 0;
}

void
tcp_send_take_ack (TcpEnd *end, const TcpSegment *segment)
{
  if (segment->ack > end->sent)
    return;
  if (segment->ack > end->acknowledged)
    advance (end, segment->ack);
  else if (is_duplicate (end, segment) && tcp_pace_on_duplicate (&end->pace, segment->ack, end->sent))
    send_at (end, segment->ack);
}

/* RFC 9293 3.8.3: nothing has been acknowledged for too long, or the handshake was waited for long enough. */
static void
give_up (TcpEnd *end)
{
  TcpState state = end->state;

  if (state == TCP_SYN_SENT)
    tcp_connection_record_failed (end, "timed out");
  else if (state == TCP_OPEN)
    tcp_connection_record_closed (end, "no answer");
  tcp_connection_end (end, state == TCP_SYN_SENT ? TCP_TIMED_OUT : TCP_CLOSED_BY_PEER);
}

static gboolean
is_waiting (const TcpEnd *end)
{
  return end->state != TCP_OPEN || under_way (end) > 0 || end->lingers;
}

static gboolean
has_waited_enough (const TcpEnd *end)
{
  if (end->state == TCP_SYN_SENT)
    return now_of (end) >= end->connection->deadline;
  return end->lingers
         || now_of (end) - end->progress >= (end->state == TCP_SYN_RECEIVED ? handshake_patience : patience);
}

/* RFC 6298 5.4 to 5.6, RFC 5681 3.1: from the first segment that is not acknowledged, and slowly. */
static void
repeat (TcpEnd *end)
{
  tcp_clock_back_off (&end->clock);
  if (end->state != TCP_OPEN)
    {
      tcp_send_syn (end);
      return;
    }
  tcp_pace_on_timeout (&end->pace, under_way (end), end->sent);
  end->next = end->acknowledged + send_at (end, end->acknowledged);
  set_wait (end);
}

static void
on_timer (gpointer target, guint64 argument)
{
  TcpEnd *end = target;

  end->timer = 0;
  engine_set_cause (end->connection->tcp->engine, end->wait_cause);
  if (!is_waiting (end))
    return;
  if (now_of (end) < end->deadline)
    set_timer (end, end->deadline);
  else if (has_waited_enough (end))
    give_up (end);
  else
    repeat (end);
}
