/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/dns-stream.h"

typedef struct DnsStream
{
  struct DnsStream *next, **link;
  DnsStreams *owner;
  TcpEnd *end;
  GByteArray *held; /* what has come of the next question */
  EventId timer;
} DnsStream;

struct DnsStreams
{
  const Internet *internet; /* borrowed */
  DnsStreamFunc func;
  gpointer user;
  DnsStream *open;
};

static const SimTime patience = 30 * SIM_SECOND; /* RFC 7766 6.2.3: some seconds */

static void
free_stream (DnsStream *stream)
{
  engine_cancel (stream->owner->internet->engine, &stream->timer);
  if (stream->end != NULL)
    tcp_end_close (stream->end);
  *stream->link = stream->next;
  if (stream->next != NULL)
    stream->next->link = stream->link;
  g_byte_array_unref (stream->held);
  g_free (stream);
}

static void
on_timer (gpointer target, guint64 argument)
{
  DnsStream *stream = target;

  stream->timer = 0;
  free_stream (stream);
}

static void
wait (DnsStream *stream)
{
  Engine *engine = stream->owner->internet->engine;

  engine_cancel (engine, &stream->timer);
  stream->timer = engine_schedule (engine, ENGINE_WORK, engine_now (engine) + patience, on_timer, stream, 0);
}

static void
on_received (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length)
{
  DnsStream *stream = user;
  GByteArray *held = stream->held;
  gsize used = 0;

  g_byte_array_append (held, bytes, (guint) length);
  while (held->len - used >= 2)
    {
      gsize size = (gsize) held->data[used] << 8 | held->data[used + 1];

      if (held->len - used - 2 < size)
        break;
      stream->owner->func (stream->owner->user, tcp_end_get_peer (stream->end), tcp_end_get_number (stream->end), held->data + used + 2, size);
      used += size + 2;
    }
  g_byte_array_remove_range (held, 0, (guint) used);
  wait (stream);
}

static void
on_ended (gpointer user, TcpEnd *end, TcpEnding ending)
{
  DnsStream *stream = user;

  stream->end = NULL;
  free_stream (stream);
}

static void
on_accept (gpointer user, TcpEnd *end)
{
  static const TcpEvents events = { NULL, on_received, on_ended, NULL };
  DnsStreams *streams = user;
  DnsStream *stream = g_new0 (DnsStream, 1);

  stream->owner = streams;
  stream->end = end;
  stream->held = g_byte_array_new ();
  stream->next = streams->open;
  stream->link = &streams->open;
  if (stream->next != NULL)
    stream->next->link = &stream->next;
  streams->open = stream;
  tcp_end_set_events (end, &events, stream);
  wait (stream);
}

DnsStreams *
dns_streams_new (const Internet *internet, HostId host, DnsStreamFunc func, gpointer user)
{
  DnsStreams *streams = g_new0 (DnsStreams, 1);

  streams->internet = internet;
  streams->func = func;
  streams->user = user;
  tcp_listen (internet->tcp, host, PORT_DNS, on_accept, streams);
  return streams;
}

void
dns_streams_answer (DnsStreams *streams, guint32 conn, GBytes *answer)
{
  DnsStream *stream = streams->open;
  g_autoptr (GByteArray) framed = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (answer, &size);

  while (stream != NULL && tcp_end_get_number (stream->end) != conn)
    stream = stream->next;
  if (stream == NULL)
    return;
  g_byte_array_append (framed, (const guint8[]){ (guint8) (size >> 8), (guint8) size }, 2);
  g_byte_array_append (framed, data, (guint) size);
  tcp_end_write (stream->end, framed->data, framed->len);
}

void
dns_streams_free (DnsStreams *streams)
{
  while (streams->open != NULL)
    free_stream (streams->open);
  g_free (streams);
}
