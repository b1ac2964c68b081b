/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/trace-kind.h"

#include <string.h>

#define PEER [SLOT_PEER] = { "peer", FIELD_HOST }
#define PEER_AS(name) [SLOT_PEER] = { name, FIELD_HOST }
#define CODE(name, type) [SLOT_CODE] = { name, type }
#define CONN [SLOT_CONN] = { "conn", FIELD_NUMBER }
#define CONN_AS(name, type) [SLOT_CONN] = { name, type }
#define MESSAGE [SLOT_MESSAGE] = { "message", FIELD_MESSAGE }
#define ITEM(name, type) [SLOT_ITEM] = { name, type }
#define TEXT(name) [SLOT_TEXT] = { name, FIELD_TEXT }
#define NOTE(name) [SLOT_NOTE] = { name, FIELD_TEXT }
#define VALUE(name, type) [SLOT_VALUE] = { name, type }
#define RECIPIENT CONN_AS ("recipient", FIELD_NUMBER)
#define ENTRY ITEM ("entry", FIELD_NUMBER)
#define LINE_FIELDS { PEER, CONN, MESSAGE, TEXT ("text") }
#define REPLY_FIELDS { PEER, CODE ("code", FIELD_NUMBER), CONN, MESSAGE, TEXT ("text") }

