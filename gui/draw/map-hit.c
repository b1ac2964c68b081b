/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-hit.h"

#include "sim/trace/story.h"

MapHit
map_hit_find (const MapLayout *layout, const MapMoment *moment, const double *progress, double x, double y)
{
  MapHit hit = { .packet = map_picture_hit_packet (layout, moment, progress, x, y) };
  const CastLink *link;

  if (hit.packet != 0)
    return hit;
  hit.host = map_layout_hit_host (layout, x, y);
  link = hit.host != 0 ? NULL : map_layout_hit_link (layout, x, y);
  if (link == NULL)
    return hit;
  hit.way_a = link->a;
  hit.way_b = link->b;
  return hit;
}

guint32
map_hit_find_connection (const MapHit *hit, const MapMoment *moment)
{
  if (hit->packet != 0)
    return trace_get (moment->trace, hit->packet)->kind == TRACE_TCP ? trace_get (moment->trace, hit->packet)->conn : 0;
  for (TraceId id = hit->way_a == 0 ? 0 : moment->snapshot->position; id > 0; id--)
    {
      const TraceRecord *record = trace_get (moment->trace, id);

      if (record->kind == TRACE_CONNECT && MIN (record->host, record->peer) == hit->way_a && MAX (record->host, record->peer) == hit->way_b)
        return record->conn;
    }
  return 0;
}

static void
append_number (GString *words, guint number, const char *one, const char *many)
{
  if (number > 0)
    g_string_append_printf (words, " · %u %s", number, number == 1 ? one : many);
}

static char *
describe_host (const MapMoment *moment, HostId host)
{
  const SnapshotHost *state = snapshot_host (moment->snapshot, host);
  GString *words = g_string_new (trace_host_name (moment->trace, host));

  if (state == NULL)
    return g_string_free (words, FALSE);
  g_string_append_printf (words, " · %s", host_state_name (state->state));
  append_number (words, state->queued, "in its queue", "in its queue");
  append_number (words, state->stored, "in its mailboxes", "in its mailboxes");
  append_number (words, state->fetched, "mail came here", "mails came here");
  append_number (words, state->cached, "DNS answer remembered", "DNS answers remembered");
  append_number (words, state->connections, "connection", "connections");
  return g_string_free (words, FALSE);
}

static char *
describe_packet (const Trace *trace, TraceId packet)
{
  const TraceRecord *record = trace_get (trace, packet);
  const TraceRecord *carried = record->cause == 0 ? NULL : trace_get (trace, record->cause);
  gboolean line = carried != NULL && carried->host == record->host && story_is_told (trace, record->cause, TRUE);

  return story_sentence (trace, line ? record->cause : packet);
}

char *
map_hit_describe (const MapHit *hit, const MapMoment *moment)
{
  if (hit->packet != 0)
    return describe_packet (moment->trace, hit->packet);
  return hit->host != 0 ? describe_host (moment, hit->host) : NULL;
}
