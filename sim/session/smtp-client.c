/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-client.h"

#include <string.h>

#include "sim/codec/dot-stuffing.h"
#include "sim/codec/line-reader.h"

enum
{
  LONGEST_LINE = 2048,        /* RFC 5321 4.5.3.1.5 asks for 512 */
  LONGEST_REPLY = 64 * 1024,  /* all its lines */
  KEPT_BUFFER = 64 * 1024,
};

struct SmtpClient
{
  char *host_name;
  const SessionOutput *output;     /* borrowed */
  const SmtpClientEvents *events;  /* borrowed */
  gpointer user;                   /* borrowed */
  SmtpClientState state;
  LineReader reader;
  GString *reply; /* the lines of a reply that is not whole yet */
  GString *out;
  gboolean size;       /* SIZE was announced (RFC 1870) */
  gboolean eight_bit;  /* 8BITMIME was announced (RFC 6152) */
  gboolean open;       /* a transaction is open on the server */
  const SmtpEnvelope *envelope; /* borrowed; NULL outside a transaction */
  GBytes *content;
  GArray *fates;       /* gboolean by recipient: whether it is decided */
  guint present;       /* the recipient whose RCPT is awaited */
  guint accepted;
};

typedef void (*EnterFunc) (SmtpClient *client);
typedef void (*ReplyFunc) (SmtpClient *client, const SmtpReply *reply);

/* A state: what is said on entering it, and what a reply of each class means there. The row's next
 * state is the one after success. */
typedef struct
{
  SessionRow row;
  guint8 success; /* first digit of the reply that means success (RFC 5321 4.2.1) */
  EnterFunc enter;
  ReplyFunc on_success;
  ReplyFunc on_transient;
  ReplyFunc on_permanent;
} Step;

static const Step *step_of (const SmtpClient *client);

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
  g_free (client->host_name);
  g_free (client);
}

SmtpClientState
smtp_client_get_state (const SmtpClient *client)
{
  return client->state;
}

const char *
smtp_client_get_verb (const SmtpClient *client)
{
  return step_of (client)->row.verb;
}

static void
enter (SmtpClient *client, SmtpClientState state)
{
  client->state = state;
  if (step_of (client)->enter != NULL)
    step_of (client)->enter (client);
}

static void
say_out (SmtpClient *client, SessionSpeech speech)
{
  client->output->say (client->user, speech, 0, client->out->str, client->out->len);
}

static void
say (SmtpClient *client, const char *line)
{
  client->output->say (client->user, SESSION_COMMAND, 0, line, strlen (line));
}

/* Tells the fate of a recipient, once. */
static void
decide (SmtpClient *client, guint index, const SmtpReply *reply)
{
  gboolean *decided = &g_array_index (client->fates, gboolean, index);

  if (*decided)
    return;
  *decided = TRUE;
  client->events->recipient (client->user, index, reply);
}

static void
decide_all (SmtpClient *client, const SmtpReply *reply)
{
  for (guint i = 0; i < client->fates->len; i++)
    decide (client, i, reply);
}

static void
forget_transaction (SmtpClient *client)
{
  client->envelope = NULL;
  g_clear_pointer (&client->content, g_bytes_unref);
  g_array_set_size (client->fates, 0);
}

/* The transaction is over. Calls back last: its owner may begin the next one from there. */
static void
finish (SmtpClient *client)
{
  forget_transaction (client);
  client->state = SMTP_CLIENT_IDLE;
  client->events->finished (client->user);
}

/* The session can't go on. Says QUIT where the server still listens. */
static void
fail (SmtpClient *client, const SmtpReply *reply, gboolean quit)
{
  decide_all (client, reply);
  forget_transaction (client);
  enter (client, quit ? SMTP_CLIENT_QUIT : SMTP_CLIENT_CLOSED);
  if (!quit)
    line_reader_stop (&client->reader);
  client->events->failed (client->user, reply);
  if (!quit)
    client->output->close (client->user);
}

static void
go_on (SmtpClient *client, const SmtpReply *reply)
{
  enter (client, (SmtpClientState) step_of (client)->row.next);
}

