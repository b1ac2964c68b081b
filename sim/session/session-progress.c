/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/session-progress.h"

#include <string.h>

#include "sim/session/imap-server.h"
#include "sim/session/pop3-server.h"
#include "sim/session/smtp-server.h"

/* A command that has no final reply yet. */
typedef struct
{
  char *verb; /* "UID FETCH", "BDAT LAST" */
  char *tag;  /* of IMAP, else NULL */
} Pending;

typedef void (*HearFunc) (SessionProgress *progress, const char *bytes, gsize length);

struct SessionProgress
{
  const SessionTable *table; /* borrowed */
  HearFunc hear_client, hear_server;
  guint closed; /* the state of a session that is over */
  guint state;
  int origin;
  char *way;
  GQueue *pending;    /* Pending * */
  gboolean continues; /* what the client says next belongs to the command that is there */
};

static void
free_pending (gpointer data)
{
  Pending *pending = data;

  g_free (pending->verb);
  g_free (pending->tag);
  g_free (pending);
}

static void
go_to (SessionProgress *progress, guint state, const char *way)
{
  g_free (progress->way);
  progress->way = g_strdup (way);
  progress->origin = (int) progress->state;
  progress->state = state;
}

/* The way of VERB from the present state: its next state; -1 where it stays. */
static int
find_way (const SessionProgress *progress, const char *verb)
{
  for (guint i = 0; i < session_table_count (progress->table); i++)
    {
      const SessionRow *row = session_table_get (progress->table, i);

      if ((row->states & 1u << progress->state) != 0 && strcmp (row->verb, verb) == 0)
        return row->next;
    }
  return -1;
}

static void
take_way (SessionProgress *progress, const char *verb)
{
  int next = find_way (progress, verb);

  if (next >= 0)
    go_to (progress, (guint) next, verb);
}

static void
add_pending (SessionProgress *progress, char *verb, char *tag)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->verb = verb;
  pending->tag = tag;
  g_queue_push_tail (progress->pending, pending);
}

static void
drop_pending (SessionProgress *progress)
{
  Pending *pending = g_queue_pop_head (progress->pending);

  if (pending != NULL)
    free_pending (pending);
}

/* The COUNTth word of a line, in capitals; "" where there are fewer. */
static char *
dup_word (const char *bytes, gsize length, guint count)
{
  const char *end = bytes + length, *word = bytes;

  for (;; count--)
    {
      const char *start;

      while (word < end && *word == ' ')
        word++;
      start = word;
      while (word < end && !strchr (" \r\n", *word))
        word++;
      if (count == 0 || word == start)
        return count == 0 ? g_ascii_strup (start, word - start) : g_strdup ("");
    }
}

static void
hear_smtp_command (SessionProgress *progress, const char *bytes, gsize length)
{
  g_autofree char *verb = dup_word (bytes, length, 0), *last = dup_word (bytes, length, 2);

  if (progress->state == SMTP_SERVER_AUTH)
    add_pending (progress, g_strdup ("RESPONSE"), NULL);
  else if (strcmp (verb, "BDAT") == 0 && strcmp (last, "LAST") == 0)
    add_pending (progress, g_strdup ("BDAT LAST"), NULL);
  else
    add_pending (progress, g_steal_pointer (&verb), NULL);
}

/* An exchange ends, whatever came of it, in the state that it began in (RFC 4954 4); a message that was refused is over
 * like one that was taken (RFC 5321 4.1.1.4); refused chunks end the transaction too. */
static gboolean
ends_anyhow (const SessionProgress *progress, const char *verb, const char *reply)
{
  if (strcmp (verb, "END-OF-DATA") == 0 || strcmp (verb, "RESPONSE") == 0)
    return TRUE;
  return strcmp (verb, "BDAT LAST") == 0 && !g_str_has_prefix (reply, "503");
}

