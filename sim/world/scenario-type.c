/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-type.h"

#include "sim/world/scenario-suggestion.h"
#include "sim/world/scenario-value.h"

#include <string.h>

gboolean
scenario_type_check_text (ScenarioReading *reading, const ScenarioField *field,
                          const YamlNode *value, const char *expected)
{
  if (value->kind == YAML_NODE_TEXT && !yaml_node_is_nothing (value))
    return TRUE;
  scenario_fields_refuse (reading, field, value, expected);
  return FALSE;
}

static void
set_text (gpointer member, const char *text)
{
  char **target = member;

  g_free (*target);
  *target = g_strdup (text);
}

static gboolean
is_one_line (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_iscntrl (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

SCENARIO_TYPE (text)
{
  if (scenario_type_check_text (reading, field, value, "text"))
    set_text (member, value->text);
}

SCENARIO_TYPE (subject)
{
  if (!scenario_type_check_text (reading, field, value, "text on one line"))
    return;
  if (is_one_line (value->text))
    set_text (member, value->text);
  else
    scenario_fields_refuse (reading, field, value, "text on one line");
}

SCENARIO_TYPE (line)
{
  if (value->kind == YAML_NODE_TEXT && *value->text == '\0')
    scenario_fields_refuse (reading, field, value, "text on one line");
  else
    scenario_type_subject (reading, field, value, member);
}

SCENARIO_TYPE (word)
{
  if (!scenario_type_check_text (reading, field, value, "a word"))
    return;
  if (*value->text != '\0' && is_one_line (value->text) && strpbrk (value->text, " \t") == NULL)
    set_text (member, value->text);
  else
    scenario_fields_refuse (reading, field, value, "a word without spaces");
}

/* Reads one item, or every item of a list, by READ and adds each to the array at MEMBER. */
static void
read_array (ScenarioReading *reading, const ScenarioField *field, const YamlNode *value,
            gpointer member, ScenarioFieldFunc read)
{
  GPtrArray **array = member;
  guint count = value->kind == YAML_NODE_LIST ? value->items->len : 1;

  if (*array == NULL)
    *array = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < count; i++)
    {
      const YamlNode *item = value->kind == YAML_NODE_LIST ? g_ptr_array_index (value->items, i)
                                                           : value;
      char *text = NULL;

      read (reading, field, item, &text);
      if (text != NULL)
        g_ptr_array_add (*array, text);
    }
}

SCENARIO_TYPE (words)
{
  read_array (reading, field, value, member, scenario_type_line);
}

SCENARIO_TYPE (addresses)
{
  read_array (reading, field, value, member, scenario_type_address);
}

SCENARIO_TYPE (hosts)
{
  read_array (reading, field, value, member, scenario_type_host);
}

SCENARIO_TYPE (files)
{
  read_array (reading, field, value, member, scenario_type_file);
}

SCENARIO_TYPE (boolean)
{
  if (!scenario_type_check_text (reading, field, value, "yes or no"))
    return;
  if (!scenario_value_parse_boolean (value->text, member))
    scenario_fields_refuse (reading, field, value, "yes or no");
}

static void
refuse_choice (ScenarioReading *reading, const ScenarioField *field, const YamlNode *value)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *found = yaml_node_describe (value);
  g_autofree char *hint = NULL;

  if (scenario_reading_is_full (reading))
    return;
  for (const ScenarioChoice *choice = field->choices; choice->name != NULL; choice++)
    g_ptr_array_add (names, (gpointer) choice->name);
  hint = scenario_suggestion_format (value->kind == YAML_NODE_TEXT ? value->text : "", names);
  scenario_reading_add_problem (reading, value, "'%s' is %s%s", field->name, found, hint);
}

/* NULL and a problem where VALUE is none of the row's words. */
static const ScenarioChoice *
read_choice (ScenarioReading *reading, const ScenarioField *field, const YamlNode *value)
{
  for (const ScenarioChoice *choice = field->choices; choice->name != NULL; choice++)
    if (value->kind == YAML_NODE_TEXT && g_str_equal (choice->name, value->text))
      {
        g_autofree char *what = g_strdup_printf ("%s: %s", field->name, choice->name);

        if (choice->effect == FIELD_LATER)
          scenario_reading_add_idle (reading, value, what);
        return choice;
      }
  refuse_choice (reading, field, value);
  return NULL;
}

SCENARIO_TYPE (choice)
{
  const ScenarioChoice *choice = read_choice (reading, field, value);

  if (choice != NULL)
    *(int *) member = choice->value;
}

SCENARIO_TYPE (name)
{
  const ScenarioChoice *choice = read_choice (reading, field, value);

  if (choice != NULL)
    set_text (member, choice->name);
}

SCENARIO_TYPE (flags)
{
  guint count = value->kind == YAML_NODE_LIST ? value->items->len : 1;

  for (guint i = 0; i < count; i++)
    {
      const YamlNode *item = value->kind == YAML_NODE_LIST ? g_ptr_array_index (value->items, i)
                                                           : value;
      const ScenarioChoice *choice = read_choice (reading, field, item);

      if (choice != NULL)
        *(guint32 *) member |= (guint32) choice->value;
    }
}
