/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/pop3-client.h"

#include <string.h>

#include "sim/codec/line-reader.h"
#include "sim/codec/pop3-reply.h"

enum
{
  LONGEST_LINE = 2048,        /* RFC 1939 3 asks for 512 */
  LARGEST_MESSAGE = 64 << 20,
  LARGEST_LIST = 8 << 20,
};

typedef enum
{
  GREETING,
  USER,
  PASS,
  STAT,
  UIDL,
  RETR,
  DELE,
  QUIT,
  CLOSED,
} State;

typedef struct
{
  guint number;
  char *uidl;
} Entry;

struct Pop3Client
{
  char *name;
  char *password;
  gboolean leave_on_server;
  const SessionOutput *output;    /* borrowed */
  const Pop3ClientEvents *events; /* borrowed */
  gpointer user;                  /* borrowed */
  State state;
  LineReader reader;
  GString *out;
  GArray *entries; /* Entry */
  guint present;   /* index of the one being retrieved or deleted */
  char *error;     /* what will be told when QUIT is answered, or NULL */
};

typedef void (*EnterFunc) (Pop3Client *client);
typedef void (*ReplyFunc) (Pop3Client *client, const char *bytes, gsize length);

/* A state: what is said on entering it, and what +OK means. For a multi-line reply that is told
 * once its text is there. -ERR means QUIT everywhere. */
typedef struct
{
  SessionRow row;
  gsize text_limit; /* 0: a reply of one line */
  EnterFunc enter;
  ReplyFunc on_ok;
} Step;

static const Step *step_of (const Pop3Client *client);

static void
clear_entry (Entry *entry)
{
  g_free (entry->uidl);
}

Pop3Client *
pop3_client_new (const char *name, const char *password, gboolean leave_on_server,
                 const SessionOutput *output, const Pop3ClientEvents *events, gpointer user)
{
  Pop3Client *client = g_new0 (Pop3Client, 1);

  client->name = g_strdup (name);
  client->password = g_strdup (password);
  client->leave_on_server = leave_on_server;
  client->output = output;
  client->events = events;
  client->user = user;
  client->out = g_string_sized_new (128);
  client->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (client->entries, (GDestroyNotify) clear_entry);
  line_reader_init (&client->reader, LONGEST_LINE);
  return client;
}

void
pop3_client_free (Pop3Client *client)
{
  line_reader_clear (&client->reader);
  g_string_free (client->out, TRUE);
  g_array_unref (client->entries);
  g_free (client->name);
  g_free (client->password);
  g_free (client->error);
  g_free (client);
}

static void
enter (Pop3Client *client, State state)
{
  client->state = state;
  if (step_of (client)->enter != NULL)
    step_of (client)->enter (client);
}

static void
say (Pop3Client *client, const char *line)
{
  client->output->say (client->user, SESSION_COMMAND, 0, line, strlen (line));
}

static void
say_with_argument (Pop3Client *client, const char *verb, const char *argument)
{
  g_string_printf (client->out, "%s %s\r\n", verb, argument);
  say (client, client->out->str);
}

static void
say_with_number (Pop3Client *client, const char *verb)
{
  g_string_printf (client->out, "%s %u\r\n", verb, g_array_index (client->entries, Entry, client->present).number);
  say (client, client->out->str);
}

static void
finish (Pop3Client *client)
{
  client->state = CLOSED;
  line_reader_stop (&client->reader);
  client->events->finished (client->user, client->error);
  client->output->close (client->user);
}

/* Something was refused: says goodbye, and tells REASON when that is answered. */
static void
give_up (Pop3Client *client, const char *reason)
{
  if (client->error == NULL)
    client->error = g_strdup (reason);
  if (client->state == QUIT)
    finish (client);
  else
    enter (client, QUIT);
}

static void
go_on (Pop3Client *client, const char *bytes, gsize length)
{
  enter (client, (State) step_of (client)->row.next);
}

static void
say_user (Pop3Client *client)
{
  say_with_argument (client, "USER", client->name);
}

static void
say_pass (Pop3Client *client)
{
  say_with_argument (client, "PASS", client->password);
}

static void
say_stat (Pop3Client *client)
{
  say (client, "STAT\r\n");
}

static void
take_stat (Pop3Client *client, const char *text, gsize length)
{
  guint count;
  guint64 octets;

  if (!pop3_reply_parse_stat (text, &count, &octets))
    give_up (client, "The server's answer to STAT can't be read");
  else
    enter (client, count > 0 ? UIDL : QUIT);
}

static void
say_uidl (Pop3Client *client)
{
  say (client, "UIDL\r\n");
}

/* Goes to the first message from PRESENT on that is to be retrieved or deleted, or to the end. */
static void
look_at_next (Pop3Client *client)
{
  for (; client->present < client->entries->len; client->present++)
    {
      const char *uidl = g_array_index (client->entries, Entry, client->present).uidl;

      if (!client->events->known (client->user, uidl))
        {
          enter (client, RETR);
          return;
        }
      if (!client->leave_on_server)
        {
          enter (client, DELE);
          return;
        }
    }
  enter (client, QUIT);
}