static void
answer_smtp (SessionProgress *progress, const char *verb, const char *reply)
{
  gboolean accepts = reply[0] == '2' || reply[0] == '3';

  if (strcmp (verb, "AUTH") == 0 && reply[0] != '3')
    return; /* with an initial response it is over before it began */
  if (strcmp (verb, "RESPONSE") == 0 && reply[0] == '3')
    return;
  if (strcmp (verb, "BDAT") == 0 && !accepts && !g_str_has_prefix (reply, "503"))
    take_way (progress, "BDAT LAST");
  else if (strcmp (verb, "DATA") == 0 && !g_str_has_prefix (reply, "354"))
    return;
  else if (accepts || ends_anyhow (progress, verb, reply))
    take_way (progress, verb);
}

static void
hear_smtp_reply (SessionProgress *progress, const char *bytes, gsize length)
{
  const Pending *pending = g_queue_peek_head (progress->pending);
  g_autofree char *reply = g_strndup (bytes, length);

  if (g_str_has_prefix (reply, "421"))
    session_progress_close (progress); /* RFC 5321 3.8 */
  else if (pending != NULL)
    answer_smtp (progress, pending->verb, reply);
  else if (progress->state == SMTP_SERVER_DATA)
    take_way (progress, "END-OF-DATA"); /* content that was too long to be heard */
  drop_pending (progress);
}

static void
hear_pop3_command (SessionProgress *progress, const char *bytes, gsize length)
{
  if (!progress->continues)
    add_pending (progress, dup_word (bytes, length, 0), NULL);
}

static void
hear_pop3_reply (SessionProgress *progress, const char *bytes, gsize length)
{
  const Pending *pending = g_queue_peek_head (progress->pending);

  progress->continues = pending != NULL && length >= 2 && bytes[0] == '+' && bytes[1] == ' '; /* RFC 5034 4 */
  if (pending == NULL || progress->continues)
    return;
  if (bytes[0] == '+')
    take_way (progress, pending->verb);
  drop_pending (progress);
}

/* A server that asks for a literal may do so before the command is heard, which is heard as a whole. */
static void
hear_imap_command (SessionProgress *progress, const char *bytes, gsize length)
{
  gboolean goes_on = progress->continues && !g_queue_is_empty (progress->pending);
  g_autofree char *verb = dup_word (bytes, length, 1), *second = dup_word (bytes, length, 2);

  progress->continues = goes_on;
  if (goes_on || verb[0] == '\0')
    return;
  if (strcmp (verb, "UID") == 0)
    add_pending (progress, g_strconcat ("UID ", second, NULL), dup_word (bytes, length, 0));
  else
    add_pending (progress, g_steal_pointer (&verb), dup_word (bytes, length, 0));
}

/* A SELECT that fails leaves no mailbox selected (RFC 3501 6.3.1). */
static void
refuse_imap (SessionProgress *progress, const char *verb, const char *outcome)
{
  gboolean selects = strcmp (verb, "SELECT") == 0 || strcmp (verb, "EXAMINE") == 0;

  if (selects && progress->state == IMAP_SERVER_SELECTED && strcmp (outcome, "NO") == 0)
    go_to (progress, IMAP_SERVER_AUTHENTICATED, verb);
}

/* Lines that were no commands to the server have no tagged reply: they are passed over. */
static const Pending *
find_tag (SessionProgress *progress, const char *tag)
{
  for (GList *link = progress->pending->head; link != NULL; link = link->next)
    if (strcmp (((const Pending *) link->data)->tag, tag) == 0)
      {
        while (g_queue_peek_head_link (progress->pending) != link)
          drop_pending (progress);
        return link->data;
      }
  return NULL;
}

