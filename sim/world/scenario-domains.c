/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-domains.h"

#include "sim/codec/mail-address.h"
#include "sim/world/scenario-servers.h"
#include "sim/world/scenario-type.h"
#include "sim/world/scenario-zone.h"

#include <string.h>

static const ScenarioChoice reads[] = {
  { "imap", SCENARIO_READS_IMAP },
  { "pop3", SCENARIO_READS_POP3 },
  { "none", SCENARIO_READS_NONE },
  { NULL },
};

static SCENARIO_FIELD (read_devices);
static SCENARIO_FIELD (read_users);
static SCENARIO_FIELD (read_aliases);
static SCENARIO_FIELD (read_lists);
static SCENARIO_FIELD (read_plus_addressing);
static SCENARIO_FIELD (read_zone);

static const ScenarioField user_fields[] = {
  { "password", scenario_type_line, G_STRUCT_OFFSET (ScenarioUser, password) },
  { "reads", scenario_type_choice, G_STRUCT_OFFSET (ScenarioUser, reads), .choices = reads },
  { "devices", read_devices, G_STRUCT_OFFSET (ScenarioUser, devices) },
  { "leave-on-server", scenario_type_boolean, G_STRUCT_OFFSET (ScenarioUser, leave_on_server) },
  { "forward-to", scenario_type_addresses, G_STRUCT_OFFSET (ScenarioUser, forward_to) },
  { "keep-copy", scenario_type_boolean, G_STRUCT_OFFSET (ScenarioUser, keep_copy) },
  { "checks-every", scenario_type_duration, G_STRUCT_OFFSET (ScenarioUser, checks_every) },
  { NULL },
};

/* All of these take the domain itself. */
static const ScenarioField domain_fields[] = {
  { "users", read_users, 0 },
  { "aliases", read_aliases, 0 },
  { "lists", read_lists, 0 },
  { "plus-addressing", read_plus_addressing, 0 },
  { "servers", scenario_servers_read, 0 },
  { "zone", read_zone, 0 },
  { NULL },
};

static const ScenarioField list_fields[] = {
  { "members", scenario_type_addresses, G_STRUCT_OFFSET (ScenarioList, members), .need = FIELD_REQUIRED },
  { "owner", scenario_type_address, G_STRUCT_OFFSET (ScenarioList, owner) },
  { "verp", scenario_type_boolean, G_STRUCT_OFFSET (ScenarioList, verp) },
  { NULL },
};

static const ScenarioTable list_table = { "list", list_fields };
static const ScenarioTable user_table = { "user", user_fields };
static const ScenarioTable domain_table = { "domain", domain_fields };

static void
read_device (ScenarioReading *reading, const YamlNode *item, gpointer owner)
{
  static const ScenarioField field = { "devices" };

  if (!scenario_type_check_text (reading, &field, item, "a name such as laptop"))
    return;
  if (mail_address_is_domain (item->text) && strchr (item->text, '.') == NULL)
    g_ptr_array_add (owner, g_ascii_strdown (item->text, -1));
  else
    scenario_fields_refuse (reading, &field, item,
                            "a name such as laptop: letters, digits and hyphens");
}

static SCENARIO_FIELD (read_devices)
{
  GPtrArray **devices = member;

  if (*devices == NULL)
    *devices = g_ptr_array_new_with_free_func (g_free);
  scenario_fields_read_items (reading, field, value, read_device, *devices);
}

static gboolean
check_local (ScenarioReading *reading, const ScenarioDomain *domain, const YamlNode *key)
{
  g_autofree char *address = g_strdup_printf ("%s@%s", key->text, domain->name);
  g_autofree char *found = yaml_node_describe (key);

  if (mail_address_parse (address, NULL))
    return TRUE;
  scenario_reading_add_problem (reading, key,
                                "%s is no name for a mailbox; expected one such as alice", found);
  return FALSE;
}

