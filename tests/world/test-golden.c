/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every scenario of the library against the trace that was accepted for it, line by line; its
 * expectations; and that the same inputs give the same trace. UPDATE_GOLDEN=1 writes the traces anew.
 */
#include "sim/trace/trace-json.h"
#include "sim/world/expectation.h"
#include "sim/world/scenario-library.h"
#include "sim/world/scenario-reader.h"
#include "sim/world/simulation.h"

#include <string.h>

static Simulation *
run (const char *path, gint64 seed)
{
  const SimulationOptions options = { seed >= 0, (guint64) MAX (seed, 0), -1, TRACE_PACKETS };
  g_autoptr (GError) error = NULL;
  Scenario *scenario = scenario_read_file (path, &error);
  Simulation *simulation;

  g_assert_no_error (error);
  simulation = simulation_new (scenario, &options, &error);
  g_assert_no_error (error);
  simulation_run (simulation);
  return simulation;
}

enum
{
  LARGEST_GOLDEN = 250000, /* bytes */
  LARGEST_BEGINNING = 60000, /* of one that is longer */
};

static char *
lines_of (const Simulation *simulation)
{
  const Trace *trace = simulation_get_trace (simulation);
  GString *lines = g_string_new (NULL);

  for (TraceId id = 1; id <= trace_count (trace); id++)
    trace_json_write (trace, id, lines);
  return g_string_free (lines, FALSE);
}

/* What is too long to be read is kept as its beginning, with the digest of all. */
static char *
golden_of (const Simulation *simulation)
{
  g_autofree char *lines = lines_of (simulation);
  g_autofree char *digest = NULL;

  if (strlen (lines) <= LARGEST_GOLDEN)
    return g_steal_pointer (&lines);
  digest = trace_json_digest (simulation_get_trace (simulation));
  lines[LARGEST_BEGINNING] = '\0';
  *(strrchr (lines, '\n') + 1) = '\0';
  return g_strdup_printf ("%s{\"records\": %u, \"trace_sha256\": \"%s\"}\n", lines, trace_count (simulation_get_trace (simulation)), digest);
}

static void
compare_lines (const char *expected, const char *found)
{
  g_auto (GStrv) expected_lines = g_strsplit (expected, "\n", -1);
  g_auto (GStrv) found_lines = g_strsplit (found, "\n", -1);

  for (guint i = 0; expected_lines[i] != NULL && found_lines[i] != NULL; i++)
    g_assert_cmpstr (found_lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (found_lines), ==, g_strv_length (expected_lines));
}

static char *
golden_path (const char *scenario_path)
{
  g_autofree char *base = g_path_get_basename (scenario_path);
  g_autofree char *name = g_strdup (base);

  *strrchr (name, '.') = '\0';
  return g_strdup_printf ("%s/%s.jsonl", g_getenv ("GOLDEN"), name);
}

static void
test_golden (gconstpointer data)
{
  g_autofree char *path = golden_path (data);
  g_autoptr (Simulation) simulation = run (data, -1);
  g_autofree char *found = golden_of (simulation);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("UPDATE_GOLDEN") != NULL)
    g_file_set_contents (path, found, -1, &error);
  else if (g_file_get_contents (path, &expected, NULL, &error))
    compare_lines (expected, found);
  g_assert_no_error (error);
}

static void
test_expectations (gconstpointer data)
{
  g_autoptr (Simulation) simulation = run (data, -1);
  const Trace *trace = simulation_get_trace (simulation);
  g_autoptr (Outcome) outcome = outcome_new (trace, trace_count (trace));
  g_autoptr (ExpectationResult) result = expectation_check (simulation_get_scenario (simulation), trace, outcome);

  for (guint i = 0; i < result->faults->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (result->faults, i));
  g_assert_cmpuint (result->failed, ==, 0);
  g_assert_cmpuint (result->met, >, 0);
}

/* Twice in one process, both alive at once, and for other seeds too. */
static void
test_determinism (gconstpointer data)
{
  for (gint64 seed = 1; seed <= 3; seed++)
    {
      g_autoptr (Simulation) first = run (data, seed);
      g_autoptr (Simulation) second = run (data, seed);
      g_autofree char *a = trace_json_digest (simulation_get_trace (first));
      g_autofree char *b = trace_json_digest (simulation_get_trace (second));

      g_assert_cmpstr (a, ==, b);
    }
}

static void
test_seed_matters (gconstpointer data)
{
  g_autoptr (Simulation) first = run (data, 1);
  g_autoptr (Simulation) second = run (data, 2);
  g_autofree char *a = trace_json_digest (simulation_get_trace (first));
  g_autofree char *b = trace_json_digest (simulation_get_trace (second));

  g_assert_cmpstr (a, !=, b);
}

static void
add (const char *name, const char *path, GTestDataFunc func)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *test = g_strdup_printf ("/library/%s/%s", base, name);

  g_test_add_data_func_full (test, g_strdup (path), func, g_free);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) paths = NULL;

  g_test_init (&argc, &argv, NULL);
  paths = scenario_library_list ();
  g_assert_cmpuint (paths->len, >=, 36);
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      add ("golden", path, test_golden);
      if (g_getenv ("UPDATE_GOLDEN") != NULL)
        continue;
      add ("expectations", path, test_expectations);
      add ("determinism", path, test_determinism);
      add ("seed-matters", path, test_seed_matters);
    }
  return g_test_run ();
}
