/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-type.h"
#include "sim/world/yaml-document.h"

#include <string.h>

/* A table of the test's own, so that it stays as it is when keys of the format come to work. */
typedef struct
{
  SimTime pause;
  int colour;
  guint32 loss;
  char *title;
} Thing;

static const ScenarioChoice colours[] = {
  { "red", 1 },
  { "green", 2, FIELD_LATER },
  { NULL },
};

static const ScenarioField fields[] = {
  { "title", scenario_type_line, G_STRUCT_OFFSET (Thing, title), .need = FIELD_REQUIRED },
  { "colour", scenario_type_choice, G_STRUCT_OFFSET (Thing, colour), .choices = colours },
  { "loss", scenario_type_percent, G_STRUCT_OFFSET (Thing, loss), FIELD_LATER },
  { "pause", scenario_type_duration, G_STRUCT_OFFSET (Thing, pause), FIELD_LATER },
  { NULL },
};

static const ScenarioTable table = { "thing", fields };

typedef struct
{
  const char *name;
  const char *text;
  const char *problems;
  const char *warnings;
} Case;

static const Case cases[] = {
  { "plain", "title: T\ncolour: red\n", "", "" },
  { "later-key", "title: T\n  \npause: 5m\n", "", "x:3:1: warning: 'pause' has no effect yet" },
  { "later-word", "title: T\ncolour: green\n", "", "x:2:9: warning: 'colour: green' has no effect yet" },
  { "later-but-none", "title: T\npause: 0s\nloss: 0.0%\n", "", "" },
  { "two-warnings", "pause: 1s\ntitle: T\nloss: 1\n", "",
    "x:1:1: warning: 'pause' has no effect yet\nx:3:1: warning: 'loss' has no effect yet" },
  { "file-order", "pause: x\ncolor: red\ntitle: []\n",
    "x:1:8: 'pause' is 'x'; expected a duration such as 250ms, 30s, 1h30m or 5d\n"
    "x:2:1: unknown key 'color' in thing; did you mean 'colour'?\n"
    "x:3:8: 'title' is a list; expected text on one line",
    "x:1:1: warning: 'pause' has no effect yet" },
  { "nothing", "~\n", "x:1:1: thing has no 'title'; expected one", "" },
};

static char *
join (GPtrArray *lines)
{
  char *text;

  g_ptr_array_add (lines, NULL);
  text = g_strjoinv ("\n", (char **) lines->pdata);
  g_ptr_array_unref (lines);
  return text;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  YamlDocumentError error = { 0 };
  g_autoptr (YamlDocument) document = yaml_document_parse (c->text, strlen (c->text), &error);
  g_autofree char *problems = NULL, *warnings = NULL;
  Thing thing = { 0 };
  ScenarioReading reading;

  scenario_reading_init (&reading, "x", NULL);
  scenario_fields_read (&reading, &table, document->root, &thing);
  problems = join (scenario_reading_write_problems (&reading));
  warnings = join (scenario_reading_write_warnings (&reading));
  scenario_reading_clear (&reading);
  g_free (thing.title);
  g_assert_cmpstr (problems, ==, c->problems);
  g_assert_cmpstr (warnings, ==, c->warnings);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/scenario-fields/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
