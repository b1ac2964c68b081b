/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/story.h"

#include "sim/trace/story-words.h"

#include <string.h>

enum
{
  LONGEST_LINE = 160, /* of what is quoted from the wire */
};

const char *
story_text (const Trace *trace, BlobId blob)
{
  return trace_blob (trace, blob, NULL);
}

void
story_append_first_line (const Trace *trace, BlobId blob, GString *out)
{
  gsize length, first, kept;
  const char *bytes = trace_blob (trace, blob, &length);
  g_autofree char *valid = NULL;

  for (first = 0; first < length && bytes[first] != '\r' && bytes[first] != '\n'; first++)
    continue;
  kept = MIN (first, LONGEST_LINE);
  while (kept > 0 && kept < first && ((guchar) bytes[kept] & 0xc0) == 0x80) /* not inside a character */
    kept--;
  valid = g_utf8_make_valid (bytes, (gssize) kept);
  g_string_append (out, valid);
  if (first > LONGEST_LINE)
    g_string_append (out, "…");
}

const char *
story_label (const Trace *trace, const TraceRecord *record)
{
  return record->message == 0 ? "mail" : trace_message_label (trace, record->message);
}

const char *
story_host (const Trace *trace, HostId host)
{
  return host == 0 ? "nobody" : trace_host_name (trace, host);
}

static StoryFunc
teller_of (TraceKind kind)
{
  switch (kind)
    {
    case TRACE_KIND_NONE:
    case N_TRACE_KINDS:
      break;
    case TRACE_RUN_START:
    case TRACE_RUN_END:
    case TRACE_HOST:
    case TRACE_HOST_ADDRESS:
    case TRACE_MAILBOX:
      return story_run;
    case TRACE_ZONE:
      return story_zone;
    case TRACE_FAULT_START:
    case TRACE_FAULT_END:
    case TRACE_HOST_STATE:
      return story_fault;
    case TRACE_MESSAGE:
    case TRACE_RECIPIENT:
    case TRACE_COMPOSED:
    case TRACE_ACCEPTED:
    case TRACE_REJECTED:
      return story_message;
    case TRACE_QUEUED:
    case TRACE_ATTEMPT:
    case TRACE_DEFERRED:
    case TRACE_SENT:
    case TRACE_BOUNCED:
    case TRACE_DISCARDED:
    case TRACE_ACTIVE:
    case TRACE_EXPANDED:
    case TRACE_DELAY_NOTICE:
    case TRACE_LOST:
      return story_queue;
    case TRACE_ROUTE:
    case TRACE_ADDRESSES:
      return story_route;
    case TRACE_STORED:
    case TRACE_FLAGS:
    case TRACE_REMOVED:
    case TRACE_FETCHED:
    case TRACE_SYNCED:
      return story_mailbox;
    case TRACE_DNS_QUERY:
    case TRACE_DNS_ANSWER:
    case TRACE_DNS_CACHED:
    case TRACE_DNS_CACHE_HIT:
    case TRACE_DNS_FAILED:
      return story_dns;
    case TRACE_CONNECT:
    case TRACE_CONNECTED:
    case TRACE_CONNECT_FAILED:
    case TRACE_CLOSED:
      return story_connection;
    case TRACE_SMTP_COMMAND:
    case TRACE_SMTP_REPLY:
    case TRACE_SMTP_DATA:
      return story_smtp;
    case TRACE_POP3_COMMAND:
    case TRACE_POP3_REPLY:
    case TRACE_IMAP_COMMAND:
    case TRACE_IMAP_RESPONSE:
      return story_access;
    case TRACE_TCP:
    case TRACE_UDP:
      return story_packet;
    }
  g_assert_not_reached ();
}

