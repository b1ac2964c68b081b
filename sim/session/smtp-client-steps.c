/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-client-steps.h"

#include <string.h>

#include "sim/codec/dot-stuffing.h"
#include "sim/codec/smtp-parameters.h"

enum
{
  KEPT_BUFFER = 64 * 1024,
};

static void
go_on (SmtpClient *client, const SmtpReply *reply)
{
  smtp_client_enter (client, (SmtpClientState) smtp_client_step (client)->row.next);
}

static void
give_up (SmtpClient *client, const SmtpReply *reply)
{
  smtp_client_fail (client, reply, TRUE);
}

static void
refuse_all (SmtpClient *client, const SmtpReply *reply)
{
  smtp_client_decide_all (client, reply);
  smtp_client_finish (client);
}

static void
say_ehlo (SmtpClient *client)
{
  g_string_printf (client->out, "EHLO %s\r\n", client->host_name);
  smtp_client_say_out (client, SESSION_COMMAND);
}

static void
say_helo (SmtpClient *client)
{
  g_string_printf (client->out, "HELO %s\r\n", client->host_name);
  smtp_client_say_out (client, SESSION_COMMAND);
}

/* The words after KEYWORD on LINE, or NULL where it is another line. */
static const char *
find_keyword (const char *line, const char *keyword)
{
  gsize length = strlen (keyword);

  if (g_ascii_strncasecmp (line, keyword, length) != 0 || (line[length] != '\0' && line[length] != ' ' && line[length] != '='))
    return NULL;
  return line + length;
}

/* One mechanism among those after AUTH. */
static gboolean
names_plain (const char *words)
{
  g_auto (GStrv) names = g_strsplit_set (words, " =", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], "PLAIN") == 0)
      return TRUE;
  return FALSE;
}

static void
note_keyword (SmtpClientOffer *offer, const char *line)
{
  const char *words;

  if ((words = find_keyword (line, "SIZE")) != NULL)
    {
      offer->size = TRUE;
      offer->size_limit = g_ascii_strtoull (words, NULL, 10);
    }
  if ((words = find_keyword (line, "AUTH")) != NULL)
    offer->auth_plain |= names_plain (words);
  offer->eight_bit |= find_keyword (line, "8BITMIME") != NULL;
  offer->utf8 |= find_keyword (line, "SMTPUTF8") != NULL;
  offer->dsn |= find_keyword (line, "DSN") != NULL;
  offer->pipelining |= find_keyword (line, "PIPELINING") != NULL;
}

/* The keywords stand on the lines after the first (RFC 5321 4.1.1.1). */
static void
note_keywords (SmtpClient *client, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    note_keyword (&client->offer, lines[i]);
}

static void
get_ready (SmtpClient *client, const SmtpReply *reply)
{
  client->state = SMTP_CLIENT_IDLE;
  client->events->ready (client->user);
}

static void
take_offer (SmtpClient *client, const SmtpReply *reply)
{
  note_keywords (client, reply->text);
  if (client->credentials != NULL && client->offer.auth_plain)
    smtp_client_enter (client, SMTP_CLIENT_AUTH);
  else
    get_ready (client, reply);
}

static void
say_auth (SmtpClient *client)
{
  g_string_printf (client->out, "AUTH PLAIN %s\r\n", client->credentials);
  smtp_client_say_out (client, SESSION_COMMAND);
}

static void
try_helo (SmtpClient *client, const SmtpReply *reply)
{
  smtp_client_enter (client, SMTP_CLIENT_HELO);
}

