/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/world-mail.h"

#include "sim/node/access-server.h"
#include "sim/world/scenario-retry.h"

#include <string.h>

/* The programs of one mail server. */
typedef struct
{
  HostId host;
  MailStore *store;         /* NULL: no mailboxes */
  MailDirectory *directory; /* likewise */
  GArray *relays_for;       /* HostId */
  TransferAgent *transfer;
  AccessServer *access;
} MailServer;

struct WorldMail
{
  const Internet *internet; /* borrowed */
  MailStoredFunc stored;
  gpointer user;
  GPtrArray *servers;       /* MailServer * */
};

static void
free_server (gpointer data)
{
  MailServer *server = data;

  g_clear_pointer (&server->access, access_server_free);
  g_clear_pointer (&server->transfer, transfer_agent_free);
  g_clear_pointer (&server->directory, mail_directory_free);
  g_clear_pointer (&server->store, mail_store_free);
  g_array_unref (server->relays_for);
  g_free (server);
}

static void
add_account (const WorldMail *mail, const ScenarioDomain *domain, MailStore *store, const char *name, const char *password)
{
  g_autofree char *address = g_strdup_printf ("%s@%s", name, domain->name);
  guint32 uid_validity = MAX ((guint32) (mail->internet->start_unix_ns / SIM_SECOND), 1); /* RFC 3501 9: nz-number */

  mail_store_add_account (store, address, name, password, uid_validity)->size_limit = scenario_domain_find_mailbox_server (domain)->quota;
}

/* Every domain has a postmaster, asked for or not (RFC 5321 4.5.1). */
static void
fill_store (WorldMail *mail, const ScenarioDomain *domain, MailStore *store)
{
  gboolean has_postmaster = FALSE;

  for (guint i = 0; i < domain->users->len; i++)
    {
      const ScenarioUser *user = g_ptr_array_index (domain->users, i);

      add_account (mail, domain, store, user->name, user->password);
      has_postmaster = has_postmaster || g_ascii_strcasecmp (user->name, "postmaster") == 0;
    }
  if (!has_postmaster)
    add_account (mail, domain, store, "postmaster", "postmaster");
}

static MailServer *
find_mail_server (const WorldMail *mail, HostId host)
{
  for (guint i = 0; i < mail->servers->len; i++)
    if (((const MailServer *) g_ptr_array_index (mail->servers, i))->host == host)
      return g_ptr_array_index (mail->servers, i);
  return NULL;
}

static MailDirectory *
make_directory (const ScenarioDomain *domain, MailStore *users)
{
  MailDirectory *directory = mail_directory_new (domain->name, users, domain->plus_addressing);

  for (guint i = 0; i < domain->users->len; i++)
    {
      const ScenarioUser *user = g_ptr_array_index (domain->users, i);

      if (user->forward_to != NULL)
        mail_directory_add_forward (directory, user->name, user->forward_to, user->keep_copy);
    }
  for (guint i = 0; i < domain->aliases->len; i++)
    {
      const ScenarioAlias *alias = g_ptr_array_index (domain->aliases, i);

      mail_directory_add_alias (directory, alias->name, alias->targets);
    }
  for (guint i = 0; i < domain->lists->len; i++)
    {
      const ScenarioList *list = g_ptr_array_index (domain->lists, i);

      mail_directory_add_list (directory, list->name, list->members, list->owner, list->verp);
    }
  return directory;
}

static void
add_mail_server (WorldMail *mail, const ScenarioDomain *domain, HostId host, gboolean is_home)
{
  MailServer *server = g_new0 (MailServer, 1);

  server->host = host;
  server->relays_for = g_array_new (FALSE, FALSE, sizeof (HostId));
  if (is_home)
    {
      server->store = mail_store_new ();
      fill_store (mail, domain, server->store);
      server->directory = make_directory (domain, server->store);
      server->access = access_server_new (mail->internet, host, server->store);
    }
  g_ptr_array_add (mail->servers, server);
}

static void
start_transfer (WorldMail *mail, const ScenarioDomain *domain, const ScenarioServer *plan, const MailServer *home)
{
  MailServer *server = find_mail_server (mail, network_find_host (mail->internet->network, plan->name));
  const TransferAgentConfig config = {
    .host = server->host,
    .resolver = internet_find_host (mail->internet, "resolver", domain->name),
    .domain = domain->name,
    .mailbox_host = scenario_domain_find_mailbox_server (domain)->name,
    .store = server->store,
    .queue_for = plan->queue_for,
    .smart_host = plan->smart_host,
    .relays_for = server->relays_for,
    .directory = home->directory,
    .retry = scenario_retry_get_schedule (&plan->retry),
    .lifetime = plan->lifetime,
    .queue_run = plan->queue_run,
    .warn_after = plan->warn_after,
    .greylist = plan->greylist,
    .size_limit = plan->message_limit,
    .recipient_limit = plan->recipient_limit,
    .parallel = plan->parallel,
    .hop_limit = plan->hop_limit,
    .without_dsn = !plan->dsn,
    .takes_all = !plan->checks_recipients,
    .trusts_senders = !plan->checks_senders,
    .tells_postmaster = plan->double_bounces == SCENARIO_DOUBLE_BOUNCES_POSTMASTER,
  };

  if (server->transfer == NULL)
    server->transfer = transfer_agent_new (mail->internet, &config, mail->stored, mail->user);
}

