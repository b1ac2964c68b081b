/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Clients against servers, back to back: whatever the pieces that the streams are cut into, the same
 * mail comes out at the other end.
 */
#include <string.h>

#include "tests/session/session-lab.h"
#include "sim/session/imap-client.h"
#include "sim/session/imap-server.h"
#include "sim/session/pop3-client.h"
#include "sim/session/pop3-server.h"
#include "sim/session/smtp-client.h"
#include "sim/session/smtp-server.h"

/* One direction of a connection. A session's user pointer points to a struct that begins so. */
typedef struct
{
  GString *bytes; /* said, not yet received */
  gboolean closed;
} Stream;

static void
on_say (gpointer user, SessionSpeech speech, guint16 code, const char *bytes, gsize length)
{
  g_string_append_len (((Stream *) user)->bytes, bytes, (gssize) length);
}

static void
on_close (gpointer user)
{
  ((Stream *) user)->closed = TRUE;
}

static const SessionOutput output = { on_say, on_close };

/* Moves up to PIECE bytes of STREAM on. FALSE where there are none. */
static gboolean
move (Stream *stream, LabReceive receive, gpointer session, gsize piece)
{
  gsize length = MIN (piece, stream->bytes->len);
  g_autofree guint8 *bytes = g_memdup2 (stream->bytes->str, length);

  if (length == 0)
    return FALSE;
  g_string_erase (stream->bytes, 0, (gssize) length);
  receive (session, bytes, length);
  return TRUE;
}

static void
connect_pair (Stream *from_client, LabReceive to_server, gpointer server,
              Stream *from_server, LabReceive to_client, gpointer client, gsize piece)
{
  gboolean moved = TRUE;

  while (moved)
    {
      moved = move (from_server, to_client, client, piece);
      moved |= move (from_client, to_server, server, piece);
    }
  g_assert_true (from_client->closed);
  g_assert_true (from_server->closed);
}

static const gsize pieces[] = { 1, 2, 3, 7, 64, 100000 };

static const char *const contents[] = {
  "Subject: plain\r\n\r\nHello\r\n",
  "Subject: dots\r\n\r\n.\r\n..\r\n.x\r\n.\r\n",
  "Subject: bytes\r\n\r\n\x80\xff\xfe caf\xc3\xa9\r\n",
  "Subject: braces\r\n\r\n{3}\r\n)\r\n* BAD\r\n",
  "Subject: folded\r\n to two lines\r\n\r\n \t\r\n",
  "\r\n",
};

/* SMTP: each mail to a good and a bad recipient; the third is refused altogether. */
typedef struct
{
  Stream stream;
  SmtpClient *client;
  guint present;
  GString *fates;
  const SmtpEnvelope *envelope;
} Sender;

typedef struct
{
  Stream stream;
  GPtrArray *arrived; /* GBytes */
} Receiver;

static void
send_next (Sender *sender)
{
  g_autoptr (GBytes) content = NULL;

  if (sender->present == G_N_ELEMENTS (contents))
    {
      smtp_client_quit (sender->client);
      return;
    }
  content = g_bytes_new_static (contents[sender->present], strlen (contents[sender->present]));
  sender->present++;
  smtp_client_send (sender->client, sender->envelope, content);
}

static void
on_ready (gpointer user)
{
  send_next (user);
}

static void
on_recipient (gpointer user, guint index, const SmtpReply *reply)
{
  g_string_append_printf (((Sender *) user)->fates, "%u:%u ", index, reply->code);
}

static void
on_failed (gpointer user, const SmtpReply *reply)
{
  g_assert_not_reached ();
}

static SmtpReply *
on_rcpt (gpointer user, const char *forward_path)
{
  return g_str_has_prefix (forward_path, "nobody@") ? smtp_reply_new (550, "5.1.1", "No such user\nReally") : NULL;
}

