/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-client-steps.h"

#include <string.h>

#include "sim/codec/sasl-plain.h"

enum
{
  LONGEST_LINE = 2048,       /* RFC 5321 4.5.3.1.5 asks for 512 */
  LONGEST_REPLY = 64 * 1024, /* all its lines */
};

SmtpClient *
smtp_client_new (const char *host_name, const SessionOutput *output,
                 const SmtpClientEvents *events, gpointer user)
{
  SmtpClient *client = g_new0 (SmtpClient, 1);

  client->host_name = g_strdup (host_name);
  client->output = output;
  client->events = events;
  client->user = user;
  client->reply = g_string_new (NULL);
  client->out = g_string_sized_new (256);
  client->fates = g_array_new (FALSE, TRUE, sizeof (gboolean));
  line_reader_init (&client->reader, LONGEST_LINE);
  return client;
}

void
smtp_client_free (SmtpClient *client)
{
  line_reader_clear (&client->reader);
  g_string_free (client->reply, TRUE);
  g_string_free (client->out, TRUE);
  g_array_unref (client->fates);
  g_clear_pointer (&client->content, g_bytes_unref);
  g_free (client->credentials);
  g_free (client->host_name);
  g_free (client);
}

void
smtp_client_set_login (SmtpClient *client, const char *name, const char *password)
{
  g_free (client->credentials);
  client->credentials = sasl_plain_write (name, password);
}

gboolean
smtp_client_offers_dsn (const SmtpClient *client)
{
  return client->offer.dsn;
}

SmtpClientState
smtp_client_get_state (const SmtpClient *client)
{
  return client->state;
}

const char *
smtp_client_get_verb (const SmtpClient *client)
{
  return smtp_client_step (client)->row.verb;
}

void
smtp_client_enter (SmtpClient *client, SmtpClientState state)
{
  client->state = state;
  if (smtp_client_step (client)->enter != NULL)
    smtp_client_step (client)->enter (client);
}

void
smtp_client_say_out (SmtpClient *client, SessionSpeech speech)
{
  client->output->say (client->user, speech, 0, client->out->str, client->out->len);
}

void
smtp_client_say (SmtpClient *client, const char *line)
{
  client->output->say (client->user, SESSION_COMMAND, 0, line, strlen (line));
}

void
smtp_client_decide (SmtpClient *client, guint index, const SmtpReply *reply)
{
  gboolean *decided = &g_array_index (client->fates, gboolean, index);

  if (*decided)
    return;
  *decided = TRUE;
  client->events->recipient (client->user, index, reply);
}

void
smtp_client_decide_all (SmtpClient *client, const SmtpReply *reply)
{
  for (guint i = 0; i < client->fates->len; i++)
    smtp_client_decide (client, i, reply);
}

static void
forget_transaction (SmtpClient *client)
{
  client->envelope = NULL;
  g_clear_pointer (&client->content, g_bytes_unref);
  g_array_set_size (client->fates, 0);
}

void
smtp_client_finish (SmtpClient *client)
{
  forget_transaction (client);
  client->state = SMTP_CLIENT_IDLE;
  client->events->finished (client->user);
}

void
smtp_client_fail (SmtpClient *client, const SmtpReply *reply, gboolean quit)
{
  smtp_client_decide_all (client, reply);
  forget_transaction (client);
  smtp_client_enter (client, quit ? SMTP_CLIENT_QUIT : SMTP_CLIENT_CLOSED);
  if (!quit)
    line_reader_stop (&client->reader);
  client->events->failed (client->user, reply);
  if (!quit)
    client->output->close (client->user);
}

void
smtp_client_end (SmtpClient *client)
{
  client->state = SMTP_CLIENT_CLOSED;
  line_reader_stop (&client->reader);
  client->output->close (client->user);
}

/* What can't be a reply to what was said is told as code 0. */
static void
fail_unreadable (SmtpClient *client, const char *reason)
{
  g_autoptr (SmtpReply) reply = smtp_reply_new (0, NULL, reason);

  if (client->state == SMTP_CLIENT_QUIT)
    smtp_client_end (client);
  else
    smtp_client_fail (client, reply, FALSE);
}

