/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/trace-frames.h"

#include "sim/codec/frame.h"

#include <string.h>

enum
{
  WINDOW = 65535, /* docs/trace-format.md */
  MSS_IPV4 = 1460,
  MSS_IPV6 = 1440,
  FARTHEST = 1000, /* records between what is said and the last packet of it */
};

/* One connection, by what its TRACE_CONNECT record and its SYNs say. */
typedef struct
{
  HostId client;
  FrameEnd ends[2];   /* the client's, the server's */
  guint32 initial[2]; /* sequence numbers */
} Stream;

typedef struct
{
  FrameEnd ipv4, ipv6;
  guint16 sent; /* packets so far: the identification of the next one (RFC 791 3.2) */
} Sender;

struct TraceFrames
{
  const Trace *trace;  /* borrowed */
  guint count;         /* of records taken in */
  GHashTable *streams; /* conn → Stream * */
  GArray *senders;     /* Sender by HostId */
  GArray *numbers;     /* guint16 by TraceId: the identification of a packet */
};

TraceFrames *
trace_frames_new (const Trace *trace)
{
  TraceFrames *frames = g_new0 (TraceFrames, 1);

  frames->trace = trace;
  frames->streams = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  frames->senders = g_array_new (FALSE, TRUE, sizeof (Sender));
  frames->numbers = g_array_new (FALSE, TRUE, sizeof (guint16));
  trace_frames_update (frames);
  return frames;
}

void
trace_frames_free (TraceFrames *frames)
{
  g_hash_table_unref (frames->streams);
  g_array_unref (frames->senders);
  g_array_unref (frames->numbers);
  g_free (frames);
}

/* A locally administered address that tells the host's number. */
static void
set_mac (FrameEnd *end, HostId host)
{
  const guint8 mac[6] = { 0x02, 0, 0, 0, (guint8) (host >> 8), (guint8) host };

  memcpy (end->mac, mac, sizeof mac);
}

static Sender *
find_sender (const TraceFrames *frames, HostId host)
{
  guint known = frames->senders->len;

  if (host >= known)
    g_array_set_size (frames->senders, host + 1u);
  for (guint i = known; i <= host; i++)
    {
      Sender *sender = &g_array_index (frames->senders, Sender, i);

      set_mac (&sender->ipv4, (HostId) i);
      set_mac (&sender->ipv6, (HostId) i);
    }
  return &g_array_index (frames->senders, Sender, host);
}

static void
learn_host (TraceFrames *frames, const TraceRecord *record)
{
  guint32 address = GUINT32_TO_BE ((guint32) record->value);

  memcpy (find_sender (frames, record->host)->ipv4.address, &address, sizeof address);
}

static void
learn_ipv6 (TraceFrames *frames, const TraceRecord *record)
{
  FrameEnd *end = &find_sender (frames, record->host)->ipv6;

  if (!frame_end_set_address (end, trace_blob (frames->trace, record->text, NULL)) || !end->is_ipv6)
    end->is_ipv6 = FALSE;
}

/* The end of HOST, by the version of IP that is spoken. */
static FrameEnd
find_end (const TraceFrames *frames, HostId host, gboolean is_ipv6)
{
  const Sender *sender = find_sender (frames, host);

  return is_ipv6 ? sender->ipv6 : sender->ipv4;
}

static void
learn_connection (TraceFrames *frames, const TraceRecord *record)
{
  Stream *stream = g_new0 (Stream, 1);
  FrameEnd server = { { 0 } };
  gboolean is_ipv6 = frame_end_set_address (&server, trace_blob (frames->trace, record->text, NULL)) && server.is_ipv6
                     && find_sender (frames, record->host)->ipv6.is_ipv6 && find_sender (frames, record->peer)->ipv6.is_ipv6;

  g_hash_table_insert (frames->streams, GUINT_TO_POINTER (record->conn), stream);
  stream->client = record->host;
  stream->ends[0] = find_end (frames, record->host, is_ipv6);
  stream->ends[1] = find_end (frames, record->peer, is_ipv6);
  if (is_ipv6)
    memcpy (stream->ends[1].address, server.address, sizeof server.address);
  stream->ends[0].port = (guint16) record->item;
  stream->ends[1].port = record->code;
}

/* NULL where the trace tells nothing of its beginning. */
static Stream *
find_stream (const TraceFrames *frames, const TraceRecord *record)
{
  return g_hash_table_lookup (frames->streams, GUINT_TO_POINTER (record->conn));
}

