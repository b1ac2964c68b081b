/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trace-kind: the kinds of record and, for each, the names and types of its slots. Adding a kind
 * is adding a row here (and its sentence in story).
 */
#pragma once

#include "sim/trace/trace-record.h"

typedef enum
{
  TRACE_NONE,    /* nothing is kept */
  TRACE_MAIL,    /* messages, queues, mailboxes, decisions, faults */
  TRACE_LINES,   /* and every line of dialogue, question and answer */
  TRACE_PACKETS, /* and every packet */
} TraceLevel;

typedef enum
{
  TRACE_KIND_NONE,
  /* the world */
  TRACE_RUN_START,
  TRACE_HOST,
  TRACE_HOST_ADDRESS,
  TRACE_MAILBOX,
  TRACE_ZONE,
  TRACE_FAULT_START,
  TRACE_FAULT_END,
  TRACE_HOST_STATE,
  TRACE_RUN_END,
  /* messages */
  TRACE_MESSAGE,
  TRACE_RECIPIENT,
  TRACE_COMPOSED,
  TRACE_ACCEPTED,
  TRACE_REJECTED,
  /* the queue */
  TRACE_QUEUED,
  TRACE_ACTIVE,
  TRACE_ATTEMPT,
  TRACE_ROUTE,
  TRACE_ADDRESSES,
  TRACE_DEFERRED,
  TRACE_SENT,
  TRACE_BOUNCED,
  TRACE_DISCARDED,
  TRACE_EXPANDED,
  TRACE_DELAY_NOTICE,
  TRACE_LOST,
  /* mailboxes */
  TRACE_STORED,
  TRACE_FLAGS,
  TRACE_REMOVED,
  TRACE_FETCHED,
  TRACE_SYNCED,
  /* DNS */
  TRACE_DNS_QUERY,
  TRACE_DNS_ANSWER,
  TRACE_DNS_CACHED,
  TRACE_DNS_CACHE_HIT,
  TRACE_DNS_FAILED,
  /* connections and dialogue */
  TRACE_CONNECT,
  TRACE_CONNECTED,
  TRACE_CONNECT_FAILED,
  TRACE_CLOSED,
  TRACE_SMTP_COMMAND,
  TRACE_SMTP_REPLY,
  TRACE_SMTP_DATA,
  TRACE_POP3_COMMAND,
  TRACE_POP3_REPLY,
  TRACE_IMAP_COMMAND,
  TRACE_IMAP_RESPONSE,
  /* packets */
  TRACE_TCP,
  TRACE_UDP,
  N_TRACE_KINDS,
} TraceKind;

typedef enum
{
  FIELD_NONE,
  FIELD_NUMBER,
  FIELD_TEXT,    /* a blob, as text; base64 where it is not UTF-8 */
  FIELD_BYTES,   /* a blob, always base64 */
  FIELD_DIGITS,  /* a blob that is a number */
  FIELD_HOST,
  FIELD_TIME,    /* nanoseconds since the start */
  FIELD_ARRIVAL, /* likewise; negative: lost, and would have come then */
  FIELD_DATE,    /* nanoseconds since 1970 */
  FIELD_ADDRESS, /* IPv4 */
  FIELD_ROLE,    /* HostRole */
  FIELD_CLASS,   /* MessageClass */
  FIELD_STATE,   /* HostState */
  FIELD_FLAGS,   /* TCP flags */
  FIELD_MARKS,   /* MailFlags: IMAP system flags */
  FIELD_MESSAGE,
} TraceFieldType;

typedef enum
{
  SLOT_PEER,
  SLOT_CODE,
  SLOT_CONN,
  SLOT_MESSAGE,
  SLOT_ITEM,
  SLOT_TEXT,
  SLOT_NOTE,
  SLOT_VALUE,
  N_SLOTS,
} TraceSlot;

typedef struct
{
  const char *name;
  TraceFieldType type;
} TraceField;

typedef struct
{
  const char *name;   /* "smtp-reply" */
  TraceLevel level;
  TraceField fields[N_SLOTS];
} TraceKindInfo;

typedef enum
{
  HOST_ROLE_NONE,
  HOST_DEVICE,
  HOST_MAIL_SERVER,
  HOST_NAME_SERVER,
  HOST_RESOLVER,
} HostRole;

typedef enum
{
  HOST_UP,
  HOST_DOWN,
  HOST_REFUSING,
  HOST_HANGING,
} HostState;

typedef enum
{
  MESSAGE_MAIL,
  MESSAGE_FAILURE_REPORT,
  MESSAGE_DELAY_REPORT,
  MESSAGE_SUCCESS_REPORT,
} MessageClass;

enum
{
  TCP_FIN = 1,
  TCP_SYN = 2,
  TCP_RST = 4,
  TCP_PSH = 8,
  TCP_ACK = 16,
  TCP_AGAIN = 256,     /* of no packet: it was sent before (a retransmission) */
  TCP_ON_WIRE = 0xff,  /* the flags that a packet has */
};

/* One bit of a FIELD_FLAGS or FIELD_MARKS value. */
typedef struct
{
  int bit;
  const char *name;
} TraceFlag;

enum
{
  N_TRACE_FLAGS = 6, /* of either, at most */
};

/* The bits as the text form tells them, in that order. */
extern const TraceFlag trace_tcp_flags[N_TRACE_FLAGS]; /* parted by "," */
extern const TraceFlag trace_marks[N_TRACE_FLAGS];     /* parted by " " */

const TraceKindInfo *trace_kind_info (TraceKind kind);
/* TRACE_KIND_NONE where no kind has this name. */
TraceKind trace_kind_find (const char *name);

/* What was said on a connection, and of that, what a server said. */
gboolean trace_kind_is_dialogue (TraceKind kind);
gboolean trace_kind_is_answer (TraceKind kind);
gboolean trace_kind_is_packet (TraceKind kind);
/* A queue entry is over with it, well or badly. */
gboolean trace_kind_ends_entry (TraceKind kind);
/* The whole message that RECORD has as its content, or the empty blob. */
BlobId trace_record_get_content (const TraceRecord *record);

const char *host_role_name (HostRole role);
const char *message_class_name (MessageClass message_class);
const char *host_state_name (HostState state);
