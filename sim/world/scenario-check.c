/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-check.h"

#include "sim/codec/mail-address.h"
#include "sim/world/dns-tree.h"
#include "sim/world/scenario-suggestion.h"

#include <string.h>

enum
{
  MOST_REFERENCES = 20, /* that are wrong and get a line */
};

/* The names of one sort: for looking them up, and in file order for suggestions. */
typedef struct
{
  GHashTable *set;
  GPtrArray *list; /* char * */
} NameSet;

typedef struct
{
  ScenarioReading *reading; /* borrowed */
  NameSet names[SCENARIO_NAMES_MESSAGE + 1];
} Check;

static const char *
describe_names (ScenarioNames names)
{
  switch (names)
    {
    case SCENARIO_NAMES_HOST:
      return "host";
    case SCENARIO_NAMES_SERVER:
      return "server";
    case SCENARIO_NAMES_DOMAIN:
      return "domain";
    case SCENARIO_NAMES_USER:
      return "user";
    case SCENARIO_NAMES_MESSAGE:
      return "message";
    }
  g_assert_not_reached ();
}

/* Takes NAME. */
static void
add_name (Check *check, ScenarioNames names, const ScenarioPlace *place, char *name)
{
  NameSet *set = &check->names[names];

  g_ptr_array_add (set->list, name);
  if (!g_hash_table_add (set->set, name))
    scenario_reading_add_problem_at (check->reading, place->line, place->column,
                                     "a second %s '%s'; expected another name",
                                     describe_names (names), name);
}

static void
add_device (Check *check, const ScenarioUser *user, const char *host)
{
  if (mail_address_is_domain (host))
    add_name (check, SCENARIO_NAMES_HOST, &user->place, g_strdup (host));
  else
    scenario_reading_add_problem_at (
      check->reading, user->place.line, user->place.column,
      "'%s', a device of this user, is no host name; expected a shorter or simpler user name",
      host);
}

static void
add_user (Check *check, const ScenarioDomain *domain, const ScenarioUser *user)
{
  add_name (check, SCENARIO_NAMES_USER, &user->place,
            g_strdup_printf ("%s@%s", user->name, domain->name));
  for (guint i = 0; i < user->devices->len; i++)
    add_device (check, user, g_ptr_array_index (user->devices, i));
}

static void
add_server (Check *check, const ScenarioServer *server)
{
  add_name (check, SCENARIO_NAMES_SERVER, &server->place, g_strdup (server->name));
  add_name (check, SCENARIO_NAMES_HOST, &server->place, g_strdup (server->name));
}

static void
add_domain (Check *check, const ScenarioDomain *domain)
{
  add_name (check, SCENARIO_NAMES_DOMAIN, &domain->place, g_strdup (domain->name));
  add_name (check, SCENARIO_NAMES_HOST, &domain->place, scenario_domain_make_name_server (domain));
  add_name (check, SCENARIO_NAMES_HOST, &domain->place,
            g_strdup_printf ("resolver.%s", domain->name));
  for (guint i = 0; i < domain->servers->len; i++)
    add_server (check, g_ptr_array_index (domain->servers, i));
  for (guint i = 0; i < domain->users->len; i++)
    add_user (check, domain, g_ptr_array_index (domain->users, i));
}

/* A scenario may have a host of such a name itself. */
static void
add_tree (Check *check)
{
  g_autoptr (GPtrArray) tree = dns_tree_new (check->reading->scenario);
  NameSet *hosts = &check->names[SCENARIO_NAMES_HOST];

  for (guint i = 0; i < tree->len; i++)
    {
      const char *server = ((const DnsTreeZone *) g_ptr_array_index (tree, i))->server;

      if (g_hash_table_contains (hosts->set, server))
        continue;
      g_ptr_array_add (hosts->list, g_strdup (server));
      g_hash_table_add (hosts->set, g_ptr_array_index (hosts->list, hosts->list->len - 1));
    }
}

static void
add_all (Check *check)
{
  const Scenario *scenario = check->reading->scenario;

  for (guint i = 0; i < scenario->domains->len; i++)
    add_domain (check, g_ptr_array_index (scenario->domains, i));
  add_tree (check);
  for (guint i = 0; i < scenario->messages->len; i++)
    {
      const ScenarioMessage *message = g_ptr_array_index (scenario->messages, i);

      add_name (check, SCENARIO_NAMES_MESSAGE, &message->place, g_strdup (message->id));
    }
}

