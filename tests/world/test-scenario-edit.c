/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-edit.h"
#include "sim/world/scenario-library.h"
#include "sim/world/scenario-reader.h"

#include <string.h>

typedef struct
{
  const char *name, *before, *after; /* AFTER: NULL where it is refused */
} Case;

static const Case additions[] = {
  { "block", "a: 1\nfaults:\n  - {x: 1}\nb: 2\n", "a: 1\nfaults:\n  - {x: 1}\n  - {k: v}\nb: 2\n" },
  { "block-of-maps", "faults:\n  - x: 1\n    y: 2 # why\n# end\nb: 2\n", "faults:\n  - x: 1\n    y: 2 # why\n  - {k: v}\n# end\nb: 2\n" },
  { "not-indented", "faults:\n- {x: 1}\nb: 2\n", "faults:\n- {x: 1}\n- {k: v}\nb: 2\n" },
  { "flow", "faults: [{x: 1}]\nb: 2\n", "faults: [{x: 1}, {k: v}]\nb: 2\n" },
  { "trailing-comma", "faults: [\n  {x: 1},\n]\n", "faults: [\n  {x: 1}, {k: v},\n]\n" },
  { "empty-list", "faults: []\n", "faults: [{k: v}]\n" },
  { "nothing", "faults:\nb: 2\n", "faults: [{k: v}]\nb: 2\n" },
  { "null", "faults: ~\nb: 2\n", "faults: [{k: v}]\nb: 2\n" },
  { "absent", "a: 1\n", "a: 1\nfaults:\n  - {k: v}\n" },
  { "no-newline", "a: 1", "a: 1\nfaults:\n  - {k: v}\n" },
  { "last-in-file", "a: 1\nfaults:\n  - {x: 1}", "a: 1\nfaults:\n  - {x: 1}\n  - {k: v}\n" },
  { "flow-root", "{a: 1, b: [2]}\n", "{a: 1, b: [2], faults: [{k: v}]}\n" },
  { "literal", "faults:\n  - text: |\n      one\n      two\nb: 1\n", "faults:\n  - text: |\n      one\n      two\n  - {k: v}\nb: 1\n" },
  { "literal-at-end", "zone: |\n  one\n", "zone: |\n  one\nfaults:\n  - {k: v}\n" },
  { "end-mark", "a: 1\n...\n", "a: 1\nfaults:\n  - {k: v}\n...\n" },
  { "umlauts", "ä: \"ö\"\nfaults: [ {ü: é} ]\nb: 1\n", "ä: \"ö\"\nfaults: [ {ü: é}, {k: v} ]\nb: 1\n" },
  { "byte-order-mark", "\xef\xbb\xbf" "faults: [{x: ä}]\n", "\xef\xbb\xbf" "faults: [{x: ä}, {k: v}]\n" },
  { "crlf", "a: 1\r\nfaults:\r\n  - {x: 1}\r\n", "a: 1\r\nfaults:\r\n  - {x: 1}\r\n  - {k: v}\n" },
  { "alias-last", "a: &a {x: 1}\nfaults:\n  - *a\n", NULL },
  { "alias", "a: &a [{x: 1}]\nfaults: *a\n", NULL },
  { "no-list", "faults: {x: 1}\n", NULL },
  { "no-map", "- 1\n", NULL },
  { "no-yaml", "a: [\n", NULL },
};

static const Case settings[] = {
  { "flow", "l: [{a: 1}, {b: 2}]\n", "l: [{a: 1}, {b: 2, k: 5s}]\n" },
  { "block", "l:\n  - {a: 1}\n  - b: 2\n    c: 3 # why\nz: 1\n", "l:\n  - {a: 1}\n  - b: 2\n    c: 3 # why\n    k: 5s\nz: 1\n" },
  { "there", "l: [{a: 1}, {k: 2h, b: 3}]\n", "l: [{a: 1}, {k: 5s, b: 3}]\n" },
  { "there-quoted", "l: [{a: 1}, {k: \"2h\"}] # so\n", "l: [{a: 1}, {k: 5s}] # so\n" },
  { "too-few", "l: [{a: 1}]\n", NULL },
  { "no-section", "x: 1\n", NULL },
  { "no-map", "l: [{a: 1}, 2]\n", NULL },
  { "alias", "x: &x {a: 1}\nl: [{a: 1}, *x]\n", NULL },
  { "value-is-list", "l: [{a: 1}, {k: [1]}]\n", "l: [{a: 1}, {k: 5s}]\n" },
  { "value-is-block-list", "l:\n  - a: 1\n  - k:\n      - 1\n      - 2 # why\n    b: 1\n", "l:\n  - a: 1\n  - k:\n      5s # why\n    b: 1\n" },
  { "value-is-literal", "l:\n  - a: 1\n  - k: |\n      1\n", NULL },
  { "literal-before", "l:\n  - a: 1\n  - b: |+\n      1\n\n\n  - c: 2\n", "l:\n  - a: 1\n  - b: |+\n      1\n\n\n    k: 5s\n  - c: 2\n" },
};

