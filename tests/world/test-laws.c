/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must hold in every world: over many seeds and random faults. A seed that fails prints its
 * scenario. LAW_SEEDS=N tries N worlds instead of the usual number.
 */
#include "sim/trace/history.h"
#include "sim/trace/outcome.h"
#include "sim/trace/trace-json.h"
#include "sim/world/scenario-reader.h"
#include "sim/world/simulation.h"
#include "tests/world/random-world.h"

#include <string.h>

enum
{
  USUAL_SEEDS = 400,
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
  guint queued;  /* entries */
  guint stored;  /* in mailboxes, ever */
  guint failed;  /* bounced, discarded, rejected */
  gboolean accepted;
} Place;

typedef struct
{
  const Trace *trace;
  GHashTable *places; /* message << 8 | recipient → Place * */
  SimTime last;
} Watch;

static Place *
place_of (Watch *watch, const TraceRecord *record)
{
  gpointer key = GUINT_TO_POINTER (record->message << 8 | record->conn);
  Place *place = g_hash_table_lookup (watch->places, key);

  if (place == NULL)
    {
      place = g_new0 (Place, 1);
      g_hash_table_insert (watch->places, key, place);
    }
  return place;
}

static void
watch_mail (Watch *watch, const TraceRecord *record)
{
  if (record->kind == TRACE_QUEUED)
    {
      Place *place = place_of (watch, record);

      place->queued++;
      place->accepted = TRUE;
    }
  else if (record->kind == TRACE_STORED)
    place_of (watch, record)->stored++;
  else if (record->kind == TRACE_SENT)
    place_of (watch, record)->queued--;
  else if (record->kind == TRACE_BOUNCED || record->kind == TRACE_DISCARDED)
    {
      Place *place = place_of (watch, record);

      place->queued--;
      place->failed++;
      g_assert_cmpuint (place->stored, ==, 0); /* no bounce for a delivered recipient */
      g_assert_cmpuint (place->failed, ==, 1); /* nothing bounced twice */
    }
}

/* Every accepted mail is in a queue, a mailbox or a report. */
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
        g_assert_cmpuint (place->queued + place->stored + place->failed, >, 0);
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
  if (record->kind == TRACE_SENT || record->kind == TRACE_STORED || record->kind == TRACE_BOUNCED)
    assert_nowhere_lost (watch);
}

/* A report for every bounce, and none about a report. */
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
          g_assert_cmpuint (trace_message_record (trace, record->message)->code, ==, MESSAGE_MAIL);
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

/* Deferrals say when the next attempt is; it comes then, not earlier. */
static void
check_schedule (const Trace *trace)
{
  g_autoptr (GHashTable) next = g_hash_table_new (NULL, NULL); /* entry → its deferral */

  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);
      TraceId deferral = GPOINTER_TO_UINT (g_hash_table_lookup (next, GUINT_TO_POINTER (record->item)));

      if (record->kind == TRACE_ATTEMPT && deferral != 0)
        g_assert_cmpint (record->t, ==, trace_get (trace, deferral)->value);
      if (record->kind == TRACE_DEFERRED)
        g_hash_table_insert (next, GUINT_TO_POINTER (record->item), GUINT_TO_POINTER (id));
    }
}

/* Every recipient's fate is known when the run ended because nothing was left to happen. */
/* What is still open at the end is a device that waits for mail (RFC 2177). */
static void
check_open (const Snapshot *snapshot)
{
  for (guint i = 0; i < snapshot_count_connections (snapshot); i++)
    g_assert_cmpuint (snapshot_connection_at (snapshot, i)->port, ==, 143);
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
  g_assert_cmpuint (outcome->totals.lost, ==, 0);
  if (strcmp (trace_blob (trace, last->text, NULL), "nothing is left to happen") != 0)
    return;
  g_assert_cmpuint (snapshot_count_entries (snapshot), ==, 0);
  check_open (snapshot);
  g_assert_cmpuint (outcome->totals.waiting, ==, 0);
}

static void
check_world (guint64 seed)
{
  g_autoptr (Simulation) simulation = run (seed, TRACE_PACKETS);
  Watch watch = { simulation_get_trace (simulation), g_hash_table_new_full (NULL, NULL, NULL, g_free), 0 };

  for (TraceId id = 1; id <= trace_count (watch.trace); id++)
    check_record (&watch, id);
  g_hash_table_unref (watch.places);
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

static void
test_worlds (void)
{
  for (guint64 seed = 1; seed <= count_seeds (); seed++)
    {
      g_autofree char *yaml = random_world_make (seed);

      /* The last one that is printed is the one that failed. */
      g_test_message ("seed %" G_GUINT64_FORMAT ":\n%s", seed, yaml);
      check_world (seed);
    }
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/laws/worlds", test_worlds);
  g_test_add_func ("/laws/same-trace", test_same_trace);
  g_test_add_func ("/laws/any-instant", test_any_instant);
  return g_test_run ();
}
