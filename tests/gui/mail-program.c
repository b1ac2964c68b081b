/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/gui/mail-program.h"

#include "tests/gui/lab.h"

#include <string.h>

static void
on_connected (GObject *client, GAsyncResult *result, gpointer data)
{
  GSocketConnection **connection = data;

  *connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (client), result, NULL);
}

GSocketConnection *
mail_program_connect (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new (address, port);
  GSocketConnection *connection = NULL;

  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (place), NULL, on_connected, &connection);
  LAB_WAIT (connection != NULL);
  g_socket_set_blocking (g_socket_connection_get_socket (connection), FALSE);
  return connection;
}

gboolean
mail_program_is_open (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);

  return connection != NULL;
}

GSocket *
mail_program_take_port (void)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new (address, 0);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_bind (socket, place, FALSE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  return socket;
}

guint16
mail_program_port_of (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

/* Takes what has come into HEARD; whether WORDS are in it. */
static gboolean
hear (GSocketConnection *connection, GString *heard, const char *words)
{
  char bytes[4096];
  gssize count = g_socket_receive (g_socket_connection_get_socket (connection), bytes, sizeof bytes, NULL, NULL);

  if (count > 0)
    g_string_append_len (heard, bytes, count);
  return strstr (heard->str, words) != NULL;
}

/* SAY, then wait for EXPECT in what is said from now on. */
static void
turn (GSocketConnection *connection, const char *say, const char *expect)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  GSocket *socket = g_socket_connection_get_socket (connection);

  g_assert_cmpint (g_socket_send (socket, say, strlen (say), NULL, NULL), ==, (gssize) strlen (say));
  LAB_WAIT (hear (connection, heard, expect));
}

void
mail_program_send (guint16 port)
{
  g_autoptr (GSocketConnection) connection = mail_program_connect (port);

  turn (connection, "", "220 ");
  turn (connection, "EHLO laptop\r\n", "\n250 ");
  turn (connection, "AUTH PLAIN AGFsaWNlAHdvbmRlcmxhbmQ=\r\n", "235 ");
  turn (connection, "MAIL FROM:<alice@example.com>\r\n", "250 ");
  turn (connection, "RCPT TO:<alice@example.com>\r\n", "250 ");
  turn (connection, "DATA\r\n", "354 ");
  turn (connection, "From: alice@example.com\r\nTo: alice@example.com\r\nSubject: Live\r\n\r\nHello.\r\n.\r\n", "250 ");
  turn (connection, "QUIT\r\n", "221 ");
}

void
mail_program_read (guint16 port)
{
  g_autoptr (GSocketConnection) connection = mail_program_connect (port);

  turn (connection, "", "* OK");
  turn (connection, "a LOGIN alice wonderland\r\n", "a OK");
  turn (connection, "b SELECT INBOX\r\n", "* 1 EXISTS");
  turn (connection, "c FETCH 1 BODY[]\r\n", "Subject: Live");
  turn (connection, "d LOGOUT\r\n", "* BYE");
}
