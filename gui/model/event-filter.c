/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/event-filter.h"

#include "sim/trace/story.h"

#include <string.h>

void
event_filter_clear (EventFilter *filter)
{
  g_free (filter->words);
  *filter = (EventFilter){ 0 };
}

void
event_filter_set_words (EventFilter *filter, const char *words)
{
  g_autofree char *small = g_utf8_strdown (words, -1);

  g_strstrip (small);
  g_free (filter->words);
  filter->words = small[0] == '\0' ? NULL : g_steal_pointer (&small);
}

gboolean
event_filter_is_empty (const EventFilter *filter)
{
  return filter->protocol == EVENT_ANY && filter->least == EVENT_CHAT && filter->host == 0 && filter->message == 0 && filter->words == NULL;
}

EventProtocol
event_protocol_of (TraceKind kind)
{
  switch (kind)
    {
    case TRACE_SMTP_COMMAND:
    case TRACE_SMTP_REPLY:
    case TRACE_SMTP_DATA:
      return EVENT_SMTP;
    case TRACE_POP3_COMMAND:
    case TRACE_POP3_REPLY:
      return EVENT_POP3;
    case TRACE_IMAP_COMMAND:
    case TRACE_IMAP_RESPONSE:
      return EVENT_IMAP;
    case TRACE_DNS_QUERY:
    case TRACE_DNS_ANSWER:
    case TRACE_DNS_CACHED:
    case TRACE_DNS_CACHE_HIT:
    case TRACE_DNS_FAILED:
    case TRACE_ZONE:
    case TRACE_UDP:
      return EVENT_DNS;
    case TRACE_CONNECT:
    case TRACE_CONNECTED:
    case TRACE_CONNECT_FAILED:
    case TRACE_CLOSED:
    case TRACE_TCP:
      return EVENT_TCP;
    case TRACE_FAULT_START:
    case TRACE_FAULT_END:
    case TRACE_HOST_STATE:
      return EVENT_FAULT;
    case TRACE_MAILBOX:
    case TRACE_MESSAGE:
    case TRACE_RECIPIENT:
    case TRACE_COMPOSED:
    case TRACE_ACCEPTED:
    case TRACE_REJECTED:
    case TRACE_QUEUED:
    case TRACE_ACTIVE:
    case TRACE_ATTEMPT:
    case TRACE_ROUTE:
    case TRACE_ADDRESSES:
    case TRACE_DEFERRED:
    case TRACE_SENT:
    case TRACE_BOUNCED:
    case TRACE_DISCARDED:
    case TRACE_EXPANDED:
    case TRACE_DELAY_NOTICE:
    case TRACE_LOST:
    case TRACE_STORED:
    case TRACE_FLAGS:
    case TRACE_REMOVED:
    case TRACE_FETCHED:
    case TRACE_SYNCED:
      return EVENT_MAIL;
    case TRACE_KIND_NONE:
    case TRACE_RUN_START:
    case TRACE_HOST:
    case TRACE_HOST_ADDRESS:
    case TRACE_RUN_END:
    case N_TRACE_KINDS:
      return EVENT_ANY;
    }
  g_assert_not_reached ();
}

EventSeverity
event_severity_of (const TraceRecord *record)
{
  switch (story_tone (record))
    {
    case STORY_TONE_QUIET:
      return EVENT_CHAT;
    case STORY_TONE_PLAIN:
    case STORY_TONE_GOOD:
      return EVENT_NOTE;
    case STORY_TONE_WAIT:
      return EVENT_WARNING;
    case STORY_TONE_BAD:
      return EVENT_ERROR;
    }
  g_assert_not_reached ();
}

static gboolean
has_words (const EventFilter *filter, const Trace *trace, TraceId id)
{
  const TraceRecord *record = trace_get (trace, id);
  gboolean dialogue = trace_kind_is_dialogue (record->kind);
  gsize length = 0;
  const char *bytes = dialogue ? trace_blob (trace, record->text, &length) : NULL;
  g_autofree char *sentence = story_sentence (trace, id);
  g_autofree char *valid = dialogue ? g_utf8_make_valid (bytes, (gssize) length) : NULL;
  g_autofree char *all = g_strconcat (sentence, " ", valid, NULL), *small = g_utf8_strdown (all, -1);

  return strstr (small, filter->words) != NULL;
}

gboolean
event_filter_passes (const EventFilter *filter, const Trace *trace, TraceId id)
{
  const TraceRecord *record = trace_get (trace, id);

  return (filter->protocol == EVENT_ANY || event_protocol_of (record->kind) == filter->protocol) && event_severity_of (record) >= filter->least
         && (filter->host == 0 || record->host == filter->host || record->peer == filter->host) && (filter->message == 0 || record->message == filter->message)
         && (filter->words == NULL || has_words (filter, trace, id));
}

const char *
event_protocol_name (EventProtocol protocol)
{
  static const char *const names[N_EVENT_PROTOCOLS] = {
    [EVENT_ANY] = "all protocols", [EVENT_SMTP] = "SMTP", [EVENT_POP3] = "POP3", [EVENT_IMAP] = "IMAP", [EVENT_DNS] = "DNS", [EVENT_TCP] = "TCP", [EVENT_MAIL] = "what becomes of mail", [EVENT_FAULT] = "faults",
  };

  return names[protocol];
}

const char *
event_severity_name (EventSeverity severity)
{
  static const char *const names[N_EVENT_SEVERITIES] = { [EVENT_CHAT] = "chat", [EVENT_NOTE] = "note", [EVENT_WARNING] = "warning", [EVENT_ERROR] = "error" };

  return names[severity];
}
