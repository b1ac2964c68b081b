/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-type.h"

#include "sim/codec/mail-address.h"

static void
take_text (gpointer member, char *text)
{
  char **target = member;

  g_free (*target);
  *target = text;
}

static gboolean
check_address (ScenarioReading *reading, const ScenarioField *field, const YamlNode *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  if (!scenario_type_check_text (reading, field, value, "an address such as alice@example.com"))
    return FALSE;
  if (mail_address_parse (value->text, &error))
    return TRUE;
  found = yaml_node_describe (value);
  scenario_reading_add_problem (
    reading, value, "'%s' is %s, which is no address (%s); expected one such as alice@example.com",
    field->name, found, error->message);
  return FALSE;
}

SCENARIO_TYPE (address)
{
  if (check_address (reading, field, value))
    take_text (member, g_strdup (value->text));
}

SCENARIO_TYPE (user)
{
  if (!check_address (reading, field, value))
    return;
  take_text (member, g_strdup (value->text));
  scenario_reading_add_reference (reading, SCENARIO_NAMES_USER, value, value->text);
}

static void
read_name (ScenarioReading *reading, const ScenarioField *field, const YamlNode *value,
           gpointer member, ScenarioNames names, const char *expected)
{
  g_autofree char *name = NULL;

  if (!scenario_type_check_text (reading, field, value, expected))
    return;
  if (!mail_address_is_domain (value->text))
    {
      scenario_fields_refuse (reading, field, value, expected);
      return;
    }
  name = g_ascii_strdown (value->text, -1);
  scenario_reading_add_reference (reading, names, value, name);
  take_text (member, g_steal_pointer (&name));
}

SCENARIO_TYPE (host)
{
  read_name (reading, field, value, member, SCENARIO_NAMES_HOST,
             "a host name such as mail.example.com");
}

SCENARIO_TYPE (server)
{
  read_name (reading, field, value, member, SCENARIO_NAMES_SERVER,
             "a server such as mail.example.com");
}

SCENARIO_TYPE (domain)
{
  read_name (reading, field, value, member, SCENARIO_NAMES_DOMAIN, "a domain such as example.com");
}

static char *
resolve_path (const ScenarioReading *reading, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (reading->file);

  return g_path_is_absolute (path) || g_str_equal (folder, ".") ? g_strdup (path) : g_build_filename (folder, path, NULL);
}

SCENARIO_TYPE (file)
{
  g_autofree char *found = yaml_node_describe (value);
  char *path;

  if (!scenario_type_check_text (reading, field, value, "the path of a file"))
    return;
  path = resolve_path (reading, value->text);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    scenario_reading_add_problem (reading, value, "'%s' is %s; expected a file that exists, from the scenario's folder", field->name, found);
  take_text (member, path);
}

SCENARIO_TYPE (message)
{
  if (!scenario_type_check_text (reading, field, value, "the id of a message"))
    return;
  take_text (member, g_strdup (value->text));
  scenario_reading_add_reference (reading, SCENARIO_NAMES_MESSAGE, value, value->text);
}
