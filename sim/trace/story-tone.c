/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/story-tone.h"

static StoryTone
tone_of_reply (guint16 code)
{
  return code >= 500 ? STORY_TONE_BAD : code >= 400 ? STORY_TONE_WAIT
                                                    : STORY_TONE_QUIET;
}

StoryTone
story_tone (const TraceRecord *record)
{
  switch ((TraceKind) record->kind)
    {
    case TRACE_ACCEPTED:
    case TRACE_STORED:
    case TRACE_FETCHED:
    case TRACE_SYNCED:
    case TRACE_SENT:
      return STORY_TONE_GOOD;
    case TRACE_DEFERRED:
    case TRACE_CONNECT_FAILED:
    case TRACE_DNS_FAILED:
    case TRACE_FAULT_START:
    case TRACE_DELAY_NOTICE:
      return STORY_TONE_WAIT;
    case TRACE_BOUNCED:
    case TRACE_REJECTED:
    case TRACE_DISCARDED:
    case TRACE_LOST:
      return STORY_TONE_BAD;
    case TRACE_MESSAGE:
      return record->code == MESSAGE_FAILURE_REPORT ? STORY_TONE_BAD : record->code == MESSAGE_DELAY_REPORT ? STORY_TONE_WAIT
                                                                                                            : STORY_TONE_PLAIN;
    case TRACE_SMTP_REPLY:
      return tone_of_reply (record->code);
    case TRACE_POP3_REPLY:
    case TRACE_IMAP_RESPONSE:
      return record->code != 0 ? STORY_TONE_BAD : STORY_TONE_QUIET;
    case TRACE_DNS_QUERY:
    case TRACE_DNS_ANSWER:
    case TRACE_DNS_CACHED:
    case TRACE_DNS_CACHE_HIT:
    case TRACE_CONNECTED:
    case TRACE_CLOSED:
    case TRACE_SMTP_COMMAND:
    case TRACE_SMTP_DATA:
    case TRACE_POP3_COMMAND:
    case TRACE_IMAP_COMMAND:
      return STORY_TONE_QUIET;
    case TRACE_KIND_NONE:
    case TRACE_RUN_START:
    case TRACE_HOST:
    case TRACE_HOST_ADDRESS:
    case TRACE_MAILBOX:
    case TRACE_ZONE:
    case TRACE_FAULT_END:
    case TRACE_HOST_STATE:
    case TRACE_RUN_END:
    case TRACE_RECIPIENT:
    case TRACE_COMPOSED:
    case TRACE_QUEUED:
    case TRACE_ACTIVE:
    case TRACE_EXPANDED:
    case TRACE_ATTEMPT:
    case TRACE_ROUTE:
    case TRACE_ADDRESSES:
    case TRACE_FLAGS:
    case TRACE_REMOVED:
    case TRACE_CONNECT:
    case TRACE_TCP:
    case TRACE_UDP:
    case N_TRACE_KINDS:
      return STORY_TONE_PLAIN;
    }
  g_assert_not_reached ();
}