static SmtpReply *
on_message (gpointer user, const SmtpEnvelope *envelope, GBytes *content)
{
  Receiver *receiver = user;

  g_assert_cmpuint (envelope->recipients->len, ==, 1);
  g_ptr_array_add (receiver->arrived, g_bytes_ref (content));
  return receiver->arrived->len == 3 ? smtp_reply_new (554, "5.6.0", "Not that") : NULL;
}

static const SmtpClientEvents client_events = { on_ready, on_recipient, on_ready, on_failed };
static const SmtpServerPolicy policy = { NULL, NULL, on_rcpt, on_message };
static const SmtpServerConfig config = { "mx.example.org", 100000 };

static void
smtp_to_server (gpointer server, const guint8 *bytes, gsize length)
{
  smtp_server_receive (server, bytes, length);
}

static void
smtp_to_client (gpointer client, const guint8 *bytes, gsize length)
{
  smtp_client_receive (client, bytes, length);
}

static void
check_same (GPtrArray *arrived)
{
  g_assert_cmpuint (arrived->len, ==, G_N_ELEMENTS (contents));
  for (guint i = 0; i < arrived->len; i++)
    {
      gsize length;
      const char *bytes = g_bytes_get_data (g_ptr_array_index (arrived, i), &length);

      g_assert_cmpmem (bytes, length, contents[i], strlen (contents[i]));
    }
}

static void
run_smtp (gsize piece)
{
  g_autoptr (SmtpEnvelope) envelope = smtp_envelope_new ("a@example.net");
  Sender sender = { { g_string_new (NULL) }, .fates = g_string_new (NULL), .envelope = envelope };
  Receiver receiver = { { g_string_new (NULL) }, g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref) };
  g_autoptr (SmtpServer) server = smtp_server_new (&config, &policy, &output, &receiver);

  smtp_envelope_add_recipient (envelope, "nobody@example.org");
  smtp_envelope_add_recipient (envelope, "b@example.org");
  sender.client = smtp_client_new ("c.example", &output, &client_events, &sender);
  smtp_server_open (server);
  connect_pair (&sender.stream, smtp_to_server, server, &receiver.stream, smtp_to_client, sender.client, piece);
  check_same (receiver.arrived);
  g_assert_cmpstr (sender.fates->str, ==,
                   "0:550 1:250 0:550 1:250 0:550 1:554 0:550 1:250 0:550 1:250 0:550 1:250 ");
  smtp_client_free (sender.client);
  g_string_free (sender.fates, TRUE);
  g_string_free (sender.stream.bytes, TRUE);
  g_string_free (receiver.stream.bytes, TRUE);
  g_ptr_array_unref (receiver.arrived);
}

/* POP3 and IMAP: what is in the maildrop comes out. */
typedef struct
{
  Stream stream;
  GPtrArray *arrived;
  GString *error;
  const char *known;
} Fetcher;

/* A maildrop whose owner's stream stands where the Lab does: only the functions of Maildrop are used. */
typedef struct
{
  Stream stream;
  LabMaildrop *maildrop;
} Keeper;

static void
keeper_init (Keeper *keeper, LabMaildrop *maildrop)
{
  keeper->stream = (Stream){ g_string_new (NULL), FALSE };
  keeper->maildrop = maildrop;
  lab_maildrop_init (maildrop);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    lab_maildrop_add (maildrop, 2 + i * i, 0, contents[i]);
}

static void
keeper_clear (Keeper *keeper)
{
  g_assert_false (keeper->maildrop->open);
  g_string_free (keeper->stream.bytes, TRUE);
  lab_maildrop_clear (keeper->maildrop);
}

#define MAILDROP(user) (((Keeper *) (user))->maildrop)

static gboolean
keeper_open (gpointer user, const char *name, const char *password)
{
  return lab_maildrop.open (MAILDROP (user), name, password);
}

static guint
keeper_count (gpointer user)
{
  return lab_maildrop.count (MAILDROP (user));
}

static guint32
keeper_uid (gpointer user, guint index)
{
  return lab_maildrop.uid (MAILDROP (user), index);
}

static guint32
keeper_uid_validity (gpointer user)
{
  return lab_maildrop.uid_validity (MAILDROP (user));
}

