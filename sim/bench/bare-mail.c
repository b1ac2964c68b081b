/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/bench/bare-mail.h"

#include "sim/session/pop3-client.h"
#include "sim/session/pop3-server.h"
#include "sim/session/smtp-client.h"
#include "sim/session/smtp-server.h"

static const char message[] = "From: alice@example.com\r\nTo: bob@example.org\r\nSubject: Lunch?\r\n"
                              "Date: Mon, 05 Jan 2026 09:00:01 +0000\r\nMessage-ID: <1@alice.example.com>\r\n\r\n"
                              "Hello Bob,\r\n\r\nlunch at noon?\r\n\r\nAlice\r\n";

/* Words that wait until the speaker is done, for the one side and the other. */
typedef struct
{
  GString *to_client;
  GString *to_server;
  SmtpEnvelope *envelope;
  GBytes *content;
  SmtpClient *client;
} Line;

static void
hear (gpointer user, SessionSpeech speech, guint16 code, const char *bytes, gsize length)
{
  Line *line = user;

  g_string_append_len (speech == SESSION_REPLY ? line->to_client : line->to_server, bytes, (gssize) length);
}

static void
hang_up (gpointer user)
{
}

static const SessionOutput output = { hear, hang_up };

static void
on_ready (gpointer user)
{
  Line *line = user;

  smtp_client_send (line->client, line->envelope, line->content);
}

static void
on_recipient (gpointer user, guint index, const SmtpReply *reply)
{
}

static void
on_finished (gpointer user)
{
  smtp_client_quit (((Line *) user)->client);
}

static void
on_failed (gpointer user, const SmtpReply *reply)
{
  g_assert_not_reached ();
}

typedef void (*ReceiveFunc) (gpointer session, const guint8 *bytes, gsize length);

static void
pass_on (GString **words, GString **spare, ReceiveFunc receive, gpointer session)
{
  GString *said = *words;

  *words = *spare;
  *spare = said;
  g_string_truncate (*words, 0);
  receive (session, (const guint8 *) said->str, said->len);
}

static void
talk (Line *line, gpointer client, ReceiveFunc client_receive, gpointer server, ReceiveFunc server_receive)
{
  GString *spare = g_string_new (NULL);

  while (line->to_client->len + line->to_server->len > 0)
    {
      if (line->to_client->len > 0)
        pass_on (&line->to_client, &spare, client_receive, client);
      if (line->to_server->len > 0)
        pass_on (&line->to_server, &spare, server_receive, server);
    }
  g_string_free (spare, TRUE);
}

static void
run_smtp (Line *line)
{
  static const SmtpServerConfig config = { "mail.example.org", 25000000 };
  static const SmtpServerPolicy policy = { NULL };
  static const SmtpClientEvents events = { on_ready, on_recipient, on_finished, on_failed };
  g_autoptr (SmtpServer) server = smtp_server_new (&config, &policy, &output, line);
  g_autoptr (SmtpClient) client = smtp_client_new ("mail.example.com", &output, &events, line);

  line->client = client;
  smtp_server_open (server);
  talk (line, client, (ReceiveFunc) smtp_client_receive, server, (ReceiveFunc) smtp_server_receive);
  g_assert (smtp_client_get_state (client) == SMTP_CLIENT_CLOSED);
}

static gboolean
open_drop (gpointer user, const char *name, const char *password)
{
  return TRUE;
}

static guint
count_one (gpointer user)
{
  return 1;
}

static guint32
get_one (gpointer user, guint index)
{
  return 1;
}

static guint32
get_validity (gpointer user)
{
  return 1;
}

static GBytes *
get_content (gpointer user, guint index)
{
  return ((Line *) user)->content;
}

static void
remove_one (gpointer user, guint32 uid)
{
}

static void
close_drop (gpointer user)
{
}

static gboolean
is_known (gpointer user, const char *uidl)
{
  return FALSE;
}

static void
on_retrieved (gpointer user, const char *uidl, GBytes *content)
{
}

static void
on_pop3_finished (gpointer user, const char *error)
{
  g_assert (error == NULL);
}

static void
run_pop3 (Line *line)
{
  static const Maildrop maildrop = { .open = open_drop, .count = count_one, .uid = get_one, .uid_validity = get_validity, .uid_next = get_validity, .flags = get_one, .content = get_content, .remove = remove_one, .close = close_drop };
  static const Pop3ClientEvents events = { is_known, on_retrieved, on_pop3_finished };
  g_autoptr (Pop3Server) server = pop3_server_new ("mail.example.org", NULL, &maildrop, &output, line);
  g_autoptr (Pop3Client) client = pop3_client_new ("bob", "builder", FALSE, &output, &events, line);

  pop3_server_open (server);
  talk (line, client, (ReceiveFunc) pop3_client_receive, server, (ReceiveFunc) pop3_server_receive);
}

void
bare_mail_run (void)
{
  Line line = { g_string_new (NULL), g_string_new (NULL), smtp_envelope_new ("alice@example.com"), g_bytes_new_static (message, sizeof message - 1), NULL };

  smtp_envelope_add_recipient (line.envelope, "bob@example.org");
  run_smtp (&line);
  run_smtp (&line);
  run_pop3 (&line);
  smtp_envelope_free (line.envelope);
  g_bytes_unref (line.content);
  g_string_free (line.to_client, TRUE);
  g_string_free (line.to_server, TRUE);
}
