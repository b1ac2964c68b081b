/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/snapshot.h"

#include "sim/trace/snapshot-cache.h"
#include "sim/trace/snapshot-table.h"

Snapshot *
snapshot_new (void)
{
  Snapshot *snapshot = g_new0 (Snapshot, 1);

  snapshot->hosts = g_array_new (FALSE, TRUE, sizeof (SnapshotHost));
  snapshot_table_init (&snapshot->connections, sizeof (SnapshotConnection));
  snapshot_table_init (&snapshot->entries, sizeof (SnapshotEntry));
  snapshot_table_init (&snapshot->mails, sizeof (SnapshotMail));
  snapshot_cache_init (&snapshot->cached);
  snapshot->flights = g_array_new (FALSE, FALSE, sizeof (TraceId));
  snapshot->faults = g_array_new (FALSE, FALSE, sizeof (TraceId));
  return snapshot;
}

void
snapshot_free (Snapshot *snapshot)
{
  g_array_unref (snapshot->hosts);
  snapshot_table_clear (&snapshot->connections);
  snapshot_table_clear (&snapshot->entries);
  snapshot_table_clear (&snapshot->mails);
  snapshot_cache_clear (&snapshot->cached);
  g_array_unref (snapshot->flights);
  g_array_unref (snapshot->faults);
  g_free (snapshot);
}

void
snapshot_assign (Snapshot *to, const Snapshot *from)
{
  to->position = from->position;
  to->t = from->t;
  snapshot_array_assign (to->hosts, from->hosts);
  snapshot_table_assign (&to->connections, &from->connections);
  snapshot_table_assign (&to->entries, &from->entries);
  snapshot_table_assign (&to->mails, &from->mails);
  snapshot_cache_assign (&to->cached, &from->cached);
  snapshot_array_assign (to->flights, from->flights);
  snapshot_array_assign (to->faults, from->faults);
}

Snapshot *
snapshot_copy (const Snapshot *snapshot)
{
  Snapshot *copy = snapshot_new ();

  snapshot_assign (copy, snapshot);
  return copy;
}

gboolean
snapshot_equal (const Snapshot *a, const Snapshot *b)
{
  return a->position == b->position && a->t == b->t
         && snapshot_array_equal (a->hosts, b->hosts)
         && snapshot_table_equal (&a->connections, &b->connections)
         && snapshot_table_equal (&a->entries, &b->entries)
         && snapshot_table_equal (&a->mails, &b->mails)
         && snapshot_cache_equal (&a->cached, &b->cached)
         && snapshot_array_equal (a->flights, b->flights)
         && snapshot_array_equal (a->faults, b->faults);
}

gsize
snapshot_get_memory (const Snapshot *snapshot)
{
  return sizeof *snapshot + snapshot->hosts->len * sizeof (SnapshotHost)
         + snapshot_table_get_memory (&snapshot->connections)
         + snapshot_table_get_memory (&snapshot->entries)
         + snapshot_table_get_memory (&snapshot->mails)
         + snapshot_cache_get_memory (&snapshot->cached)
         + (snapshot->flights->len + snapshot->faults->len) * sizeof (TraceId);
}

static SnapshotHost *
host_of (Snapshot *snapshot, HostId host)
{
  if (snapshot->hosts->len <= host)
    g_array_set_size (snapshot->hosts, host + 1u);
  return &g_array_index (snapshot->hosts, SnapshotHost, host);
}

/* Packets that arrived before T are no longer on their way. */
static void
land_flights (Snapshot *snapshot, const Trace *trace, SimTime t)
{
  guint kept = 0;

  for (guint i = 0; i < snapshot->flights->len; i++)
    {
      TraceId id = g_array_index (snapshot->flights, TraceId, i);

      if (ABS (trace_get (trace, id)->value) >= t)
        g_array_index (snapshot->flights, TraceId, kept++) = id;
    }
  g_array_set_size (snapshot->flights, kept);
}

static void
open_connection (Snapshot *snapshot, const TraceRecord *record, TraceId id)
{
  const SnapshotConnection connection = { .conn = record->conn, .client = record->host, .server = record->peer, .port = record->code, .state = CONNECTION_OPENING, .opened = id };

  snapshot_table_put (&snapshot->connections, &connection);
  host_of (snapshot, record->host)->connections++;
  host_of (snapshot, record->peer)->connections++;
}

static void
establish_connection (Snapshot *snapshot, const TraceRecord *record)
{
  SnapshotConnection *connection = snapshot_table_find (&snapshot->connections, record->conn);

  if (connection != NULL)
    connection->state = CONNECTION_OPEN;
}

static void
close_connection (Snapshot *snapshot, const TraceRecord *record)
{
  const SnapshotConnection *connection = snapshot_table_find (&snapshot->connections, record->conn);

  if (connection == NULL)
    return;
  host_of (snapshot, connection->client)->connections--;
  host_of (snapshot, connection->server)->connections--;
  snapshot_table_remove (&snapshot->connections, record->conn);
}

