/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must hold in every world: over many seeds, messages and faults. A seed that fails prints its scenario.
 * LAW_SEEDS=N tries N worlds instead of the usual number, LAW_FIRST=N begins with seed N.
 */
#include "sim/trace/history.h"
#include "sim/trace/outcome.h"
#include "sim/trace/trace-json.h"
#include "sim/world/scenario-reader.h"
#include "sim/world/simulation.h"
#include "tests/world/random-world.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

enum
{
  USUAL_SEEDS = 300,
};

static Simulation *
run (guint64 seed, TraceLevel level)
{
  const SimulationOptions options = { TRUE, seed, -1, level };
  g_autofree char *yaml = random_world_make (seed);
  g_autoptr (GError) error = NULL;
  Scenario *scenario = scenario_read_bytes ("random.yaml", yaml, strlen (yaml), &error);
  Simulation *simulation;

  g_assert_no_error (error);
  simulation = simulation_new (scenario, &options, &error);
  g_assert_no_error (error);
  simulation_run (simulation);
  return simulation;
}

/* Where a mail for one recipient may be, at an instant. */
typedef struct
{
  guint queued;     /* entries */
  guint stored;     /* in mailboxes, ever */
  guint failed;     /* bounced, discarded, rejected */
  guint parts;      /* that it was expanded into */
  guint lost;       /* with a queue that was lost on purpose */
  gboolean accepted;
  gboolean doubled; /* taken by a server whose 250 never came back: from here on there may be two (RFC 1047) */
} Place;

typedef struct
{
  const Trace *trace;
  GHashTable *places;   /* message << 12 | recipient → Place * */
  GHashTable *expanded; /* the set of entries */
  GHashTable *given;    /* (message, recipient, host) → how often HOST's present attempt was taken by somebody */
  HostId from;          /* who handed over what is being queued; 0: nobody */
  SimTime last;
} Watch;

static Place *
place_of (Watch *watch, const TraceRecord *record)
{
  gpointer key = GUINT_TO_POINTER (record->message << 12 | record->conn);
  Place *place = g_hash_table_lookup (watch->places, key);

  if (place == NULL)
    {
      place = g_new0 (Place, 1);
      g_hash_table_insert (watch->places, key, place);
    }
  return place;
}

/* Of what HOST has handed on in its present attempt, without having heard of it yet. */
static guint *
given_by (Watch *watch, const TraceRecord *record, HostId host)
{
  guint64 key = (guint64) record->message << 32 | record->conn << 16 | host;
  guint *count = g_hash_table_lookup (watch->given, &key);

  if (count == NULL)
    {
      count = g_new0 (guint, 1);
      g_hash_table_insert (watch->given, g_memdup2 (&key, sizeof key), count);
    }
  return count;
}

/* By someone who has handed it on before, and does not know: there are two now. */
static void
watch_taking (Watch *watch, Place *place, const TraceRecord *record)
{
  if (watch->from != 0 && (*given_by (watch, record, watch->from))++ > 0)
    place->doubled = TRUE;
}

static void
watch_failure (Watch *watch, Place *place, const TraceRecord *record)
{
  place->queued--;
  place->failed++;
  place->doubled = place->doubled || *given_by (watch, record, record->host) > 0;
  if (place->doubled)
    return;
  g_assert_cmpuint (place->stored, ==, 0); /* no bounce for a delivered recipient */
  g_assert_cmpuint (place->failed, ==, 1); /* nothing bounced twice */
}

static void
watch_expansion (Watch *watch, Place *place, const TraceRecord *record)
{
  place->parts++;
  if (g_hash_table_add (watch->expanded, GUINT_TO_POINTER (record->item)))
    place->queued--;
}

