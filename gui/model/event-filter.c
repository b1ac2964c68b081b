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

/* Of what is in no row, EVENT_ANY: the run itself, and its hosts. */
static const EventProtocol protocols[N_TRACE_KINDS] = {
  [TRACE_SMTP_COMMAND] = EVENT_SMTP, [TRACE_SMTP_REPLY] = EVENT_SMTP, [TRACE_SMTP_DATA] = EVENT_SMTP,
  [TRACE_POP3_COMMAND] = EVENT_POP3, [TRACE_POP3_REPLY] = EVENT_POP3,
  [TRACE_IMAP_COMMAND] = EVENT_IMAP, [TRACE_IMAP_RESPONSE] = EVENT_IMAP,
  [TRACE_DNS_QUERY] = EVENT_DNS, [TRACE_DNS_ANSWER] = EVENT_DNS, [TRACE_DNS_CACHED] = EVENT_DNS,
  [TRACE_DNS_CACHE_HIT] = EVENT_DNS, [TRACE_DNS_FAILED] = EVENT_DNS, [TRACE_ZONE] = EVENT_DNS,
  [TRACE_UDP] = EVENT_DNS,
  [TRACE_CONNECT] = EVENT_TCP, [TRACE_CONNECTED] = EVENT_TCP, [TRACE_CONNECT_FAILED] = EVENT_TCP,
  [TRACE_CLOSED] = EVENT_TCP, [TRACE_TCP] = EVENT_TCP,
  [TRACE_FAULT_START] = EVENT_FAULT, [TRACE_FAULT_END] = EVENT_FAULT, [TRACE_HOST_STATE] = EVENT_FAULT,
  [TRACE_MAILBOX] = EVENT_MAIL, [TRACE_MESSAGE] = EVENT_MAIL, [TRACE_RECIPIENT] = EVENT_MAIL,
  [TRACE_COMPOSED] = EVENT_MAIL, [TRACE_ACCEPTED] = EVENT_MAIL, [TRACE_REJECTED] = EVENT_MAIL,
  [TRACE_QUEUED] = EVENT_MAIL, [TRACE_ACTIVE] = EVENT_MAIL, [TRACE_ATTEMPT] = EVENT_MAIL,
  [TRACE_ROUTE] = EVENT_MAIL, [TRACE_ADDRESSES] = EVENT_MAIL, [TRACE_DEFERRED] = EVENT_MAIL,
  [TRACE_SENT] = EVENT_MAIL, [TRACE_BOUNCED] = EVENT_MAIL, [TRACE_DISCARDED] = EVENT_MAIL,
  [TRACE_EXPANDED] = EVENT_MAIL, [TRACE_DELAY_NOTICE] = EVENT_MAIL, [TRACE_LOST] = EVENT_MAIL,
  [TRACE_STORED] = EVENT_MAIL, [TRACE_FLAGS] = EVENT_MAIL, [TRACE_REMOVED] = EVENT_MAIL,
  [TRACE_FETCHED] = EVENT_MAIL, [TRACE_SYNCED] = EVENT_MAIL,
};

EventProtocol
event_protocol_of (TraceKind kind)
{
  g_assert (kind < N_TRACE_KINDS);
  return protocols[kind];
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