static void
hear_line (Snapshot *snapshot, const TraceRecord *record, TraceId id)
{
  SnapshotConnection *connection = snapshot_table_find (&snapshot->connections, record->conn);

  if (connection != NULL)
    connection->last_line = id;
}

static void
add_entry (Snapshot *snapshot, const TraceRecord *record, TraceId id)
{
  const SnapshotEntry entry = { .entry = record->item, .message = record->message, .host = record->host, .state = ENTRY_WAITING, .queued = id, .last = id, .next_try = SIM_NEVER };

  snapshot_table_put (&snapshot->entries, &entry);
  host_of (snapshot, record->host)->queued++;
}

static void
change_entry (Snapshot *snapshot, const TraceRecord *record, TraceId id, EntryState state)
{
  SnapshotEntry *entry = snapshot_table_find (&snapshot->entries, record->item);

  if (entry == NULL)
    return;
  entry->state = state;
  entry->last = id;
  entry->next_try = state == ENTRY_DEFERRED ? record->value : SIM_NEVER;
  if (state == ENTRY_ACTIVE)
    entry->attempts = record->code;
}

/* Its turn has come, but not its place in the line. */
static void
wait_for_slot (Snapshot *snapshot, const TraceRecord *record, TraceId id)
{
  SnapshotEntry *entry = snapshot_table_find (&snapshot->entries, record->item);

  if (entry == NULL)
    return;
  entry->state = ENTRY_IN_LINE;
  entry->last = id;
  entry->next_try = SIM_NEVER;
}

static void
remove_entry (Snapshot *snapshot, const TraceRecord *record)
{
  if (snapshot_table_find (&snapshot->entries, record->item) == NULL)
    return;
  snapshot_table_remove (&snapshot->entries, record->item);
  host_of (snapshot, record->host)->queued--;
}

static void
store_mail (Snapshot *snapshot, const TraceRecord *record, TraceId id)
{
  const SnapshotMail mail = { .item = record->item, .message = record->message, .host = record->host, .mailbox = record->text, .stored = id };

  snapshot_table_put (&snapshot->mails, &mail);
  host_of (snapshot, record->host)->stored++;
}

static void
remove_mail (Snapshot *snapshot, const TraceRecord *record)
{
  if (snapshot_table_find (&snapshot->mails, record->item) == NULL)
    return;
  snapshot_table_remove (&snapshot->mails, record->item);
  host_of (snapshot, record->host)->stored--;
}

static void
mark_mail (Snapshot *snapshot, const TraceRecord *record)
{
  SnapshotMail *mail = snapshot_table_find (&snapshot->mails, record->item);

  if (mail != NULL)
    mail->flags = record->code;
}

static void
cache_answer (Snapshot *snapshot, const TraceRecord *record, TraceId id)
{
  const SnapshotCached cached = { .host = record->host, .type = record->code, .name = record->text, .record = id, .expires = record->value };

  if (snapshot_cache_put (&snapshot->cached, &cached))
    host_of (snapshot, record->host)->cached++;
}

/* What a resolver knew until now it knows no longer. */
static void
expire_answers (Snapshot *snapshot, SimTime t)
{
  const SnapshotCached *expired;

  while ((expired = snapshot_cache_first_expired (&snapshot->cached, t)) != NULL)
    {
      host_of (snapshot, expired->host)->cached--;
      snapshot_cache_remove_first (&snapshot->cached);
    }
}

static void
end_fault (Snapshot *snapshot, const Trace *trace, const TraceRecord *record)
{
  for (guint i = 0; i < snapshot->faults->len; i++)
    if (trace_get (trace, g_array_index (snapshot->faults, TraceId, i))->item == record->item)
      {
        g_array_remove_index (snapshot->faults, i);
        return;
      }
}

