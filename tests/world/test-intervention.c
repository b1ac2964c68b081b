/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Interventions: what they write into a scenario; and the law of acting in the past: what was before stays to the byte.
 */
#include "sim/trace/trace-json.h"
#include "sim/world/intervention.h"
#include "sim/world/scenario-reader.h"
#include "sim/world/simulation.h"
#include "tests/world/random-world.h"

#include <string.h>

enum
{
  WORLDS = 40,
};

static Simulation *
run (const char *yaml)
{
  g_autoptr (GError) error = NULL;
  Scenario *scenario = scenario_read_bytes ("world.yaml", yaml, strlen (yaml), &error);
  Simulation *simulation;

  g_assert_no_error (error);
  simulation = simulation_new (scenario, NULL, &error);
  g_assert_no_error (error);
  simulation_run (simulation);
  return simulation;
}

static char *
apply (Intervention *intervention, const char *yaml)
{
  g_autoptr (GError) error = NULL;
  char *changed = intervention_apply (intervention, "world.yaml", yaml, &error);

  g_assert_no_error (error);
  return changed;
}

static const char world[] = "mailflow: 1\ntitle: t\ndomains: {example.com: {users: {alice: {}}}, example.org: {users: {bob: {reads: pop3, checks-every: 5h}}}}\n"
                            "messages: [{at: 1s, from: alice@example.com, to: [bob@example.org]}]\nuntil: 1h\n";

static void
test_entry (void)
{
  g_autoptr (Intervention) mail = intervention_new ("messages", 90 * SIM_SECOND, "Send"), end = intervention_new_end (1, SIM_SECOND, 1005 * SIM_MILLISECOND, "End");
  g_autofree char *sent = NULL, *stopped = NULL, *ended = NULL;
  g_autoptr (Intervention) stop = intervention_new ("faults", 5 * SIM_MILLISECOND, "Stop"), copy = NULL;

  intervention_add_word (mail, "from", "alice@example.com");
  intervention_add_list (mail, "to", (const char *const[]){ "bob@example.org", "al\"ice@example.com", NULL });
  intervention_add_text (mail, "subject", "What: \"this\"? {no}");
  sent = apply (mail, "messages: []\n");
  g_assert_cmpstr (sent, ==, "messages: [{at: 1m30s, from: alice@example.com, to: [\"bob@example.org\", \"al\\\"ice@example.com\"], subject: \"What: \\\"this\\\"? {no}\"}]\n");
  intervention_add_word (stop, "kind", "down");
  copy = intervention_copy (stop);
  intervention_add_word (stop, "server", "mail.example.org");
  intervention_add_word (copy, "server", "mail.example.com");
  stopped = apply (stop, "a: 1\n");
  g_assert_cmpstr (stopped, ==, "a: 1\nfaults:\n  - {at: 5ms, kind: down, server: mail.example.org}\n");
  ended = apply (end, stopped);
  g_assert_cmpstr (ended, ==, "a: 1\nfaults:\n  - {at: 5ms, kind: down, server: mail.example.org, for: 1s}\n");
  g_assert_cmpstr (intervention_get_label (copy), ==, "Stop");
  g_assert_cmpint (intervention_get_time (copy), ==, 5 * SIM_MILLISECOND);
  g_assert_cmpint (intervention_get_time (end), ==, 1005 * SIM_MILLISECOND);
}

/* Somebody has put other faults before it in the file: it still ends the one it ended. */
static void
test_end_stays (void)
{
  static const char before[] = "faults: [{at: 1s, kind: down, server: a.example}, {at: 5ms, kind: hang, server: b.example}]\n";
  static const char after[] = "faults:\n  - {at: 2s, kind: slow, server: c.example}\n  - {kind: down, at: 9s, server: b.example}\n"
                              "  - {at: 1s, kind: down, server: a.example}\n  - {kind: hang, at: \"5ms\", server: b.example} # it\n";
  g_autoptr (Intervention) end = intervention_new_end (2, SIM_SECOND, 1005 * SIM_MILLISECOND, "End"), copy = NULL;
  g_autofree char *first = apply (end, before), *second = NULL, *gone = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (first, "{at: 5ms, kind: hang, server: b.example, for: 1s}"));
  copy = intervention_copy (end);
  second = apply (copy, after);
  g_assert_nonnull (strstr (second, "{kind: hang, at: \"5ms\", server: b.example, for: 1s} # it"));
  gone = intervention_apply (copy, "world.yaml", "faults: [{at: 1s, kind: down, server: a.example}, {at: 6ms, kind: hang, server: b.example}]\n", &error);
  g_assert_null (gone);
  g_assert_nonnull (error);
}

