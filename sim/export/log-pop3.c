/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-access.h"

#include "sim/codec/pop3-command.h"
#include "sim/codec/sasl-plain.h"

#include <string.h>

enum
{
  LENGTH_OF_END = 3, /* ".\r\n" is not counted */
};

void
log_pop3_command (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogAccess *access = log_access_find (walk, record);

  if (access != NULL)
    g_queue_push_tail (&access->said, GUINT_TO_POINTER (id));
}

/* "PLAIN" and perhaps the first response (RFC 5034 4), or a response alone. */
static void
note_plain (LogAccess *access, const char *text)
{
  g_auto (SaslPlain) plain = { NULL };

  if (sasl_plain_parse (text, strlen (text), &plain))
    log_access_note_user (access, plain.name, "PLAIN");
}

static void
note_auth (LogAccess *access, const char *argument)
{
  const char *space = strchr (argument, ' ');

  if (space != NULL)
    note_plain (access, space + 1);
}

static void
note_apop (LogAccess *access, const char *argument)
{
  const char *space = strrchr (argument, ' ');
  g_autofree char *name = g_strndup (argument, space == NULL ? strlen (argument) : (gsize) (space - argument));

  log_access_note_user (access, name, "APOP");
}

/* TRUE where COMMAND ends an attempt to log in. */
static gboolean
is_login (LogAccess *access, const Pop3Command *command, const char *argument)
{
  if (pop3_command_is (command, "USER"))
    log_access_note_user (access, argument, "PLAIN");
  else if (pop3_command_is (command, "APOP"))
    note_apop (access, argument);
  else if (pop3_command_is (command, "AUTH"))
    note_auth (access, argument);
  return pop3_command_is (command, "PASS") || pop3_command_is (command, "APOP") || (pop3_command_is (command, "AUTH") && strchr (argument, ' ') != NULL);
}

static void
log_in (LogWalk *walk, LogAccess *access)
{
  g_autofree char *label = log_access_make_label (walk, access);

  access->pop3.mails = log_mailboxes_count (walk->mailboxes, label, &access->pop3.size);
  log_access_log_in (walk, access);
}

static void
take_login (LogWalk *walk, LogAccess *access, gboolean refused)
{
  if (refused)
    access->failures++;
  else
    log_in (walk, access);
}

static void
mark (LogPop3 *pop3, const Pop3Command *command)
{
  guint numbers[2];

  if (pop3_command_parse_numbers (command, numbers) > 0)
    g_array_append_val (pop3->marked, numbers[0]);
}

/* What was done in a maildrop. */
static void
count (LogPop3 *pop3, const Pop3Command *command, gsize length)
{
  gsize bytes = length - MIN (length, LENGTH_OF_END);

  if (pop3_command_is (command, "TOP"))
    {
      pop3->tops++;
      pop3->top_bytes += bytes;
    }
  else if (pop3_command_is (command, "RETR"))
    {
      pop3->retrieved++;
      pop3->retrieved_bytes += bytes;
    }
  else if (pop3_command_is (command, "DELE"))
    mark (pop3, command);
  else if (pop3_command_is (command, "RSET"))
    g_array_set_size (pop3->marked, 0);
}

static void
quit (LogWalk *walk, LogAccess *access)
{
  access->leaves = TRUE;
  access->pop3.deleted = access->pop3.marked->len; /* only now (RFC 1939 6) */
  log_access_end (walk, access, "Logged out");
}

static void
take_answer (LogWalk *walk, LogAccess *access, const char *line, const TraceRecord *reply)
{
  gboolean refused = reply->code != 0;
  Pop3Command command;
  gsize length;
  g_autofree char *argument = NULL;

  trace_blob (walk->trace, reply->text, &length);
  if (!pop3_command_parse (line, strlen (line), &command))
    return;
  argument = g_strndup (command.argument, command.argument_length);
  if (pop3_command_is (&command, "QUIT"))
    quit (walk, access);
  else if (access->logged_in && !refused)
    count (&access->pop3, &command, length);
  else if (!access->logged_in && is_login (access, &command, argument))
    take_login (walk, access, refused);
}

/* The reply to a response of AUTH. */
static void
take_response (LogWalk *walk, LogAccess *access, const char *line, gboolean refused)
{
  note_plain (access, line);
  take_login (walk, access, refused);
}

void
log_pop3_reply (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogAccess *access = log_access_find (walk, record);
  gboolean greeting = access != NULL && !access->greeted, response = access != NULL && access->asked;
  TraceId asked = access == NULL || greeting ? 0 : GPOINTER_TO_UINT (g_queue_pop_head (&access->said));
  g_autofree char *line = asked == 0 ? NULL : log_access_dup_line (walk, trace_get (walk->trace, asked));

  if (greeting)
    access->greeted = TRUE;
  if (line == NULL)
    return;
  access->asked = g_str_has_prefix (log_walk_text (walk, record->text), "+ ");
  if (access->asked)
    return;
  if (response)
    take_response (walk, access, line, record->code != 0);
  else
    take_answer (walk, access, line, record);
}

void
log_pop3_write (const LogPop3 *pop3, GString *out)
{
  g_string_append_printf (out, "top=%u/%" G_GSIZE_FORMAT ", retr=%u/%" G_GSIZE_FORMAT ", del=%u/%u, size=%" G_GUINT64_FORMAT,
                          pop3->tops, pop3->top_bytes, pop3->retrieved, pop3->retrieved_bytes, pop3->deleted, pop3->mails, pop3->size);
}