static void
read_user (ScenarioReading *reading, const YamlNode *key, const YamlNode *value, gpointer owner)
{
  ScenarioDomain *domain = owner;
  ScenarioUser *user = scenario_user_new (key->text);

  g_ptr_array_add (domain->users, user);
  user->place = scenario_reading_place (reading, key);
  check_local (reading, domain, key);
  scenario_fields_read (reading, &user_table, value, user);
  if (user->forward_to != NULL && user->forward_to->len == 0)
    scenario_reading_add_problem (reading, yaml_node_find (value, "forward-to"), "'forward-to' is empty; expected one address at least");
}

static SCENARIO_FIELD (read_users)
{
  scenario_fields_read_entries (reading, "users", value, read_user, member);
}

static void
read_alias (ScenarioReading *reading, const YamlNode *key, const YamlNode *value, gpointer owner)
{
  ScenarioDomain *domain = owner;
  ScenarioField field = { key->text };
  ScenarioAlias *alias = g_new0 (ScenarioAlias, 1);

  g_ptr_array_add (domain->aliases, alias);
  alias->place = scenario_reading_place (reading, key);
  alias->name = g_strdup (key->text);
  check_local (reading, domain, key);
  scenario_type_addresses (reading, &field, value, &alias->targets);
  if (value->kind == YAML_NODE_LIST && value->items->len == 0)
    scenario_fields_refuse (reading, &field, value, "one address at least");
}

static SCENARIO_FIELD (read_aliases)
{
  scenario_fields_read_entries (reading, "aliases", value, read_alias, member);
}

static void
read_list (ScenarioReading *reading, const YamlNode *key, const YamlNode *value, gpointer owner)
{
  ScenarioDomain *domain = owner;
  ScenarioList *list = g_new0 (ScenarioList, 1);

  g_ptr_array_add (domain->lists, list);
  list->place = scenario_reading_place (reading, key);
  list->name = g_strdup (key->text);
  check_local (reading, domain, key);
  scenario_fields_read (reading, &list_table, value, list);
  if (list->members != NULL && list->members->len == 0)
    scenario_reading_add_problem (reading, value, "list has no members; expected one at least");
}

static SCENARIO_FIELD (read_lists)
{
  scenario_fields_read_entries (reading, "lists", value, read_list, member);
}

static SCENARIO_FIELD (read_plus_addressing)
{
  scenario_type_boolean (reading, field, value, &((ScenarioDomain *) member)->plus_addressing);
}

static SCENARIO_FIELD (read_zone)
{
  ScenarioDomain *domain = member;

  if (!scenario_type_check_text (reading, field, value, "master-file text"))
    return;
  domain->zone = g_strdup (value->text);
  domain->zone_place = scenario_zone_place (reading, value);
  scenario_zone_check (reading, value, domain->name);
}

static void
read_domain (ScenarioReading *reading, const YamlNode *key, const YamlNode *value, gpointer owner)
{
  Scenario *scenario = owner;
  g_autofree char *found = yaml_node_describe (key);
  ScenarioDomain *domain;

  if (!mail_address_is_domain (key->text))
    {
      scenario_reading_add_problem (reading, key,
                                    "%s is no domain; expected one such as example.com", found);
      return;
    }
  domain = scenario_domain_new (key->text);
  g_ptr_array_add (scenario->domains, domain);
  domain->place = scenario_reading_place (reading, key);
  scenario_fields_read (reading, &domain_table, value, domain);
}

SCENARIO_FIELD (scenario_domains_read)
{
  guint before = scenario_reading_count_problems (reading);

  if (yaml_node_is_nothing (value) || (value->kind == YAML_NODE_MAP && value->items->len == 0))
    scenario_fields_refuse (reading, field, value, "one domain at least");
  scenario_fields_read_entries (reading, "domains", value, read_domain, reading->scenario);
  if (scenario_reading_count_problems (reading) > before)
    reading->names_unsure = TRUE;
}
