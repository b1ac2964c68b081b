/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/snapshot-table.h"
#include "tests/trace/lab.h"

typedef struct
{
  Trace *trace;
  Snapshot *now;
} Bench;

static void
set_up (Bench *bench, gconstpointer data)
{
  bench->trace = lab_trace_new ();
  bench->now = snapshot_new ();
  for (guint i = 0; i < LAB_RECORDS; i++)
    snapshot_advance (bench->now, bench->trace);
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  snapshot_free (bench->now);
  trace_free (bench->trace);
}

static TraceId
happen (Bench *bench, TraceRecord record)
{
  TraceId id = lab_add (bench->trace, record);

  snapshot_advance (bench->now, bench->trace);
  g_assert_cmpuint (bench->now->position, ==, id);
  return id;
}

static void
test_host (Bench *bench, gconstpointer data)
{
  TraceId id = happen (bench, (TraceRecord){ .t = 5, .kind = TRACE_HOST_STATE, .host = LAB_MX, .code = HOST_DOWN });

  g_assert_cmpint (bench->now->t, ==, 5);
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MX)->state, ==, HOST_DOWN);
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MX)->last, ==, id);
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MAIL)->state, ==, HOST_UP);
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MAIL)->last, ==, 3);
  g_assert_null (snapshot_host (bench->now, 99));
}

static void
test_connection (Bench *bench, gconstpointer data)
{
  TraceId opened = happen (bench, (TraceRecord){ .kind = TRACE_CONNECT, .host = LAB_MAIL, .peer = LAB_MX, .code = 25, .conn = 7 }), line;
  const SnapshotConnection *connection = snapshot_find_connection (bench->now, 7);

  g_assert_cmpuint (connection->state, ==, CONNECTION_OPENING);
  g_assert_cmpuint (connection->client, ==, LAB_MAIL);
  g_assert_cmpuint (connection->server, ==, LAB_MX);
  g_assert_cmpuint (connection->port, ==, 25);
  g_assert_cmpuint (connection->opened, ==, opened);
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MX)->connections, ==, 1);
  happen (bench, (TraceRecord){ .kind = TRACE_CONNECTED, .host = LAB_MAIL, .peer = LAB_MX, .conn = 7 });
  line = happen (bench, (TraceRecord){ .kind = TRACE_SMTP_REPLY, .host = LAB_MX, .peer = LAB_MAIL, .conn = 7 });
  connection = snapshot_find_connection (bench->now, 7);
  g_assert_cmpuint (connection->state, ==, CONNECTION_OPEN);
  g_assert_cmpuint (connection->last_line, ==, line);
  happen (bench, (TraceRecord){ .kind = TRACE_CLOSED, .host = LAB_MX, .peer = LAB_MAIL, .conn = 7 });
  happen (bench, (TraceRecord){ .kind = TRACE_CLOSED, .host = LAB_MAIL, .peer = LAB_MX, .conn = 7 });
  g_assert_null (snapshot_find_connection (bench->now, 7));
  g_assert_cmpuint (snapshot_count_connections (bench->now), ==, 0);
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MX)->connections, ==, 0);
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MAIL)->connections, ==, 0);
}

static void
test_connect_failed (Bench *bench, gconstpointer data)
{
  happen (bench, (TraceRecord){ .kind = TRACE_CONNECT, .host = LAB_MAIL, .peer = LAB_MX, .conn = 7 });
  happen (bench, (TraceRecord){ .kind = TRACE_CONNECT, .host = LAB_MAIL, .peer = LAB_MX, .conn = 8 });
  happen (bench, (TraceRecord){ .kind = TRACE_CONNECT_FAILED, .host = LAB_MAIL, .peer = LAB_MX, .conn = 7 });
  g_assert_cmpuint (snapshot_count_connections (bench->now), ==, 1);
  g_assert_cmpuint (snapshot_connection_at (bench->now, 0)->conn, ==, 8);
}