static void
test_time (void)
{
  g_assert_cmpint (intervention_pick_time (1360 * SIM_MILLISECOND, SIM_NEVER), ==, 2 * SIM_SECOND);
  g_assert_cmpint (intervention_pick_time (1360 * SIM_MILLISECOND, 1900 * SIM_MILLISECOND), ==, 1400 * SIM_MILLISECOND);
  g_assert_cmpint (intervention_pick_time (1360 * SIM_MILLISECOND, 1400 * SIM_MILLISECOND), ==, 1370 * SIM_MILLISECOND);
  g_assert_cmpint (intervention_pick_time (SIM_SECOND, SIM_SECOND + 3), ==, SIM_SECOND + 1);
  g_assert_cmpint (intervention_pick_time (0, 2), ==, 1);
}

/* How many records of AFTER are as in BEFORE, from the first. */
static guint
count_common (const Trace *before, const Trace *after)
{
  guint most = MIN (trace_count (before), trace_count (after)), count = 0;
  GString *a = g_string_new (NULL), *b = g_string_new (NULL);
  gboolean same = TRUE;

  while (same && count < most)
    {
      g_string_truncate (a, 0);
      g_string_truncate (b, 0);
      trace_json_write (before, count + 1, a);
      trace_json_write (after, count + 1, b);
      same = g_string_equal (a, b);
      count += same;
    }
  g_string_free (a, TRUE);
  g_string_free (b, TRUE);
  return count;
}

/* The kinds that may strike at any moment; on the host of the record where they do. */
static Intervention *
make_intervention (const Trace *trace, TraceId id, SimTime at)
{
  static const char *const kinds[] = { "down", "refuse", "hang", "disk-full" };
  Intervention *intervention = intervention_new ("faults", at, "Act");
  const TraceRecord *record = trace_get (trace, id);

  intervention_add_word (intervention, "kind", kinds[id % G_N_ELEMENTS (kinds)]);
  intervention_add_word (intervention, "server", trace_host_name (trace, record->host));
  return intervention;
}

static void
assert_past_stays (const char *yaml, const Trace *before, TraceId id)
{
  SimTime t = trace_get (before, id)->t;
  TraceId last = id;
  g_autofree char *changed = NULL;
  g_autoptr (Intervention) intervention = NULL;
  g_autoptr (Simulation) simulation = NULL;

  while (last < trace_count (before) && trace_get (before, last + 1)->t == t)
    last++;
  if (last == trace_count (before) || trace_get (before, last + 1)->t <= t + 1)
    return;
  intervention = make_intervention (before, id, intervention_pick_time (t, trace_get (before, last + 1)->t));
  changed = apply (intervention, yaml);
  simulation = run (changed);
  g_assert_cmpuint (count_common (before, simulation_get_trace (simulation)), ==, last);
  g_assert_cmpint (trace_get (simulation_get_trace (simulation), last + 1)->kind, ==, TRACE_FAULT_START);
}

static void
test_past_stays (void)
{
  for (guint seed = 1; seed <= WORLDS; seed++)
    {
      g_autofree char *yaml = random_world_make (seed);
      g_autoptr (Simulation) simulation = run (yaml);
      const Trace *trace = simulation_get_trace (simulation);

      for (guint part = 1; part <= 3; part++)
        {
          TraceId id = trace_count (trace) * part / 4;

          if (id > 0 && trace_get (trace, id)->host != 0)
            assert_past_stays (yaml, trace, id);
        }
    }
}

static guint
count_kind (const Simulation *simulation, TraceKind kind, const char *host)
{
  const Trace *trace = simulation_get_trace (simulation);
  guint count = 0;

  for (TraceId id = 1; id <= trace_count (trace); id++)
    count += trace_get (trace, id)->kind == kind && (host == NULL || strcmp (trace_host_name (trace, trace_get (trace, id)->host), host) == 0);
  return count;
}

