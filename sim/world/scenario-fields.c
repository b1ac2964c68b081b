/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-fields.h"

#include "sim/world/scenario-suggestion.h"

#include <string.h>

typedef struct
{
  const ScenarioTable *table;
  gpointer target;
} Target;

void
scenario_fields_refuse (ScenarioReading *reading, const ScenarioField *field, const YamlNode *value,
                        const char *expected)
{
  g_autofree char *found = yaml_node_describe (value);

  scenario_reading_add_problem (reading, value, "'%s' is %s; expected %s", field->name, found,
                                expected);
}

void
scenario_fields_read_entries (ScenarioReading *reading, const char *what, const YamlNode *map,
                              ScenarioEntryFunc func, gpointer owner)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (yaml_node_is_nothing (map))
    return;
  if (map->kind != YAML_NODE_MAP)
    {
      g_autofree char *found = yaml_node_describe (map);

      scenario_reading_add_problem (reading, map, "%s is %s; expected a map, 'key: value'", what,
                                    found);
      return;
    }
  for (guint i = 0; i + 1 < map->items->len; i += 2)
    {
      const YamlNode *key = g_ptr_array_index (map->items, i);

      if (g_hash_table_add (seen, key->text))
        func (reading, key, g_ptr_array_index (map->items, i + 1), owner);
      else
        scenario_reading_add_problem (reading, key, "'%s' comes twice in %s; expected it once",
                                      key->text, what);
    }
}

void
scenario_fields_read_items (ScenarioReading *reading, const ScenarioField *field,
                            const YamlNode *list, ScenarioItemFunc func, gpointer owner)
{
  if (yaml_node_is_nothing (list))
    return;
  if (list->kind != YAML_NODE_LIST)
    {
      scenario_fields_refuse (reading, field, list, "a list");
      return;
    }
  for (guint i = 0; i < list->items->len; i++)
    func (reading, g_ptr_array_index (list->items, i), owner);
}

static const ScenarioField *
find_field (const ScenarioTable *table, const char *name)
{
  for (const ScenarioField *field = table->fields; field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return field;
  return NULL;
}

static void
add_unknown_key (ScenarioReading *reading, const ScenarioTable *table, const YamlNode *key)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *found = yaml_node_describe (key);
  g_autofree char *hint = NULL;

  if (scenario_reading_is_full (reading))
    return;
  for (const ScenarioField *field = table->fields; field->name != NULL; field++)
    g_ptr_array_add (names, (gpointer) field->name);
  hint = scenario_suggestion_format (key->text, names);
  scenario_reading_add_problem (reading, key, "unknown key %s in %s%s", found, table->what, hint);
}

/* "0", "0%", "0s", "no", "none", an empty list: what is as if the key were left out. */
static gboolean
asks_for_nothing (const YamlNode *value)
{
  if (value->kind != YAML_NODE_TEXT)
    return value->items->len == 0;
  if (yaml_node_is_nothing (value) || g_str_equal (value->text, "no")
      || g_str_equal (value->text, "none"))
    return TRUE;
  return *value->text == '0' && strpbrk (value->text, "123456789") == NULL;
}

static void
read_field (ScenarioReading *reading, const YamlNode *key, const YamlNode *value, gpointer owner)
{
  const Target *target = owner;
  const ScenarioField *field = find_field (target->table, key->text);

  if (field == NULL)
    {
      add_unknown_key (reading, target->table, key);
      return;
    }
  field->read (reading, field, value, G_STRUCT_MEMBER_P (target->target, field->offset));
  if (field->effect == FIELD_LATER && !asks_for_nothing (value))
    scenario_reading_add_idle (reading, key, field->name);
}

static void
check_required (ScenarioReading *reading, const ScenarioTable *table, const YamlNode *map)
{
  for (const ScenarioField *field = table->fields; field->name != NULL; field++)
    if (field->need == FIELD_REQUIRED && yaml_node_find (map, field->name) == NULL)
      scenario_reading_add_problem (reading, map, "%s has no '%s'; expected one", table->what,
                                    field->name);
}

void
scenario_fields_read (ScenarioReading *reading, const ScenarioTable *table, const YamlNode *map,
                      gpointer target)
{
  Target owner = { table, target };

  scenario_fields_read_entries (reading, table->what, map, read_field, &owner);
  if (map->kind == YAML_NODE_MAP || yaml_node_is_nothing (map))
    check_required (reading, table, map);
}