static void
test_entry (Bench *bench, gconstpointer data)
{
  TraceId queued = happen (bench, (TraceRecord){ .kind = TRACE_QUEUED, .host = LAB_MAIL, .message = 1, .item = 3, .value = SIM_DAY });
  const SnapshotEntry *entry = snapshot_find_entry (bench->now, 3);

  g_assert_cmpuint (entry->state, ==, ENTRY_WAITING);
  g_assert_cmpuint (entry->queued, ==, queued);
  g_assert_cmpuint (entry->message, ==, 1);
  g_assert_cmpint (entry->next_try, ==, SIM_NEVER);
  happen (bench, (TraceRecord){ .kind = TRACE_ACTIVE, .host = LAB_MAIL, .item = 3, .value = 5 });
  g_assert_cmpuint (snapshot_find_entry (bench->now, 3)->state, ==, ENTRY_IN_LINE);
  happen (bench, (TraceRecord){ .kind = TRACE_ATTEMPT, .host = LAB_MAIL, .item = 3, .code = 1 });
  g_assert_cmpuint (snapshot_find_entry (bench->now, 3)->state, ==, ENTRY_ACTIVE);
  g_assert_cmpuint (snapshot_find_entry (bench->now, 3)->attempts, ==, 1);
  happen (bench, (TraceRecord){ .kind = TRACE_DEFERRED, .host = LAB_MAIL, .item = 3, .code = 451, .value = 300 * SIM_SECOND });
  entry = snapshot_find_entry (bench->now, 3);
  g_assert_cmpuint (entry->state, ==, ENTRY_DEFERRED);
  g_assert_cmpuint (entry->attempts, ==, 1);
  g_assert_cmpint (entry->next_try, ==, 300 * SIM_SECOND);
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MAIL)->queued, ==, 1);
}

/* What became of several, what a crash lost: each leaves the queue once. */
static void
test_entry_gone (Bench *bench, gconstpointer data)
{
  happen (bench, (TraceRecord){ .kind = TRACE_QUEUED, .host = LAB_MAIL, .message = 1, .item = 3 });
  happen (bench, (TraceRecord){ .kind = TRACE_QUEUED, .host = LAB_MAIL, .message = 1, .item = 4 });
  happen (bench, (TraceRecord){ .kind = TRACE_EXPANDED, .host = LAB_MAIL, .message = 1, .item = 3, .value = 1 });
  happen (bench, (TraceRecord){ .kind = TRACE_EXPANDED, .host = LAB_MAIL, .message = 1, .item = 3 });
  g_assert_null (snapshot_find_entry (bench->now, 3));
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MAIL)->queued, ==, 1);
  happen (bench, (TraceRecord){ .kind = TRACE_LOST, .host = LAB_MAIL, .message = 1, .item = 4 });
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MAIL)->queued, ==, 0);
}

static void
test_entry_leaves (Bench *bench, gconstpointer data)
{
  static const TraceKind kinds[] = { TRACE_SENT, TRACE_BOUNCED, TRACE_DISCARDED };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      happen (bench, (TraceRecord){ .kind = TRACE_QUEUED, .host = LAB_MAIL, .item = 1 + i });
      g_assert_cmpuint (snapshot_host (bench->now, LAB_MAIL)->queued, ==, 1);
      happen (bench, (TraceRecord){ .kind = kinds[i], .host = LAB_MAIL, .item = 1 + i });
      g_assert_null (snapshot_find_entry (bench->now, 1 + i));
      g_assert_cmpuint (snapshot_host (bench->now, LAB_MAIL)->queued, ==, 0);
    }
}

static void
test_mail (Bench *bench, gconstpointer data)
{
  BlobId mailbox = trace_text (bench->trace, "bob@test");

  happen (bench, (TraceRecord){ .kind = TRACE_STORED, .host = LAB_MX, .message = 1, .item = 5, .text = mailbox, .value = 1 });
  happen (bench, (TraceRecord){ .kind = TRACE_FLAGS, .host = LAB_MX, .item = 5, .code = 1 });
  g_assert_cmpuint (snapshot_find_mail (bench->now, 5)->flags, ==, 1);
  g_assert_cmpuint (snapshot_find_mail (bench->now, 5)->mailbox, ==, mailbox);
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MX)->stored, ==, 1);
  happen (bench, (TraceRecord){ .kind = TRACE_REMOVED, .host = LAB_MX, .item = 5 });
  g_assert_null (snapshot_find_mail (bench->now, 5));
  g_assert_cmpuint (snapshot_count_mails (bench->now), ==, 0);
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MX)->stored, ==, 0);
}

