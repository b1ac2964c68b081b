/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/frame.h"
#include "sim/export/export-request.h"

#include <errno.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <string.h>

enum
{
  SNAPLEN = 262144, /* what every reader takes */
  WINDOW = 65535,   /* docs/trace-format.md */
  MSS_IPV4 = 1460,
  MSS_IPV6 = 1440,
  REPORTS = 4096, /* packets between two words on progress */
};

/* A packet of the capture, and when it is seen. */
typedef struct
{
  SimTime t;
  TraceId id;
} Sighting;

typedef struct
{
  SimTime from, until;
} Outage;

/* One connection, by what its TRACE_CONNECT record and its SYNs say. */
typedef struct
{
  HostId client;
  FrameEnd ends[2];   /* the client's, the server's */
  guint32 initial[2]; /* sequence numbers */
} Stream;

typedef struct
{
  const Trace *trace;
  GHashTable *streams; /* conn → Stream * */
  guint16 *ids;        /* by HostId: the identification of the next packet (RFC 791 3.2) */
  FrameEnd *hosts;     /* by HostId, IPv4 */
  FrameEnd *hosts_ipv6;
} Capture;

/* A locally administered address that tells the host's number. */
static void
set_mac (FrameEnd *end, HostId host)
{
  const guint8 mac[6] = { 0x02, 0, 0, 0, (guint8) (host >> 8), (guint8) host };

  memcpy (end->mac, mac, sizeof mac);
}

static void
learn_host (Capture *capture, const TraceRecord *record)
{
  guint32 address = GUINT32_TO_BE ((guint32) record->value);

  memcpy (capture->hosts[record->host].address, &address, sizeof address);
}

static void
learn_ipv6 (Capture *capture, const TraceRecord *record)
{
  FrameEnd *end = &capture->hosts_ipv6[record->host];

  if (!frame_end_set_address (end, trace_blob (capture->trace, record->text, NULL)) || !end->is_ipv6)
    end->is_ipv6 = FALSE;
}

static void
learn_connection (Capture *capture, const TraceRecord *record)
{
  Stream *stream;
  FrameEnd server = { { 0 } };
  gboolean is_ipv6 = frame_end_set_address (&server, trace_blob (capture->trace, record->text, NULL)) && server.is_ipv6
                     && capture->hosts_ipv6[record->host].is_ipv6 && capture->hosts_ipv6[record->peer].is_ipv6;

  stream = g_new0 (Stream, 1);
  g_hash_table_insert (capture->streams, GUINT_TO_POINTER (record->conn), stream);
  stream->client = record->host;
  stream->ends[0] = is_ipv6 ? capture->hosts_ipv6[record->host] : capture->hosts[record->host];
  stream->ends[1] = is_ipv6 ? capture->hosts_ipv6[record->peer] : capture->hosts[record->peer];
  if (is_ipv6)
    memcpy (stream->ends[1].address, server.address, sizeof server.address);
  stream->ends[0].port = (guint16) record->item;
  stream->ends[1].port = record->code;
}

/* NULL where the trace tells nothing of its beginning. */
static Stream *
find_stream (const Capture *capture, const TraceRecord *record)
{
  return g_hash_table_lookup (capture->streams, GUINT_TO_POINTER (record->conn));
}

/* Which end of STREAM sent RECORD. */
static guint
find_side (const Stream *stream, const TraceRecord *record)
{
  return record->host == stream->client ? 0 : 1;
}

static void
learn_initial (Capture *capture, const TraceRecord *record)
{
  Stream *stream = find_stream (capture, record);

  if (stream != NULL && (record->code & TCP_SYN))
    stream->initial[find_side (stream, record)] = record->item;
}

static void
learn (Capture *capture, const TraceRecord *record)
{
  if (record->kind == TRACE_HOST)
    learn_host (capture, record);
  else if (record->kind == TRACE_HOST_ADDRESS)
    learn_ipv6 (capture, record);
  else if (record->kind == TRACE_CONNECT)
    learn_connection (capture, record);
  else if (record->kind == TRACE_TCP)
    learn_initial (capture, record);
}