static guint32
keeper_uid_next (gpointer user)
{
  return lab_maildrop.uid_next (MAILDROP (user));
}

static guint32
keeper_flags (gpointer user, guint index)
{
  return lab_maildrop.flags (MAILDROP (user), index);
}

static gint64
keeper_internal_date (gpointer user, guint index)
{
  return lab_maildrop.internal_date (MAILDROP (user), index);
}

static GBytes *
keeper_content (gpointer user, guint index)
{
  return lab_maildrop.content (MAILDROP (user), index);
}

static void
keeper_set_flags (gpointer user, guint index, guint32 flags)
{
  lab_maildrop.set_flags (MAILDROP (user), index, flags);
}

static void
keeper_remove (gpointer user, guint32 uid)
{
  lab_maildrop.remove (MAILDROP (user), uid);
}

static void
keeper_close (gpointer user)
{
  lab_maildrop.close (MAILDROP (user));
}

static const Maildrop keeper_maildrop = { keeper_open, keeper_count, keeper_uid, keeper_uid_validity, keeper_uid_next,
                                          keeper_flags, keeper_internal_date, keeper_content, keeper_set_flags,
                                          keeper_remove, keeper_close };

static void
fetcher_init (Fetcher *fetcher)
{
  *fetcher = (Fetcher){ { g_string_new (NULL), FALSE },
                        g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref), g_string_new (NULL), NULL };
}

static void
fetcher_clear (Fetcher *fetcher)
{
  g_string_free (fetcher->stream.bytes, TRUE);
  g_ptr_array_unref (fetcher->arrived);
  g_string_free (fetcher->error, TRUE);
}

static gboolean
on_known (gpointer user, const char *uidl)
{
  Fetcher *fetcher = user;

  return fetcher->known != NULL && strcmp (uidl, fetcher->known) == 0;
}

static void
on_retrieved (gpointer user, const char *uidl, GBytes *content)
{
  g_ptr_array_add (((Fetcher *) user)->arrived, g_bytes_ref (content));
}

static void
on_fetched (gpointer user, guint32 uid, GBytes *content)
{
  g_ptr_array_add (((Fetcher *) user)->arrived, g_bytes_ref (content));
}

static void
on_finished (gpointer user, const char *error)
{
  g_string_append (((Fetcher *) user)->error, error != NULL ? error : "ok");
}

static const Pop3ClientEvents pop3_events = { on_known, on_retrieved, on_finished };
static const ImapClientEvents imap_events = { on_fetched, NULL, on_finished };

static void
pop3_to_server (gpointer server, const guint8 *bytes, gsize length)
{
  pop3_server_receive (server, bytes, length);
}

static void
pop3_to_client (gpointer client, const guint8 *bytes, gsize length)
{
  pop3_client_receive (client, bytes, length);
}

static void
run_pop3_once (Keeper *keeper, Fetcher *fetcher, const char *password, gboolean leave, gsize piece)
{
  g_autoptr (Pop3Server) server = pop3_server_new ("pop.example.org", NULL, &keeper_maildrop, &output, keeper);
  g_autoptr (Pop3Client) client = pop3_client_new ("alice", password, leave, &output, &pop3_events, fetcher);

  keeper->stream.closed = fetcher->stream.closed = FALSE;
  g_string_truncate (fetcher->error, 0);
  pop3_server_open (server);
  connect_pair (&fetcher->stream, pop3_to_server, server, &keeper->stream, pop3_to_client, client, piece);
}

