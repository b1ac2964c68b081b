/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-client-steps.h"

#include <string.h>

#include "sim/codec/dot-stuffing.h"

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

static gboolean
is_keyword (const char *line, const char *keyword)
{
  gsize length = strlen (keyword);

  return g_ascii_strncasecmp (line, keyword, length) == 0
         && (line[length] == '\0' || line[length] == ' ' || line[length] == '\n');
}

/* The keywords stand on the lines after the first (RFC 5321 4.1.1.1). */
static void
note_keywords (SmtpClient *client, const char *text)
{
  for (const char *line = strchr (text, '\n'); line != NULL; line = strchr (line, '\n'))
    {
      line++;
      client->size |= is_keyword (line, "SIZE");
      client->eight_bit |= is_keyword (line, "8BITMIME");
    }
}

static void
get_ready (SmtpClient *client, const SmtpReply *reply)
{
  if (client->state == SMTP_CLIENT_EHLO)
    note_keywords (client, reply->text);
  client->state = SMTP_CLIENT_IDLE;
  client->events->ready (client->user);
}

static void
try_helo (SmtpClient *client, const SmtpReply *reply)
{
  smtp_client_enter (client, SMTP_CLIENT_HELO);
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

static void
say_mail (SmtpClient *client)
{
  g_string_assign (client->out, "MAIL FROM:<");
  g_string_append (client->out, client->envelope->reverse_path);
  g_string_append_c (client->out, '>');
  if (client->size)
    g_string_append_printf (client->out, " SIZE=%" G_GSIZE_FORMAT, g_bytes_get_size (client->content));
  if (client->eight_bit && has_eight_bit (client->content))
    g_string_append (client->out, " BODY=8BITMIME");
  g_string_append (client->out, "\r\n");
  smtp_client_say_out (client, SESSION_COMMAND);
}

static void
begin_recipients (SmtpClient *client, const SmtpReply *reply)
{
  client->open = TRUE;
  smtp_client_enter (client, SMTP_CLIENT_RCPT);
}

static void
say_rcpt (SmtpClient *client)
{
  g_string_assign (client->out, "RCPT TO:<");
  g_string_append (client->out, g_ptr_array_index (client->envelope->recipients, client->present));
  g_string_append_len (client->out, ">\r\n", 3);
  smtp_client_say_out (client, SESSION_COMMAND);
}

/* After each RCPT: the next one, then DATA unless nobody is left to deliver to. */
static void
next_recipient (SmtpClient *client)
{
  if (++client->present < client->envelope->recipients->len)
    smtp_client_enter (client, SMTP_CLIENT_RCPT);
  else if (client->accepted > 0)
    smtp_client_enter (client, SMTP_CLIENT_DATA);
  else
    smtp_client_finish (client);
}

static void
accept_recipient (SmtpClient *client, const SmtpReply *reply)
{
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
  smtp_client_say (client, "DATA\r\n");
}

static void
say_content (SmtpClient *client)
{
  gsize length;
  const char *bytes = g_bytes_get_data (client->content, &length);

  g_string_truncate (client->out, 0);
  dot_stuffing_write (bytes, length, client->out);
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
  { ROW (EHLO, "EHLO", IDLE), 2, say_ehlo, get_ready, give_up, try_helo },
  { ROW (HELO, "HELO", IDLE), 2, say_helo, get_ready, give_up, give_up },
  { ROW (IDLE, "", MAIL), 0, NULL, NULL, give_up, give_up }, /* nothing was asked */
  { ROW (MAIL, "MAIL", RCPT), 2, say_mail, begin_recipients, refuse_all, refuse_all },
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
  static const char *const states[] = { "GREETING", "EHLO", "HELO", "IDLE", "MAIL", "RCPT",
                                        "DATA", "CONTENT", "RSET", "QUIT", "CLOSED" };
  static SessionRow rows[G_N_ELEMENTS (steps)];
  static const SessionTable table = { "SMTP client", states, G_N_ELEMENTS (states), rows, G_N_ELEMENTS (rows) };
  static gsize filled;

  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        rows[i] = steps[i].row;
      g_once_init_leave (&filled, 1);
    }
  return &table;
}