static GByteArray *
write_tcp (Capture *capture, const TraceRecord *record, guint16 number)
{
  const Stream *stream = find_stream (capture, record);
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
  const char *payload = trace_blob (capture->trace, record->text, &length);

  return frame_write_tcp (&stream->ends[side], &stream->ends[1 - side], number, &tcp, payload, length);
}

static GByteArray *
write_udp (Capture *capture, const TraceRecord *record, guint16 number)
{
  FrameEnd from = capture->hosts[record->host], to = capture->hosts[record->peer];
  gsize length;
  const char *payload = trace_blob (capture->trace, record->text, &length);

  from.port = (guint16) record->item;
  to.port = record->code;
  return frame_write_udp (&from, &to, number, payload, length);
}

static GByteArray *
write_packet (Capture *capture, const TraceRecord *record)
{
  guint16 number = capture->ids[record->host]++;

  return record->kind == TRACE_TCP ? write_tcp (capture, record, number) : write_udp (capture, record, number);
}

static int
compare_sightings (gconstpointer a, gconstpointer b)
{
  const Sighting *first = a, *second = b;

  if (first->t != second->t)
    return first->t < second->t ? -1 : 1;
  return first->id < second->id ? -1 : first->id > second->id;
}

/* When the packet of RECORD comes to the host asked for, or SIM_NEVER. */
static SimTime
arrive (const ExportRequest *request, const TraceRecord *record, const GArray *down)
{
  SimTime t = record->value;

  if (record->peer != request->host || t < 0)
    return SIM_NEVER;
  for (guint i = 0; i < down->len; i++)
    if (t >= g_array_index (down, Outage, i).from && t < g_array_index (down, Outage, i).until)
      return SIM_NEVER;
  return t;
}

/* A capture of everything sees a packet where it is sent; one host sees what it sends when it leaves, and what
 * reaches it when it comes. */
static SimTime
see (const ExportRequest *request, const TraceRecord *record, const GArray *down)
{
  if (!trace_kind_is_packet (record->kind))
    return SIM_NEVER;
  return request->host == 0 || request->host == record->host ? record->t : arrive (request, record, down);
}

static void
add_outage (GArray *outages, SimTime from)
{
  const Outage outage = { from, SIM_NEVER };

  g_array_append_val (outages, outage);
}

/* While the host asked for was down: what came then, it did not see. */
static GArray *
list_outages (const ExportRequest *request)
{
  GArray *outages = g_array_new (FALSE, FALSE, sizeof (Outage));
  HostState state = HOST_UP;

  for (TraceId id = 1; request->host != 0 && id <= request->position; id++)
    {
      const TraceRecord *record = trace_get (request->trace, id);

      if (record->kind != TRACE_HOST_STATE || record->host != request->host)
        continue;
      if (state == HOST_DOWN)
        g_array_index (outages, Outage, outages->len - 1).until = record->t;
      else if (record->code == HOST_DOWN)
        add_outage (outages, record->t);
      state = record->code;
    }
  return outages;
}

static GArray *
list_sightings (const ExportRequest *request)
{
  GArray *sightings = g_array_new (FALSE, FALSE, sizeof (Sighting));
  g_autoptr (GArray) down = list_outages (request);

  for (TraceId id = 1; id <= request->position; id++)
    {
      Sighting sighting = { see (request, trace_get (request->trace, id), down), id };

      if (sighting.t <= request->at)
        g_array_append_val (sightings, sighting);
    }
  g_array_sort (sightings, compare_sightings);
  return sightings;
}