/* What comes from the wire or a letter may hold anything; a sentence is one line of text. */
static char *
one_line (GString *words)
{
  for (char *p = words->str; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = g_ascii_isspace (*p) ? ' ' : '?';
  return g_utf8_make_valid (words->str, (gssize) words->len);
}

static StoryLine *
tell (const Trace *trace, const TraceRecord *record)
{
  StoryLine *line = g_new0 (StoryLine, 1);
  g_autoptr (GString) what = g_string_new (NULL), why = g_string_new (NULL);

  teller_of (record->kind) (trace, record, what, why, &line->rfc);
  line->who = g_strdup (record->host == 0 ? "" : trace_host_name (trace, record->host));
  line->what = one_line (what);
  line->why = why->len == 0 ? NULL : one_line (why);
  return line;
}

StoryLine *
story_tell (const Trace *trace, TraceId id)
{
  return tell (trace, trace_get (trace, id));
}

char *
story_fault_ending (const Trace *trace, TraceId fault)
{
  TraceRecord ending = *trace_get (trace, fault);
  g_autoptr (StoryLine) line = NULL;

  ending.kind = TRACE_FAULT_END;
  line = tell (trace, &ending);
  return g_strdup_printf ("%s%s%s", line->who, line->who[0] == '\0' ? "" : " ", line->what);
}

void
story_line_free (StoryLine *line)
{
  g_free (line->who);
  g_free (line->what);
  g_free (line->why);
  g_free (line);
}

char *
story_sentence (const Trace *trace, TraceId id)
{
  g_autoptr (StoryLine) line = story_tell (trace, id);

  return g_strdup_printf ("%s%s%s%s%s", line->who, line->who[0] == '\0' ? "" : " ", line->what,
                          line->why == NULL ? "" : " — ", line->why == NULL ? "" : line->why);
}

static HostRole
role_of (const Trace *trace, HostId host)
{
  const TraceRecord *record = trace_host_record (trace, host);

  return record == NULL ? HOST_ROLE_NONE : (HostRole) record->code;
}

static gboolean
is_hop (const Trace *trace, const TraceRecord *record)
{
  switch ((TraceKind) record->kind)
    {
    case TRACE_FAULT_START:
    case TRACE_FAULT_END:
    case TRACE_COMPOSED:
    case TRACE_ACCEPTED:
    case TRACE_REJECTED:
    case TRACE_ROUTE:
    case TRACE_ADDRESSES:
    case TRACE_DEFERRED:
    case TRACE_BOUNCED:
    case TRACE_DISCARDED:
    case TRACE_ACTIVE:
    case TRACE_EXPANDED:
    case TRACE_DELAY_NOTICE:
    case TRACE_LOST:
    case TRACE_STORED:
    case TRACE_REMOVED:
    case TRACE_FETCHED:
    case TRACE_SYNCED:
    case TRACE_DNS_FAILED:
    case TRACE_CONNECT:
    case TRACE_CONNECT_FAILED:
    case TRACE_RUN_END:
      return TRUE;
    case TRACE_MESSAGE: /* reports; a person's mail is told when it is composed */
      return record->code != MESSAGE_MAIL;
    case TRACE_ATTEMPT:
      return record->code > 1;
    case TRACE_SENT: /* into an own mailbox: told when it is stored */
      return record->peer != record->host;
    case TRACE_DNS_QUERY:
      return role_of (trace, record->host) == HOST_MAIL_SERVER;
    case TRACE_DNS_ANSWER:
      return role_of (trace, record->peer) == HOST_MAIL_SERVER;
    case TRACE_KIND_NONE:
    case TRACE_RUN_START:
    case TRACE_HOST:
    case TRACE_HOST_ADDRESS:
    case TRACE_MAILBOX:
    case TRACE_ZONE: /* what a fault does to one is told with the fault */
    case TRACE_HOST_STATE:
    case TRACE_RECIPIENT:
    case TRACE_QUEUED:
    case TRACE_FLAGS:
    case TRACE_DNS_CACHED:
    case TRACE_DNS_CACHE_HIT:
    case TRACE_CONNECTED:
    case TRACE_CLOSED:
    case TRACE_SMTP_COMMAND:
    case TRACE_SMTP_REPLY:
    case TRACE_SMTP_DATA:
    case TRACE_POP3_COMMAND:
    case TRACE_POP3_REPLY:
    case TRACE_IMAP_COMMAND:
    case TRACE_IMAP_RESPONSE:
    case TRACE_TCP:
    case TRACE_UDP:
    case N_TRACE_KINDS:
      return FALSE;
    }
  g_assert_not_reached ();
}

/* A packet that is lost, or a repetition. Attempts to connect are told as such. */
static gboolean
is_trouble (const TraceRecord *record)
{
  if (record->kind == TRACE_UDP)
    return record->value < 0;
  return record->kind == TRACE_TCP && (record->code & TCP_SYN) == 0 && (record->value < 0 || (record->code & TCP_AGAIN) != 0);
}

gboolean
story_is_told (const Trace *trace, TraceId id, gboolean wire)
{
  const TraceRecord *record = trace_get (trace, id);

  return is_hop (trace, record) || (wire && record->kind >= TRACE_DNS_QUERY && record->kind <= TRACE_IMAP_RESPONSE)
         || (wire && is_trouble (record));
}

TraceId
story_find_last (const Trace *trace, guint position)
{
  for (TraceId id = position; id > 0; id--)
    if (story_is_told (trace, id, FALSE))
      return id;
  return 0;
}
