/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/mx-decision.h"

#include <string.h>

enum
{
  MOST_RECORDS = 20000, /* that a decision is looked for in */
  PORT_SMTP = 25,
};

typedef struct
{
  const Trace *trace;
  const TraceRecord *route;
  TraceId route_id;
  GPtrArray *candidates;
  guint32 conn;         /* under way; 0: none */
  MxCandidate *current; /* whose that is */
  gboolean over;        /* the message's fate is known */
  gboolean sent;
} Decision;

static void
free_candidate (gpointer data)
{
  MxCandidate *candidate = data;

  g_free (candidate->name);
  g_free (candidate->addresses);
  g_free (candidate->words);
  g_free (candidate);
}

static TraceId
find_last (const Trace *trace, const GArray *ids, guint position)
{
  for (guint i = trace_index_count_until (ids, position); i > 0; i--)
    if (trace_get (trace, g_array_index (ids, TraceId, i - 1))->kind == TRACE_ROUTE)
      return g_array_index (ids, TraceId, i - 1);
  return 0;
}

TraceId
mx_decision_choose (const Trace *trace, const TraceIndex *index, MessageId message, HostId host, guint position)
{
  TraceId route = message == 0 ? 0 : find_last (trace, trace_index_message (index, message), position);

  if (route == 0 && host != 0)
    route = find_last (trace, trace_index_host (index, host), position);
  for (TraceId id = position, end = position > MOST_RECORDS ? position - MOST_RECORDS : 0; route == 0 && id > end; id--)
    if (trace_get (trace, id)->kind == TRACE_ROUTE)
      route = id;
  return route;
}

static void
add_candidate (Decision *decision, const RouteCandidate *parsed)
{
  MxCandidate *candidate = g_new0 (MxCandidate, 1);
  gboolean tried = parsed->kind == ROUTE_CANDIDATE_TRIED;

  candidate->state = tried ? MX_WAITS : MX_PASSED_OVER;
  candidate->preference = parsed->preference;
  candidate->name = g_strdup (parsed->name);
  candidate->addresses = g_strdup ("");
  candidate->words = g_strdup (parsed->reason == NULL ? "" : parsed->reason);
  candidate->record = decision->route_id;
  g_ptr_array_add (decision->candidates, candidate);
}

static MxCandidate *
find_by_name (const Decision *decision, const char *name)
{
  for (guint i = 0; i < decision->candidates->len; i++)
    if (g_ascii_strcasecmp (((MxCandidate *) g_ptr_array_index (decision->candidates, i))->name, name) == 0)
      return g_ptr_array_index (decision->candidates, i);
  return NULL;
}

/* By the address that is called, or else by the name of who has it. */
static MxCandidate *
find_called (const Decision *decision, const TraceRecord *connect)
{
  const char *address = trace_blob (decision->trace, connect->text, NULL);

  for (guint i = 0; i < decision->candidates->len && *address != '\0'; i++)
    {
      MxCandidate *candidate = g_ptr_array_index (decision->candidates, i);
      g_auto (GStrv) addresses = g_strsplit (candidate->addresses, ", ", -1);

      if (g_strv_contains ((const char *const *) addresses, address))
        return candidate;
    }
  return find_by_name (decision, trace_host_name (decision->trace, connect->peer));
}

G_GNUC_PRINTF (5, 6)
static void
tell (const Decision *decision, MxCandidate *candidate, MxState state, TraceId id, const char *format, ...)
{
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (decision->trace), trace_get (decision->trace, id)->t, FALSE);
  g_autofree char *words = NULL;
  va_list arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_free (candidate->words);
  candidate->words = g_strdup_printf ("%.8s %s", clock, words);
  candidate->state = state;
  candidate->record = id;
}

/* One that was told before is there already. */
static void
add_address (MxCandidate *candidate, const char *address)
{
  g_autofree char *before = candidate->addresses;
  g_auto (GStrv) known = g_strsplit (before, ", ", -1);

  if (g_strv_contains ((const char *const *) known, address))
    candidate->addresses = g_steal_pointer (&before);
  else
    candidate->addresses = *before == '\0' ? g_strdup (address) : g_strdup_printf ("%s, %s", before, address);
}

static void
hear_answer (const Decision *decision, const TraceRecord *record)
{
  const char *type = trace_blob (decision->trace, record->item, NULL), *answer = trace_blob (decision->trace, record->note, NULL);
  MxCandidate *candidate = record->peer == decision->route->host && (strcmp (type, "A") == 0 || strcmp (type, "AAAA") == 0) ? find_by_name (decision, trace_blob (decision->trace, record->text, NULL)) : NULL;
  g_auto (GStrv) addresses = NULL;

  if (candidate == NULL || record->code != 0 || strcmp (answer, "no such record") == 0)
    return;
  addresses = g_strsplit (answer, ", ", -1);
  for (guint i = 0; addresses[i] != NULL; i++)
    add_address (candidate, addresses[i]);
}

