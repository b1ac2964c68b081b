/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/live/live-server.h"

#include <string.h>

struct LiveServer
{
  LiveWorld *world;
  GPtrArray *services; /* LiveService * */
};

G_DEFINE_QUARK (mailflow-live-server-error, live_server_error)

static void
free_door (gpointer data)
{
  LiveDoor *door = data;

  g_free (door->host);
  g_free (door);
}

GPtrArray *
live_doors_new (void)
{
  return g_ptr_array_new_with_free_func (free_door);
}

void
live_doors_add (GPtrArray *doors, const LiveServiceKind *kind, const char *host, guint16 port)
{
  LiveDoor *door = g_new0 (LiveDoor, 1);

  *door = (LiveDoor){ kind, g_strdup (host), port };
  g_ptr_array_add (doors, door);
}

static gboolean
fail_to_plan (const LiveDoor *door, const char *why, GError **error)
{
  g_set_error (error, LIVE_SERVER_ERROR, 0, "%s of %s: %s", door->kind->name, door->host, why);
  return FALSE;
}

static void
take_host (LiveDoor *door, char *host)
{
  g_free (door->host);
  door->host = host;
}

/* DNS is the name server's: a mail server stands for the one of its domain. */
static gboolean
plan_door_of (const ScenarioDomain *domain, LiveDoor *door, GError **error)
{
  const ScenarioServer *server = scenario_domain_find_server (domain, door->host);

  if (door->kind->datagrams)
    {
      take_host (door, scenario_domain_make_name_server (domain));
      return TRUE;
    }
  if (server == NULL)
    return fail_to_plan (door, "a name server answers DNS only", error);
  if (door->kind->mailboxes && server != scenario_domain_find_mailbox_server (domain))
    return fail_to_plan (door, "it has no mailboxes", error);
  take_host (door, g_strdup (server->name));
  return TRUE;
}

static gboolean
plan_door (const Scenario *scenario, LiveDoor *door, GError **error)
{
  const ScenarioDomain *domain;

  if (door->host == NULL)
    door->host = g_strdup (scenario_domain_find_mailbox_server (g_ptr_array_index (scenario->domains, 0))->name);
  domain = scenario_find_domain_of_host (scenario, door->host);
  if (domain == NULL)
    return fail_to_plan (door, "the scenario has no such mail server or name server", error);
  return plan_door_of (domain, door, error);
}

gboolean
live_server_plan (const Scenario *scenario, GPtrArray *doors, GError **error)
{
  for (guint i = 0; i < doors->len; i++)
    if (!plan_door (scenario, g_ptr_array_index (doors, i), error))
      return FALSE;
  return TRUE;
}

const char **
live_server_hosts (const GPtrArray *doors)
{
  const char **hosts = g_new0 (const char *, doors->len + 1);
  guint count = 0;

  for (guint i = 0; i < doors->len; i++)
    {
      const LiveDoor *door = g_ptr_array_index (doors, i);

      if (!g_strv_contains (hosts, door->host))
        hosts[count++] = door->host;
    }
  return hosts;
}

static void
free_service (gpointer service)
{
  live_service_free (service);
}

LiveServer *
live_server_new (Simulation *simulation, double speed, const GPtrArray *doors, GInetAddress *address, GError **error)
{
  g_autoptr (LiveServer) server = g_new0 (LiveServer, 1);

  server->world = live_world_new (simulation, speed);
  server->services = g_ptr_array_new_with_free_func (free_service);
  for (guint i = 0; i < doors->len; i++)
    {
      const LiveDoor *door = g_ptr_array_index (doors, i);
      LiveService *service = live_service_new (server->world, door->kind, door->host, address, door->port, error);

      if (service == NULL)
        {
          g_prefix_error (error, "%s: port %u: ", door->kind->name, door->port);
          return NULL;
        }
      g_ptr_array_add (server->services, service);
    }
  return g_steal_pointer (&server);
}

void
live_server_free (LiveServer *server)
{
  g_ptr_array_unref (server->services);
  live_world_free (server->world);
  g_free (server);
}

guint
live_server_count (const LiveServer *server)
{
  return server->services->len;
}

const LiveService *
live_server_service (const LiveServer *server, guint index)
{
  return g_ptr_array_index (server->services, index);
}