static void
run_pop3 (gsize piece)
{
  LabMaildrop maildrop;
  Keeper keeper;
  Fetcher fetcher;

  keeper_init (&keeper, &maildrop);
  fetcher_init (&fetcher);
  run_pop3_once (&keeper, &fetcher, "wrong", TRUE, piece);
  g_assert_cmpstr (fetcher.error->str, ==, "[AUTH] Invalid name or password");
  run_pop3_once (&keeper, &fetcher, "secret", TRUE, piece);
  g_assert_cmpstr (fetcher.error->str, ==, "ok");
  check_same (fetcher.arrived);
  g_assert_cmpuint (maildrop.mails->len, ==, G_N_ELEMENTS (contents));
  g_ptr_array_set_size (fetcher.arrived, 0);
  fetcher.known = "0000002a00000002";
  run_pop3_once (&keeper, &fetcher, "secret", FALSE, piece);
  g_assert_cmpuint (fetcher.arrived->len, ==, G_N_ELEMENTS (contents) - 1);
  g_assert_cmpuint (maildrop.mails->len, ==, 0);
  run_pop3_once (&keeper, &fetcher, "secret", FALSE, piece);
  g_assert_cmpstr (fetcher.error->str, ==, "ok");
  fetcher_clear (&fetcher);
  keeper_clear (&keeper);
}

static void
imap_to_server (gpointer server, const guint8 *bytes, gsize length)
{
  imap_server_receive (server, bytes, length);
}

static void
imap_to_client (gpointer client, const guint8 *bytes, gsize length)
{
  imap_client_receive (client, bytes, length);
}

/* Alice's INBOX, with one mail for each of contents. */
static MailStore *
make_store (void)
{
  MailStore *store = mail_store_new ();
  Mailbox *inbox = mail_store_add_account (store, "alice@example.org", "alice", "secret", 42)->inbox;

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (GBytes) content = g_bytes_new (contents[i], strlen (contents[i]));

      mailbox_add (inbox, 0, 0, content, 0);
    }
  return store;
}

static void
run_imap_once (MailStore *store, Fetcher *fetcher, const char *password, guint32 first_uid, gsize piece)
{
  const ImapServerConfig imap = { "imap.example.org", store, NULL, NULL };
  Stream stream = { g_string_new (NULL), FALSE };
  ImapServer *server = imap_server_new (&imap, &output, &stream);
  const ImapClientConfig client_config = { "alice", password, first_uid, FALSE };
  g_autoptr (ImapClient) client = imap_client_new (&client_config, &output, &imap_events, fetcher);

  fetcher->stream.closed = FALSE;
  g_string_truncate (fetcher->error, 0);
  imap_server_open (server);
  connect_pair (&fetcher->stream, imap_to_server, server, &stream, imap_to_client, client, piece);
  imap_server_free (server);
  g_string_free (stream.bytes, TRUE);
}

static void
run_imap (gsize piece)
{
  g_autoptr (MailStore) store = make_store ();
  Mailbox *inbox = mail_store_find (store, "alice@example.org")->inbox;
  g_autoptr (GBytes) content = g_bytes_new_static ("New: x\r\n\r\n", 10);
  Fetcher fetcher;

  fetcher_init (&fetcher);
  run_imap_once (store, &fetcher, "wrong", 1, piece);
  g_assert_cmpstr (fetcher.error->str, ==, "Invalid name or password");
  run_imap_once (store, &fetcher, "secret", 1, piece);
  g_assert_cmpstr (fetcher.error->str, ==, "ok");
  check_same (fetcher.arrived);
  for (guint i = 0; i < inbox->mails->len; i++)
    g_assert_cmpuint (mailbox_at (inbox, i)->flags, ==, MAIL_SEEN);
  g_ptr_array_set_size (fetcher.arrived, 0);
  run_imap_once (store, &fetcher, "secret", inbox->uid_next, piece);
  g_assert_cmpuint (fetcher.arrived->len, ==, 0);
  mailbox_add (inbox, 0, 0, content, 0);
  run_imap_once (store, &fetcher, "secret", inbox->uid_next - 1, piece);
  g_assert_cmpuint (fetcher.arrived->len, ==, 1);
  fetcher_clear (&fetcher);
}

static void
test_smtp (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    run_smtp (pieces[i]);
}

static void
test_pop3 (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    run_pop3 (pieces[i]);
}

static void
test_imap (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    run_imap (pieces[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pairs/smtp", test_smtp);
  g_test_add_func ("/pairs/pop3", test_pop3);
  g_test_add_func ("/pairs/imap", test_imap);
  return g_test_run ();
}