/* A newer answer to the same question takes the place of the older one. */
static void
test_cached (Bench *bench, gconstpointer data)
{
  BlobId name = trace_text (bench->trace, "example.org");
  g_autoptr (GPtrArray) list = NULL;
  TraceId newer;

  happen (bench, (TraceRecord){ .kind = TRACE_DNS_CACHED, .host = LAB_RESOLVER, .code = 15, .text = name, .value = 100 });
  happen (bench, (TraceRecord){ .kind = TRACE_DNS_CACHED, .host = LAB_RESOLVER, .code = 1, .text = name, .value = 100 });
  newer = happen (bench, (TraceRecord){ .kind = TRACE_DNS_CACHED, .host = LAB_RESOLVER, .code = 15, .text = name, .value = 200 });
  list = snapshot_list_cached (bench->now, LAB_RESOLVER);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpuint (((const SnapshotCached *) g_ptr_array_index (list, 1))->record, ==, newer);
  g_assert_cmpint (((const SnapshotCached *) g_ptr_array_index (list, 1))->expires, ==, 200);
  g_assert_cmpuint (snapshot_host (bench->now, LAB_RESOLVER)->cached, ==, 2);
}

/* What has expired is gone at once, also where very much is cached. */
static void
test_expired (Bench *bench, gconstpointer data)
{
  enum
  {
    ANSWERS = 500,
  };

  for (guint i = 0; i < ANSWERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.example.org", i);

      happen (bench, (TraceRecord){ .kind = TRACE_DNS_CACHED, .host = LAB_RESOLVER, .code = 15, .text = trace_text (bench->trace, name), .value = 10 + i * 7 % ANSWERS });
    }
  for (guint t = 0; t < ANSWERS + 10; t += 9)
    {
      g_autoptr (GPtrArray) list = NULL;

      happen (bench, (TraceRecord){ .t = t, .kind = TRACE_ROUTE, .host = LAB_MAIL });
      list = snapshot_list_cached (bench->now, LAB_RESOLVER);
      g_assert_cmpuint (list->len, ==, t < 10 ? ANSWERS : ANSWERS + 10 - 1 - t);
      g_assert_cmpuint (snapshot_host (bench->now, LAB_RESOLVER)->cached, ==, list->len);
      happen (bench, (TraceRecord){ .t = t, .kind = TRACE_DNS_CACHED, .host = LAB_MX, .code = 1, .text = trace_text (bench->trace, "a"), .value = t + 1 });
      g_assert_cmpuint (snapshot_host (bench->now, LAB_MX)->cached, ==, 1);
    }
}

/* A packet is on its way until its arrival, that instant included; a lost one too. */
static void
test_flights (Bench *bench, gconstpointer data)
{
  happen (bench, (TraceRecord){ .t = 10, .kind = TRACE_TCP, .host = LAB_MAIL, .value = 30 });
  happen (bench, (TraceRecord){ .t = 10, .kind = TRACE_UDP, .host = LAB_MAIL, .value = -20 });
  g_assert_cmpuint (bench->now->flights->len, ==, 2);
  happen (bench, (TraceRecord){ .t = 20, .kind = TRACE_ROUTE, .host = LAB_MAIL });
  g_assert_cmpuint (bench->now->flights->len, ==, 2);
  happen (bench, (TraceRecord){ .t = 21, .kind = TRACE_ROUTE, .host = LAB_MAIL });
  g_assert_cmpuint (bench->now->flights->len, ==, 1);
  happen (bench, (TraceRecord){ .t = 31, .kind = TRACE_ROUTE, .host = LAB_MAIL });
  g_assert_cmpuint (bench->now->flights->len, ==, 0);
}