static void
watch_mail (Watch *watch, const TraceRecord *record)
{
  Place *place;

  if (record->kind == TRACE_ACCEPTED)
    watch->from = record->peer;
  else if (record->kind != TRACE_QUEUED && record->kind != TRACE_RECIPIENT)
    watch->from = 0;
  if (record->kind < TRACE_QUEUED || record->kind > TRACE_STORED || record->kind == TRACE_ROUTE || record->conn == 0)
    return;
  place = place_of (watch, record);
  if (record->kind == TRACE_QUEUED)
    {
      place->queued++;
      place->accepted = TRUE;
      watch_taking (watch, place, record);
    }
  else if (record->kind == TRACE_ATTEMPT)
    *given_by (watch, record, record->host) = 0;
  else if (record->kind == TRACE_STORED)
    place->stored++;
  else if (record->kind == TRACE_DEFERRED)
    place->doubled = place->doubled || *given_by (watch, record, record->host) > 0;
  else if (record->kind == TRACE_SENT)
    place->queued--;
  else if (record->kind == TRACE_EXPANDED)
    watch_expansion (watch, place, record);
  else if (record->kind == TRACE_LOST)
    {
      place->queued--;
      place->lost++;
    }
  else if (record->kind == TRACE_BOUNCED || record->kind == TRACE_DISCARDED)
    watch_failure (watch, place, record);
}

/* Every accepted mail is in a queue, a mailbox or a report, or is other people's by now. */
static void
assert_nowhere_lost (Watch *watch)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, watch->places);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Place *place = value;

      g_assert_cmpuint (place->queued, <, 1000); /* never below nothing */
      if (place->accepted)
        g_assert_cmpuint (place->queued + place->stored + place->failed + place->parts + place->lost, >, 0);
    }
}

static void
check_record (Watch *watch, TraceId id)
{
  const TraceRecord *record = trace_get (watch->trace, id);

  g_assert_cmpint (record->t, >=, watch->last); /* time never runs back */
  g_assert_cmpuint (record->cause, <, id);
  if (record->cause != 0)
    g_assert_cmpint (trace_get (watch->trace, record->cause)->t, <=, record->t);
  watch->last = record->t;
  watch_mail (watch, record);
  if (record->kind == TRACE_SENT || record->kind == TRACE_STORED || record->kind == TRACE_BOUNCED || record->kind == TRACE_EXPANDED || record->kind == TRACE_LOST)
    assert_nowhere_lost (watch);
}

/* What is said of a failed report is said to a postmaster, never to where it went. */
static void
assert_about_report (const Trace *trace, MessageId report)
{
  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_MESSAGE && record->conn == report)
        g_assert_true (g_str_has_prefix (trace_blob (trace, trace_get (trace, id + 1)->text, NULL), "postmaster@"));
    }
}

/* A report for every bounce, and none about a report but to the postmaster. */
static void
check_reports (const Trace *trace)
{
  guint bounced = 0, reports = 0;
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);

  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_BOUNCED)
        {
          bounced++;
          if (trace_message_record (trace, record->message)->code != MESSAGE_MAIL)
            assert_about_report (trace, record->message);
          g_hash_table_add (told, GUINT_TO_POINTER (record->message));
        }
      if (record->kind == TRACE_MESSAGE && record->code == MESSAGE_FAILURE_REPORT)
        {
          reports++;
          g_assert_true (g_hash_table_contains (told, GUINT_TO_POINTER (record->conn)));
        }
    }
  g_assert_cmpuint (reports, <=, bounced);
  g_assert_true ((reports > 0) == (bounced > 0));
}

/* Deferrals say when the next attempt is; it comes then, or later (behind others, after a crash), never earlier. */
static void
check_schedule (const Trace *trace)
{
  g_autoptr (GHashTable) next = g_hash_table_new (NULL, NULL); /* entry → its deferral */

  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);
      TraceId deferral = GPOINTER_TO_UINT (g_hash_table_lookup (next, GUINT_TO_POINTER (record->item)));

      if (record->kind == TRACE_ATTEMPT && deferral != 0)
        g_assert_cmpint (record->t, >=, trace_get (trace, deferral)->value);
      if (record->kind == TRACE_DEFERRED)
        g_assert_cmpint (record->value, >, record->t);
      if (record->kind == TRACE_DEFERRED)
        g_hash_table_insert (next, GUINT_TO_POINTER (record->item), GUINT_TO_POINTER (id));
    }
}

