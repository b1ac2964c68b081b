/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/trace-index.h"

struct TraceIndex
{
  const Trace *trace; /* borrowed */
  guint position;
  GArray *none;
  GPtrArray *connections; /* GArray of TraceId or NULL, by number; likewise below */
  GPtrArray *messages;
  GPtrArray *hosts;
};

static void
free_ids (gpointer ids)
{
  if (ids != NULL)
    g_array_unref (ids);
}

TraceIndex *
trace_index_new (const Trace *trace)
{
  TraceIndex *index = g_new0 (TraceIndex, 1);

  index->trace = trace;
  index->none = g_array_new (FALSE, FALSE, sizeof (TraceId));
  index->connections = g_ptr_array_new_with_free_func (free_ids);
  index->messages = g_ptr_array_new_with_free_func (free_ids);
  index->hosts = g_ptr_array_new_with_free_func (free_ids);
  trace_index_update (index);
  return index;
}

void
trace_index_free (TraceIndex *index)
{
  g_array_unref (index->none);
  g_ptr_array_unref (index->connections);
  g_ptr_array_unref (index->messages);
  g_ptr_array_unref (index->hosts);
  g_free (index);
}

static void
note (GPtrArray *lists, guint number, TraceId id)
{
  GArray *ids;

  if (number == 0)
    return;
  if (lists->len <= number)
    g_ptr_array_set_size (lists, (int) number + 1);
  ids = g_ptr_array_index (lists, number);
  if (ids == NULL)
    {
      ids = g_array_new (FALSE, FALSE, sizeof (TraceId));
      g_ptr_array_index (lists, number) = ids;
    }
  g_array_append_val (ids, id);
}

static gboolean
is_of_connection (TraceKind kind)
{
  return kind >= TRACE_CONNECT && kind <= TRACE_IMAP_RESPONSE;
}

void
trace_index_update (TraceIndex *index)
{
  while (index->position < trace_count (index->trace))
    {
      TraceId id = ++index->position;
      const TraceRecord *record = trace_get (index->trace, id);

      if (trace_kind_is_packet (record->kind))
        continue;
      if (is_of_connection (record->kind))
        note (index->connections, record->conn, id);
      note (index->messages, record->message, id);
      note (index->hosts, record->host, id);
    }
}

static const GArray *
list_at (const TraceIndex *index, const GPtrArray *lists, guint number)
{
  const GArray *ids = number < lists->len ? g_ptr_array_index (lists, number) : NULL;

  return ids != NULL ? ids : index->none;
}

const GArray *
trace_index_connection (const TraceIndex *index, guint32 conn)
{
  return list_at (index, index->connections, conn);
}

const GArray *
trace_index_message (const TraceIndex *index, MessageId message)
{
  return list_at (index, index->messages, message);
}

const GArray *
trace_index_host (const TraceIndex *index, HostId host)
{
  return list_at (index, index->hosts, host);
}

guint
trace_index_count_until (const GArray *ids, guint position)
{
  guint low = 0, high = ids->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (ids, TraceId, middle) <= position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