static void
take_uidl (Pop3Client *client, const char *text, gsize length)
{
  const char *end = text + length, *newline;

  for (; text < end && (newline = memchr (text, '\n', (gsize) (end - text))) != NULL; text = newline + 1)
    {
      gsize line = (gsize) (newline - text);
      Entry entry;

      if (line == 0 || !pop3_reply_parse_uidl (text, line - 1, &entry.number, &entry.uidl))
        {
          give_up (client, "The server's answer to UIDL can't be read");
          return;
        }
      g_array_append_val (client->entries, entry);
    }
  look_at_next (client);
}

static void
say_retr (Pop3Client *client)
{
  say_with_number (client, "RETR");
}

static void
take_message (Pop3Client *client, const char *text, gsize length)
{
  g_autoptr (GBytes) content = g_bytes_new (text, length);

  client->events->retrieved (client->user, g_array_index (client->entries, Entry, client->present).uidl, content);
  if (!client->leave_on_server)
    {
      enter (client, DELE);
      return;
    }
  client->present++;
  look_at_next (client);
}

static void
say_dele (Pop3Client *client)
{
  say_with_number (client, "DELE");
}

static void
take_deleted (Pop3Client *client, const char *text, gsize length)
{
  client->present++;
  look_at_next (client);
}

static void
say_quit (Pop3Client *client)
{
  say (client, "QUIT\r\n");
}

static void
end_session (Pop3Client *client, const char *text, gsize length)
{
  finish (client);
}

static const Step steps[] = {
  { { "CONNECT", 1 << GREETING, USER }, 0, NULL, go_on },
  { { "USER", 1 << USER, PASS }, 0, say_user, go_on },
  { { "PASS", 1 << PASS, STAT }, 0, say_pass, go_on },
  { { "STAT", 1 << STAT, UIDL }, 0, say_stat, take_stat },
  { { "UIDL", 1 << UIDL, RETR }, LARGEST_LIST, say_uidl, take_uidl },
  { { "RETR", 1 << RETR, DELE }, LARGEST_MESSAGE, say_retr, take_message },
  { { "DELE", 1 << DELE, RETR }, 0, say_dele, take_deleted },
  { { "QUIT", 1 << QUIT, CLOSED }, 0, say_quit, end_session },
  { { "", 1 << CLOSED, -1 }, 0, NULL, NULL },
};

static const Step *
step_of (const Pop3Client *client)
{
  return &steps[client->state];
}

/* Nothing more can be made of what the server says. */
static void
fail (Pop3Client *client, const char *reason)
{
  if (client->error == NULL)
    client->error = g_strdup (reason);
  finish (client);
}

static void
take_line (Pop3Client *client, const char *line, gsize length)
{
  g_autofree char *text = NULL;
  gboolean positive;

  if (!pop3_reply_parse (line, length, &positive, &text))
    fail (client, "The server gave a reply that is neither +OK nor -ERR");
  else if (!positive)
    give_up (client, text);
  else if (step_of (client)->text_limit > 0)
    line_reader_expect (&client->reader, LINE_READER_TEXT, step_of (client)->text_limit);
  else
    step_of (client)->on_ok (client, text, strlen (text));
}

static void
take_text (Pop3Client *client, const char *text, gsize length)
{
  line_reader_expect (&client->reader, LINE_READER_LINES, LONGEST_LINE);
  step_of (client)->on_ok (client, text, length);
}

void
pop3_client_receive (Pop3Client *client, const guint8 *bytes, gsize length)
{
  const char *unit = NULL;
  gsize unit_length = 0;
  LineReaderResult result;

  if (!line_reader_feed (&client->reader, bytes, length))
    return;
  while ((result = line_reader_next (&client->reader, &unit, &unit_length)) != LINE_READER_WAIT)
    if (result == LINE_READER_TOO_LONG)
      fail (client, "The server sent more than can be taken");
    else if (client->reader.mode == LINE_READER_TEXT)
      take_text (client, unit, unit_length);
    else
      take_line (client, unit, unit_length);
}

const SessionTable *
pop3_client_table (void)
{
  static const char *const states[] = { "GREETING", "USER", "PASS", "STAT", "UIDL", "RETR", "DELE", "QUIT", "CLOSED" };
  static const SessionRow ways[] = {
    { "stays on the server", 1 << RETR, RETR },
    { "nothing new, or -ERR", 1 << PASS | 1 << STAT | 1 << UIDL | 1 << RETR | 1 << DELE, QUIT },
  };
  static const SessionTable table = { "POP3 client", states, G_N_ELEMENTS (states), steps, sizeof steps[0], G_N_ELEMENTS (steps), ways, G_N_ELEMENTS (ways) };

  return &table;
}
