/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-defaults.h"

#include "sim/world/scenario-network.h"
#include "sim/world/scenario-retry.h"

enum
{
  DEFAULT_PREFERENCE = 10,
};

/* Without servers there is mail.DOMAIN, which does everything. */
static void
fill_servers (ScenarioDomain *domain)
{
  g_autofree char *name = g_strconcat ("mail.", domain->name, NULL);
  ScenarioServer *server;

  if (domain->servers->len > 0)
    return;
  server = scenario_server_new (name);
  server->place = domain->place;
  g_ptr_array_add (domain->servers, server);
}

/* Where none has mailboxes, the first has. */
static void
fill_mailboxes (ScenarioDomain *domain)
{
  ScenarioServer *first = g_ptr_array_index (domain->servers, 0);

  if (scenario_domain_find_mailbox_server (domain) == NULL)
    first->mailboxes = TRUE;
}

/* Where none has mx, the one with mailboxes is the MX. */
static void
fill_mx (ScenarioDomain *domain)
{
  for (guint i = 0; i < domain->servers->len; i++)
    if (((ScenarioServer *) g_ptr_array_index (domain->servers, i))->mx >= 0)
      return;
  scenario_domain_find_mailbox_server (domain)->mx = DEFAULT_PREFERENCE;
}

/* A server keeps mail as long as the program whose retry schedule it has. */
static void
fill_server (gpointer item, gpointer unused)
{
  ScenarioServer *server = item;
  const RetrySchedule schedule = scenario_retry_get_schedule (&server->retry);

  if (server->lifetime == 0)
    server->lifetime = retry_schedule_lifetime (&schedule);
}

/* A list without an owner is the postmaster's. */
static void
fill_list (gpointer item, gpointer owner)
{
  ScenarioList *list = item;

  if (list->owner == NULL)
    list->owner = g_strconcat ("postmaster@", ((const ScenarioDomain *) owner)->name, NULL);
}

static void
fill_password (ScenarioUser *user)
{
  if (user->password == NULL)
    user->password = g_strdup (user->name);
}

/* NAME.DOMAIN in lower case, with hyphens for what no host name may have. */
static char *
make_host_name (const ScenarioUser *user, const ScenarioDomain *domain)
{
  g_autofree char *local = g_ascii_strdown (user->name, -1);

  for (char *p = local; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '.')
      *p = '-';
  return g_strconcat (local, ".", domain->name, NULL);
}

/* Without devices there is one, NAME.DOMAIN; named ones are DEVICE.NAME.DOMAIN. */
static void
fill_devices (ScenarioUser *user, const ScenarioDomain *domain)
{
  g_autofree char *host = make_host_name (user, domain);

  if (user->devices == NULL)
    user->devices = g_ptr_array_new_with_free_func (g_free);
  if (user->devices->len == 0)
    {
      g_ptr_array_add (user->devices, g_steal_pointer (&host));
      return;
    }
  for (guint i = 0; i < user->devices->len; i++)
    {
      g_autofree char *device = user->devices->pdata[i];

      user->devices->pdata[i] = g_strconcat (device, ".", host, NULL);
    }
}

static void
fill_user (gpointer item, gpointer owner)
{
  fill_password (item);
  fill_devices (item, owner);
}

static void
fill_domain (gpointer item, gpointer unused)
{
  ScenarioDomain *domain = item;

  fill_servers (domain);
  fill_mailboxes (domain);
  fill_mx (domain);
  g_ptr_array_foreach (domain->servers, fill_server, NULL);
  g_ptr_array_foreach (domain->lists, fill_list, domain);
  g_ptr_array_foreach (domain->users, fill_user, domain);
}

/* What an entry leaves out is as in the network. */
static void
fill_link (gpointer item, gpointer network)
{
  ScenarioLink *link = &((ScenarioLinkPair *) item)->link;
  const ScenarioLink *from = network;

  if (link->latency < 0)
    link->latency = from->latency;
  if (link->jitter < 0)
    link->jitter = from->jitter;
  if (link->bandwidth == 0)
    link->bandwidth = from->bandwidth;
  if (link->loss_ppm == SCENARIO_LOSS_UNSET)
    link->loss_ppm = from->loss_ppm;
}

void
scenario_defaults_fill (Scenario *scenario)
{
  g_ptr_array_foreach (scenario->domains, fill_domain, NULL);
  g_ptr_array_foreach (scenario->links, fill_link, &scenario->network);
}
