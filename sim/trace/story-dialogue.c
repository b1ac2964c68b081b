/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/story-words.h"

#include <string.h>

typedef struct
{
  const char *word; /* the command begins with it */
  const char *why;
  const char *rfc;
} Meaning;

static const Meaning smtp_commands[] = {
  { "EHLO", "it introduces itself and asks which extensions the server has", "RFC 5321 4.1.1.1" },
  { "HELO", "it introduces itself, the old way", "RFC 5321 4.1.1.1" },
  { "MAIL FROM:<>", "a report begins: the null reverse-path says that no report about it is wanted", "RFC 5321 4.1.1.2, 4.5.5" },
  { "MAIL", "a mail transaction begins: to this address a bounce would go", "RFC 5321 4.1.1.2" },
  { "RCPT", "one recipient of the envelope; what To: says plays no part", "RFC 5321 4.1.1.3" },
  { "DATA", "the envelope is complete, now the message itself", "RFC 5321 4.1.1.4" },
  { "RSET", "the transaction is given up, the connection kept", "RFC 5321 4.1.1.5" },
  { "QUIT", "it has nothing more to say", "RFC 5321 4.1.1.10" },
  { "NOOP", "only to hear whether the server is still there", "RFC 5321 4.1.1.9" },
  { "VRFY", "it asks whether there is such a mailbox", "RFC 5321 4.1.1.6" },
  { NULL, NULL, "RFC 5321 4.1.1" },
};

static const Meaning pop3_commands[] = {
  { "USER", "it says whose maildrop it wants", "RFC 1939 7" },
  { "PASS", "it proves that it may open it", "RFC 1939 7" },
  { "STAT", "it asks how many messages there are", "RFC 1939 5" },
  { "LIST", "it asks for the size of each message", "RFC 1939 5" },
  { "UIDL", "it asks for unique names, to know which messages it has already", "RFC 1939 7" },
  { "RETR", "it asks for a whole message", "RFC 1939 5" },
  { "DELE", "it marks the message; only QUIT deletes it", "RFC 1939 5" },
  { "QUIT", "now the server deletes what was marked", "RFC 1939 6" },
  { NULL, NULL, "RFC 1939 5" },
};

static const Meaning imap_commands[] = {
  { "LOGIN", "it says who it is", "RFC 3501 6.2.3" },
  { "LIST", "it asks which mailboxes there are", "RFC 3501 6.3.8" },
  { "IDLE", "from now on the server tells of new mail as it comes", "RFC 2177 3" },
  { "DONE", "it ends the waiting, to ask for what is new", "RFC 2177 3" },
  { "SELECT", "it opens a mailbox; the messages stay on the server", "RFC 3501 6.3.1" },
  { "UID FETCH", "it asks for messages by their unique numbers", "RFC 3501 6.4.8" },
  { "FETCH", "it asks for messages", "RFC 3501 6.4.5" },
  { "UID STORE", "it changes flags, which every device will see", "RFC 3501 6.4.8" },
  { "STORE", "it changes flags, which every device will see", "RFC 3501 6.4.6" },
  { "LOGOUT", "it has nothing more to ask", "RFC 3501 6.1.3" },
  { NULL, NULL, "RFC 3501 6" },
};

static const Meaning *
find_meaning (const Meaning *table, const char *line)
{
  const Meaning *row = table;

  while (row->word != NULL && g_ascii_strncasecmp (line, row->word, strlen (row->word)) != 0)
    row++;
  return row;
}

static void
append_meaning (const Meaning *table, const char *line, GString *why, const char **rfc)
{
  const Meaning *row = find_meaning (table, line);

  if (row->why != NULL)
    g_string_append (why, row->why);
  *rfc = row->rfc;
}

/* What a positive reply means depends on what was asked. */
static const Meaning smtp_consents[] = {
  { "EHLO", "and these are the extensions it offers", "RFC 5321 4.1.1.1" },
  { "HELO", "they know each other now", "RFC 5321 4.1.1.1" },
  { "MAIL", "the sender is noted; nothing is promised yet", "RFC 5321 3.3" },
  { "RCPT", "it will take the mail for this recipient", "RFC 5321 3.3" },
  { "RSET", "sender and recipients are forgotten", "RFC 5321 4.1.1.5" },
  { NULL, "done", "RFC 5321 4.2.1" },
};