/* As add_user writes it; other names are as they are. */
static char *
make_key (const ScenarioReference *reference)
{
  g_autofree char *local = NULL, *domain = NULL;

  if (reference->names != SCENARIO_NAMES_USER)
    return g_strdup (reference->name);
  local = mail_address_dup_local (reference->name);
  domain = mail_address_dup_domain (reference->name);
  return g_strdup_printf ("%s@%s", local, domain);
}

static gboolean
check_reference (Check *check, const ScenarioReference *reference)
{
  const NameSet *set = &check->names[reference->names];
  g_autofree char *key = make_key (reference);
  g_autofree char *hint = NULL;

  if (g_hash_table_contains (set->set, key))
    return TRUE;
  hint = scenario_suggestion_format (key, set->list);
  scenario_reading_add_problem_at (check->reading, reference->line, reference->column,
                                   "there is no %s '%s'%s", describe_names (reference->names),
                                   reference->name, hint);
  return FALSE;
}

static void
check_references (Check *check)
{
  const GArray *references = check->reading->references;
  guint wrong = 0;

  for (guint i = 0; i < references->len && wrong < MOST_REFERENCES; i++)
    {
      const ScenarioReference *reference = &g_array_index (references, ScenarioReference, i);

      if (reference->names == SCENARIO_NAMES_MESSAGE || !check->reading->names_unsure)
        wrong += !check_reference (check, reference);
    }
}

static gboolean
is_name_server (const Scenario *scenario, const GPtrArray *tree, const char *host)
{
  for (guint i = 0; i < scenario->domains->len; i++)
    {
      g_autofree char *name = scenario_domain_make_name_server (g_ptr_array_index (scenario->domains, i));

      if (strcmp (name, host) == 0)
        return TRUE;
    }
  for (guint i = 0; i < tree->len; i++)
    if (strcmp (((const DnsTreeZone *) g_ptr_array_index (tree, i))->server, host) == 0)
      return TRUE;
  return FALSE;
}

/* Only who answers can answer wrongly. */
static void
check_dns_faults (const Check *check)
{
  const Scenario *scenario = check->reading->scenario;
  g_autoptr (GPtrArray) tree = dns_tree_new (scenario);

  for (guint i = 0; i < scenario->faults->len; i++)
    {
      const ScenarioFault *fault = g_ptr_array_index (scenario->faults, i);

      if (fault->kind == FAULT_DNS && fault->server != NULL && g_hash_table_contains (check->names[SCENARIO_NAMES_HOST].set, fault->server)
          && !is_name_server (scenario, tree, fault->server))
        scenario_reading_add_problem_at (check->reading, fault->place.line, fault->place.column,
                                         "'%s' is no name server; expected one such as ns.example.com", fault->server);
    }
}

static const ScenarioUser *
find_user (const Scenario *scenario, const char *address)
{
  g_autofree char *local = mail_address_dup_local (address), *name = mail_address_dup_domain (address);
  const ScenarioDomain *domain = scenario_find_domain (scenario, name);

  return domain == NULL ? NULL : scenario_domain_find_user (domain, local);
}

static void
check_look (const Check *check, const ScenarioLook *look)
{
  const ScenarioUser *user = look->user == NULL ? NULL : find_user (check->reading->scenario, look->user);

  if (user == NULL)
    return;
  if (user->reads == SCENARIO_READS_NONE)
    scenario_reading_add_problem_at (check->reading, look->place.line, look->place.column, "'%s' has 'reads: none'; expected a user who reads mail", look->user);
  else if (look->device != NULL && g_hash_table_contains (check->names[SCENARIO_NAMES_HOST].set, look->device)
           && !g_ptr_array_find_with_equal_func (user->devices, look->device, g_str_equal, NULL))
    scenario_reading_add_problem_at (check->reading, look->place.line, look->place.column, "'%s' is no device of '%s'; expected one such as %s", look->device, look->user,
                                     (const char *) g_ptr_array_index (user->devices, 0));
}

void
scenario_check (ScenarioReading *reading)
{
  Check check = { reading };

  for (guint i = 0; i < G_N_ELEMENTS (check.names); i++)
    {
      check.names[i].set = g_hash_table_new (g_str_hash, g_str_equal);
      check.names[i].list = g_ptr_array_new_with_free_func (g_free);
    }
  add_all (&check);
  check_references (&check);
  check_dns_faults (&check);
  for (guint i = 0; i < reading->scenario->checks->len; i++)
    check_look (&check, g_ptr_array_index (reading->scenario->checks, i));
  for (guint i = 0; i < G_N_ELEMENTS (check.names); i++)
    {
      g_hash_table_unref (check.names[i].set);
      g_ptr_array_unref (check.names[i].list);
    }
}