static void
take_reply (SmtpClient *client, const SmtpReply *reply)
{
  const SmtpClientStep *step = smtp_client_step (client);

  if (reply->code == 421 && client->state != SMTP_CLIENT_QUIT)
    smtp_client_fail (client, reply, FALSE);
  else if (reply->code / 100 == step->success)
    step->on_success (client, reply);
  else if (smtp_reply_is_transient (reply))
    step->on_transient (client, reply);
  else if (smtp_reply_is_permanent (reply))
    step->on_permanent (client, reply);
  else
    fail_unreadable (client, "The server gave a reply that does not fit the command");
}

/* Gathers the lines of a reply: all but the last have a hyphen after the code (RFC 5321 4.2.1). */
static void
take_line (SmtpClient *client, const char *line, gsize length)
{
  g_autoptr (SmtpReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_string_append_len (client->reply, line, (gssize) length);
  g_string_append_len (client->reply, "\r\n", 2);
  if (length > 3 && line[3] == '-' && client->reply->len < LONGEST_REPLY)
    return;
  reply = smtp_reply_parse (client->reply->str, client->reply->len, &error);
  g_string_truncate (client->reply, 0);
  if (reply != NULL)
    take_reply (client, reply);
  else
    fail_unreadable (client, error->message);
}

void
smtp_client_receive (SmtpClient *client, const guint8 *bytes, gsize length)
{
  const char *line = NULL;
  gsize line_length = 0;
  LineReaderResult result;

  if (!line_reader_feed (&client->reader, bytes, length))
    return;
  while ((result = line_reader_next (&client->reader, &line, &line_length)) != LINE_READER_WAIT)
    if (result == LINE_READER_TOO_LONG)
      fail_unreadable (client, "The server sent a line without end");
    else
      take_line (client, line, line_length);
}

/* Looks at eight bytes at a time: every content passes here. */
static gboolean
has_eight_bit (GBytes *content)
{
  const guint64 high_bits = G_GUINT64_CONSTANT (0x8080808080808080);
  gsize length, i = 0;
  const guint8 *bytes = g_bytes_get_data (content, &length);
  guint64 all = 0;

  for (guint64 word; i + sizeof word <= length; i += sizeof word)
    {
      memcpy (&word, bytes + i, sizeof word);
      all |= word;
    }
  for (; i < length; i++)
    all |= bytes[i];
  return (all & high_bits) != 0;
}

static gboolean
needs_utf8 (const SmtpEnvelope *envelope)
{
  gboolean needed = envelope->utf8 || !g_str_is_ascii (envelope->reverse_path);

  for (guint i = 0; i < envelope->recipients->len; i++)
    needed = needed || !g_str_is_ascii (smtp_envelope_recipient (envelope, i)->path);
  return needed;
}

/* Why the server can't take the message, or NULL (RFC 1870 6, RFC 6152 3, RFC 6531 3.1). */
static SmtpReply *
find_obstacle (const SmtpClient *client)
{
  const SmtpClientOffer *offer = &client->offer;

  if (offer->size_limit > 0 && g_bytes_get_size (client->content) > offer->size_limit)
    return smtp_reply_new (0, "5.3.4", "the message is larger than the server takes");
  if (client->utf8 && !offer->utf8)
    return smtp_reply_new (0, "5.6.7", "an address beyond ASCII is needed, and the server does not offer SMTPUTF8");
  if (client->eight_bit && !offer->eight_bit)
    return smtp_reply_new (0, "5.6.3", "the message has 8-bit content, and the server does not offer 8BITMIME");
  return NULL;
}

void
smtp_client_send (SmtpClient *client, const SmtpEnvelope *envelope, GBytes *content)
{
  g_autoptr (SmtpReply) obstacle = NULL;

  g_assert (client->state == SMTP_CLIENT_IDLE && envelope->recipients->len > 0);
  client->envelope = envelope;
  client->content = g_bytes_ref (content);
  client->present = 0;
  client->accepted = 0;
  client->eight_bit = has_eight_bit (content);
  client->utf8 = needs_utf8 (envelope);
  g_array_set_size (client->fates, envelope->recipients->len);
  obstacle = find_obstacle (client);
  if (obstacle == NULL)
    {
      smtp_client_enter (client, client->open ? SMTP_CLIENT_RSET : SMTP_CLIENT_MAIL);
      return;
    }
  smtp_client_decide_all (client, obstacle);
  smtp_client_finish (client);
}

void
smtp_client_quit (SmtpClient *client)
{
  if (client->state == SMTP_CLIENT_IDLE)
    smtp_client_enter (client, SMTP_CLIENT_QUIT);
}