/* Only said where there is more to it than one address. */
static void
hear_addresses (const Decision *decision, const TraceRecord *record, TraceId id)
{
  MxCandidate *candidate = find_by_name (decision, trace_blob (decision->trace, record->text, NULL));
  const char *candidates = trace_blob (decision->trace, record->note, NULL);

  if (candidate == NULL)
    return;
  if (g_str_has_prefix (candidates, "none"))
    tell (decision, candidate, MX_FAILED, id, "no address, %s", strstr (candidates, ": ") == NULL ? candidates : strstr (candidates, ": ") + 2);
  else
    tell (decision, candidate, candidate->state, id, "%s", candidates);
}

static void
begin_call (Decision *decision, const TraceRecord *record, TraceId id)
{
  decision->current = find_called (decision, record);
  decision->conn = record->conn;
  if (decision->current != NULL)
    tell (decision, decision->current, MX_UNDER_WAY, id, "is called");
}

static void
hear_call (Decision *decision, const TraceRecord *record, TraceId id)
{
  if (decision->current == NULL || record->conn != decision->conn)
    return;
  if (record->kind == TRACE_CONNECTED)
    tell (decision, decision->current, MX_UNDER_WAY, id, "connected");
  else if (record->kind == TRACE_CONNECT_FAILED)
    tell (decision, decision->current, MX_FAILED, id, "%s", trace_blob (decision->trace, record->text, NULL));
  else if (record->kind == TRACE_CLOSED && decision->current->state == MX_UNDER_WAY)
    tell (decision, decision->current, MX_FAILED, id, "the connection was lost: %s", trace_blob (decision->trace, record->text, NULL));
}

static void
hear_fate (Decision *decision, const TraceRecord *record, TraceId id)
{
  MxCandidate *candidate = record->peer == 0 ? decision->current : find_by_name (decision, trace_host_name (decision->trace, record->peer));
  const char *text = trace_blob (decision->trace, record->text, NULL);

  decision->over = TRUE;
  decision->sent = record->kind == TRACE_SENT;
  if (candidate == NULL || (candidate->state == MX_FAILED && record->code == 0))
    return;
  if (decision->sent)
    tell (decision, candidate, MX_TOOK_IT, id, "took it: %u", record->code);
  else if (record->code != 0)
    tell (decision, candidate, MX_FAILED, id, "said %u %s", record->code, text);
  else
    tell (decision, candidate, MX_FAILED, id, "%s", text);
}

static void
take_in (Decision *decision, TraceId id)
{
  const TraceRecord *record = trace_get (decision->trace, id);
  HostId host = decision->route->host;

  if (record->kind == TRACE_DNS_ANSWER)
    hear_answer (decision, record);
  if (record->host != host)
    return;
  if (record->kind == TRACE_ADDRESSES && record->message == decision->route->message)
    hear_addresses (decision, record, id);
  else if (record->kind == TRACE_CONNECT && record->code == PORT_SMTP && record->message == decision->route->message)
    begin_call (decision, record, id);
  else if (record->kind == TRACE_CONNECTED || record->kind == TRACE_CONNECT_FAILED || record->kind == TRACE_CLOSED)
    hear_call (decision, record, id);
  else if ((record->kind == TRACE_SENT || record->kind == TRACE_DEFERRED || record->kind == TRACE_BOUNCED) && record->message == decision->route->message)
    hear_fate (decision, record, id);
}

/* What has not been tried is next, waits, or will never be. */
static void
name_the_rest (const Decision *decision)
{
  gboolean first = decision->current == NULL || decision->current->state == MX_FAILED;

  for (guint i = 0; i < decision->candidates->len; i++)
    {
      MxCandidate *candidate = g_ptr_array_index (decision->candidates, i);

      if (candidate->state != MX_WAITS)
        continue;
      candidate->state = decision->over ? MX_NOT_NEEDED : first ? MX_NEXT
                                                                : MX_WAITS;
      if (*candidate->words == '\0')
        {
          g_free (candidate->words);
          candidate->words = g_strdup (decision->over ? (decision->sent ? "not needed" : "not tried") : first ? "next"
                                                                                                              : "waits for its turn");
        }
      first = FALSE;
    }
}

GPtrArray *
mx_decision_list (const Trace *trace, TraceId route, guint position)
{
  const TraceRecord *record = trace_get (trace, route);
  g_autoptr (GPtrArray) parsed = route_candidates_parse (trace_blob (trace, record->note, NULL));
  Decision decision = { .trace = trace, .route = record, .route_id = route, .candidates = g_ptr_array_new_with_free_func (free_candidate) };

  for (guint i = 0; i < parsed->len; i++)
    add_candidate (&decision, g_ptr_array_index (parsed, i));
  for (TraceId id = route + 1; id <= position && id - route < MOST_RECORDS && !decision.over; id++)
    take_in (&decision, id);
  name_the_rest (&decision);
  return decision.candidates;
}
