/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario.h"

static void
user_free (ScenarioUser *user)
{
  g_free (user->name);
  g_free (user->password);
  g_clear_pointer (&user->devices, g_ptr_array_unref);
  g_clear_pointer (&user->forward_to, g_ptr_array_unref);
  g_free (user);
}

static void
alias_free (ScenarioAlias *alias)
{
  g_free (alias->name);
  g_clear_pointer (&alias->targets, g_ptr_array_unref);
  g_free (alias);
}

static void
list_free (ScenarioList *list)
{
  g_free (list->name);
  g_free (list->owner);
  g_clear_pointer (&list->members, g_ptr_array_unref);
  g_free (list);
}

static void
server_free (ScenarioServer *server)
{
  g_free (server->name);
  g_free (server->queue_for);
  g_free (server->smart_host);
  g_free (server->retry.name);
  g_free (server);
}

static void
domain_free (ScenarioDomain *domain)
{
  g_free (domain->name);
  g_ptr_array_unref (domain->users);
  g_ptr_array_unref (domain->aliases);
  g_ptr_array_unref (domain->lists);
  g_ptr_array_unref (domain->servers);
  g_free (domain->zone);
  g_free (domain);
}

static void
link_pair_free (ScenarioLinkPair *pair)
{
  g_free (pair->a);
  g_free (pair->b);
  g_free (pair);
}

static void
message_free (ScenarioMessage *message)
{
  g_free (message->id);
  g_free (message->from);
  g_free (message->return_path);
  g_ptr_array_unref (message->to);
  g_ptr_array_unref (message->cc);
  g_ptr_array_unref (message->bcc);
  g_free (message->subject);
  g_free (message->text);
  g_ptr_array_unref (message->attach);
  g_free (message->file);
  g_free (message);
}

static void
look_free (ScenarioLook *look)
{
  g_free (look->user);
  g_free (look->device);
  g_free (look);
}

static void
fault_free (ScenarioFault *fault)
{
  g_free (fault->server);
  g_free (fault->domain);
  g_free (fault->mailbox);
  g_free (fault->on);
  g_free (fault->status);
  g_free (fault->text);
  g_free (fault->match);
  g_free (fault->answer);
  g_clear_pointer (&fault->between_a, g_ptr_array_unref);
  g_clear_pointer (&fault->between_b, g_ptr_array_unref);
  g_free (fault);
}

static void
expectation_free (ScenarioExpectation *expectation)
{
  g_free (expectation->message);
  g_free (expectation->to);
  g_free (expectation->outcome);
  g_free (expectation->status);
  g_free (expectation->via);
  g_clear_pointer (&expectation->hops, g_ptr_array_unref);
  g_free (expectation);
}

static void
stop_free (ScenarioStop *stop)
{
  g_free (stop->kind);
  g_free (stop->message);
  g_free (stop->host);
  g_free (stop->say);
  g_free (stop->ask);
  g_clear_pointer (&stop->choices, g_ptr_array_unref);
  g_free (stop);
}

ScenarioDomain *
scenario_domain_new (const char *name)
{
  ScenarioDomain *domain = g_new0 (ScenarioDomain, 1);

  domain->name = g_ascii_strdown (name, -1);
  domain->users = g_ptr_array_new_with_free_func ((GDestroyNotify) user_free);
  domain->aliases = g_ptr_array_new_with_free_func ((GDestroyNotify) alias_free);
  domain->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) list_free);
  domain->plus_addressing = TRUE;
  domain->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) server_free);
  return domain;
}

ScenarioUser *
scenario_user_new (const char *name)
{
  ScenarioUser *user = g_new0 (ScenarioUser, 1);

  user->name = g_strdup (name);
  user->reads = SCENARIO_READS_IMAP;
  return user;
}

ScenarioServer *
scenario_server_new (const char *name)
{
  ScenarioServer *server = g_new0 (ScenarioServer, 1);

  server->name = g_ascii_strdown (name, -1);
  server->mx = -1;
  server->message_limit = 36 * 1000 * 1000; /* 25 MB of attachments in BASE64 */
  server->retry.name = g_strdup ("postfix");
  server->parallel = 20;
  server->hop_limit = 100;
  server->dsn = TRUE;
  server->checks_recipients = TRUE;
  server->checks_senders = TRUE;
  return server;
}

ScenarioMessage *
scenario_message_new (void)
{
  ScenarioMessage *message = g_new0 (ScenarioMessage, 1);

  message->to = g_ptr_array_new_with_free_func (g_free);
  message->cc = g_ptr_array_new_with_free_func (g_free);
  message->bcc = g_ptr_array_new_with_free_func (g_free);
  message->attach = g_ptr_array_new_with_free_func (g_free);
  return message;
}

ScenarioLook *
scenario_look_new (void)
{
  return g_new0 (ScenarioLook, 1);
}

ScenarioFault *
scenario_fault_new (void)
{
  ScenarioFault *fault = g_new0 (ScenarioFault, 1);

  fault->length = SIM_NEVER;
  fault->keeps_queue = TRUE;
  return fault;
}

ScenarioExpectation *
scenario_expectation_new (void)
{
  ScenarioExpectation *expectation = g_new0 (ScenarioExpectation, 1);

  expectation->within = -1;
  expectation->attempts = -1;
  expectation->code = -1;
  expectation->duplicates = -1;
  expectation->delay_notices = -1;
  return expectation;
}

