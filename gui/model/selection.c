/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/selection.h"

gboolean
selection_equal (Selection a, Selection b)
{
  return a.kind == b.kind && a.number == b.number;
}

static gboolean
is_dns_host (const Trace *trace, HostId host)
{
  const TraceRecord *record = host == 0 ? NULL : trace_host_record (trace, host);

  return record != NULL && (record->code == HOST_RESOLVER || record->code == HOST_NAME_SERVER);
}

/* Of the two ends of a question, the one that answers it. */
static HostId
dns_side (const Trace *trace, const TraceRecord *record)
{
  if (record->kind == TRACE_DNS_QUERY && is_dns_host (trace, record->peer) && !is_dns_host (trace, record->host))
    return record->peer;
  return record->host;
}

/* A file may leave out what a record is about. */
static Selection
selection_or_none (SelectionKind kind, guint32 number)
{
  return (Selection){ number == 0 ? SELECTION_NONE : kind, number };
}

Selection
selection_of_record (const Trace *trace, TraceId id)
{
  const TraceRecord *record = trace_get (trace, id);

  switch ((TraceKind) record->kind)
    {
    case TRACE_CONNECT:
    case TRACE_CONNECTED:
    case TRACE_CONNECT_FAILED:
    case TRACE_CLOSED:
    case TRACE_SMTP_COMMAND:
    case TRACE_SMTP_REPLY:
    case TRACE_SMTP_DATA:
    case TRACE_POP3_COMMAND:
    case TRACE_POP3_REPLY:
    case TRACE_IMAP_COMMAND:
    case TRACE_IMAP_RESPONSE:
    case TRACE_TCP:
      return selection_or_none (SELECTION_CONNECTION, record->conn);
    case TRACE_DNS_QUERY:
    case TRACE_DNS_ANSWER:
    case TRACE_DNS_CACHED:
    case TRACE_DNS_CACHE_HIT:
    case TRACE_DNS_FAILED:
    case TRACE_UDP:
      return selection_or_none (SELECTION_HOST, dns_side (trace, record));
    case TRACE_MESSAGE:
    case TRACE_RECIPIENT:
    case TRACE_COMPOSED:
    case TRACE_ACCEPTED:
    case TRACE_STORED:
    case TRACE_FETCHED:
    case TRACE_SYNCED:
      return selection_or_none (SELECTION_MESSAGE, record->message);
    case TRACE_HOST:
    case TRACE_HOST_ADDRESS:
    case TRACE_MAILBOX:
    case TRACE_ZONE:
    case TRACE_FAULT_START:
    case TRACE_FAULT_END:
    case TRACE_HOST_STATE:
    case TRACE_REJECTED:
    case TRACE_QUEUED:
    case TRACE_ATTEMPT:
    case TRACE_ROUTE:
    case TRACE_ADDRESSES:
    case TRACE_DEFERRED:
    case TRACE_SENT:
    case TRACE_BOUNCED:
    case TRACE_DISCARDED:
    case TRACE_ACTIVE:
    case TRACE_EXPANDED:
    case TRACE_DELAY_NOTICE:
    case TRACE_LOST:
    case TRACE_FLAGS:
    case TRACE_REMOVED:
      return selection_or_none (SELECTION_HOST, record->host);
    case TRACE_KIND_NONE:
    case TRACE_RUN_START:
    case TRACE_RUN_END:
    case N_TRACE_KINDS:
      return (Selection){ SELECTION_NONE, 0 };
    }
  g_assert_not_reached ();
}