static void
test_faults (Bench *bench, gconstpointer data)
{
  happen (bench, (TraceRecord){ .kind = TRACE_FAULT_START, .host = LAB_MX, .item = 1 });
  happen (bench, (TraceRecord){ .kind = TRACE_FAULT_START, .host = LAB_MX, .item = 2 });
  happen (bench, (TraceRecord){ .kind = TRACE_FAULT_END, .host = LAB_MX, .item = 1 });
  g_assert_cmpuint (bench->now->faults->len, ==, 1);
  g_assert_cmpuint (trace_get (bench->trace, g_array_index (bench->now->faults, TraceId, 0))->item, ==, 2);
}

/* Ends and changes of what was never begun (a trace that starts in the middle) do nothing. */
static void
test_unknown (Bench *bench, gconstpointer data)
{
  static const TraceKind kinds[] = { TRACE_CONNECTED, TRACE_CLOSED, TRACE_SMTP_REPLY, TRACE_ATTEMPT, TRACE_DEFERRED, TRACE_SENT, TRACE_FLAGS, TRACE_REMOVED, TRACE_FAULT_END };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    happen (bench, (TraceRecord){ .kind = kinds[i], .host = LAB_MX, .peer = LAB_MAIL, .conn = 9, .item = 9 });
  g_assert_cmpuint (snapshot_count_connections (bench->now) + snapshot_count_entries (bench->now) + snapshot_count_mails (bench->now), ==, 0);
  g_assert_cmpuint (snapshot_host (bench->now, LAB_MX)->queued, ==, 0);
}

static void
test_every_kind (Bench *bench, gconstpointer data)
{
  for (TraceKind kind = TRACE_RUN_START; kind < N_TRACE_KINDS; kind++)
    {
      lab_add_full (bench->trace, kind);
      snapshot_advance (bench->now, bench->trace);
    }
  g_assert_cmpuint (bench->now->position, ==, trace_count (bench->trace));
}

static void
test_copy (Bench *bench, gconstpointer data)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (1);
  g_autoptr (Snapshot) copy = NULL;

  for (guint i = 0; i < 500; i++)
    {
      lab_add_random (bench->trace, dice);
      snapshot_advance (bench->now, bench->trace);
    }
  copy = snapshot_copy (bench->now);
  g_assert_true (snapshot_equal (copy, bench->now));
  happen (bench, (TraceRecord){ .kind = TRACE_QUEUED, .host = LAB_MAIL, .item = 1000 });
  g_assert_false (snapshot_equal (copy, bench->now));
  snapshot_advance (copy, bench->trace);
  g_assert_true (snapshot_equal (copy, bench->now));
}

/* The table of rows against a plain list: put, replaced, taken out, in any order. */
static void
test_table (void)
{
  SnapshotTable table;
  gboolean there[64] = { FALSE };
  g_autoptr (GRand) dice = g_rand_new_with_seed (2);
  guint count = 0;

  snapshot_table_init (&table, sizeof (SnapshotMail));
  for (guint i = 0; i < 5000; i++)
    {
      guint32 number = g_rand_int_range (dice, 0, 64);

      if (g_rand_boolean (dice))
        snapshot_table_put (&table, &(SnapshotMail){ .item = number, .stored = i });
      else
        snapshot_table_remove (&table, number);
      there[number] = snapshot_table_find (&table, number) != NULL;
      g_assert_true (!there[number] || ((SnapshotMail *) snapshot_table_find (&table, number))->item == number);
    }
  for (guint i = 0; i < 64; i++)
    count += there[i];
  g_assert_cmpuint (table.rows->len, ==, count);
  snapshot_table_clear (&table);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/snapshot/" name, Bench, NULL, set_up, func, tear_down)
  ADD ("host", test_host);
  ADD ("connection", test_connection);
  ADD ("connect-failed", test_connect_failed);
  ADD ("entry", test_entry);
  ADD ("entry-gone", test_entry_gone);
  ADD ("entry-leaves", test_entry_leaves);
  ADD ("mail", test_mail);
  ADD ("cached", test_cached);
  ADD ("expired", test_expired);
  ADD ("flights", test_flights);
  ADD ("faults", test_faults);
  ADD ("unknown", test_unknown);
  ADD ("every-kind", test_every_kind);
  ADD ("copy", test_copy);
  g_test_add_func ("/snapshot/table", test_table);
  return g_test_run ();
}
