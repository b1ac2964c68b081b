/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/story-words.h"

#include <string.h>

void
story_run (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *text = story_text (trace, record->text);

  if (record->kind == TRACE_RUN_START)
    g_string_append_printf (what, "The run begins: %s", story_text (trace, record->note));
  else if (record->kind == TRACE_RUN_END)
    g_string_append_printf (what, "The run ends: %s", text);
  else if (record->kind == TRACE_HOST)
    g_string_append_printf (what, "is a %s of %s", host_role_name (record->code), strcmp (story_text (trace, record->note), ".") == 0 ? "the root" : story_text (trace, record->note));
  else if (record->kind == TRACE_HOST_ADDRESS)
    g_string_append_printf (what, "has the IPv6 address %s too", text);
  else
    g_string_append_printf (what, "has the mailbox of %s, read on %s by %s", text, story_host (trace, record->peer), story_text (trace, record->note));
}

/* Whether RULE ends by count: "END-OF-DATA, once", "RCPT: 450, 2 times". */
static gboolean
is_counted (const char *rule)
{
  return g_str_has_suffix (rule, ", once") || g_str_has_suffix (rule, " times");
}

static void
append_for_how_long (const TraceRecord *record, gboolean counted, GString *what)
{
  g_autofree char *length = NULL;

  if (record->value == SIM_NEVER)
    {
      g_string_append (what, counted ? "" : " for good");
      return;
    }
  if (record->value == record->t) /* done at once */
    return;
  length = sim_time_format_friendly (record->value - record->t);
  g_string_append_printf (what, " for %s", length);
}

typedef struct
{
  const char *kind;
  const char *struck; /* before the name of what is struck, where that is not a host */
  const char *begins;
  const char *why;
  const char *ends;
} FaultWords;

static const FaultWords fault_words[] = {
  { "down", "", "is down", "packets to it vanish without a trace", "is back" },
  { "refuse", "", "refuses connections", "the machine runs, its mail program doesn't", "works again" },
  { "slow", "the way between ", "is slow", "every packet takes that much longer", "is as fast as before" },
  { "loss", "the way between ", "loses packets", "who sends by TCP waits for an acknowledgement, and sends again what got none", "loses no more packets than before" },
  { "hang", "", "hangs", "it takes connections, and says nothing any more", "answers again" },
  { "drop", "", "breaks connections off", "whoever was speaking learns nothing of what became of it", "keeps its connections again" },
  { "reply", "", "answers by a rule of its own", "what a reply means is in its first digit: 4 not now, 5 never", "answers as usual again" },
  { "mailbox-full", "the mailbox of ", "is full", "its server won't put anything more into it", "has room again" },
  { "disk-full", "", "has no room on its disk", "it must not say 250 for what it can't keep", "has room on its disk again" },
  { "crash", "", "crashes and is down", "its connections are gone, and all that was only in its memory", "has started again" },
  { "partition", "the way between ", "is cut", "both sides run, and neither can tell a broken network from a broken machine", "is whole again" },
  { "dns", "the name service of ", "is out of order", "the machine runs, but its answers are wrong, or there are none", "works again" },
  { "lose", "of what goes between ", "one packet is lost", "nobody is told: by TCP it is sent again for want of an acknowledgement, in the DNS the question is asked again", "no more packets are lost" },
  { "reset", "the connection between ", "is broken off", "both sides get an RST: they know that it is over, not how far the other one came", "may be made again" },
  { "zone", "the zone of ", "is replaced by another", "caches know the old one until its time to live ends", "is again what it was" },
};

static const FaultWords *
find_words (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_words); i++)
    if (strcmp (fault_words[i].kind, kind) == 0)
      return &fault_words[i];
  return NULL;
}

/* "the way between a and b", where it is not one host that is struck. */
static void
append_about (const char *struck, const char *about, GString *what)
{
  g_auto (GStrv) sides = g_strsplit (about, " <-> ", 2);
  g_autofree char *joined = g_strjoinv (" and ", sides);

  g_string_append_printf (what, "%s%s ", struck, joined);
}