static const TraceKindInfo kinds[N_TRACE_KINDS] = {
  [TRACE_KIND_NONE] = { "none", TRACE_MAIL, { { NULL } } },

  [TRACE_RUN_START] = { "run-start", TRACE_MAIL, { TEXT ("scenario"), NOTE ("title"), ITEM ("seed", FIELD_DIGITS), VALUE ("start", FIELD_DATE) } },
  [TRACE_HOST] = { "host", TRACE_MAIL, { CODE ("role", FIELD_ROLE), NOTE ("domain"), VALUE ("address", FIELD_ADDRESS) } },
  [TRACE_HOST_ADDRESS] = { "host-address", TRACE_MAIL, { TEXT ("address") } },
  [TRACE_MAILBOX] = { "mailbox", TRACE_MAIL, { PEER_AS ("device"), TEXT ("mailbox"), NOTE ("reads") } },
  [TRACE_ZONE] = { "zone", TRACE_MAIL, { TEXT ("origin"), NOTE ("text") } },
  [TRACE_FAULT_START] = { "fault-start", TRACE_MAIL, { CONN_AS ("rule", FIELD_TEXT), ITEM ("fault", FIELD_NUMBER), TEXT ("fault_kind"), NOTE ("about"), VALUE ("until", FIELD_TIME) } },
  [TRACE_FAULT_END] = { "fault-end", TRACE_MAIL, { ITEM ("fault", FIELD_NUMBER), TEXT ("fault_kind"), NOTE ("about") } },
  [TRACE_HOST_STATE] = { "host-state", TRACE_MAIL, { CODE ("state", FIELD_STATE) } },
  [TRACE_RUN_END] = { "run-end", TRACE_MAIL, { TEXT ("reason") } },

  [TRACE_MESSAGE] = { "message", TRACE_MAIL, { CODE ("class", FIELD_CLASS), MESSAGE, CONN_AS ("about", FIELD_MESSAGE), ITEM ("from", FIELD_TEXT), NOTE ("message_id") } },
  [TRACE_RECIPIENT] = { "recipient", TRACE_MAIL, { MESSAGE, RECIPIENT, ITEM ("instead_of", FIELD_NUMBER), TEXT ("address") } },
  [TRACE_COMPOSED] = { "composed", TRACE_MAIL, { MESSAGE, TEXT ("subject"), NOTE ("content") } },
  [TRACE_ACCEPTED] = { "accepted", TRACE_MAIL, { PEER, CONN, MESSAGE, ITEM ("queue_id", FIELD_TEXT), TEXT ("from"), NOTE ("content"), VALUE ("size", FIELD_NUMBER) } },
  [TRACE_REJECTED] = { "rejected", TRACE_MAIL, { PEER, CODE ("code", FIELD_NUMBER), MESSAGE, RECIPIENT, TEXT ("text"), NOTE ("status") } },

  [TRACE_QUEUED] = { "queued", TRACE_MAIL, { MESSAGE, RECIPIENT, ENTRY, TEXT ("to"), NOTE ("from"), VALUE ("expires", FIELD_TIME) } },
  [TRACE_ACTIVE] = { "active", TRACE_MAIL, { MESSAGE, RECIPIENT, ENTRY, TEXT ("to"), NOTE ("destination"), VALUE ("parallel", FIELD_NUMBER) } },
  [TRACE_ATTEMPT] = { "attempt", TRACE_MAIL, { CODE ("attempt", FIELD_NUMBER), MESSAGE, RECIPIENT, ENTRY, TEXT ("to") } },
  [TRACE_ROUTE] = { "route", TRACE_MAIL, { MESSAGE, TEXT ("domain"), NOTE ("candidates") } },
  [TRACE_ADDRESSES] = { "addresses", TRACE_MAIL, { MESSAGE, TEXT ("name"), NOTE ("candidates") } },
  [TRACE_DEFERRED] = { "deferred", TRACE_MAIL, { PEER, CODE ("code", FIELD_NUMBER), MESSAGE, RECIPIENT, ENTRY, TEXT ("text"), NOTE ("status"), VALUE ("next_try", FIELD_TIME) } },
  [TRACE_SENT] = { "sent", TRACE_MAIL, { PEER, CODE ("code", FIELD_NUMBER), MESSAGE, RECIPIENT, ENTRY, TEXT ("text"), NOTE ("status") } },
  [TRACE_BOUNCED] = { "bounced", TRACE_MAIL, { PEER, CODE ("code", FIELD_NUMBER), MESSAGE, RECIPIENT, ENTRY, TEXT ("text"), NOTE ("status") } },
  [TRACE_DISCARDED] = { "discarded", TRACE_MAIL, { PEER, CODE ("code", FIELD_NUMBER), MESSAGE, RECIPIENT, ENTRY, TEXT ("text"), NOTE ("status") } },
  [TRACE_EXPANDED] = { "expanded", TRACE_MAIL, { CODE ("into", FIELD_NUMBER), MESSAGE, RECIPIENT, ENTRY, TEXT ("to"), NOTE ("how"), VALUE ("more", FIELD_NUMBER) } },
  [TRACE_DELAY_NOTICE] = { "delay-notice", TRACE_MAIL, { MESSAGE, RECIPIENT, ENTRY, TEXT ("text"), VALUE ("expires", FIELD_TIME) } },
  [TRACE_LOST] = { "lost", TRACE_MAIL, { MESSAGE, RECIPIENT, ENTRY, TEXT ("reason") } },

  [TRACE_STORED] = { "stored", TRACE_MAIL, { MESSAGE, RECIPIENT, ITEM ("item", FIELD_NUMBER), TEXT ("mailbox"), NOTE ("content"), VALUE ("uid", FIELD_NUMBER) } },
  [TRACE_FLAGS] = { "flags", TRACE_MAIL, { CODE ("flags", FIELD_MARKS), MESSAGE, ITEM ("item", FIELD_NUMBER), TEXT ("mailbox") } },
  [TRACE_REMOVED] = { "removed", TRACE_MAIL, { MESSAGE, ITEM ("item", FIELD_NUMBER), TEXT ("mailbox") } },
  [TRACE_FETCHED] = { "fetched", TRACE_MAIL, { PEER, MESSAGE, TEXT ("mailbox"), NOTE ("content") } },

  [TRACE_SYNCED] = { "synced", TRACE_MAIL, { PEER, CODE ("flags", FIELD_MARKS), MESSAGE, ITEM ("item", FIELD_NUMBER), TEXT ("mailbox") } },

  [TRACE_DNS_QUERY] = { "dns-query", TRACE_LINES, { PEER, CODE ("qtype", FIELD_NUMBER), CONN_AS ("query", FIELD_NUMBER), MESSAGE, TEXT ("name"), NOTE ("type") } },
  [TRACE_DNS_ANSWER] = { "dns-answer", TRACE_LINES, { PEER, CODE ("rcode", FIELD_NUMBER), CONN_AS ("query", FIELD_NUMBER), MESSAGE, TEXT ("name"), ITEM ("type", FIELD_TEXT), NOTE ("answer") } },
  [TRACE_DNS_CACHED] = { "dns-cached", TRACE_LINES, { CODE ("qtype", FIELD_NUMBER), TEXT ("name"), ITEM ("type", FIELD_TEXT), NOTE ("answer"), VALUE ("expires", FIELD_TIME) } },
  [TRACE_DNS_CACHE_HIT] = { "dns-cache-hit", TRACE_LINES, { CODE ("qtype", FIELD_NUMBER), TEXT ("name"), ITEM ("type", FIELD_TEXT), NOTE ("answer"), VALUE ("expires", FIELD_TIME) } },
  [TRACE_DNS_FAILED] = { "dns-failed", TRACE_LINES, { PEER, CODE ("qtype", FIELD_NUMBER), CONN_AS ("query", FIELD_NUMBER), MESSAGE, TEXT ("name"), ITEM ("type", FIELD_TEXT), NOTE ("reason") } },

  [TRACE_CONNECT] = { "connect", TRACE_LINES, { PEER, CODE ("port", FIELD_NUMBER), CONN, MESSAGE, ITEM ("local_port", FIELD_NUMBER), TEXT ("address") } },
  [TRACE_CONNECTED] = { "connected", TRACE_LINES, { PEER, CODE ("port", FIELD_NUMBER), CONN } },
  [TRACE_CONNECT_FAILED] = { "connect-failed", TRACE_LINES, { PEER, CODE ("port", FIELD_NUMBER), CONN, TEXT ("reason") } },
  [TRACE_CLOSED] = { "closed", TRACE_LINES, { PEER, CONN, TEXT ("reason") } },
  [TRACE_SMTP_COMMAND] = { "smtp-command", TRACE_LINES, LINE_FIELDS },
  [TRACE_SMTP_REPLY] = { "smtp-reply", TRACE_LINES, REPLY_FIELDS },
  [TRACE_SMTP_DATA] = { "smtp-data", TRACE_LINES, LINE_FIELDS },
  [TRACE_POP3_COMMAND] = { "pop3-command", TRACE_LINES, LINE_FIELDS },
  [TRACE_POP3_REPLY] = { "pop3-reply", TRACE_LINES, REPLY_FIELDS },
  [TRACE_IMAP_COMMAND] = { "imap-command", TRACE_LINES, LINE_FIELDS },
  [TRACE_IMAP_RESPONSE] = { "imap-response", TRACE_LINES, REPLY_FIELDS },

  [TRACE_TCP] = { "tcp", TRACE_PACKETS, { PEER_AS ("to"), CODE ("flags", FIELD_FLAGS), CONN, ITEM ("seq", FIELD_NUMBER), [SLOT_NOTE] = { "ack", FIELD_NUMBER }, [SLOT_TEXT] = { "payload", FIELD_TEXT }, VALUE ("arrives", FIELD_ARRIVAL) } },
  [TRACE_UDP] = { "udp", TRACE_PACKETS, { PEER_AS ("to"), CODE ("to_port", FIELD_NUMBER), CONN_AS ("query", FIELD_NUMBER), ITEM ("from_port", FIELD_NUMBER), [SLOT_TEXT] = { "payload", FIELD_BYTES }, VALUE ("arrives", FIELD_ARRIVAL) } },
};

