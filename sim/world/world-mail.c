/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/world-mail.h"

#include "sim/node/access-server.h"

#include <string.h>

/* The programs of one mail server. */
typedef struct
{
  HostId host;
  MailStore *store; /* NULL: no mailboxes */
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
  g_clear_pointer (&server->store, mail_store_free);
  g_free (server);
}

static RetrySchedule
retry_of (const ScenarioRetry *retry)
{
  return strcmp (retry->name, "own") == 0 ? retry_schedule_growing (retry->first, retry->factor, retry->longest) : retry_schedule_postfix ();
}

static void
add_account (const WorldMail *mail, const ScenarioDomain *domain, MailStore *store, const char *name, const char *password)
{
  g_autofree char *address = g_strdup_printf ("%s@%s", name, domain->name);
  guint32 uid_validity = MAX ((guint32) (mail->internet->start_unix_ns / SIM_SECOND), 1); /* RFC 3501 9: nz-number */

  mail_store_add_account (store, address, name, password, uid_validity);
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

static void
add_mail_server (WorldMail *mail, const ScenarioDomain *domain, HostId host, gboolean is_home)
{
  MailServer *server = g_new0 (MailServer, 1);

  server->host = host;
  if (is_home)
    {
      server->store = mail_store_new ();
      fill_store (mail, domain, server->store);
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
    .users = home->store,
    .retry = retry_of (&plan->retry),
    .lifetime = plan->lifetime,
    .size_limit = plan->message_limit,
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