static Capture *
capture_new (const Trace *trace)
{
  Capture *capture = g_new0 (Capture, 1);
  guint hosts = trace_count_hosts (trace) + 1;

  capture->trace = trace;
  capture->streams = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  capture->ids = g_new0 (guint16, hosts);
  capture->hosts = g_new0 (FrameEnd, hosts);
  capture->hosts_ipv6 = g_new0 (FrameEnd, hosts);
  for (guint host = 1; host < hosts; host++)
    {
      set_mac (&capture->hosts[host], (HostId) host);
      set_mac (&capture->hosts_ipv6[host], (HostId) host);
    }
  for (TraceId id = 1; id <= trace_count (trace); id++)
    learn (capture, trace_get (trace, id));
  return capture;
}

static void
capture_free (Capture *capture)
{
  g_hash_table_unref (capture->streams);
  g_free (capture->ids);
  g_free (capture->hosts);
  g_free (capture->hosts_ipv6);
  g_free (capture);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Capture, capture_free)

/* A trace that was read from a file may tell of packets that can't have been. */
static gboolean
check_packets (const Capture *capture, const GArray *sightings, GError **error)
{
  for (guint i = 0; i < sightings->len; i++)
    {
      TraceId id = g_array_index (sightings, Sighting, i).id;
      const TraceRecord *record = trace_get (capture->trace, id);
      gsize length;

      trace_blob (capture->trace, record->text, &length);
      if (length <= FRAME_MOST_PAYLOAD && (record->kind == TRACE_UDP || find_stream (capture, record) != NULL))
        continue;
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "record %u: expected a packet of at most %d bytes, of a connection that was told of before", id, FRAME_MOST_PAYLOAD);
      return FALSE;
    }
  return TRUE;
}

static void
dump (pcap_dumper_t *dumper, SimTime unix_ns, const GByteArray *frame)
{
  const struct pcap_pkthdr header = {
    .ts = { .tv_sec = unix_ns / SIM_SECOND, .tv_usec = unix_ns % SIM_SECOND }, /* nanoseconds, as was said at opening */
    .caplen = frame->len,
    .len = frame->len,
  };

  pcap_dump ((u_char *) dumper, &header, frame->data);
}

static void
dump_all (Capture *capture, const GArray *sightings, pcap_dumper_t *dumper, const char *path, OutputSet *outputs)
{
  for (guint i = 0; i < sightings->len; i++)
    {
      const Sighting *sighting = &g_array_index (sightings, Sighting, i);
      g_autoptr (GByteArray) frame = write_packet (capture, trace_get (capture->trace, sighting->id));

      dump (dumper, trace_start_unix_ns (capture->trace) + sighting->t, frame);
      if (i % REPORTS == 0)
        output_set_tell_progress (outputs, path, (double) i / sightings->len);
    }
}

/* Ends DUMPER. */
static gboolean
finish (pcap_dumper_t *dumper, GError **error)
{
  gboolean written = pcap_dump_flush (dumper) == 0 && !ferror (pcap_dump_file (dumper));
  int reason = errno;

  pcap_dump_close (dumper);
  if (!written)
    g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (reason), g_strerror (reason));
  return written;
}

static gboolean
write_capture (const ExportRequest *request, const GArray *sightings, pcap_t *pcap, const char *path, OutputSet *outputs, GError **error)
{
  g_autoptr (Capture) capture = capture_new (request->trace);
  const char *stage = check_packets (capture, sightings, error) ? output_set_stage (outputs, path, error) : NULL;
  pcap_dumper_t *dumper = stage == NULL ? NULL : pcap_dump_open (pcap, stage);

  if (dumper != NULL)
    {
      dump_all (capture, sightings, dumper, path, outputs);
      return finish (dumper, error);
    }
  if (stage != NULL)
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, pcap_geterr (pcap));
  return FALSE;
}

gboolean
export_capture (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  g_autoptr (GArray) sightings = list_sightings (request);
  pcap_t *pcap = pcap_open_dead_with_tstamp_precision (DLT_EN10MB, SNAPLEN, PCAP_TSTAMP_PRECISION_NANO);
  gboolean written = write_capture (request, sightings, pcap, path, outputs, error);

  pcap_close (pcap);
  return written;
}