static void
assert_edited (const Case *edit, char *edited, GError *error)
{
  if (edit->after == NULL)
    {
      g_assert_null (edited);
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, "f.yaml:"));
    }
  else
    g_assert_no_error (error);
  g_assert_cmpstr (edited, ==, edit->after);
}

static void
test_addition (gconstpointer data)
{
  const Case *edit = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *edited = scenario_edit_add ("f.yaml", edit->before, "faults", "{k: v}", &error);

  assert_edited (edit, edited, error);
}

static void
test_setting (gconstpointer data)
{
  const Case *edit = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *edited = scenario_edit_set ("f.yaml", edit->before, "l", 1, "k", "5s", &error);

  assert_edited (edit, edited, error);
}

static void
test_quotes (void)
{
  g_autofree char *quoted = scenario_edit_quote ("a \"b\" \\ c\n\td: ä\x01 \xe2\x80\xa8");

  g_assert_cmpstr (quoted, ==, "\"a \\\"b\\\" \\\\ c\\n\\td: ä\\u0001 \\u2028\"");
}

/* A fault on the first server of the first domain, for which every lesson has a name. */
static char *
make_fault (const Scenario *scenario)
{
  const ScenarioDomain *domain = g_ptr_array_index (scenario->domains, 0);
  const ScenarioServer *server = g_ptr_array_index (domain->servers, 0);

  return g_strdup_printf ("{kind: slow, server: %s, latency: 3s, at: 5s}", server->name);
}

/* A fault can be put into each lesson, ended there, and nothing else of the file changes. */
static void
test_library (void)
{
  g_autoptr (GPtrArray) list = scenario_library_list ();

  for (guint i = 0; i < list->len; i++)
    {
      const char *path = g_ptr_array_index (list, i);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL, *entry = NULL, *added = NULL, *ended = NULL;
      g_autoptr (Scenario) before = NULL, after = NULL;
      const ScenarioFault *fault;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      before = scenario_read_bytes (path, text, strlen (text), &error);
      g_assert_no_error (error);
      entry = make_fault (before);
      added = scenario_edit_add (path, text, "faults", entry, &error);
      g_assert_no_error (error);
      ended = scenario_edit_set (path, added, "faults", before->faults->len, "for", "1m", &error);
      g_assert_no_error (error);
      after = scenario_read_bytes (path, ended, strlen (ended), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (after->faults->len, ==, before->faults->len + 1);
      fault = g_ptr_array_index (after->faults, before->faults->len);
      g_assert_cmpint (fault->at, ==, 5 * SIM_SECOND);
      g_assert_cmpint (fault->length, ==, SIM_MINUTE);
      g_assert_cmpuint (after->messages->len, ==, before->messages->len);
      g_assert_cmpuint (strlen (ended), <=, strlen (text) + strlen (entry) + strlen (", for: 1m") + strlen ("faults:\n  - \n"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (additions); i++)
    {
      g_autofree char *path = g_strconcat ("/scenario-edit/add/", additions[i].name, NULL);

      g_test_add_data_func (path, &additions[i], test_addition);
    }
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *path = g_strconcat ("/scenario-edit/set/", settings[i].name, NULL);

      g_test_add_data_func (path, &settings[i], test_setting);
    }
  g_test_add_func ("/scenario-edit/quotes", test_quotes);
  g_test_add_func ("/scenario-edit/library", test_library);
  return g_test_run ();
}
