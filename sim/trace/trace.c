/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/trace.h"

#include <string.h>

enum
{
  CHUNK_BITS = 14,
  CHUNK_RECORDS = 1 << CHUNK_BITS,
};

/* What introduced a host or a message. */
typedef struct
{
  BlobId name;
  TraceId record;
} Named;

struct Trace
{
  Engine *engine; /* borrowed */
  TraceLevel level;
  guint count;
  GPtrArray *chunks; /* TraceRecord[CHUNK_RECORDS]: records never move */
  BlobStore *blobs;
  GArray *hosts;     /* Named by HostId */
  GArray *messages;  /* Named by MessageId */
};

Trace *
trace_new (Engine *engine, TraceLevel level)
{
  Trace *trace = g_new0 (Trace, 1);

  trace->engine = engine;
  trace->level = level;
  trace->chunks = g_ptr_array_new_with_free_func (g_free);
  trace->blobs = blob_store_new ();
  trace->hosts = g_array_new (FALSE, TRUE, sizeof (Named));
  trace->messages = g_array_new (FALSE, TRUE, sizeof (Named));
  g_array_set_size (trace->hosts, 1);
  g_array_set_size (trace->messages, 1);
  return trace;
}

void
trace_free (Trace *trace)
{
  g_ptr_array_unref (trace->chunks);
  blob_store_free (trace->blobs);
  g_array_unref (trace->hosts);
  g_array_unref (trace->messages);
  g_free (trace);
}

gboolean
trace_wants (const Trace *trace, TraceKind kind)
{
  return trace_kind_info (kind)->level <= trace->level;
}

static void
remember_record (GArray *named, guint index, TraceId id)
{
  if (named->len <= index)
    g_array_set_size (named, index + 1);
  g_array_index (named, Named, index).record = id;
}

TraceId
trace_append (Trace *trace, const TraceRecord *record)
{
  TraceRecord *chunk;

  g_assert (record->cause <= trace->count && trace->count < G_MAXUINT32);
  if ((trace->count & (CHUNK_RECORDS - 1)) == 0)
    g_ptr_array_add (trace->chunks, g_new (TraceRecord, CHUNK_RECORDS));
  chunk = g_ptr_array_index (trace->chunks, trace->count >> CHUNK_BITS);
  chunk[trace->count & (CHUNK_RECORDS - 1)] = *record;
  trace->count++;
  if (record->kind == TRACE_HOST)
    remember_record (trace->hosts, record->host, trace->count);
  else if (record->kind == TRACE_MESSAGE)
    remember_record (trace->messages, record->message, trace->count);
  return trace->count;
}

TraceId
trace_add (Trace *trace, const TraceRecord *record)
{
  TraceRecord stamped = *record;
  TraceId id;

  if (!trace_wants (trace, record->kind))
    return engine_get_cause (trace->engine);
  stamped.t = engine_now (trace->engine);
  stamped.cause = engine_get_cause (trace->engine);
  id = trace_append (trace, &stamped);
  engine_set_cause (trace->engine, id);
  return id;
}

BlobId
trace_bytes (Trace *trace, const void *bytes, gsize length)
{
  return trace->level == TRACE_NONE ? 0 : blob_store_add (trace->blobs, bytes, length);
}

BlobId
trace_text (Trace *trace, const char *text)
{
  return text == NULL ? 0 : trace_bytes (trace, text, strlen (text));
}

guint
trace_count (const Trace *trace)
{
  return trace->count;
}

const TraceRecord *
trace_get (const Trace *trace, TraceId id)
{
  const TraceRecord *chunk;

  g_assert (id >= 1 && id <= trace->count);
  chunk = g_ptr_array_index (trace->chunks, (id - 1) >> CHUNK_BITS);
  return &chunk[(id - 1) & (CHUNK_RECORDS - 1)];
}

const char *
trace_blob (const Trace *trace, BlobId id, gsize *length)
{
  return blob_store_get (trace->blobs, id, length);
}

const BlobStore *
trace_get_blobs (const Trace *trace)
{
  return trace->blobs;
}

guint
trace_count_until (const Trace *trace, SimTime t)
{
  guint low = 0, high = trace->count;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (trace_get (trace, middle + 1)->t <= t)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

SimTime
trace_end_time (const Trace *trace)
{
  return trace->count == 0 ? 0 : trace_get (trace, trace->count)->t;
}

gint64
trace_start_unix_ns (const Trace *trace)
{
  return trace->count > 0 && trace_get (trace, 1)->kind == TRACE_RUN_START ? trace_get (trace, 1)->value : 0;
}

static const char *
name_at (const Trace *trace, const GArray *named, guint index)
{
  return index < named->len ? trace_blob (trace, g_array_index (named, Named, index).name, NULL) : "";
}

static TraceId
id_at (const GArray *named, guint index)
{
  return index < named->len ? g_array_index (named, Named, index).record : 0;
}

static const TraceRecord *
record_at (const Trace *trace, const GArray *named, guint index)
{
  TraceId id = id_at (named, index);

  return id == 0 ? NULL : trace_get (trace, id);
}

static guint
find_name (const Trace *trace, const GArray *named, const char *name)
{
  for (guint i = 1; i < named->len; i++)
    if (strcmp (name_at (trace, named, i), name) == 0)
      return i;
  return 0;
}

static void
give_name (Trace *trace, GArray *named, guint index, const char *name)
{
  if (named->len <= index)
    g_array_set_size (named, index + 1);
  g_array_index (named, Named, index).name = blob_store_add (trace->blobs, name, strlen (name));
}

guint
trace_count_hosts (const Trace *trace)
{
  return trace->hosts->len - 1;
}

const char *
trace_host_name (const Trace *trace, HostId host)
{
  return name_at (trace, trace->hosts, host);
}

TraceId
trace_host_id (const Trace *trace, HostId host)
{
  return id_at (trace->hosts, host);
}

const TraceRecord *
trace_host_record (const Trace *trace, HostId host)
{
  return record_at (trace, trace->hosts, host);
}

HostId
trace_find_host (const Trace *trace, const char *name)
{
  return (HostId) find_name (trace, trace->hosts, name);
}

guint
trace_count_messages (const Trace *trace)
{
  return trace->messages->len - 1;
}

const char *
trace_message_label (const Trace *trace, MessageId message)
{
  return name_at (trace, trace->messages, message);
}

TraceId
trace_message_id (const Trace *trace, MessageId message)
{
  return id_at (trace->messages, message);
}

const TraceRecord *
trace_message_record (const Trace *trace, MessageId message)
{
  return record_at (trace, trace->messages, message);
}

MessageId
trace_find_message (const Trace *trace, const char *label)
{
  return find_name (trace, trace->messages, label);
}

void
trace_name_host (Trace *trace, HostId host, const char *name)
{
  give_name (trace, trace->hosts, host, name);
}

void
trace_name_message (Trace *trace, MessageId message, const char *label)
{
  if (trace->level != TRACE_NONE)
    give_name (trace, trace->messages, message, label);
}