static void
say_mail_line (SmtpClient *client)
{
  const SmtpEnvelope *envelope = client->envelope;
  const SmtpClientOffer *offer = &client->offer;

  g_string_assign (client->out, "MAIL FROM:<");
  g_string_append (client->out, envelope->reverse_path);
  g_string_append_c (client->out, '>');
  if (offer->size)
    g_string_append_printf (client->out, " SIZE=%" G_GSIZE_FORMAT, g_bytes_get_size (client->content));
  if (client->eight_bit)
    g_string_append (client->out, " BODY=8BITMIME");
  if (client->utf8)
    g_string_append (client->out, " SMTPUTF8");
  if (offer->dsn && envelope->give_back != SMTP_RETURN_UNSAID)
    g_string_append (client->out, envelope->give_back == SMTP_RETURN_FULL ? " RET=FULL" : " RET=HDRS");
  if (offer->dsn && envelope->envelope_id != NULL)
    g_string_append_printf (client->out, " ENVID=%s", envelope->envelope_id);
  g_string_append (client->out, "\r\n");
  smtp_client_say_out (client, SESSION_COMMAND);
}

static void
say_rcpt_line (SmtpClient *client, const SmtpRecipient *recipient)
{
  g_string_assign (client->out, "RCPT TO:<");
  g_string_append (client->out, recipient->path);
  g_string_append_c (client->out, '>');
  if (client->offer.dsn)
    smtp_parameters_write_notify (recipient->notify, client->out);
  if (client->offer.dsn && recipient->original != NULL)
    g_string_append_printf (client->out, " ORCPT=%s", recipient->original);
  g_string_append_len (client->out, "\r\n", 2);
  smtp_client_say_out (client, SESSION_COMMAND);
}

/* Where the server allows it, the whole envelope and DATA go out in one go; the replies come in that order
 * (RFC 2920 3.1). */
static void
say_mail (SmtpClient *client)
{
  say_mail_line (client);
  if (!client->offer.pipelining)
    return;
  for (guint i = 0; i < client->envelope->recipients->len; i++)
    say_rcpt_line (client, smtp_envelope_recipient (client->envelope, i));
  smtp_client_say (client, "DATA\r\n");
}

static void
begin_recipients (SmtpClient *client, const SmtpReply *reply)
{
  client->open = TRUE;
  smtp_client_enter (client, SMTP_CLIENT_RCPT);
}

/* What was said ahead is still to be answered. */
static void
refuse_mail (SmtpClient *client, const SmtpReply *reply)
{
  if (!client->offer.pipelining)
    {
      refuse_all (client, reply);
      return;
    }
  smtp_client_decide_all (client, reply);
  smtp_client_enter (client, SMTP_CLIENT_RCPT);
}

static void
say_rcpt (SmtpClient *client)
{
  if (!client->offer.pipelining)
    say_rcpt_line (client, smtp_envelope_recipient (client->envelope, client->present));
}

/* After each RCPT: the next one, then DATA unless nobody is left to deliver to. */
static void
next_recipient (SmtpClient *client)
{
  if (++client->present < client->envelope->recipients->len)
    smtp_client_enter (client, SMTP_CLIENT_RCPT);
  else if (client->accepted > 0 || client->offer.pipelining)
    smtp_client_enter (client, SMTP_CLIENT_DATA);
  else
    smtp_client_finish (client);
}

static void
accept_recipient (SmtpClient *client, const SmtpReply *reply)
{
  /* After a refused MAIL all are decided, whatever a server may say of what was sent ahead. */
  if (!g_array_index (client->fates, gboolean, client->present))
    client->accepted++;
  next_recipient (client);
}

static void
refuse_recipient (SmtpClient *client, const SmtpReply *reply)
{
  smtp_client_decide (client, client->present, reply);
  next_recipient (client);
}

static void
say_data (SmtpClient *client)
{
  if (!client->offer.pipelining)
    smtp_client_say (client, "DATA\r\n");
}

/* A server that asks for content although it refused every recipient gets none (RFC 2920 3.1). */
static void
say_content (SmtpClient *client)
{
  gsize length;
  const char *bytes = g_bytes_get_data (client->content, &length);

  g_string_truncate (client->out, 0);
  if (client->accepted > 0)
    dot_stuffing_write (bytes, length, client->out);
  else
    g_string_append (client->out, ".\r\n");
  smtp_client_say_out (client, SESSION_DATA);
  if (client->out->allocated_len > KEPT_BUFFER)
    {
      g_string_free (client->out, TRUE);
      client->out = g_string_sized_new (256);
    }
}

