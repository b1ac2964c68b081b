/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/pop3-visit.h"

#include "sim/codec/pop3-command.h"
#include "sim/codec/pop3-reply.h"

#include <string.h>

/* A visit that is being followed. */
typedef struct
{
  Pop3Visit *visit;
  GQueue *pending; /* const TraceRecord *: commands without a reply yet */
  Pop3VisitItemsFunc items;
  gpointer user;
} Follower;

static void
clear_mail (gpointer data)
{
  g_free (((Pop3Mail *) data)->uidl);
}

static Pop3Mail *
find_mail (const Pop3Visit *visit, guint number)
{
  return number >= 1 && number <= visit->mails->len ? &g_array_index (visit->mails, Pop3Mail, number - 1) : NULL;
}

static void
enter (Follower *follower, TraceId login)
{
  g_autoptr (GArray) items = follower->items (login, follower->user);
  Pop3Visit *visit = follower->visit;

  visit->state = POP3_VISIT_INSIDE;
  visit->login = login;
  for (guint i = 0; i < items->len; i++)
    {
      Pop3Mail mail = { g_array_index (items, guint32, i), 0, NULL, FALSE, FALSE };

      g_array_append_val (visit->mails, mail);
    }
}

static void
take_size (const Pop3Visit *visit, const char *line)
{
  char *rest;
  guint number = (guint) g_ascii_strtoull (line, &rest, 10);
  Pop3Mail *mail = find_mail (visit, number);

  if (mail != NULL && *rest == ' ')
    mail->size = (guint32) g_ascii_strtoull (rest, NULL, 10);
}

static void
take_uidl (const Pop3Visit *visit, const char *line)
{
  guint number;
  char *uidl;
  Pop3Mail *mail;

  if (!pop3_reply_parse_uidl (line, strlen (line), &number, &uidl))
    return;
  mail = find_mail (visit, number);
  if (mail != NULL)
    {
      g_free (mail->uidl);
      mail->uidl = g_steal_pointer (&uidl);
    }
  g_free (uidl);
}

/* The lines of a listing; of one message it is the line of the reply itself, behind "+OK ". */
static void
take_listing (const Pop3Visit *visit, const char *reply, void (*take) (const Pop3Visit *visit, const char *line))
{
  g_auto (GStrv) lines = g_strsplit (reply, "\r\n", -1);

  if (g_str_has_prefix (lines[0], "+OK "))
    take (visit, lines[0] + 4);
  for (guint i = 1; lines[i] != NULL; i++)
    take (visit, lines[i]);
}

static void
unmark_all (const Pop3Visit *visit)
{
  for (guint i = 0; i < visit->mails->len; i++)
    g_array_index (visit->mails, Pop3Mail, i).marked = FALSE;
}

static gboolean
lets_in (const Pop3Command *command)
{
  return pop3_command_is (command, "PASS") || pop3_command_is (command, "APOP") || pop3_command_is (command, "AUTH");
}

/* COMMAND was answered with REPLY, "+OK …". */
static void
succeed (Follower *follower, const Pop3Command *command, TraceId id, const char *reply)
{
  const Pop3Visit *visit = follower->visit;
  guint numbers[2] = { 0, 0 };
  Pop3Mail *mail = pop3_command_parse_numbers (command, numbers) >= 1 ? find_mail (visit, numbers[0]) : NULL;

  if (visit->state == POP3_VISIT_OUTSIDE && lets_in (command))
    enter (follower, id);
  else if (visit->state != POP3_VISIT_INSIDE)
    return;
  else if (pop3_command_is (command, "LIST"))
    take_listing (visit, reply, take_size);
  else if (pop3_command_is (command, "UIDL"))
    take_listing (visit, reply, take_uidl);
  else if (pop3_command_is (command, "RSET"))
    unmark_all (visit);
  else if (pop3_command_is (command, "QUIT"))
    follower->visit->state = POP3_VISIT_OVER;
  else if (mail != NULL && pop3_command_is (command, "RETR"))
    mail->retrieved = TRUE;
  else if (mail != NULL && pop3_command_is (command, "DELE"))
    mail->marked = TRUE;
}

static void
hear_reply (Follower *follower, const Trace *trace, TraceId id)
{
  const TraceRecord *said = g_queue_peek_head (follower->pending);
  const char *reply = trace_blob (trace, trace_get (trace, id)->text, NULL), *line;
  Pop3Command command;
  gsize length;

  if (said == NULL || g_str_has_prefix (reply, "+ "))
    return;
  line = trace_blob (trace, said->text, &length);
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  if (reply[0] == '+' && pop3_command_parse (line, length, &command))
    succeed (follower, &command, id, reply);
  g_queue_pop_head (follower->pending);
}

/* What follows "+ " belongs to the command that is there (RFC 5034 4). */
static void
hear_command (Follower *follower, const Trace *trace, const GArray *ids, guint place)
{
  const TraceRecord *before = place == 0 ? NULL : trace_get (trace, g_array_index (ids, TraceId, place - 1));

  if (before != NULL && before->kind == TRACE_POP3_REPLY && g_str_has_prefix (trace_blob (trace, before->text, NULL), "+ "))
    return;
  g_queue_push_tail (follower->pending, (gpointer) trace_get (trace, g_array_index (ids, TraceId, place)));
}

static void
hear (Follower *follower, const Trace *trace, const GArray *ids, guint place)
{
  TraceId id = g_array_index (ids, TraceId, place);
  const TraceRecord *record = trace_get (trace, id);

  if (record->kind == TRACE_POP3_COMMAND)
    hear_command (follower, trace, ids, place);
  else if (record->kind == TRACE_POP3_REPLY)
    hear_reply (follower, trace, id);
  else if (record->kind == TRACE_CLOSED && follower->visit->state == POP3_VISIT_INSIDE)
    follower->visit->state = POP3_VISIT_BROKEN;
}

Pop3Visit *
pop3_visit_new (const Trace *trace, const GArray *ids, guint count, Pop3VisitItemsFunc items, gpointer user)
{
  Pop3Visit *visit = g_new0 (Pop3Visit, 1);
  Follower follower = { visit, g_queue_new (), items, user };

  visit->mails = g_array_new (FALSE, FALSE, sizeof (Pop3Mail));
  g_array_set_clear_func (visit->mails, clear_mail);
  for (guint i = 0; i < count; i++)
    {
      visit->conn = trace_get (trace, g_array_index (ids, TraceId, i))->conn;
      hear (&follower, trace, ids, i);
    }
  g_queue_free (follower.pending);
  return visit;
}

void
pop3_visit_free (Pop3Visit *visit)
{
  g_array_unref (visit->mails);
  g_free (visit);
}

guint
pop3_visit_find (const Pop3Visit *visit, guint32 item)
{
  for (guint i = 0; i < visit->mails->len; i++)
    if (g_array_index (visit->mails, Pop3Mail, i).item == item)
      return i + 1;
  return 0;
}
