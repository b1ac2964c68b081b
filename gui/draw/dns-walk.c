/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/dns-walk.h"

#include "gui/draw/dns-staleness.h"

#include <string.h>

enum
{
  MOST_RECORDS = 20000, /* that a lookup is looked for in */
  MOST_CAUSES = 400,
  PORT_DNS = 53,
};

typedef struct
{
  const Trace *trace;
  TraceId question;
  GByteArray *caused; /* by the question; from it on */
  GArray *steps;
} Walk;

static gboolean
is_question_of_program (const Trace *trace, const TraceRecord *record)
{
  const TraceRecord *host = record->host == 0 ? NULL : trace_host_record (trace, record->host); /* a file may leave it out */

  return record->kind == TRACE_DNS_QUERY && host != NULL && host->code != HOST_RESOLVER;
}

/* The question that led to ID. */
static TraceId
find_cause (const Trace *trace, TraceId id)
{
  for (guint i = 0; i < MOST_CAUSES && id != 0; i++, id = trace_get (trace, id)->cause)
    if (is_question_of_program (trace, trace_get (trace, id)))
      return id;
  return 0;
}

static TraceId
find_last (const Trace *trace, const TraceIndex *index, MessageId message, guint position)
{
  const GArray *ids = trace_index_message (index, message);

  for (guint i = trace_index_count_until (ids, position); i > 0; i--)
    if (is_question_of_program (trace, trace_get (trace, g_array_index (ids, TraceId, i - 1))))
      return g_array_index (ids, TraceId, i - 1);
  return 0;
}

static TraceId
find_last_of_all (const Trace *trace, guint position)
{
  for (TraceId id = position, end = position > MOST_RECORDS ? position - MOST_RECORDS : 0; id > end; id--)
    if (is_question_of_program (trace, trace_get (trace, id)))
      return id;
  return 0;
}

/* The same question may have been asked again: the lookup began with the first. */
static TraceId
find_first (const Trace *trace, TraceId question)
{
  const TraceRecord *record = question == 0 ? NULL : trace_get (trace, question);
  TraceId first = question;

  for (TraceId id = question; record != NULL && id != 0; id = trace_get (trace, id)->cause)
    if (trace_get (trace, id)->kind == TRACE_DNS_QUERY && trace_get (trace, id)->conn == record->conn)
      first = id;
    else if (trace_get (trace, id)->kind == TRACE_ATTEMPT)
      break;
  return first;
}

TraceId
dns_walk_choose (const Trace *trace, const TraceIndex *index, MessageId message, TraceId told, guint position)
{
  TraceId found = find_cause (trace, told);

  if (found != 0 && message != 0 && trace_get (trace, found)->message != 0 && trace_get (trace, found)->message != message)
    found = 0;
  if (found == 0 && message != 0)
    found = find_last (trace, index, message, position);
  return find_first (trace, found != 0 ? found : find_last_of_all (trace, position));
}

GArray *
dns_walk_list_questions (const Trace *trace, TraceId question)
{
  GArray *questions = g_array_new (FALSE, FALSE, sizeof (TraceId));
  guint32 conn = 0;

  for (TraceId id = question; id != 0 && trace_get (trace, id)->kind != TRACE_ATTEMPT; id = trace_get (trace, id)->cause)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (!is_question_of_program (trace, record) || record->host != trace_get (trace, question)->host)
        continue;
      if (questions->len > 0 && record->conn == conn) /* asked again: the first counts */
        g_array_index (questions, TraceId, 0) = id;
      else
        g_array_prepend_val (questions, id);
      conn = record->conn;
    }
  return questions;
}

static gboolean
is_caused (const Walk *walk, TraceId id)
{
  TraceId cause = trace_get (walk->trace, id)->cause;

  return id == walk->question || (cause >= walk->question && walk->caused->data[cause - walk->question] != 0);
}

/* The program goes on with something else: it has its answer. */
static gboolean
is_after (const Walk *walk, const TraceRecord *record)
{
  const TraceRecord *question = trace_get (walk->trace, walk->question);

  if (record->host != question->host || record->kind == TRACE_TCP || record->kind == TRACE_UDP)
    return FALSE;
  if (record->kind == TRACE_DNS_QUERY || record->kind == TRACE_DNS_FAILED)
    return record->conn != question->conn;
  return record->kind == TRACE_ROUTE || record->kind == TRACE_ADDRESSES || record->kind == TRACE_DEFERRED || record->kind == TRACE_BOUNCED || (record->kind == TRACE_CONNECT && record->code != PORT_DNS);
}

static gboolean
was_asked (const Walk *walk, const TraceRecord *record)
{
  for (guint i = 0; i < walk->steps->len; i++)
    {
      const TraceRecord *other = trace_get (walk->trace, g_array_index (walk->steps, DnsStep, i).record);

      if (other->kind == TRACE_DNS_QUERY && other->conn == record->conn)
        return TRUE;
    }
  return FALSE;
}