/* The final dot was answered, which ends the transaction on the server too. */
static void
end_content (SmtpClient *client, const SmtpReply *reply)
{
  client->open = FALSE;
  refuse_all (client, reply);
}

static void
say_rset (SmtpClient *client)
{
  smtp_client_say (client, "RSET\r\n");
}

static void
begin_mail (SmtpClient *client, const SmtpReply *reply)
{
  client->open = FALSE;
  smtp_client_enter (client, SMTP_CLIENT_MAIL);
}

static void
say_quit (SmtpClient *client)
{
  smtp_client_say (client, "QUIT\r\n");
}

static void
end_session (SmtpClient *client, const SmtpReply *reply)
{
  smtp_client_end (client);
}

#define ROW(state, verb, next) { verb, 1 << SMTP_CLIENT_##state, SMTP_CLIENT_##next }

static const SmtpClientStep steps[] = {
  { ROW (GREETING, "CONNECT", EHLO), 2, NULL, go_on, give_up, give_up },
  { ROW (EHLO, "EHLO", IDLE), 2, say_ehlo, take_offer, give_up, try_helo },
  { ROW (HELO, "HELO", IDLE), 2, say_helo, get_ready, give_up, give_up },
  { ROW (AUTH, "AUTH", IDLE), 2, say_auth, get_ready, give_up, give_up },
  { ROW (IDLE, "", MAIL), 0, NULL, NULL, give_up, give_up }, /* nothing was asked */
  { ROW (MAIL, "MAIL", RCPT), 2, say_mail, begin_recipients, refuse_mail, refuse_mail },
  { ROW (RCPT, "RCPT", DATA), 2, say_rcpt, accept_recipient, refuse_recipient, refuse_recipient },
  { ROW (DATA, "DATA", CONTENT), 3, say_data, go_on, refuse_all, refuse_all },
  { ROW (CONTENT, "END-OF-DATA", IDLE), 2, say_content, end_content, end_content, end_content },
  { ROW (RSET, "RSET", MAIL), 2, say_rset, begin_mail, give_up, give_up },
  { ROW (QUIT, "QUIT", CLOSED), 2, say_quit, end_session, end_session, end_session },
  { ROW (CLOSED, "", CLOSED), 0, NULL, NULL, NULL, NULL },
};

#undef ROW

const SmtpClientStep *
smtp_client_step (const SmtpClient *client)
{
  return &steps[client->state];
}

const SessionTable *
smtp_client_table (void)
{
  static const char *const states[] = { "GREETING", "EHLO", "HELO", "AUTH", "IDLE", "MAIL", "RCPT",
                                        "DATA", "CONTENT", "RSET", "QUIT", "CLOSED" };
  static const SessionRow ways[] = {
    { "5yz", 1 << SMTP_CLIENT_EHLO, SMTP_CLIENT_HELO },
    { "has a login", 1 << SMTP_CLIENT_EHLO, SMTP_CLIENT_AUTH },
    { "has a mail", 1 << SMTP_CLIENT_IDLE, SMTP_CLIENT_MAIL },
    { "another recipient", 1 << SMTP_CLIENT_RCPT, SMTP_CLIENT_RCPT },
    { "refused", 1 << SMTP_CLIENT_MAIL | 1 << SMTP_CLIENT_RCPT | 1 << SMTP_CLIENT_DATA, SMTP_CLIENT_IDLE },
    { "has a mail after a refusal", 1 << SMTP_CLIENT_IDLE, SMTP_CLIENT_RSET },
    { "has no more", 1 << SMTP_CLIENT_IDLE, SMTP_CLIENT_QUIT },
  };
  static const SessionTable table = { "SMTP client", states, G_N_ELEMENTS (states), steps, sizeof steps[0], G_N_ELEMENTS (steps), ways, G_N_ELEMENTS (ways) };

  return &table;
}