/* What is struck and SAID about it; and the port, where it is one alone. */
static void
append_struck (const Trace *trace, const TraceRecord *record, const char *struck, const char *said, GString *what)
{
  const char *about = story_text (trace, record->note), *port = strchr (about, ':');

  if (record->host == 0 && about[0] != '\0')
    append_about (struck, about, what);
  g_string_append (what, said);
  if (record->host != 0 && port != NULL)
    g_string_append_printf (what, " to port %s", port + 1);
}

static void
tell_fault (const Trace *trace, const TraceRecord *record, const FaultWords *words, GString *what, GString *why)
{
  const char *rule = record->conn == 0 ? "" : story_text (trace, record->conn);

  append_struck (trace, record, words->struck, words->begins, what);
  if (rule[0] != '\0')
    g_string_append_printf (what, " (%s)", rule);
  append_for_how_long (record, is_counted (rule), what);
  g_string_append (why, words->why);
}

void
story_fault (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *kind = story_text (trace, record->text);
  const FaultWords *words = find_words (kind);

  if (record->kind == TRACE_HOST_STATE)
    g_string_append_printf (what, "is now %s", host_state_name (record->code));
  else if (record->kind == TRACE_FAULT_END)
    append_struck (trace, record, words == NULL ? "" : words->struck, words == NULL ? "works again" : words->ends, what);
  else if (words == NULL)
    g_string_append_printf (what, "is struck by a fault: %s", kind);
  else
    tell_fault (trace, record, words, what, why);
}

/* "bob@example.org, carol@example.net": everyone MESSAGE is for. */
static void
append_recipients (const Trace *trace, MessageId message, GString *out)
{
  guint count = 0;

  for (TraceId id = trace_message_id (trace, message) + 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind != TRACE_RECIPIENT || record->message != message)
        break;
      g_string_append_printf (out, "%s%s", count++ == 0 ? "" : ", ", story_text (trace, record->text));
    }
}

static void
tell_composed (const Trace *trace, const TraceRecord *record, GString *what, GString *why)
{
  if (record->text == 0)
    g_string_append (what, "writes a mail without a subject to ");
  else
    g_string_append_printf (what, "writes “%s” to ", story_text (trace, record->text));
  append_recipients (trace, record->message, what);
  g_string_append_printf (why, "this is message %s, and its way begins here", story_label (trace, record));
}

static void
tell_message (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  if (record->code == MESSAGE_MAIL)
    {
      g_string_append_printf (what, "has a new message, %s, from %s", story_label (trace, record), story_text (trace, record->item));
      *rfc = "RFC 5322 3.6";
      return;
    }
  if (record->code == MESSAGE_FAILURE_REPORT && record->conn != 0 && trace_message_record (trace, record->conn)->code != MESSAGE_MAIL)
    {
      g_string_append_printf (what, "tells its postmaster that nobody can have %s", trace_message_label (trace, record->conn));
      g_string_append (why, "a bounce has no sender to go back to: here it ends");
      *rfc = "RFC 5321 6.1";
      return;
    }
  g_string_append_printf (what, "writes a %s about %s", record->code == MESSAGE_FAILURE_REPORT ? "failure report (a bounce)" : record->code == MESSAGE_DELAY_REPORT ? "delay report" : "success report", trace_message_label (trace, record->conn));
  g_string_append (why, "the sender must learn of it; it goes out from the null reverse-path <>, so that nobody ever bounces a bounce");
  *rfc = "RFC 5321 6.1, RFC 3464";
}

void
story_message (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  if (record->kind == TRACE_COMPOSED)
    {
      tell_composed (trace, record, what, why);
      *rfc = "RFC 5322 3";
    }
  else if (record->kind == TRACE_MESSAGE)
    tell_message (trace, record, what, why, rfc);
  else if (record->kind == TRACE_RECIPIENT)
    g_string_append_printf (what, "addresses %s to %s%s", story_label (trace, record), story_text (trace, record->text), record->item == 0 ? "" : " too");
  else if (record->kind == TRACE_ACCEPTED)
    {
      g_string_append_printf (what, record->peer == 0 ? "queues %s" : "takes %s", story_label (trace, record));
      g_string_append (why, record->peer == 0 ? "it is delivered like any other mail"
                                              : "it adds a Received: line and is responsible from now on: deliver it, or report back");
      *rfc = "RFC 5321 4.2.5, 4.4";
    }
  else
    {
      g_string_append_printf (what, "can't send %s: %u %s", story_label (trace, record), record->code, story_text (trace, record->text));
      g_string_append (why, "the server refused it at once, so the writer's own program knows");
      *rfc = "RFC 6409 6";
    }
}