ScenarioStop *
scenario_stop_new (void)
{
  ScenarioStop *stop = g_new0 (ScenarioStop, 1);

  stop->code = -1;
  stop->at = -1;
  return stop;
}

Scenario *
scenario_new (void)
{
  Scenario *scenario = g_new0 (Scenario, 1);

  scenario->topics = g_ptr_array_new_with_free_func (g_free);
  scenario->start_unix_ns = G_GINT64_CONSTANT (1767603600) * SIM_SECOND;
  scenario->seed = 1;
  scenario->until = -1;
  scenario->network = (ScenarioLink){ .latency = 20 * SIM_MILLISECOND,
                                      .bandwidth = 100 * 1000 * 1000 };
  scenario->links = g_ptr_array_new_with_free_func ((GDestroyNotify) link_pair_free);
  scenario->domains = g_ptr_array_new_with_free_func ((GDestroyNotify) domain_free);
  scenario->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) message_free);
  scenario->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) look_free);
  scenario->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) fault_free);
  scenario->expectations = g_ptr_array_new_with_free_func ((GDestroyNotify) expectation_free);
  scenario->lesson = g_ptr_array_new_with_free_func ((GDestroyNotify) stop_free);
  scenario->warnings = g_ptr_array_new_with_free_func (g_free);
  return scenario;
}

void
scenario_free (Scenario *scenario)
{
  g_free (scenario->name);
  g_free (scenario->file);
  g_free (scenario->title);
  g_free (scenario->summary);
  g_free (scenario->teacher);
  g_ptr_array_unref (scenario->topics);
  g_ptr_array_unref (scenario->links);
  g_ptr_array_unref (scenario->domains);
  g_ptr_array_unref (scenario->messages);
  g_ptr_array_unref (scenario->checks);
  g_ptr_array_unref (scenario->faults);
  g_ptr_array_unref (scenario->expectations);
  g_ptr_array_unref (scenario->lesson);
  g_ptr_array_unref (scenario->warnings);
  g_free (scenario);
}

ScenarioDomain *
scenario_find_domain (const Scenario *scenario, const char *name)
{
  for (guint i = 0; i < scenario->domains->len; i++)
    {
      ScenarioDomain *domain = g_ptr_array_index (scenario->domains, i);

      if (g_ascii_strcasecmp (domain->name, name) == 0)
        return domain;
    }
  return NULL;
}

char *
scenario_domain_make_name_server (const ScenarioDomain *domain)
{
  return g_strdup_printf ("ns.%s", domain->name);
}

ScenarioDomain *
scenario_find_domain_of_host (const Scenario *scenario, const char *host)
{
  for (guint i = 0; i < scenario->domains->len; i++)
    {
      ScenarioDomain *domain = g_ptr_array_index (scenario->domains, i);
      g_autofree char *name_server = scenario_domain_make_name_server (domain);

      if (g_ascii_strcasecmp (name_server, host) == 0 || scenario_domain_find_server (domain, host) != NULL)
        return domain;
    }
  return NULL;
}

ScenarioServer *
scenario_domain_find_mailbox_server (const ScenarioDomain *domain)
{
  for (guint i = 0; i < domain->servers->len; i++)
    {
      ScenarioServer *server = g_ptr_array_index (domain->servers, i);

      if (server->mailboxes)
        return server;
    }
  return NULL;
}

ScenarioServer *
scenario_domain_find_server (const ScenarioDomain *domain, const char *name)
{
  for (guint i = 0; i < domain->servers->len; i++)
    if (g_ascii_strcasecmp (((const ScenarioServer *) g_ptr_array_index (domain->servers, i))->name, name) == 0)
      return g_ptr_array_index (domain->servers, i);
  return NULL;
}

ScenarioUser *
scenario_domain_find_user (const ScenarioDomain *domain, const char *local)
{
  for (guint i = 0; i < domain->users->len; i++)
    {
      ScenarioUser *user = g_ptr_array_index (domain->users, i);

      if (g_str_equal (user->name, local))
        return user;
    }
  return NULL;
}

const char *
fault_kind_name (FaultKind kind)
{
  static const char *const names[N_FAULT_KINDS] = {
    [FAULT_DOWN] = "down",
    [FAULT_REFUSE] = "refuse",
    [FAULT_HANG] = "hang",
    [FAULT_SLOW] = "slow",
    [FAULT_DROP] = "drop",
    [FAULT_REPLY] = "reply",
    [FAULT_MAILBOX_FULL] = "mailbox-full",
    [FAULT_DISK_FULL] = "disk-full",
    [FAULT_DNS] = "dns",
    [FAULT_ZONE] = "zone",
    [FAULT_LOSS] = "loss",
    [FAULT_PARTITION] = "partition",
    [FAULT_CRASH] = "crash",
    [FAULT_LOSE] = "lose",
    [FAULT_RESET] = "reset",
  };

  g_assert (kind < N_FAULT_KINDS);
  return names[kind];
}

const char *
scenario_level_name (ScenarioLevel level)
{
  switch (level)
    {
    case SCENARIO_BASIC:
      return "basic";
    case SCENARIO_INTERMEDIATE:
      return "intermediate";
    case SCENARIO_ADVANCED:
      return "advanced";
    }
  g_assert_not_reached ();
}
