/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-client.h"

#include <string.h>

#include "sim/codec/imap-response.h"
#include "sim/codec/imap-sequence.h"
#include "sim/codec/line-reader.h"

enum
{
  LARGEST_RESPONSE = 64 << 20, /* a message in it */
};

typedef enum
{
  GREETING,
  LOGIN,
  SELECT,
  FETCH,
  STORE,
  LOGOUT,
  CLOSED,
} State;

struct ImapClient
{
  char *name;
  char *password;
  guint32 first_uid;
  const SessionOutput *output;    /* borrowed */
  const ImapClientEvents *events; /* borrowed */
  gpointer user;                  /* borrowed */
  State state;
  LineReader reader;
  GString *out;
  guint last_tag;
  guint32 exists;
  guint32 uid_next; /* 0: not said */
  GArray *fetched;  /* ImapRange: UIDs to be marked */
  char *error;      /* what will be told in the end, or NULL */
  gboolean owes_password; /* as a literal, when the server is ready for it */
};

typedef void (*StepFunc) (ImapClient *client);

/* A state: what is said on entering it, and what its tagged OK means. NO and BAD mean LOGOUT. */
typedef struct
{
  SessionRow row;
  StepFunc enter;
  StepFunc on_ok;
} Step;

static const Step *step_of (const ImapClient *client);

ImapClient *
imap_client_new (const char *name, const char *password, guint32 first_uid,
                 const SessionOutput *output, const ImapClientEvents *events, gpointer user)
{
  ImapClient *client = g_new0 (ImapClient, 1);

  client->name = g_strdup (name);
  client->password = g_strdup (password);
  client->first_uid = MAX (first_uid, 1);
  client->output = output;
  client->events = events;
  client->user = user;
  client->out = g_string_sized_new (128);
  client->fetched = imap_sequence_new ();
  line_reader_init (&client->reader, LARGEST_RESPONSE);
  line_reader_expect (&client->reader, LINE_READER_LITERALS, LARGEST_RESPONSE);
  return client;
}

void
imap_client_free (ImapClient *client)
{
  line_reader_clear (&client->reader);
  g_string_free (client->out, TRUE);
  g_array_unref (client->fetched);
  g_free (client->name);
  g_free (client->password);
  g_free (client->error);
  g_free (client);
}

static void
enter (ImapClient *client, State state)
{
  client->state = state;
  if (step_of (client)->enter != NULL)
    step_of (client)->enter (client);
}

/* Begins a command in OUT with the next tag. */
static void
begin_command (ImapClient *client, const char *verb)
{
  g_string_printf (client->out, "A%u %s", ++client->last_tag, verb);
}

static void
say_command (ImapClient *client)
{
  g_string_append (client->out, "\r\n");
  client->output->say (client->user, SESSION_COMMAND, 0, client->out->str, client->out->len);
}

static void
finish (ImapClient *client)
{
  client->state = CLOSED;
  line_reader_stop (&client->reader);
  client->events->finished (client->user, client->error);
  client->output->close (client->user);
}

static void
note_error (ImapClient *client, const char *reason)
{
  if (client->error == NULL)
    client->error = g_strdup (reason);
}

static void
go_on (ImapClient *client)
{
  enter (client, (State) step_of (client)->row.next);
}

/* A quoted string holds ASCII only; all else goes as a literal (RFC 3501 4.3). */
static void
say_login (ImapClient *client)
{
  client->owes_password = !g_str_is_ascii (client->password);
  begin_command (client, "LOGIN ");
  imap_scanner_write_quoted (client->out, client->name);
  g_string_append_c (client->out, ' ');
  if (client->owes_password)
    g_string_append_printf (client->out, "{%" G_GSIZE_FORMAT "}", strlen (client->password));
  else
    imap_scanner_write_quoted (client->out, client->password);
  say_command (client);
}

/* The server is ready for a literal; where none is owed, it asks for nothing. */
static void
go_on_with_login (ImapClient *client)
{
  if (client->state != LOGIN || !client->owes_password)
    return;
  client->owes_password = FALSE;
  g_string_assign (client->out, client->password);
  say_command (client);
}

static void
say_select (ImapClient *client)
{
  begin_command (client, "SELECT INBOX");
  say_command (client);
}

/* Fetches only where there can be something new. */
static void
end_select (ImapClient *client)
{
  gboolean nothing = client->exists == 0 || (client->uid_next != 0 && client->uid_next <= client->first_uid);

  enter (client, nothing ? LOGOUT : FETCH);
}

static void
say_fetch (ImapClient *client)
{
  begin_command (client, "UID FETCH ");
  g_string_append_printf (client->out, "%u:* (FLAGS BODY.PEEK[])", client->first_uid);
  say_command (client);
}

static void
end_fetch (ImapClient *client)
{
  enter (client, client->fetched->len > 0 ? STORE : LOGOUT);
}

static void
say_store (ImapClient *client)
{
  begin_command (client, "UID STORE ");
  imap_sequence_write (client->fetched, client->out);
  g_string_append (client->out, " +FLAGS.SILENT (\\Seen)");
  say_command (client);
}

static void
say_logout (ImapClient *client)
{
  begin_command (client, "LOGOUT");
  say_command (client);
}

