/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/live/live-service.h"

#include "sim/live/live-connection.h"
#include "sim/live/live-datagrams.h"
#include "sim/live/live-source.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

enum
{
  BACKLOG = 1024,
  REST_MS = 100, /* where no descriptor is free */
  TRIES = 16, /* for a free port that both TCP and UDP can have */
};

struct LiveService
{
  LiveWorld *world; /* borrowed */
  const LiveServiceKind *kind;
  char *host;
  guint16 port;
  GSocket *socket;
  GSource *source;
  guint rest; /* until it listens again; 0: it listens */
  LiveDatagrams *datagrams; /* or NULL */
  GHashTable *connections;  /* the set of LiveConnection *; walked only to free them */
};

static const LiveServiceKind kinds[] = {
  { "smtp", 25, 2025 },
  { "submission", 587, 2587 },
  { "pop3", 110, 2110, .mailboxes = TRUE },
  { "imap", 143, 2143, .mailboxes = TRUE },
  { "dns", 53, 2053, .datagrams = TRUE },
};

guint
live_service_kind_count (void)
{
  return G_N_ELEMENTS (kinds);
}

const LiveServiceKind *
live_service_kind_get (guint index)
{
  g_assert (index < G_N_ELEMENTS (kinds));
  return &kinds[index];
}

const LiveServiceKind *
live_service_kind_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

static void
on_over (gpointer user, LiveConnection *connection)
{
  LiveService *service = user;

  g_hash_table_remove (service->connections, connection);
}

static void listen_again (LiveService *service);

static gboolean
on_rested (gpointer user)
{
  LiveService *service = user;

  service->rest = 0;
  listen_again (service);
  return G_SOURCE_REMOVE;
}

/* Who can't be let in stays in the backlog, and would knock without end. */
static void
rest (LiveService *service)
{
  g_clear_pointer (&service->source, live_source_free);
  service->rest = g_timeout_add (REST_MS, on_rested, service);
}

static gboolean
on_knock (GSocket *socket, GIOCondition condition, gpointer user)
{
  LiveService *service = user;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) accepted = g_socket_accept (socket, NULL, &error);
  LiveConnection *connection;

  if (accepted == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES))
        rest (service);
      return G_SOURCE_CONTINUE; /* who is gone again, or no source any more */
    }
  g_socket_set_blocking (accepted, FALSE);
  g_socket_set_option (accepted, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  connection = live_connection_new (service->world, accepted, service->host, service->kind->port, on_over, service);
  g_hash_table_add (service->connections, connection);
  live_connection_start (connection);
  return G_SOURCE_CONTINUE;
}

static void
listen_again (LiveService *service)
{
  service->source = live_source_new (service->socket, G_IO_IN, on_knock, service);
}

static GSocket *
listen_on (GInetAddress *address, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new (address, port);
  g_autoptr (GSocket) socket = g_socket_new (g_inet_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, place, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static guint16
port_of (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

/* Both sockets of a service on one port, which must be free for both. */
static gboolean
open_sockets (LiveService *service, GInetAddress *address, guint16 port, GError **error)
{
  service->socket = listen_on (address, port, error);
  if (service->socket == NULL)
    return FALSE;
  service->port = port_of (service->socket);
  if (!service->kind->datagrams)
    return TRUE;
  service->datagrams = live_datagrams_new (service->world, service->host, address, service->port, error);
  if (service->datagrams != NULL)
    return TRUE;
  g_clear_object (&service->socket);
  return FALSE;
}

static gboolean
open_anywhere (LiveService *service, GInetAddress *address, GError **error)
{
  for (guint i = 1; i < TRIES; i++)
    if (open_sockets (service, address, 0, NULL))
      return TRUE;
  return open_sockets (service, address, 0, error);
}

LiveService *
live_service_new (LiveWorld *world, const LiveServiceKind *kind, const char *host, GInetAddress *address, guint16 port, GError **error)
{
  LiveService *service = g_new0 (LiveService, 1);

  service->world = world;
  service->kind = kind;
  service->host = g_strdup (host);
  service->connections = g_hash_table_new (NULL, NULL);
  if (!(port != 0 ? open_sockets (service, address, port, error) : open_anywhere (service, address, error)))
    {
      live_service_free (service);
      return NULL;
    }
  listen_again (service);
  return service;
}

void
live_service_free (LiveService *service)
{
  GHashTableIter iter;
  gpointer connection;

  g_hash_table_iter_init (&iter, service->connections);
  while (g_hash_table_iter_next (&iter, &connection, NULL))
    live_connection_free (connection);
  g_hash_table_unref (service->connections);
  g_clear_handle_id (&service->rest, g_source_remove);
  g_clear_pointer (&service->source, live_source_free);
  g_clear_pointer (&service->datagrams, live_datagrams_free);
  g_clear_object (&service->socket);
  g_free (service->host);
  g_free (service);
}

const LiveServiceKind *
live_service_get_kind (const LiveService *service)
{
  return service->kind;
}

const char *
live_service_get_host (const LiveService *service)
{
  return service->host;
}

guint16
live_service_get_port (const LiveService *service)
{
  return service->port;
}

guint
live_service_count_connections (const LiveService *service)
{
  return g_hash_table_size (service->connections);
}