static const char *
recipient_of (const Trace *trace, const TraceRecord *record)
{
  for (TraceId id = trace_message_id (trace, record->message) + 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *candidate = trace_get (trace, id);

      if (candidate->kind == TRACE_RECIPIENT && candidate->message == record->message && candidate->conn == record->conn)
        return story_text (trace, candidate->text);
    }
  return "its recipient";
}

static void
append_reply (const Trace *trace, const TraceRecord *record, GString *out)
{
  const char *status = story_text (trace, record->note);

  if (record->code != 0)
    g_string_append_printf (out, "%u %s%s", record->code, status, status[0] == '\0' ? "" : " ");
  story_append_first_line (trace, record->text, out);
}

static void
tell_deferred (const Trace *trace, const TraceRecord *record, GString *what, GString *why)
{
  g_autofree char *wait = sim_time_format_friendly (record->value - record->t);

  g_string_append_printf (what, "keeps %s for %s in its queue, to try again in %s", story_label (trace, record), recipient_of (trace, record), wait);
  append_reply (trace, record, why);
}

static void
tell_bounced (const Trace *trace, const TraceRecord *record, GString *what, GString *why)
{
  gboolean final = record->code >= 500 || story_text (trace, record->note)[0] == '5';

  g_string_append_printf (what, "gives up on %s for %s: ", story_label (trace, record), recipient_of (trace, record));
  append_reply (trace, record, what);
  if (record->kind == TRACE_DISCARDED)
    g_string_append (why, "there is nobody to tell: it came from the null reverse-path, or its sender wanted no report");
  else if (final)
    g_string_append (why, "trying again would not help");
  else
    g_string_append (why, "its time in the queue is over");
}

static void
tell_active (const Trace *trace, const TraceRecord *record, GString *what, GString *why)
{
  g_string_append_printf (what, "has %s for %s in its active queue, waiting for its turn", story_label (trace, record), story_text (trace, record->text));
  g_string_append_printf (why, "it makes no more than %d deliveries to %s at a time", (int) record->value, story_text (trace, record->note));
}

static void
tell_expanded (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *how = story_text (trace, record->note);

  g_string_append_printf (what, "sends %s for %s on to %s", story_label (trace, record), recipient_of (trace, record), story_text (trace, record->text));
  if (strcmp (how, "list") == 0)
    g_string_append (why, "a mailing list: the copy has a return path of the list's own, so that reports come to its owner");
  else if (strcmp (how, "forward") == 0)
    g_string_append (why, "that is how its user wants it; the return path stays the sender's");
  else
    g_string_append (why, "the address is an alias; the return path stays the sender's");
  *rfc = strcmp (how, "list") == 0 ? "RFC 5321 3.9.2" : "RFC 5321 3.9.1";
}

static void
tell_delay_notice (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  g_autofree char *left = sim_time_format_friendly (MAX (record->value - record->t, 0));

  g_string_append_printf (what, "lets the sender know that %s for %s is late", story_label (trace, record), recipient_of (trace, record));
  g_string_append_printf (why, "nothing is to be done: it goes on trying for another %s", left);
  *rfc = "RFC 5321 4.5.4.1, RFC 3464 2.3.3";
}

static void
tell_lost (const Trace *trace, const TraceRecord *record, GString *what, GString *why)
{
  g_string_append_printf (what, "loses %s for %s: %s", story_label (trace, record), recipient_of (trace, record), story_text (trace, record->text));
  g_string_append (why, "it had said 250 for it, and nobody else has it: a server must not lose mail");
}