static void
give_up (SmtpClient *client, const SmtpReply *reply)
{
  fail (client, reply, TRUE);
}

static void
refuse_all (SmtpClient *client, const SmtpReply *reply)
{
  decide_all (client, reply);
  finish (client);
}

static void
say_ehlo (SmtpClient *client)
{
  g_string_printf (client->out, "EHLO %s\r\n", client->host_name);
  say_out (client, SESSION_COMMAND);
}

static void
say_helo (SmtpClient *client)
{
  g_string_printf (client->out, "HELO %s\r\n", client->host_name);
  say_out (client, SESSION_COMMAND);
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
  enter (client, SMTP_CLIENT_HELO);
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
  say_out (client, SESSION_COMMAND);
}

static void
begin_recipients (SmtpClient *client, const SmtpReply *reply)
{
  client->open = TRUE;
  enter (client, SMTP_CLIENT_RCPT);
}

static void
say_rcpt (SmtpClient *client)
{
  g_string_assign (client->out, "RCPT TO:<");
  g_string_append (client->out, g_ptr_array_index (client->envelope->recipients, client->present));
  g_string_append_len (client->out, ">\r\n", 3);
  say_out (client, SESSION_COMMAND);
}

/* After each RCPT: the next one, then DATA unless nobody is left to deliver to. */
static void
next_recipient (SmtpClient *client)
{
  if (++client->present < client->envelope->recipients->len)
    enter (client, SMTP_CLIENT_RCPT);
  else if (client->accepted > 0)
    enter (client, SMTP_CLIENT_DATA);
  else
    finish (client);
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
  decide (client, client->present, reply);
  next_recipient (client);
}

static void
say_data (SmtpClient *client)
{
  say (client, "DATA\r\n");
}

static void
say_content (SmtpClient *client)
{
  gsize length;
  const char *bytes = g_bytes_get_data (client->content, &length);

  g_string_truncate (client->out, 0);
  dot_stuffing_write (bytes, length, client->out);
  say_out (client, SESSION_DATA);
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
  say (client, "RSET\r\n");
}

static void
begin_mail (SmtpClient *client, const SmtpReply *reply)
{
  client->open = FALSE;
  enter (client, SMTP_CLIENT_MAIL);
}

static void
say_quit (SmtpClient *client)
{
  say (client, "QUIT\r\n");
}

/* Whatever QUIT was answered, it is over. */
static void
end_session (SmtpClient *client, const SmtpReply *reply)
{
  client->state = SMTP_CLIENT_CLOSED;
  line_reader_stop (&client->reader);
  client->output->close (client->user);
}

#define ROW(state, verb, next) { verb, 1 << SMTP_CLIENT_##state, SMTP_CLIENT_##next }

static const Step steps[] = {
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

static const Step *
step_of (const SmtpClient *client)
{
  return &steps[client->state];
}

/* What can't be a reply to what was said is told as code 0. */
static void
fail_unreadable (SmtpClient *client, const char *reason)
{
  g_autoptr (SmtpReply) reply = smtp_reply_new (0, NULL, reason);

  if (client->state == SMTP_CLIENT_QUIT)
    end_session (client, reply);
  else
    fail (client, reply, FALSE);
}

static void
take_reply (SmtpClient *client, const SmtpReply *reply)
{
  const Step *step = step_of (client);

  if (reply->code == 421 && client->state != SMTP_CLIENT_QUIT)
    fail (client, reply, FALSE);
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

void
smtp_client_send (SmtpClient *client, const SmtpEnvelope *envelope, GBytes *content)
{
  g_assert (client->state == SMTP_CLIENT_IDLE && envelope->recipients->len > 0);
  client->envelope = envelope;
  client->content = g_bytes_ref (content);
  client->present = 0;
  client->accepted = 0;
  g_array_set_size (client->fates, envelope->recipients->len);
  enter (client, client->open ? SMTP_CLIENT_RSET : SMTP_CLIENT_MAIL);
}

void
smtp_client_quit (SmtpClient *client)
{
  if (client->state == SMTP_CLIENT_IDLE)
    enter (client, SMTP_CLIENT_QUIT);
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