static void
hear_imap_line (SessionProgress *progress, const char *line, gsize length)
{
  g_autofree char *tag = dup_word (line, length, 0), *outcome = dup_word (line, length, 1);
  const Pending *last = g_queue_peek_tail (progress->pending), *pending = find_tag (progress, tag);

  if (strcmp (tag, "*") == 0 && strcmp (outcome, "BYE") == 0 && (last == NULL || strcmp (last->verb, "LOGOUT") != 0))
    session_progress_close (progress); /* RFC 3501 7.1.5 */
  if (strcmp (tag, "+") == 0)
    progress->continues = TRUE;
  if (pending == NULL)
    return;
  progress->continues = FALSE;
  if (strcmp (outcome, "OK") == 0)
    take_way (progress, pending->verb);
  else
    refuse_imap (progress, pending->verb, outcome);
  drop_pending (progress);
}

/* How many bytes of a literal LINE announces at its end (RFC 3501 4.3). */
static gsize
measure_literal (const char *line, gsize length)
{
  const char *brace;

  while (length > 0 && strchr ("\r\n", line[length - 1]))
    length--;
  brace = length > 2 && line[length - 1] == '}' ? g_strrstr_len (line, (gssize) length, "{") : NULL;
  return brace == NULL ? 0 : (gsize) g_ascii_strtoull (brace + 1, NULL, 10);
}

static void
hear_imap_response (SessionProgress *progress, const char *bytes, gsize length)
{
  const char *end = bytes + length;

  while (bytes < end)
    {
      const char *newline = memchr (bytes, '\n', (gsize) (end - bytes)), *next = newline == NULL ? end : newline + 1;
      gsize literal = measure_literal (bytes, (gsize) (next - bytes));

      hear_imap_line (progress, bytes, (gsize) (next - bytes));
      bytes = next + MIN (literal, (gsize) (end - next));
    }
}

static void
choose_protocol (SessionProgress *progress)
{
  if (progress->table == pop3_server_table ())
    {
      progress->hear_client = hear_pop3_command;
      progress->hear_server = hear_pop3_reply;
      progress->closed = POP3_SERVER_CLOSED;
    }
  else if (progress->table == imap_server_table ())
    {
      progress->hear_client = hear_imap_command;
      progress->hear_server = hear_imap_response;
      progress->closed = IMAP_SERVER_LOGOUT;
    }
  else
    {
      g_assert (progress->table == smtp_server_table ());
      progress->hear_client = hear_smtp_command;
      progress->hear_server = hear_smtp_reply;
      progress->closed = SMTP_SERVER_CLOSED;
    }
}

SessionProgress *
session_progress_new (const SessionTable *table)
{
  SessionProgress *progress = g_new0 (SessionProgress, 1);

  progress->table = table;
  progress->origin = -1;
  progress->way = g_strdup ("");
  progress->pending = g_queue_new ();
  choose_protocol (progress);
  return progress;
}

void
session_progress_free (SessionProgress *progress)
{
  g_queue_free_full (progress->pending, free_pending);
  g_free (progress->way);
  g_free (progress);
}

/* What was said before leads on no longer. */
static void
rest (SessionProgress *progress)
{
  progress->origin = -1;
  g_free (progress->way);
  progress->way = g_strdup ("");
}

void
session_progress_hear_client (SessionProgress *progress, const char *bytes, gsize length, gboolean content)
{
  rest (progress);
  if (!content)
    progress->hear_client (progress, bytes, length);
  else if (progress->state == SMTP_SERVER_DATA && g_queue_is_empty (progress->pending))
    add_pending (progress, g_strdup ("END-OF-DATA"), NULL);
}

void
session_progress_hear_server (SessionProgress *progress, const char *bytes, gsize length)
{
  rest (progress);
  progress->hear_server (progress, bytes, length);
}

void
session_progress_close (SessionProgress *progress)
{
  if (progress->state != progress->closed)
    go_to (progress, progress->closed, "");
}

guint
session_progress_get_state (const SessionProgress *progress)
{
  return progress->state;
}

int
session_progress_get_origin (const SessionProgress *progress)
{
  return progress->origin;
}

const char *
session_progress_get_way (const SessionProgress *progress)
{
  return progress->way;
}