/* Bob looks only every five hours, unless he is told to. */
static void
test_look (void)
{
  g_autoptr (Intervention) look = intervention_new ("checks", 10 * SIM_SECOND, "Check mail");
  g_autofree char *changed = NULL;
  g_autoptr (Simulation) before = run (world), after = NULL;

  intervention_add_word (look, "user", "bob@example.org");
  changed = apply (look, world);
  after = run (changed);
  g_assert_cmpuint (count_kind (before, TRACE_FETCHED, NULL), ==, 0);
  g_assert_cmpuint (count_kind (after, TRACE_FETCHED, "bob.example.org"), ==, 1);
}

/* The first packet between the servers, a SYN, is lost: another goes out, and the mail comes all the same. */
static void
test_lose (void)
{
  g_autofree char *yaml = g_strconcat (world, "faults: [{kind: lose, between: [mail.example.com, mail.example.org], at: 0s, skip: 2, times: 2}]\n", NULL);
  g_autoptr (Simulation) simulation = run (yaml);
  const Trace *trace = simulation_get_trace (simulation);
  guint lost = 0, passed = 0, lost_too_early = 0;

  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind != TRACE_TCP || strcmp (trace_host_name (trace, record->host), "mail.example.com") != 0 || strcmp (trace_host_name (trace, record->peer), "mail.example.org") != 0)
        continue;
      lost += record->value < 0;
      lost_too_early += record->value < 0 && passed < 2;
      passed += record->value >= 0;
    }
  g_assert_cmpuint (lost, ==, 2);
  g_assert_cmpuint (lost_too_early, ==, 0);
  g_assert_cmpuint (count_kind (simulation, TRACE_STORED, NULL), ==, 1);
  g_assert_cmpuint (count_kind (simulation, TRACE_FAULT_END, NULL), ==, 1);
}

static TraceId
find_kind (const Trace *trace, TraceKind kind, guint16 code)
{
  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == kind && trace_get (trace, id)->code == code)
      return id;
  return 0;
}

/* In the midst of the conversation both sides learn that it is over; the mail is tried again, and comes. */
static void
test_reset (void)
{
  g_autoptr (Simulation) before = run (world), after = NULL;
  const Trace *trace = simulation_get_trace (before);
  TraceId connected = find_kind (trace, TRACE_CONNECTED, 25);
  g_autoptr (Intervention) reset = intervention_new ("faults", trace_get (trace, connected)->t + 30 * SIM_MILLISECOND, "Drop");
  g_autofree char *changed = NULL;

  intervention_add_word (reset, "kind", "reset");
  intervention_add_list (reset, "between", (const char *const[]){ "mail.example.org", "mail.example.com", NULL });
  intervention_add_word (reset, "port", "25");
  changed = apply (reset, world);
  after = run (changed);
  g_assert_cmpuint (count_kind (before, TRACE_DEFERRED, NULL), ==, 0);
  g_assert_cmpuint (count_kind (after, TRACE_DEFERRED, "mail.example.com"), ==, 1);
  g_assert_cmpuint (count_kind (after, TRACE_STORED, NULL), ==, 1);
}

/* Another port, another pair: nothing happens. */
static void
test_reset_of_none (void)
{
  g_autoptr (Simulation) before = run (world), after = NULL;
  g_autofree char *yaml = g_strconcat (world, "faults:\n- {kind: reset, between: [mail.example.org, mail.example.com], port: 110, at: 1500ms}\n"
                                              "- {kind: reset, between: [mail.example.org, mail.example.com], client-port: 1, at: 1500ms}\n", NULL);

  after = run (yaml);
  g_assert_cmpuint (count_kind (after, TRACE_TCP, NULL), ==, count_kind (before, TRACE_TCP, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intervention/entry", test_entry);
  g_test_add_func ("/intervention/end-stays", test_end_stays);
  g_test_add_func ("/intervention/time", test_time);
  g_test_add_func ("/intervention/past-stays", test_past_stays);
  g_test_add_func ("/intervention/look", test_look);
  g_test_add_func ("/intervention/lose", test_lose);
  g_test_add_func ("/intervention/reset", test_reset);
  g_test_add_func ("/intervention/reset-of-none", test_reset_of_none);
  return g_test_run ();
}
