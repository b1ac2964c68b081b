/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/live/live-connection.h"

#include "sim/live/live-source.h"

#include <string.h>

enum
{
  READ_SIZE = 64 * 1024,
  PIECE = 1460,                  /* as much as one packet holds is said to the server in one go */
  MOST_UNSENT = 4 * 1024 * 1024, /* more than that, and the program is not listened to */
};

struct LiveConnection
{
  LiveWorld *world; /* borrowed */
  GSocket *socket;
  Visit *visit;     /* NULL: the server has closed */
  GByteArray *unsent;
  gsize sent;       /* of UNSENT */
  char *heard;      /* what was read from the program; NULL where all of it was told */
  gsize n_heard;
  gsize told;       /* of HEARD: said to the server */
  GSource *source;
  GIOCondition awaited;
  gboolean busy;    /* inside a function that will look at what is left to do */
  gboolean broken;
  LiveConnectionOverFunc over;
  gpointer user;
};

static gsize
count_unsent (const LiveConnection *connection)
{
  return connection->unsent->len - connection->sent;
}

/* Who takes a little now and then, but never all, gets no buffer that grows for ever. */
static void
drop_sent (LiveConnection *connection)
{
  if (connection->sent < connection->unsent->len)
    {
      if (connection->sent <= MOST_UNSENT)
        return;
      g_byte_array_remove_range (connection->unsent, 0, (guint) connection->sent);
      connection->sent = 0;
      return;
    }
  connection->sent = 0;
  if (connection->unsent->len > READ_SIZE)
    {
      g_byte_array_unref (connection->unsent);
      connection->unsent = g_byte_array_new ();
    }
  else
    g_byte_array_set_size (connection->unsent, 0);
}

static void
send_what_goes (LiveConnection *connection)
{
  while (count_unsent (connection) > 0 && !connection->broken)
    {
      g_autoptr (GError) error = NULL;
      gssize sent = g_socket_send (connection->socket, (const char *) connection->unsent->data + connection->sent, count_unsent (connection), NULL, &error);

      if (sent < 0)
        {
          connection->broken = !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
          break;
        }
      connection->sent += (gsize) sent;
    }
  drop_sent (connection);
}

static void
finish (LiveConnection *connection)
{
  connection->over (connection->user, connection);
  live_connection_free (connection);
}

static gboolean
has_more_to_tell (const LiveConnection *connection)
{
  return connection->visit != NULL && connection->told < connection->n_heard && count_unsent (connection) < MOST_UNSENT;
}

/* Says what was heard to the server, piece by piece: a few words may have answers without number. */
static void
tell (LiveConnection *connection)
{
  gboolean settled = TRUE;

  while (settled && !connection->broken && has_more_to_tell (connection))
    {
      gsize length = MIN (connection->n_heard - connection->told, PIECE);
      const char *piece = connection->heard + connection->told;

      connection->told += length;
      visit_write (connection->visit, piece, length);
      settled = live_world_react (connection->world);
      send_what_goes (connection);
    }
  if (connection->told == connection->n_heard)
    g_clear_pointer (&connection->heard, g_free);
}

static gboolean on_ready (GSocket *socket, GIOCondition condition, gpointer user);

/* Waits for what can be done next. */
static void
await (LiveConnection *connection)
{
  GIOCondition wanted = 0;

  if (connection->visit != NULL && connection->heard == NULL && count_unsent (connection) < MOST_UNSENT)
    wanted |= G_IO_IN;
  if (count_unsent (connection) > 0 || has_more_to_tell (connection))
    wanted |= G_IO_OUT;
  if (connection->source != NULL && wanted == connection->awaited)
    return;
  g_clear_pointer (&connection->source, live_source_free);
  connection->awaited = wanted;
  connection->source = live_source_new (connection->socket, wanted, on_ready, connection);
}

/* After anything has happened: sends, ends or waits. The connection may be gone afterwards. */
static void
go_on (LiveConnection *connection)
{
  send_what_goes (connection);
  if (connection->broken || (connection->visit == NULL && count_unsent (connection) == 0))
    finish (connection);
  else
    await (connection);
}

static void
on_received (gpointer user, const guint8 *bytes, gsize length)
{
  LiveConnection *connection = user;

  g_byte_array_append (connection->unsent, bytes, (guint) length);
  if (!connection->busy)
    await (connection);
}

static void
on_ended (gpointer user)
{
  LiveConnection *connection = user;

  connection->visit = NULL;
  if (!connection->busy)
    go_on (connection);
}

/* The program has closed its side, or its whole connection: the server learns of it, after it has
 * answered what was said before. */
static void
end_visit (LiveConnection *connection)
{
  if (connection->visit != NULL)
    visit_close (g_steal_pointer (&connection->visit));
  live_world_react (connection->world);
}

static void
hear (LiveConnection *connection)
{
  g_autofree char *bytes = g_malloc (READ_SIZE);
  g_autoptr (GError) error = NULL;
  gssize length = g_socket_receive (connection->socket, bytes, READ_SIZE, NULL, &error);

  if (length < 0)
    connection->broken = !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  else if (length > 0)
    {
      connection->heard = g_steal_pointer (&bytes);
      connection->n_heard = (gsize) length;
      connection->told = 0;
    }
  else if (live_world_react (connection->world))
    end_visit (connection);
}

static gboolean
on_ready (GSocket *socket, GIOCondition condition, gpointer user)
{
  LiveConnection *connection = user;

  connection->busy = TRUE;
  send_what_goes (connection);
  live_world_catch_up (connection->world);
  if (condition & (G_IO_IN | G_IO_HUP | G_IO_ERR) && connection->heard == NULL)
    hear (connection);
  tell (connection);
  connection->busy = FALSE;
  go_on (connection);
  return G_SOURCE_CONTINUE; /* its source is destroyed where it is gone */
}

LiveConnection *
live_connection_new (LiveWorld *world, GSocket *socket, const char *host, guint16 port, LiveConnectionOverFunc over, gpointer user)
{
  static const VisitEvents events = { on_received, on_ended };
  LiveConnection *connection = g_new0 (LiveConnection, 1);

  connection->world = world;
  connection->socket = g_object_ref (socket);
  connection->unsent = g_byte_array_new ();
  connection->over = over;
  connection->user = user;
  connection->busy = TRUE;
  live_world_catch_up (world);
  connection->visit = visit_new (live_world_get_visitor (world), host, port, &events, connection);
  live_world_react (world);
  connection->busy = FALSE;
  return connection;
}

void
live_connection_start (LiveConnection *connection)
{
  go_on (connection);
}

void
live_connection_free (LiveConnection *connection)
{
  if (connection->visit != NULL)
    visit_close (connection->visit);
  g_clear_pointer (&connection->source, live_source_free);
  g_socket_close (connection->socket, NULL);
  g_object_unref (connection->socket);
  g_byte_array_unref (connection->unsent);
  g_free (connection->heard);
  g_free (connection);
}