static gboolean
had_fault (const Trace *trace, const char *kind)
{
  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == TRACE_FAULT_START && strcmp (trace_blob (trace, trace_get (trace, id)->text, NULL), kind) == 0)
      return TRUE;
  return FALSE;
}

/* What is still open at the end is a device that waits for mail (RFC 2177); or a server that hangs, and will never
 * notice that its client has gone. */
static void
check_open (const Trace *trace, const Snapshot *snapshot)
{
  if (had_fault (trace, "hang"))
    return;
  for (guint i = 0; i < snapshot_count_connections (snapshot); i++)
    g_assert_cmpuint (snapshot_connection_at (snapshot, i)->port, ==, 143);
}

static gboolean
has_lost_queues (const Trace *trace)
{
  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == TRACE_LOST)
      return TRUE;
  return FALSE;
}

/* Mail in the queue of a server that has crashed, and never comes back. */
static gboolean
waits_for_ever (const Snapshot *snapshot)
{
  for (guint i = 0; i < snapshot_count_entries (snapshot); i++)
    if (snapshot_host (snapshot, snapshot_entry_at (snapshot, i)->host)->state == HOST_DOWN)
      return TRUE;
  return FALSE;
}

static void
check_end (const Simulation *simulation)
{
  const Trace *trace = simulation_get_trace (simulation);
  const TraceRecord *last = trace_get (trace, trace_count (trace));
  g_autoptr (Outcome) outcome = outcome_new (trace, trace_count (trace));
  g_autoptr (History) history = history_new (trace);
  const Snapshot *snapshot = history_seek (history, trace_count (trace));

  g_assert_cmpuint (last->kind, ==, TRACE_RUN_END);
  if (!has_lost_queues (trace))
    g_assert_cmpuint (outcome->totals.lost, ==, 0);
  if (strcmp (trace_blob (trace, last->text, NULL), "nothing is left to happen") != 0 || waits_for_ever (snapshot))
    return;
  g_assert_cmpuint (snapshot_count_entries (snapshot), ==, 0);
  check_open (trace, snapshot);
  g_assert_cmpuint (outcome->totals.waiting, ==, 0);
}

static void
check_world (guint64 seed)
{
  g_autoptr (Simulation) simulation = run (seed, TRACE_PACKETS);
  Watch watch = { simulation_get_trace (simulation), g_hash_table_new_full (NULL, NULL, NULL, g_free), g_hash_table_new (NULL, NULL), g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free), 0, 0 };

  for (TraceId id = 1; id <= trace_count (watch.trace); id++)
    check_record (&watch, id);
  g_hash_table_unref (watch.places);
  g_hash_table_unref (watch.expanded);
  g_hash_table_unref (watch.given);
  check_reports (watch.trace);
  check_schedule (watch.trace);
  check_end (simulation);
}

static guint64
count_seeds (void)
{
  const char *wanted = g_getenv ("LAW_SEEDS");

  return wanted != NULL ? g_ascii_strtoull (wanted, NULL, 10) : USUAL_SEEDS;
}

/* The world at hand, for when it fails. */
static char *present;

static void
on_abort (int number)
{
  static const char words[] = "\nThis scenario breaks a law:\n";

  if (present != NULL && write (STDERR_FILENO, words, sizeof words - 1) > 0 && write (STDERR_FILENO, present, strlen (present)) > 0)
    fsync (STDERR_FILENO);
}

static guint64
first_seed (void)
{
  const char *wanted = g_getenv ("LAW_FIRST");

  return wanted != NULL ? g_ascii_strtoull (wanted, NULL, 10) : 1;
}

