/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

#include "sim/trace/trace-json.h"
#include "sim/world/scenario-library.h"
#include "sim/world/scenario-reader.h"

#include <string.h>

static void
write_member (GString *out, const char *separator, const char *name, const char *value)
{
  g_string_append_printf (out, "%s\"%s\": ", separator, name);
  trace_json_write_string (value, strlen (value), out);
}

static void
write_topics (GString *out, const GPtrArray *topics)
{
  g_string_append (out, ", \"topics\": [");
  for (guint i = 0; i < topics->len; i++)
    {
      const char *topic = g_ptr_array_index (topics, i);

      g_string_append (out, i == 0 ? "" : ", ");
      trace_json_write_string (topic, strlen (topic), out);
    }
  g_string_append_c (out, ']');
}

static char *
to_json (const GPtrArray *scenarios)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < scenarios->len; i++)
    {
      const Scenario *scenario = g_ptr_array_index (scenarios, i);

      g_string_append (out, i == 0 ? "\n  {" : ",\n  {");
      write_member (out, "", "name", scenario->name);
      write_member (out, ", ", "level", scenario_level_name (scenario->level));
      write_member (out, ", ", "title", scenario->title);
      write_member (out, ", ", "summary", scenario->summary != NULL ? scenario->summary : "");
      write_member (out, ", ", "teacher", scenario->teacher != NULL ? scenario->teacher : "");
      write_topics (out, scenario->topics);
      write_member (out, ", ", "file", scenario->file);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "\n]\n");
  return g_string_free (out, FALSE);
}

static void
print_table (const GPtrArray *scenarios)
{
  gsize longest = 0;

  for (guint i = 0; i < scenarios->len; i++)
    longest = MAX (longest, strlen (((const Scenario *) g_ptr_array_index (scenarios, i))->name));
  for (guint i = 0; i < scenarios->len; i++)
    {
      const Scenario *scenario = g_ptr_array_index (scenarios, i);

      g_print ("%-*s  %-12s  %s\n", (int) longest, scenario->name, scenario_level_name (scenario->level), scenario->title);
    }
}

static void
free_scenario (gpointer scenario)
{
  scenario_free (scenario);
}

CommandStatus
command_list (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "as JSON", NULL },
    { NULL },
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GPtrArray) scenarios = g_ptr_array_new_with_free_func (free_scenario);
  CommandStatus status = COMMAND_DONE;

  if (!command_parse (argc, argv, entries, "", "Lists the scenarios that come with mailflow: name, level, title.", &words))
    return COMMAND_UNUSABLE;
  if (words[0] != NULL)
    {
      command_complain ("list: takes no argument '%s'", words[0]);
      return COMMAND_UNUSABLE;
    }
  paths = scenario_library_list ();
  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (GError) error = NULL;
      Scenario *scenario = scenario_read_file (g_ptr_array_index (paths, i), &error);

      if (scenario != NULL)
        g_ptr_array_add (scenarios, scenario);
      else
        {
          g_printerr ("%s\n", error->message);
          status = COMMAND_UNUSABLE;
        }
    }
  if (json)
    {
      g_autofree char *text = to_json (scenarios);

      g_print ("%s", text);
    }
  else
    print_table (scenarios);
  return status;
}
