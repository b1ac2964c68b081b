/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/live/live-datagrams.h"

#include "sim/live/live-source.h"

enum
{
  LARGEST_DATAGRAM = 65535,
};

struct LiveDatagrams
{
  LiveWorld *world; /* borrowed */
  const char *host; /* borrowed */
  GSocket *socket;
  GSource *source;
};

/* Who asked, and where the answer goes. */
typedef struct
{
  GSocket *socket;
  GSocketAddress *from;
} Asker;

static void
free_asker (gpointer data)
{
  Asker *asker = data;

  g_object_unref (asker->socket);
  g_object_unref (asker->from);
  g_free (asker);
}

/* As everywhere with UDP, an answer that can't be sent is lost. */
static void
on_answer (gpointer user, GBytes *answer)
{
  const Asker *asker = user;
  gsize length;
  const char *bytes = g_bytes_get_data (answer, &length);

  if (!g_socket_is_closed (asker->socket))
    g_socket_send_to (asker->socket, asker->from, bytes, length, NULL, NULL);
}

static gboolean
on_ready (GSocket *socket, GIOCondition condition, gpointer user)
{
  LiveDatagrams *datagrams = user;
  g_autofree char *buffer = g_malloc (LARGEST_DATAGRAM);
  g_autoptr (GSocketAddress) from = NULL;
  gssize length = g_socket_receive_from (socket, &from, buffer, LARGEST_DATAGRAM, NULL, NULL);
  g_autoptr (GBytes) question = NULL;
  Asker *asker;

  if (length < 0 || from == NULL)
    return G_SOURCE_CONTINUE;
  question = g_bytes_new (buffer, (gsize) length);
  asker = g_new (Asker, 1);
  *asker = (Asker){ g_object_ref (socket), g_steal_pointer (&from) };
  live_world_catch_up (datagrams->world);
  visitor_ask (live_world_get_visitor (datagrams->world), datagrams->host, question, on_answer, asker, free_asker);
  live_world_react (datagrams->world);
  return G_SOURCE_CONTINUE;
}

LiveDatagrams *
live_datagrams_new (LiveWorld *world, const char *host, GInetAddress *address, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new (address, port);
  g_autoptr (GSocket) socket = g_socket_new (g_inet_address_get_family (address), G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, error);
  LiveDatagrams *datagrams;

  if (socket == NULL || !g_socket_bind (socket, place, FALSE, error))
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  datagrams = g_new0 (LiveDatagrams, 1);
  *datagrams = (LiveDatagrams){ world, host, g_steal_pointer (&socket), NULL };
  datagrams->source = live_source_new (datagrams->socket, G_IO_IN, on_ready, datagrams);
  return datagrams;
}

void
live_datagrams_free (LiveDatagrams *datagrams)
{
  live_source_free (datagrams->source);
  g_socket_close (datagrams->socket, NULL);
  g_object_unref (datagrams->socket);
  g_free (datagrams);
}
