/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event-filter: which events somebody wants to see: of one protocol, one host, one message, bad enough, with certain words.
 */
#pragma once

#include "sim/trace/story-tone.h"
#include "sim/trace/trace.h"

typedef enum
{
  EVENT_ANY,
  EVENT_SMTP,
  EVENT_POP3,
  EVENT_IMAP,
  EVENT_DNS,
  EVENT_TCP,   /* connections that are made, fail and end */
  EVENT_MAIL,  /* what becomes of mail: queues, mailboxes, decisions, reports */
  EVENT_FAULT,
  N_EVENT_PROTOCOLS,
} EventProtocol;

/* As packet analysers call them. */
typedef enum
{
  EVENT_CHAT,    /* a line of a dialogue, a question, an answer */
  EVENT_NOTE,    /* something that is worth telling */
  EVENT_WARNING, /* not now */
  EVENT_ERROR,   /* never */
  N_EVENT_SEVERITIES,
} EventSeverity;

typedef struct
{
  EventProtocol protocol;
  EventSeverity least;
  HostId host;       /* 0: any */
  MessageId message; /* 0: any */
  char *words;       /* in small letters; NULL: any */
} EventFilter;

void event_filter_clear (EventFilter *filter);
/* Copies WORDS, with leading and trailing blanks off; none where nothing is left. */
void event_filter_set_words (EventFilter *filter, const char *words);
gboolean event_filter_is_empty (const EventFilter *filter);
gboolean event_filter_passes (const EventFilter *filter, const Trace *trace, TraceId record);

EventProtocol event_protocol_of (TraceKind kind);
EventSeverity event_severity_of (const TraceRecord *record);
const char *event_protocol_name (EventProtocol protocol); /* "SMTP" */
const char *event_severity_name (EventSeverity severity); /* "warning" */
