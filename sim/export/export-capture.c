/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/export-request.h"

#include "gui/draw/trace-frames.h"

#include <errno.h>
#include <pcap/pcap.h>
#include <stdio.h>

enum
{
  SNAPLEN = 262144, /* what every reader takes */
  REPORTS = 4096,   /* packets between two words on progress */
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

/* A trace that was read from a file may tell of packets that can't have been. */
static gboolean
check_packets (const TraceFrames *frames, const GArray *sightings, GError **error)
{
  for (guint i = 0; i < sightings->len; i++)
    if (!trace_frames_check (frames, g_array_index (sightings, Sighting, i).id, error))
      return FALSE;
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
dump_all (const ExportRequest *request, const TraceFrames *frames, const GArray *sightings, pcap_dumper_t *dumper, const char *path, OutputSet *outputs)
{
  for (guint i = 0; i < sightings->len; i++)
    {
      const Sighting *sighting = &g_array_index (sightings, Sighting, i);
      g_autoptr (GByteArray) frame = trace_frames_write (frames, sighting->id);

      dump (dumper, trace_start_unix_ns (request->trace) + sighting->t, frame);
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
  g_autoptr (TraceFrames) frames = trace_frames_new (request->trace);
  const char *stage = check_packets (frames, sightings, error) ? output_set_stage (outputs, path, error) : NULL;
  pcap_dumper_t *dumper = stage == NULL ? NULL : pcap_dump_open (pcap, stage);

  if (dumper != NULL)
    {
      dump_all (request, frames, sightings, dumper, path, outputs);
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
