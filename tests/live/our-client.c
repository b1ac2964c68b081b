/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * our-client: the client sessions of the simulator at a real server's port, to see whether real servers
 * understand them. Prints one line for each recipient or message; messages are saved in a folder.
 */
#include "sim/session/imap-client.h"
#include "sim/session/pop3-client.h"
#include "sim/session/smtp-client.h"
#include "sim/store/stored-mail.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

typedef void (*ReceiveFunc) (gpointer session, const guint8 *bytes, gsize length);

typedef struct
{
  GSocketConnection *connection;
  gboolean over;
  gboolean failed;
  const char *folder;
  GHashTable *known; /* the set of UIDLs that are here already */
  guint wanted;      /* messages, which the IMAP client waits for */
  guint saved;
  ImapClient *imap;
  SmtpClient *smtp;
  SmtpEnvelope *envelope;
  GBytes *content;
} Client;

static const char *const usage = "usage: our-client PORT smtp FILE FROM RECIPIENT...\n"
                                 "       our-client PORT submission FILE FROM NAME PASSWORD RECIPIENT...\n"
                                 "       our-client PORT pop3 FOLDER NAME PASSWORD keep|delete\n"
                                 "       our-client PORT imap FOLDER NAME PASSWORD FIRST-UID [COUNT]\n";

static void
say (gpointer user, SessionSpeech speech, guint16 code, const char *bytes, gsize length)
{
  Client *client = user;
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (client->connection));

  client->failed |= !g_output_stream_write_all (stream, bytes, length, NULL, NULL, NULL);
}

static void
close_session (gpointer user)
{
  ((Client *) user)->over = TRUE;
}

static const SessionOutput output = { say, close_session, NULL };

static void
save (Client *client, const char *name, GBytes *content)
{
  g_autofree char *file = g_strconcat (name, ".eml", NULL);
  g_autofree char *path = g_build_filename (client->folder, file, NULL);
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length);

  if (!g_file_set_contents (path, bytes, (gssize) length, NULL))
    exit (2);
  client->saved++;
  g_print ("saved %s\n", name);
}

static void
on_finished (gpointer user, const char *error)
{
  Client *client = user;

  if (error != NULL)
    g_print ("refused: %s\n", error);
  client->failed |= error != NULL;
}

/* A device that stays leaves when it has what it waits for. */
static void
leave_if_served (Client *client)
{
  if (client->imap != NULL && client->saved >= client->wanted && imap_client_is_idle (client->imap))
    imap_client_leave (client->imap);
}

/* Hands what comes to SESSION until that is over. */
static void
converse (Client *client, gpointer session, ReceiveFunc receive)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (client->connection));
  g_autofree guint8 *buffer = g_malloc (65536);

  while (!client->over)
    {
      gssize length = g_input_stream_read (stream, buffer, 65536, NULL, NULL);

      if (length <= 0)
        {
          g_print ("the server has hung up\n");
          client->failed = TRUE;
          return;
        }
      receive (session, buffer, (gsize) length);
      leave_if_served (client);
    }
}

static void
on_ready (gpointer user)
{
  Client *client = user;

  smtp_client_send (client->smtp, client->envelope, client->content);
}

static void
on_recipient (gpointer user, guint index, const SmtpReply *reply)
{
  Client *client = user;

  g_print ("%s %u %s\n", smtp_envelope_recipient (client->envelope, index)->path, reply->code, smtp_reply_get_status (reply));
  client->failed |= !smtp_reply_is_positive (reply);
}

static void
on_sent (gpointer user)
{
  smtp_client_quit (((Client *) user)->smtp);
}

static void
on_failed (gpointer user, const SmtpReply *reply)
{
  g_print ("failed: %u %s\n", reply->code, reply->text);
  ((Client *) user)->failed = TRUE;
}

static void
receive_smtp (gpointer session, const guint8 *bytes, gsize length)
{
  smtp_client_receive (session, bytes, length);
}