static void
apply (Snapshot *snapshot, const Trace *trace, const TraceRecord *record, TraceId id)
{
  switch ((TraceKind) record->kind)
    {
    case TRACE_TCP:
    case TRACE_UDP:
      g_array_append_val (snapshot->flights, id);
      break;
    case TRACE_CONNECT:
      open_connection (snapshot, record, id);
      break;
    case TRACE_CONNECTED:
      establish_connection (snapshot, record);
      break;
    case TRACE_CONNECT_FAILED:
    case TRACE_CLOSED:
      close_connection (snapshot, record);
      break;
    case TRACE_SMTP_COMMAND:
    case TRACE_SMTP_REPLY:
    case TRACE_SMTP_DATA:
    case TRACE_POP3_COMMAND:
    case TRACE_POP3_REPLY:
    case TRACE_IMAP_COMMAND:
    case TRACE_IMAP_RESPONSE:
      hear_line (snapshot, record, id);
      break;
    case TRACE_QUEUED:
      add_entry (snapshot, record, id);
      break;
    case TRACE_ACTIVE:
      wait_for_slot (snapshot, record, id);
      break;
    case TRACE_ATTEMPT:
      change_entry (snapshot, record, id, ENTRY_ACTIVE);
      break;
    case TRACE_DEFERRED:
      change_entry (snapshot, record, id, ENTRY_DEFERRED);
      break;
    case TRACE_SENT:
    case TRACE_BOUNCED:
    case TRACE_DISCARDED:
    case TRACE_EXPANDED:
    case TRACE_LOST:
      remove_entry (snapshot, record);
      break;
    case TRACE_STORED:
      store_mail (snapshot, record, id);
      break;
    case TRACE_FLAGS:
      mark_mail (snapshot, record);
      break;
    case TRACE_FETCHED:
      host_of (snapshot, record->host)->fetched++;
      break;
    case TRACE_REMOVED:
      remove_mail (snapshot, record);
      break;
    case TRACE_DNS_CACHED:
      cache_answer (snapshot, record, id);
      break;
    case TRACE_HOST_STATE:
      host_of (snapshot, record->host)->state = (guint8) record->code;
      break;
    case TRACE_FAULT_START:
      g_array_append_val (snapshot->faults, id);
      break;
    case TRACE_FAULT_END:
      end_fault (snapshot, trace, record);
      break;
    case TRACE_KIND_NONE:
    case TRACE_RUN_START:
    case TRACE_HOST:
    case TRACE_HOST_ADDRESS:
    case TRACE_MAILBOX:
    case TRACE_ZONE:
    case TRACE_RUN_END:
    case TRACE_MESSAGE:
    case TRACE_RECIPIENT:
    case TRACE_COMPOSED:
    case TRACE_ACCEPTED:
    case TRACE_REJECTED:
    case TRACE_ROUTE:
    case TRACE_ADDRESSES:
    case TRACE_DELAY_NOTICE:
    case TRACE_SYNCED:
    case TRACE_DNS_QUERY:
    case TRACE_DNS_ANSWER:
    case TRACE_DNS_CACHE_HIT:
    case TRACE_DNS_FAILED:
    case N_TRACE_KINDS:
      break;
    }
}

void
snapshot_advance (Snapshot *snapshot, const Trace *trace)
{
  TraceId id = snapshot->position + 1;
  const TraceRecord *record = trace_get (trace, id);

  if (record->t > snapshot->t)
    {
      land_flights (snapshot, trace, record->t);
      expire_answers (snapshot, record->t);
      snapshot->t = record->t;
    }
  snapshot->position = id;
  if (record->host != 0)
    host_of (snapshot, record->host)->last = id;
  apply (snapshot, trace, record, id);
}

const char *
entry_state_name (EntryState state)
{
  static const char *const names[] = { "incoming", "active, in line", "active, being delivered", "deferred" };

  g_assert (state < G_N_ELEMENTS (names));
  return names[state];
}

const SnapshotHost *
snapshot_host (const Snapshot *snapshot, HostId host)
{
  return host < snapshot->hosts->len ? &g_array_index (snapshot->hosts, SnapshotHost, host) : NULL;
}

const SnapshotConnection *
snapshot_find_connection (const Snapshot *snapshot, guint32 conn)
{
  return snapshot_table_find (&snapshot->connections, conn);
}

const SnapshotEntry *
snapshot_find_entry (const Snapshot *snapshot, guint32 entry)
{
  return snapshot_table_find (&snapshot->entries, entry);
}

const SnapshotMail *
snapshot_find_mail (const Snapshot *snapshot, guint32 item)
{
  return snapshot_table_find (&snapshot->mails, item);
}

guint
snapshot_count_connections (const Snapshot *snapshot)
{
  return snapshot->connections.rows->len;
}

guint
snapshot_count_entries (const Snapshot *snapshot)
{
  return snapshot->entries.rows->len;
}

guint
snapshot_count_mails (const Snapshot *snapshot)
{
  return snapshot->mails.rows->len;
}

const SnapshotConnection *
snapshot_connection_at (const Snapshot *snapshot, guint index)
{
  return snapshot_table_at (&snapshot->connections, index);
}

const SnapshotEntry *
snapshot_entry_at (const Snapshot *snapshot, guint index)
{
  return snapshot_table_at (&snapshot->entries, index);
}

const SnapshotMail *
snapshot_mail_at (const Snapshot *snapshot, guint index)
{
  return snapshot_table_at (&snapshot->mails, index);
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  const SnapshotCached *x = *(const SnapshotCached *const *) a, *y = *(const SnapshotCached *const *) b;

  return x->record < y->record ? -1 : x->record > y->record;
}

GPtrArray *
snapshot_list_cached (const Snapshot *snapshot, HostId host)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < snapshot->cached.rows->len; i++)
    {
      SnapshotCached *cached = &g_array_index (snapshot->cached.rows, SnapshotCached, i);

      if (cached->host == host)
        g_ptr_array_add (list, cached);
    }
  g_ptr_array_sort (list, compare_records);
  return list;
}
