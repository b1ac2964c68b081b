/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/act-target.h"

#include "sim/trace/mailbox-name.h"
#include "sim/trace/stops.h"

/* What happened at a host has no packet of its own, though one may have led to it. */
static gboolean
is_carried (TraceKind kind)
{
  return trace_kind_is_dialogue (kind) || trace_kind_is_packet (kind) || kind == TRACE_CONNECT || kind == TRACE_DNS_QUERY || kind == TRACE_DNS_ANSWER;
}

/* Mailboxes are introduced before anything happens. */
static BlobId
find_mailbox (const Trace *trace, HostId server, BlobId name)
{
  for (TraceId id = 1; id <= trace_count (trace) && trace_get (trace, id)->t == 0; id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_MAILBOX && record->host == server && mailbox_name_is_of (trace_blob (trace, name, NULL), trace_blob (trace, record->text, NULL)))
        return record->text;
    }
  return 0;
}

ActTarget
act_target_of_record (const Trace *trace, TraceId id)
{
  const TraceRecord *record = trace_get (trace, id);
  Selection selection = selection_of_record (trace, id);

  return (ActTarget){
    .host = record->host,
    .connection = selection.kind == SELECTION_CONNECTION ? selection.number : 0,
    .packet = is_carried (record->kind) ? stops_find_packet (trace, id) : 0,
    .message = record->message,
    .mailbox = record->kind == TRACE_STORED || record->kind == TRACE_MAILBOX ? find_mailbox (trace, record->host, record->text) : 0,
    .zone = record->kind == TRACE_ZONE ? record->text : 0,
    .fault = record->kind == TRACE_FAULT_START ? id : 0,
  };
}

ActTarget
act_target_of_selection (Selection selection)
{
  return (ActTarget){
    .host = selection.kind == SELECTION_HOST ? (HostId) selection.number : 0,
    .connection = selection.kind == SELECTION_CONNECTION ? selection.number : 0,
    .message = selection.kind == SELECTION_MESSAGE ? selection.number : 0,
  };
}

ActTarget
act_target_of_mailbox (const Trace *trace, HostId server, BlobId name)
{
  return (ActTarget){ .host = server, .mailbox = server == 0 ? 0 : find_mailbox (trace, server, name) };
}

gboolean
act_target_is_empty (const ActTarget *target)
{
  return target->host == 0 && target->way_a == 0 && target->connection == 0 && target->packet == 0 && target->message == 0
         && target->mailbox == 0 && target->zone == 0 && target->fault == 0 && !target->instant;
}