static void
send_mail (Client *client, char **words, gboolean log_in)
{
  static const SmtpClientEvents events = { on_ready, on_recipient, on_sent, on_failed };
  g_autoptr (SmtpClient) session = smtp_client_new ("client.example.com", &output, &events, client);
  g_autoptr (SmtpEnvelope) envelope = smtp_envelope_new (words[1]);
  char *bytes;
  gsize length;

  if (!g_file_get_contents (words[0], &bytes, &length, NULL))
    exit (2);
  if (log_in)
    smtp_client_set_login (session, words[2], words[3]);
  for (char **recipient = words + (log_in ? 4 : 2); *recipient != NULL; recipient++)
    smtp_envelope_add_recipient (envelope, *recipient);
  client->smtp = session;
  client->envelope = envelope;
  client->content = g_bytes_new_take (bytes, length);
  converse (client, session, receive_smtp);
  g_bytes_unref (client->content);
}

static gboolean
is_known (gpointer user, const char *uidl)
{
  return g_hash_table_contains (((Client *) user)->known, uidl);
}

static void
on_retrieved (gpointer user, const char *uidl, GBytes *content)
{
  Client *client = user;

  g_hash_table_add (client->known, g_strdup (uidl));
  save (client, uidl, content);
}

static void
receive_pop3 (gpointer session, const guint8 *bytes, gsize length)
{
  pop3_client_receive (session, bytes, length);
}

static void
read_by_pop3 (Client *client, char **words)
{
  static const Pop3ClientEvents events = { is_known, on_retrieved, on_finished };
  g_autoptr (Pop3Client) session = pop3_client_new (words[1], words[2], strcmp (words[3], "keep") == 0, &output, &events, client);

  client->folder = words[0];
  client->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  converse (client, session, receive_pop3);
  g_hash_table_unref (client->known);
}

static void
on_fetched (gpointer user, guint32 uid, GBytes *content)
{
  g_autofree char *name = g_strdup_printf ("%u", uid);

  save (user, name, content);
}

static void
on_marked (gpointer user, guint32 uid, guint32 flags)
{
  g_print ("marked %u %s\n", uid, (flags & MAIL_FLAGGED) != 0 ? "flagged" : "plain");
}

static void
receive_imap (gpointer session, const guint8 *bytes, gsize length)
{
  imap_client_receive (session, bytes, length);
}

static void
read_by_imap (Client *client, char **words)
{
  static const ImapClientEvents events = { on_fetched, on_marked, on_finished };
  const ImapClientConfig config = { words[1], words[2], (guint32) atoi (words[3]), words[4] != NULL };
  g_autoptr (ImapClient) session = imap_client_new (&config, &output, &events, client);

  client->folder = words[0];
  client->wanted = words[4] != NULL ? (guint) atoi (words[4]) : 0;
  client->imap = session;
  converse (client, session, receive_imap);
}

static gboolean
run (Client *client, const char *protocol, char **words, int n_words)
{
  if (strcmp (protocol, "smtp") == 0 && n_words >= 3)
    send_mail (client, words, FALSE);
  else if (strcmp (protocol, "submission") == 0 && n_words >= 5)
    send_mail (client, words, TRUE);
  else if (strcmp (protocol, "pop3") == 0 && n_words == 4)
    read_by_pop3 (client, words);
  else if (strcmp (protocol, "imap") == 0 && (n_words == 4 || n_words == 5))
    read_by_imap (client, words);
  else
    return FALSE;
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GSocketClient) dialler = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  Client client = { 0 };

  if (argc < 4)
    {
      g_printerr ("%s", usage);
      return 2;
    }
  connection = g_socket_client_connect_to_host (dialler, "127.0.0.1", (guint16) atoi (argv[1]), NULL, &error);
  if (connection == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  client.connection = connection;
  if (!run (&client, argv[2], argv + 3, argc - 3))
    {
      g_printerr ("%s", usage);
      return 2;
    }
  return client.failed ? 1 : 0;
}
