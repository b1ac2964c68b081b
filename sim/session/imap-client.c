/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-client-steps.h"

#include <string.h>

#include "sim/codec/imap-response.h"
#include "sim/codec/imap-sequence.h"
#include "sim/session/imap-flags.h"

enum
{
  LARGEST_RESPONSE = 64 << 20, /* a message in it */
};

ImapClient *
imap_client_new (const ImapClientConfig *config, const SessionOutput *output, const ImapClientEvents *events, gpointer user)
{
  ImapClient *client = g_new0 (ImapClient, 1);

  client->name = g_strdup (config->name);
  client->password = g_strdup (config->password);
  client->first_uid = MAX (config->first_uid, 1);
  client->stays = config->stays;
  client->output = output;
  client->events = events;
  client->user = user;
  client->out = g_string_sized_new (128);
  client->uids = g_array_new (FALSE, TRUE, sizeof (guint32));
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
  g_array_unref (client->uids);
  g_array_unref (client->fetched);
  g_free (client->name);
  g_free (client->password);
  g_free (client->error);
  g_free (client);
}

void
imap_client_finish (ImapClient *client)
{
  client->state = IMAP_CLIENT_CLOSED;
  line_reader_stop (&client->reader);
  client->events->finished (client->user, client->error);
  client->output->close (client->user);
}

void
imap_client_note_error (ImapClient *client, const char *reason)
{
  if (client->error == NULL)
    client->error = g_strdup (reason);
}

/* Nothing more can be made of what the server says. */
static void
fail (ImapClient *client, const char *reason)
{
  imap_client_note_error (client, reason);
  imap_client_finish (client);
}

/* Messages are known by number in this session, by UID for ever. */
static void
note_uid (ImapClient *client, guint32 number, guint32 uid)
{
  if (number == 0 || number > client->exists)
    return;
  if (client->uids->len < number)
    g_array_set_size (client->uids, number);
  if (uid != 0)
    g_array_index (client->uids, guint32, number - 1) = uid;
}

static guint32
uid_at (const ImapClient *client, guint32 number)
{
  return number >= 1 && number <= client->uids->len ? g_array_index (client->uids, guint32, number - 1) : 0;
}

static void
tell_flags (ImapClient *client, guint32 uid, guint32 flags)
{
  if (uid != 0 && uid < client->first_uid && client->events->marked != NULL)
    client->events->marked (client->user, uid, flags);
}

/* "n:*" names the last message even where its UID is below n (RFC 3501 6.4.8): that one is no news. */
static void
take_content (ImapClient *client, const ImapFetched *fetched, gboolean seen)
{
  g_autoptr (GBytes) bytes = NULL;

  if (client->state != IMAP_CLIENT_FETCH || fetched->content == NULL || fetched->uid < client->first_uid)
    return;
  if (!seen)
    imap_sequence_add (client->fetched, fetched->uid);
  client->first_uid = fetched->uid + 1;
  bytes = g_bytes_new (fetched->content, fetched->length);
  client->events->fetched (client->user, fetched->uid, bytes);
}

static void
take_fetch (ImapClient *client, const ImapResponse *response)
{
  ImapFetched fetched;
  guint32 flags = 0;
  gboolean has_flags;

  if (!imap_response_parse_fetch (response, &fetched))
    {
      fail (client, "The server's answer to FETCH can't be read");
      return;
    }
  note_uid (client, response->number, fetched.uid);
  has_flags = fetched.has_flags && imap_flags_read (&fetched.flags, &flags);
  if (has_flags && fetched.content == NULL)
    tell_flags (client, fetched.uid != 0 ? fetched.uid : uid_at (client, response->number), flags);
  take_content (client, &fetched, (flags & MAIL_SEEN) != 0);
}

static void
take_expunge (ImapClient *client, guint32 number)
{
  if (number >= 1 && number <= client->uids->len)
    g_array_remove_index (client->uids, number - 1);
  if (client->exists > 0)
    client->exists--;
}

/* More messages than before: no need to wait any longer. */
static void
take_exists (ImapClient *client, guint32 number)
{
  gboolean more = number > client->exists;

  client->exists = number;
  if (more)
    client->uid_next = 0;
  if (more && client->idling)
    imap_client_say_done (client);
}

/* The server's first word: OK, PREAUTH or BYE (RFC 3501 7.1). */
static void
take_greeting (ImapClient *client, const ImapResponse *response)
{
  if (strcmp (response->word, "OK") == 0)
    imap_client_enter (client, IMAP_CLIENT_LOGIN);
  else if (strcmp (response->word, "PREAUTH") == 0)
    imap_client_enter (client, IMAP_CLIENT_LIST);
  else
    fail (client, "The server did not greet");
}

static void
note_offer (ImapClient *client, const ImapResponse *response)
{
  if (imap_response_has_capabilities (response))
    client->offered = imap_response_offers (response, "IDLE");
}

static void
take_untagged (ImapClient *client, const ImapResponse *response)
{
  note_offer (client, response);
  if (strcmp (response->word, "BYE") == 0 && client->state != IMAP_CLIENT_LOGOUT)
    {
      g_autofree char *text = imap_response_dup_text (response);

      fail (client, text);
    }
  else if (client->state == IMAP_CLIENT_GREETING)
    take_greeting (client, response);
  else if (strcmp (response->word, "EXISTS") == 0)
    take_exists (client, response->number);
  else if (strcmp (response->word, "EXPUNGE") == 0)
    take_expunge (client, response->number);
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
  note_offer (client, response);
  if (strcmp (response->word, "OK") == 0)
    {
      imap_client_step (client)->on_ok (client);
      return;
    }
  text = imap_response_dup_text (response);
  imap_client_note_error (client, text);
  if (client->state == IMAP_CLIENT_LOGOUT)
    imap_client_finish (client);
  else
    imap_client_enter (client, IMAP_CLIENT_LOGOUT);
}

/* New mail may have come while IDLE was being said. */
static void
go_on_where_asked (ImapClient *client)
{
  if (client->state != IMAP_CLIENT_IDLE)
    {
      imap_client_go_on_with_login (client);
      return;
    }
  client->idling = TRUE;
  if (client->uid_next == 0)
    imap_client_say_done (client);
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
      go_on_where_asked (client);
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

gboolean
imap_client_is_idle (const ImapClient *client)
{
  return client->idling;
}

void
imap_client_leave (ImapClient *client)
{
  if (!client->idling)
    return;
  client->leaves = TRUE;
  imap_client_say_done (client);
}