static void
add_servers_of (WorldMail *mail, const ScenarioDomain *domain)
{
  const Network *network = mail->internet->network;
  const ScenarioServer *home = scenario_domain_find_mailbox_server (domain);
  const MailServer *home_server;

  for (guint i = 0; i < domain->servers->len; i++)
    {
      const ScenarioServer *plan = g_ptr_array_index (domain->servers, i);

      add_mail_server (mail, domain, network_find_host (network, plan->name), plan == home);
    }
  home_server = find_mail_server (mail, network_find_host (network, home->name));
  for (guint i = 0; i < domain->servers->len; i++)
    start_transfer (mail, domain, g_ptr_array_index (domain->servers, i), home_server);
}

static void
befriend (const WorldMail *mail, HostId host, const char *other)
{
  const MailServer *server = find_mail_server (mail, network_find_host (mail->internet->network, other));

  g_array_append_val (server->relays_for, host);
}

/* A smart host passes on what its clients have; the servers of one domain trust one another. */
static void
befriend_servers_of (const WorldMail *mail, const ScenarioDomain *domain)
{
  for (guint i = 0; i < domain->servers->len; i++)
    {
      const ScenarioServer *plan = g_ptr_array_index (domain->servers, i);
      HostId host = network_find_host (mail->internet->network, plan->name);

      if (plan->smart_host != NULL)
        befriend (mail, host, plan->smart_host);
      for (guint j = 0; j < domain->servers->len; j++)
        if (j != i)
          befriend (mail, host, ((const ScenarioServer *) g_ptr_array_index (domain->servers, j))->name);
    }
}

WorldMail *
world_mail_new (const Scenario *scenario, const Internet *internet, MailStoredFunc stored, gpointer user)
{
  WorldMail *mail = g_new0 (WorldMail, 1);

  mail->internet = internet;
  mail->stored = stored;
  mail->user = user;
  mail->servers = g_ptr_array_new_with_free_func (free_server);
  for (guint i = 0; i < scenario->domains->len; i++)
    add_servers_of (mail, g_ptr_array_index (scenario->domains, i));
  for (guint i = 0; i < scenario->domains->len; i++)
    befriend_servers_of (mail, g_ptr_array_index (scenario->domains, i));
  return mail;
}

void
world_mail_free (WorldMail *mail)
{
  g_ptr_array_unref (mail->servers);
  g_free (mail);
}

TransferAgent *
world_mail_find_transfer (const WorldMail *mail, HostId host)
{
  const MailServer *server = find_mail_server (mail, host);

  return server == NULL ? NULL : server->transfer;
}

MailStore *
world_mail_find_store (const WorldMail *mail, HostId host)
{
  const MailServer *server = find_mail_server (mail, host);

  return server == NULL ? NULL : server->store;
}

void
world_mail_crash (WorldMail *mail, HostId host)
{
  MailServer *server = find_mail_server (mail, host);

  if (server == NULL)
    return;
  transfer_agent_crash (server->transfer);
  g_clear_pointer (&server->access, access_server_free);
}

void
world_mail_lose_queue (WorldMail *mail, HostId host)
{
  MailServer *server = find_mail_server (mail, host);

  if (server != NULL)
    transfer_agent_lose_queue (server->transfer);
}

void
world_mail_restart (WorldMail *mail, HostId host)
{
  MailServer *server = find_mail_server (mail, host);

  if (server == NULL)
    return;
  if (server->store != NULL)
    server->access = access_server_new (mail->internet, host, server->store);
  transfer_agent_restart (server->transfer);
}

gboolean
world_mail_is_at_rest (const WorldMail *mail)
{
  for (guint i = 0; i < mail->servers->len; i++)
    {
      const TransferAgent *agent = ((const MailServer *) g_ptr_array_index (mail->servers, i))->transfer;

      if (!transfer_agent_is_running (agent) && mail_queue_count (transfer_agent_get_queue (agent)) > 0)
        return FALSE;
    }
  return TRUE;
}