void
story_queue (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *label = story_label (trace, record), *text = story_text (trace, record->text);

  *rfc = "RFC 5321 4.5.4.1";
  if (record->kind == TRACE_QUEUED)
    g_string_append_printf (what, "queues %s for %s", label, text);
  else if (record->kind == TRACE_ACTIVE)
    tell_active (trace, record, what, why);
  else if (record->kind == TRACE_EXPANDED)
    tell_expanded (trace, record, what, why, rfc);
  else if (record->kind == TRACE_DELAY_NOTICE)
    tell_delay_notice (trace, record, what, why, rfc);
  else if (record->kind == TRACE_LOST)
    tell_lost (trace, record, what, why);
  else if (record->kind == TRACE_ATTEMPT)
    g_string_append_printf (what, "tries to deliver %s to %s (attempt %u)", label, text, record->code);
  else if (record->kind == TRACE_DEFERRED)
    tell_deferred (trace, record, what, why);
  else if (record->kind == TRACE_SENT)
    {
      g_string_append_printf (what, "is rid of %s for %s", label, recipient_of (trace, record));
      g_string_append_printf (why, record->peer == record->host ? "it is in the mailbox" : "with its 250, %s is responsible now", story_host (trace, record->peer));
      *rfc = "RFC 5321 4.2.5";
    }
  else
    {
      tell_bounced (trace, record, what, why);
      *rfc = "RFC 5321 4.5.4.1, 6.1";
    }
}

/* The copy of RECORD's message that came before it into the same mailbox, or NULL. */
static const TraceRecord *
find_first_copy (const Trace *trace, const TraceRecord *record)
{
  for (TraceId id = trace_message_id (trace, record->message) + 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *candidate = trace_get (trace, id);

      if (candidate == record)
        break;
      if (candidate->kind == TRACE_STORED && candidate->message == record->message && candidate->host == record->host && candidate->text == record->text && candidate->conn != 0)
        return candidate;
    }
  return NULL;
}

static void
tell_stored (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *label = story_label (trace, record), *mailbox = story_text (trace, record->text);
  const TraceRecord *first = record->conn == 0 || record->message == 0 ? NULL : find_first_copy (trace, record);

  *rfc = "RFC 5321 4.4";
  if (record->conn == 0) /* a mail program put it there, by APPEND, COPY or MOVE */
    {
      g_string_append_printf (what, "puts %s into the mailbox %s", label, mailbox);
      g_string_append (why, "a mail program asked for that");
      *rfc = "RFC 3501 6.3.11, 6.4.7";
    }
  else if (first == NULL)
    {
      g_string_append_printf (what, "puts %s into the mailbox of %s", label, mailbox);
      g_string_append (why, "final delivery: the reverse-path becomes the Return-Path: line");
    }
  else
    {
      g_string_append_printf (what, "puts a second copy of %s into the mailbox of %s", label, mailbox);
      g_string_append (why, first->conn == record->conn ? "a duplicate: who sent it never learned that the first one had arrived" : "it came by two of its addresses");
      *rfc = first->conn == record->conn ? "RFC 5321 4.5.3.2.6, RFC 1047" : "RFC 5321 3.9";
    }
}

void
story_mailbox (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *label = story_label (trace, record), *mailbox = story_text (trace, record->text);

  if (record->kind == TRACE_STORED)
    tell_stored (trace, record, what, why, rfc);
  else if (record->kind == TRACE_FETCHED)
    {
      g_string_append_printf (what, "has %s: %s can read it", label, mailbox);
      *rfc = "RFC 5598 4.3.3";
    }
  else if (record->kind == TRACE_SYNCED)
    {
      g_string_append_printf (what, "learns that %s is %s", label, record->code & 1 ? "seen" : "not seen");
      g_string_append (why, "flags are kept on the server, so every device shows the same");
      *rfc = "RFC 3501 2.3.2, 7.4.2";
    }
  else if (record->kind == TRACE_REMOVED)
    {
      g_string_append_printf (what, "deletes %s from the mailbox of %s", label, mailbox);
      g_string_append (why, "its reader asked for that and has a copy");
      *rfc = "RFC 1939 6";
    }
  else
    {
      g_string_append_printf (what, "%s %s in the mailbox of %s", record->code & 1 ? "marks as seen" : "changes the flags of", label, mailbox);
      *rfc = "RFC 3501 2.3.2";
    }
}