static void
test_worlds (void)
{
  for (guint64 seed = first_seed (); seed < first_seed () + count_seeds (); seed++)
    {
      g_autofree char *yaml = random_world_make (seed);

      g_free (present);
      present = g_strdup_printf ("# seed: %" G_GUINT64_FORMAT "\nseed: %" G_GUINT64_FORMAT "\n%s", seed, seed, yaml);
      check_world (seed);
    }
  g_clear_pointer (&present, g_free);
}

/* Same input, same trace; and a smaller level only leaves records out. */
static void
test_same_trace (void)
{
  for (guint64 seed = 1; seed <= count_seeds () / 8; seed++)
    {
      g_autoptr (Simulation) first = run (seed, TRACE_PACKETS);
      g_autoptr (Simulation) second = run (seed, TRACE_PACKETS);
      g_autoptr (Simulation) mails = run (seed, TRACE_MAIL);
      g_autoptr (Simulation) nothing = run (seed, TRACE_NONE);
      g_autofree char *a = trace_json_digest (simulation_get_trace (first));
      g_autofree char *b = trace_json_digest (simulation_get_trace (second));

      g_assert_cmpstr (a, ==, b);
      g_assert_cmpuint (simulation_count_events (mails), ==, simulation_count_events (first));
      g_assert_cmpuint (simulation_count_events (nothing), ==, simulation_count_events (first));
      g_assert_cmpuint (trace_count (simulation_get_trace (nothing)), ==, 0);
      g_assert_cmpuint (trace_count (simulation_get_trace (mails)), <, trace_count (simulation_get_trace (first)));
    }
}

/* Any instant, forwards and backwards, is what folding from the start gives. */
static void
test_any_instant (void)
{
  for (guint64 seed = 1; seed <= count_seeds () / 8; seed++)
    {
      g_autoptr (Simulation) simulation = run (seed, TRACE_PACKETS);
      const Trace *trace = simulation_get_trace (simulation);
      g_autoptr (History) history = history_new (trace);
      RandomStream dice;

      random_stream_init (&dice, seed, "instants");
      history_seek (history, trace_count (trace));
      for (guint i = 0; i < 20; i++)
        {
          guint position = (guint) random_stream_below (&dice, trace_count (trace) + 1);
          g_autoptr (Snapshot) fresh = snapshot_new ();

          while (fresh->position < position)
            snapshot_advance (fresh, trace);
          g_assert_true (snapshot_equal (history_seek (history, position), fresh));
        }
    }
}

static void
check_written_whole (const TraceRecord *record)
{
  const TraceKindInfo *info = trace_kind_info (record->kind);
  const gint64 values[N_SLOTS] = {
    [SLOT_PEER] = record->peer,
    [SLOT_CODE] = record->code,
    [SLOT_CONN] = record->conn,
    [SLOT_MESSAGE] = record->message,
    [SLOT_ITEM] = record->item,
    [SLOT_TEXT] = record->text,
    [SLOT_NOTE] = record->note,
    [SLOT_VALUE] = record->value,
  };

  for (guint slot = 0; slot < N_SLOTS; slot++)
    if (info->fields[slot].type == FIELD_NONE && values[slot] != 0)
      g_error ("%s: slot %u has something that no member tells", info->name, slot);
}

/* What a record holds, its text form has: a trace that was read tells the same as the run itself. */
static void
test_written_whole (void)
{
  for (guint64 seed = 1; seed <= count_seeds () / 4; seed++)
    {
      g_autoptr (Simulation) simulation = run (seed, TRACE_PACKETS);
      const Trace *trace = simulation_get_trace (simulation);

      for (TraceId id = 1; id <= trace_count (trace); id++)
        check_written_whole (trace_get (trace, id));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGABRT, on_abort);
  g_test_add_func ("/laws/worlds", test_worlds);
  g_test_add_func ("/laws/same-trace", test_same_trace);
  g_test_add_func ("/laws/any-instant", test_any_instant);
  g_test_add_func ("/laws/written-whole", test_written_whole);
  return g_test_run ();
}