static const Step steps[] = {
  { { "CONNECT", 1 << GREETING, LOGIN }, NULL, go_on },
  { { "LOGIN", 1 << LOGIN, SELECT }, say_login, go_on },
  { { "SELECT", 1 << SELECT, FETCH }, say_select, end_select },
  { { "UID FETCH", 1 << FETCH, STORE }, say_fetch, end_fetch },
  { { "UID STORE", 1 << STORE, LOGOUT }, say_store, go_on },
  { { "LOGOUT", 1 << LOGOUT, CLOSED }, say_logout, finish },
  { { "", 1 << CLOSED, -1 }, NULL, NULL },
};

static const Step *
step_of (const ImapClient *client)
{
  return &steps[client->state];
}

/* Nothing more can be made of what the server says. */
static void
fail (ImapClient *client, const char *reason)
{
  note_error (client, reason);
  finish (client);
}

/* "n:*" names the last message even where its UID is below n (RFC 3501 6.4.8): that one is no news. */
static void
take_fetch (ImapClient *client, const ImapResponse *response)
{
  const char *content;
  gsize length;
  guint32 uid;
  g_autoptr (GBytes) bytes = NULL;

  if (!imap_response_parse_fetch (response, &uid, &content, &length))
    {
      fail (client, "The server's answer to FETCH can't be read");
      return;
    }
  if (client->state != FETCH || content == NULL || uid < client->first_uid)
    return;
  imap_sequence_add (client->fetched, uid);
  bytes = g_bytes_new (content, length);
  client->events->fetched (client->user, uid, bytes);
}

/* The server's first word: OK, PREAUTH or BYE (RFC 3501 7.1). */
static void
take_greeting (ImapClient *client, const ImapResponse *response)
{
  if (strcmp (response->word, "OK") == 0)
    enter (client, LOGIN);
  else if (strcmp (response->word, "PREAUTH") == 0)
    enter (client, SELECT);
  else
    fail (client, "The server did not greet");
}

static void
take_untagged (ImapClient *client, const ImapResponse *response)
{
  if (strcmp (response->word, "BYE") == 0 && client->state != LOGOUT)
    {
      g_autofree char *text = imap_response_dup_text (response);

      fail (client, text);
    }
  else if (client->state == GREETING)
    take_greeting (client, response);
  else if (strcmp (response->word, "EXISTS") == 0)
    client->exists = response->number;
  else if (strcmp (response->word, "FETCH") == 0)
    take_fetch (client, response);
  else if (strcmp (response->word, "OK") == 0)
    imap_response_find_code (response, "UIDNEXT", &client->uid_next);
}

static gboolean
is_last_tag (const ImapClient *client, const ImapResponse *response)
{
  char tag[16];

  g_snprintf (tag, sizeof tag, "A%u", client->last_tag);
  return strlen (tag) == response->tag_length && memcmp (tag, response->tag, response->tag_length) == 0;
}

static void
take_tagged (ImapClient *client, const ImapResponse *response)
{
  g_autofree char *text = NULL;

  if (!is_last_tag (client, response))
    {
      fail (client, "The server answered a command that was not given");
      return;
    }
  if (strcmp (response->word, "OK") == 0)
    {
      step_of (client)->on_ok (client);
      return;
    }
  text = imap_response_dup_text (response);
  note_error (client, text);
  if (client->state == LOGOUT)
    finish (client);
  else
    enter (client, LOGOUT);
}

static void
take_response (ImapClient *client, const char *line, gsize length)
{
  ImapResponse response;

  if (!imap_response_parse (line, length, &response))
    {
      fail (client, "The server gave a response that can't be read");
      return;
    }
  switch (response.kind)
    {
    case IMAP_RESPONSE_CONTINUE:
      go_on_with_login (client);
      return;
    case IMAP_RESPONSE_UNTAGGED:
      take_untagged (client, &response);
      return;
    case IMAP_RESPONSE_TAGGED:
      take_tagged (client, &response);
      return;
    }
}

void
imap_client_receive (ImapClient *client, const guint8 *bytes, gsize length)
{
  const char *line = NULL;
  gsize line_length = 0;

  if (!line_reader_feed (&client->reader, bytes, length))
    return;
  for (;;)
    switch (line_reader_next (&client->reader, &line, &line_length))
      {
      case LINE_READER_WAIT:
        return;
      case LINE_READER_UNIT:
        take_response (client, line, line_length);
        break;
      case LINE_READER_CONTINUE: /* a server's literals ask for no leave */
        break;
      case LINE_READER_TOO_LONG:
        fail (client, "The server sent more than can be taken");
        break;
      }
}

const SessionTable *
imap_client_table (void)
{
  static const char *const states[] = { "GREETING", "LOGIN", "SELECT", "FETCH", "STORE", "LOGOUT", "CLOSED" };
  static SessionRow rows[G_N_ELEMENTS (steps)];
  static const SessionTable table = { "IMAP client", states, G_N_ELEMENTS (states), rows, G_N_ELEMENTS (rows) };
  static gsize filled;

  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        rows[i] = steps[i].row;
      g_once_init_leave (&filled, 1);
    }
  return &table;
}