/* The call follows at once. */
static gboolean
is_over_tcp (const Walk *walk, TraceId id)
{
  const TraceRecord *next = id < trace_count (walk->trace) ? trace_get (walk->trace, id + 1) : NULL;

  return next != NULL && next->kind == TRACE_CONNECT && next->cause == id && next->code == PORT_DNS;
}

static DnsStepKind
classify_answer (const Trace *trace, const TraceRecord *record)
{
  const char *answer = trace_blob (trace, record->note, NULL);

  if (g_str_has_prefix (answer, "referral to "))
    return DNS_STEP_REFERRAL;
  if (dns_staleness_is_negative (answer))
    return DNS_STEP_NEGATIVE;
  return record->code != 0 ? DNS_STEP_TROUBLE : DNS_STEP_ANSWER;
}

static gboolean
classify (const Walk *walk, TraceId id, DnsStepKind *kind)
{
  const TraceRecord *record = trace_get (walk->trace, id);

  if (record->kind == TRACE_DNS_QUERY)
    *kind = is_over_tcp (walk, id) ? DNS_STEP_OVER_TCP : was_asked (walk, record) ? DNS_STEP_AGAIN
                                                                                  : DNS_STEP_QUESTION;
  else if (record->kind == TRACE_DNS_ANSWER)
    *kind = classify_answer (walk->trace, record);
  else if (record->kind == TRACE_DNS_CACHE_HIT)
    *kind = DNS_STEP_KNOWN;
  else if (record->kind == TRACE_DNS_CACHED)
    *kind = DNS_STEP_KEPT;
  else if (record->kind == TRACE_DNS_FAILED)
    *kind = strcmp (trace_blob (walk->trace, record->note, NULL), "no answer") == 0 ? DNS_STEP_NO_ANSWER : DNS_STEP_TROUBLE;
  else
    return FALSE;
  return TRUE;
}

static void
take_in (Walk *walk, TraceId id)
{
  const TraceRecord *record = trace_get (walk->trace, id), *question = trace_get (walk->trace, walk->question);
  DnsStep step = { .record = id };

  if (!classify (walk, id, &step.kind))
    return;
  step.depth = record->host == question->host || record->peer == question->host ? 0 : 1;
  g_array_append_val (walk->steps, step);
}

GArray *
dns_walk_list (const Trace *trace, TraceId question, guint position)
{
  g_autoptr (GByteArray) caused = g_byte_array_new ();
  Walk walk = { trace, question, caused, g_array_new (FALSE, FALSE, sizeof (DnsStep)) };

  for (TraceId id = question; id != 0 && id <= position && id - question < MOST_RECORDS; id++)
    {
      guint8 belongs = is_caused (&walk, id);

      if (belongs && is_after (&walk, trace_get (trace, id)))
        break;
      g_byte_array_append (caused, &belongs, 1);
      if (belongs)
        take_in (&walk, id);
    }
  return walk.steps;
}

char *
dns_walk_describe (const Trace *trace, const DnsStep *step)
{
  const TraceRecord *record = trace_get (trace, step->record);
  const char *host = trace_host_name (trace, record->host), *peer = trace_host_name (trace, record->peer), *name = trace_blob (trace, record->text, NULL), *note = trace_blob (trace, record->note, NULL);
  const char *type = record->kind == TRACE_DNS_QUERY ? note : trace_blob (trace, record->item, NULL);
  g_autofree char *life = step->kind == DNS_STEP_KNOWN || step->kind == DNS_STEP_KEPT ? sim_time_format_friendly (record->value - record->t) : NULL;

  switch (step->kind)
    {
    case DNS_STEP_QUESTION:
      return g_strdup_printf ("%s → %s: %s %s?", host, peer, name, type);
    case DNS_STEP_AGAIN:
      return g_strdup_printf ("%s → %s: %s %s? (no answer yet: asks again)", host, peer, name, type);
    case DNS_STEP_OVER_TCP:
      return g_strdup_printf ("%s → %s: %s %s? (over TCP)", host, peer, name, type);
    case DNS_STEP_REFERRAL:
    case DNS_STEP_ANSWER:
    case DNS_STEP_NEGATIVE:
      return g_strdup_printf ("%s ← %s: %s", peer, host, note);
    case DNS_STEP_TROUBLE:
      if (record->kind == TRACE_DNS_ANSWER)
        return g_strdup_printf ("%s ← %s: %s", peer, host, note);
      return g_strdup_printf ("%s: no help%s%s: %s", host, record->peer == 0 ? "" : " from ", peer, note);
    case DNS_STEP_KNOWN:
      return g_strdup_printf ("%s knows it: %s, for another %s", host, note, life);
    case DNS_STEP_KEPT:
      return g_strdup_printf ("%s keeps for %s: %s %s %s", host, life, name, type, note);
    case DNS_STEP_NO_ANSWER:
      return g_strdup_printf ("%s gives up to ask %s: no answer", host, peer);
    }
  g_assert_not_reached ();
}
