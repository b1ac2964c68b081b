/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/queue-servers.h"

struct QueueServers
{
  Player *player;
  GArray *hosts; /* HostId */
  guint taken;   /* records looked at */
};

QueueServers *
queue_servers_new (Player *player)
{
  QueueServers *servers = g_new0 (QueueServers, 1);

  servers->player = g_object_ref (player);
  servers->hosts = g_array_new (FALSE, FALSE, sizeof (HostId));
  queue_servers_update (servers);
  return servers;
}

void
queue_servers_free (QueueServers *servers)
{
  g_array_unref (servers->hosts);
  g_object_unref (servers->player);
  g_free (servers);
}

static gboolean
has (const QueueServers *servers, HostId host)
{
  for (guint i = 0; i < servers->hosts->len; i++)
    if (g_array_index (servers->hosts, HostId, i) == host)
      return TRUE;
  return FALSE;
}

gboolean
queue_servers_update (QueueServers *servers)
{
  const Trace *trace = player_get_trace (servers->player);
  guint before = servers->hosts->len;

  while (servers->taken < trace_count (trace))
    {
      const TraceRecord *record = trace_get (trace, ++servers->taken);

      if (record->kind == TRACE_QUEUED && !has (servers, record->host))
        g_array_append_val (servers->hosts, record->host);
    }
  return servers->hosts->len > before;
}

const GArray *
queue_servers_list (const QueueServers *servers)
{
  return servers->hosts;
}

/* Of those that have an entry of MESSAGE now, the one that got it first; 0: none has. */
static HostId
find_holder (const QueueServers *servers, MessageId message)
{
  const Snapshot *snapshot = player_get_snapshot (servers->player);
  const SnapshotEntry *found = NULL;

  for (guint i = 0; i < snapshot_count_entries (snapshot); i++)
    {
      const SnapshotEntry *entry = snapshot_entry_at (snapshot, i);

      if (entry->message == message && (found == NULL || entry->queued < found->queued))
        found = entry;
    }
  return found == NULL ? 0 : found->host;
}

static HostId
find_selected (const QueueServers *servers)
{
  Selection selection = player_get_selection (servers->player);

  if (selection.kind == SELECTION_HOST && has (servers, (HostId) selection.number))
    return (HostId) selection.number;
  return selection.kind == SELECTION_MESSAGE ? find_holder (servers, selection.number) : 0;
}

static guint
count_queue (const QueueServers *servers, HostId host)
{
  const SnapshotHost *state = snapshot_host (player_get_snapshot (servers->player), host);

  return state == NULL ? 0 : state->queued;
}

HostId
queue_servers_choose (const QueueServers *servers)
{
  HostId host = find_selected (servers);
  TraceId told = player_get_record (servers->player);

  if (host != 0)
    return host;
  if (told != 0)
    host = trace_get (player_get_trace (servers->player), told)->host;
  if (host != 0 && count_queue (servers, host) > 0)
    return host;
  host = 0;
  for (guint i = 0; i < servers->hosts->len; i++)
    {
      HostId other = g_array_index (servers->hosts, HostId, i);

      if (host == 0 || count_queue (servers, other) > count_queue (servers, host))
        host = other;
    }
  return host;
}