/* Which end of STREAM sent RECORD. */
static guint
find_side (const Stream *stream, const TraceRecord *record)
{
  return record->host == stream->client ? 0 : 1;
}

static void
learn_packet (TraceFrames *frames, TraceId id, const TraceRecord *record)
{
  Stream *stream = record->kind == TRACE_TCP ? find_stream (frames, record) : NULL;

  if (stream != NULL && (record->code & TCP_SYN))
    stream->initial[find_side (stream, record)] = record->item;
  g_array_index (frames->numbers, guint16, id) = find_sender (frames, record->host)->sent++;
}

static void
learn (TraceFrames *frames, TraceId id)
{
  const TraceRecord *record = trace_get (frames->trace, id);

  if (record->kind == TRACE_HOST)
    learn_host (frames, record);
  else if (record->kind == TRACE_HOST_ADDRESS)
    learn_ipv6 (frames, record);
  else if (record->kind == TRACE_CONNECT)
    learn_connection (frames, record);
  else if (trace_kind_is_packet (record->kind))
    learn_packet (frames, id, record);
}

void
trace_frames_update (TraceFrames *frames)
{
  g_array_set_size (frames->numbers, trace_count (frames->trace) + 1);
  while (frames->count < trace_count (frames->trace))
    learn (frames, ++frames->count);
}

gboolean
trace_frames_check (const TraceFrames *frames, TraceId packet, GError **error)
{
  const TraceRecord *record = trace_get (frames->trace, packet);
  gsize length;

  trace_blob (frames->trace, record->text, &length);
  if (length <= FRAME_MOST_PAYLOAD && (record->kind == TRACE_UDP || find_stream (frames, record) != NULL))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "record %u: expected a packet of at most %d bytes, of a connection that was told of before", packet, FRAME_MOST_PAYLOAD);
  return FALSE;
}

static GByteArray *
write_tcp (const TraceFrames *frames, const TraceRecord *record, guint16 number)
{
  const Stream *stream = find_stream (frames, record);
  guint side = find_side (stream, record);
  gboolean syn = (record->code & TCP_SYN) != 0;
  const FrameTcp tcp = {
    .seq = syn ? record->item : record->item + stream->initial[side],
    .ack = (record->code & TCP_ACK) ? record->note + stream->initial[1 - side] : 0,
    .flags = record->code & TCP_ON_WIRE,
    .window = WINDOW,
    .mss = !syn ? 0 : stream->ends[0].is_ipv6 ? MSS_IPV6
                                              : MSS_IPV4,
  };
  gsize length;
  const char *payload = trace_blob (frames->trace, record->text, &length);

  return frame_write_tcp (&stream->ends[side], &stream->ends[1 - side], number, &tcp, payload, length);
}

static GByteArray *
write_udp (const TraceFrames *frames, const TraceRecord *record, guint16 number)
{
  FrameEnd from = find_end (frames, record->host, FALSE), to = find_end (frames, record->peer, FALSE);
  gsize length;
  const char *payload = trace_blob (frames->trace, record->text, &length);

  from.port = (guint16) record->item;
  to.port = record->code;
  return frame_write_udp (&from, &to, number, payload, length);
}

GByteArray *
trace_frames_write (const TraceFrames *frames, TraceId packet)
{
  const TraceRecord *record = trace_get (frames->trace, packet);
  guint16 number = g_array_index (frames->numbers, guint16, packet);

  return record->kind == TRACE_TCP ? write_tcp (frames, record, number) : write_udp (frames, record, number);
}

/* What the sender of PACKET was saying then. */
static PacketSpeech
find_speech (const TraceFrames *frames, TraceId packet)
{
  const TraceRecord *record = trace_get (frames->trace, packet);
  TraceId last = packet > FARTHEST ? packet - FARTHEST : 1;

  for (TraceId id = packet; id >= last && record->kind == TRACE_TCP; id--)
    {
      const TraceRecord *said = trace_get (frames->trace, id);

      if (said->conn == record->conn && said->host == record->host && trace_kind_is_dialogue (said->kind))
        return said->kind == TRACE_SMTP_DATA ? PACKET_SAYS_CONTENT : PACKET_SAYS_ANYTHING;
    }
  return PACKET_SAYS_ANYTHING;
}

PacketAnatomy *
trace_frames_take_apart (const TraceFrames *frames, TraceId packet, const GByteArray *frame)
{
  return packet_anatomy_new (frame->data, frame->len, find_speech (frames, packet));
}