const TraceFlag trace_tcp_flags[N_TRACE_FLAGS] = {
  { TCP_SYN, "SYN" },
  { TCP_FIN, "FIN" },
  { TCP_RST, "RST" },
  { TCP_PSH, "PSH" },
  { TCP_ACK, "ACK" },
  { TCP_AGAIN, "retransmission" },
};

const TraceFlag trace_marks[N_TRACE_FLAGS] = {
  { 1 << 0, "\\Seen" },
  { 1 << 1, "\\Answered" },
  { 1 << 2, "\\Flagged" },
  { 1 << 3, "\\Deleted" },
  { 1 << 4, "\\Draft" },
};

const TraceKindInfo *
trace_kind_info (TraceKind kind)
{
  g_assert (kind < N_TRACE_KINDS);
  return &kinds[kind];
}

TraceKind
trace_kind_find (const char *name)
{
  for (TraceKind kind = TRACE_RUN_START; kind < N_TRACE_KINDS; kind++)
    if (strcmp (kinds[kind].name, name) == 0)
      return kind;
  return TRACE_KIND_NONE;
}

gboolean
trace_kind_is_dialogue (TraceKind kind)
{
  return kind >= TRACE_SMTP_COMMAND && kind <= TRACE_IMAP_RESPONSE;
}

gboolean
trace_kind_is_answer (TraceKind kind)
{
  return kind == TRACE_SMTP_REPLY || kind == TRACE_POP3_REPLY || kind == TRACE_IMAP_RESPONSE;
}

gboolean
trace_kind_is_packet (TraceKind kind)
{
  return trace_kind_info (kind)->level == TRACE_PACKETS;
}

gboolean
trace_kind_ends_entry (TraceKind kind)
{
  return kind == TRACE_SENT || kind == TRACE_BOUNCED || kind == TRACE_DISCARDED || kind == TRACE_EXPANDED || kind == TRACE_LOST;
}

BlobId
trace_record_get_content (const TraceRecord *record)
{
  const char *name = trace_kind_info (record->kind)->fields[SLOT_NOTE].name;

  return name != NULL && strcmp (name, "content") == 0 ? record->note : 0;
}

const char *
host_role_name (HostRole role)
{
  static const char *names[] = { "none", "device", "mail-server", "name-server", "resolver" };

  g_assert (role < G_N_ELEMENTS (names));
  return names[role];
}

const char *
message_class_name (MessageClass message_class)
{
  static const char *names[] = { "mail", "failure-report", "delay-report", "success-report" };

  g_assert (message_class < G_N_ELEMENTS (names));
  return names[message_class];
}

const char *
host_state_name (HostState state)
{
  static const char *names[] = { "up", "down", "refusing", "hanging" };

  g_assert (state < G_N_ELEMENTS (names));
  return names[state];
}