/* The command or content that REPLY answers, or NULL for a greeting. */
static const TraceRecord *
find_asked (const Trace *trace, const TraceRecord *reply)
{
  for (TraceId id = reply->cause; id != 0; id = trace_get (trace, id)->cause)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->conn == reply->conn && (record->kind == TRACE_SMTP_COMMAND || record->kind == TRACE_SMTP_DATA))
        return record;
      if (record->kind == TRACE_CONNECT || record->kind == TRACE_SMTP_REPLY)
        return NULL;
    }
  return NULL;
}

static const Meaning *
find_consent (const Trace *trace, const TraceRecord *reply)
{
  static const Meaning taken = { "", "from now on this server is responsible for the mail", "RFC 5321 4.2.5" };
  const TraceRecord *asked = find_asked (trace, reply);

  if (asked != NULL && asked->kind == TRACE_SMTP_DATA)
    return &taken;
  return find_meaning (smtp_consents, asked == NULL ? "" : story_text (trace, asked->text));
}

static const Meaning *
find_reply_meaning (const Trace *trace, const TraceRecord *reply)
{
  static const Meaning ready = { "", "the server is ready", "RFC 5321 3.1" };
  static const Meaning farewell = { "", "goodbye", "RFC 5321 4.1.1.10" };
  static const Meaning go_on = { "", "go on: the message, up to a line with a single dot", "RFC 5321 4.1.1.4" };
  static const Meaning hang_up = { "", "the server has to hang up: try again later", "RFC 5321 3.8" };
  static const Meaning not_now = { "", "not now: keep the mail and try again later", "RFC 5321 4.2.1" };
  static const Meaning never = { "", "no, and trying again will not help", "RFC 5321 4.2.1" };

  if (reply->code == 220)
    return &ready;
  if (reply->code == 221)
    return &farewell;
  if (reply->code == 354)
    return &go_on;
  if (reply->code == 421)
    return &hang_up;
  if (reply->code < 400)
    return find_consent (trace, reply);
  return reply->code < 500 ? &not_now : &never;
}

void
story_smtp (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *peer = story_host (trace, record->peer);
  gsize length;
  const char *bytes = trace_blob (trace, record->text, &length);

  if (record->kind == TRACE_SMTP_DATA)
    {
      g_string_append_printf (what, "sends %s the message, %" G_GSIZE_FORMAT " bytes", peer, length);
      g_string_append (why, "header, an empty line, the body; a line with a single dot ends it");
      *rfc = "RFC 5321 4.1.1.4, 4.5.2";
      return;
    }
  g_string_append_printf (what, record->kind == TRACE_SMTP_REPLY ? "answers %s: " : "says to %s: ", peer);
  story_append_first_line (trace, record->text, what);
  if (record->kind == TRACE_SMTP_COMMAND)
    {
      append_meaning (smtp_commands, bytes, why, rfc);
      return;
    }
  g_string_append (why, find_reply_meaning (trace, record)->why);
  *rfc = find_reply_meaning (trace, record)->rfc;
}

/* An IMAP command stands behind its tag. */
static const char *
after_tag (const char *line)
{
  const char *space = strchr (line, ' ');

  return space == NULL ? line : space + 1;
}

void
story_access (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  gboolean reply = trace_kind_is_answer (record->kind);
  const char *line = story_text (trace, record->text);

  g_string_append_printf (what, reply ? "answers %s: " : "says to %s: ", story_host (trace, record->peer));
  story_append_first_line (trace, record->text, what);
  if (record->kind == TRACE_POP3_COMMAND)
    append_meaning (pop3_commands, line, why, rfc);
  else if (record->kind == TRACE_IMAP_COMMAND)
    append_meaning (imap_commands, after_tag (line), why, rfc);
  else
    *rfc = record->kind == TRACE_POP3_REPLY ? "RFC 1939 3" : "RFC 3501 7";
}
