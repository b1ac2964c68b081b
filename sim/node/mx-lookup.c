/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/mx-lookup.h"

struct MxLookup
{
  TransferAgent *agent; /* borrowed */
  char *domain;
  MessageId message;
  DnsQuestionId question;
  MxFunc func;
  gpointer user;
};

typedef struct
{
  guint16 preference;
  guint64 draw; /* the order of equals (RFC 5321 5.1: at random) */
  const char *host;
} Candidate;

void
mx_lookup_free (MxLookup *lookup)
{
  dns_client_cancel (transfer_agent_get_dns (lookup->agent), &lookup->question);
  g_free (lookup->domain);
  g_free (lookup);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;

  if (x->preference != y->preference)
    return x->preference < y->preference ? -1 : 1;
  return x->draw < y->draw ? -1 : x->draw > y->draw;
}

static GArray *
collect_candidates (MxLookup *lookup, const DnsMessage *answer)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < answer->answers->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (answer->answers, i);
      Candidate candidate = { record->preference, 0, record->value };

      if (record->type != DNS_MX)
        continue;
      candidate.draw = random_stream_next (transfer_agent_get_dice (lookup->agent));
      g_array_append_val (candidates, candidate);
    }
  if (candidates->len == 0) /* the implicit MX: the domain itself */
    g_array_append_val (candidates, ((Candidate){ 0, 0, lookup->domain }));
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

/* RFC 5321 5.1: a host that finds itself in the list drops itself and all that are not better. */
static void
drop_own (const MxLookup *lookup, GArray *candidates)
{
  const Internet *internet = transfer_agent_get_internet (lookup->agent);
  const char *own = internet_host_name (internet, transfer_agent_get_config (lookup->agent)->host);
  guint own_preference = G_MAXUINT;
  guint kept = 0;

  for (guint i = 0; i < candidates->len; i++)
    if (g_ascii_strcasecmp (g_array_index (candidates, Candidate, i).host, own) == 0)
      own_preference = MIN (own_preference, g_array_index (candidates, Candidate, i).preference);
  for (; kept < candidates->len; kept++)
    if (g_array_index (candidates, Candidate, kept).preference >= own_preference)
      break;
  g_array_set_size (candidates, kept);
}

static char *
describe (const GArray *candidates)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      g_string_append_printf (words, "%s%u %s", i == 0 ? "" : ", ", candidate->preference, candidate->host);
    }
  return g_string_free (words, FALSE);
}

static void
record_route (const MxLookup *lookup, const GArray *candidates)
{
  Trace *trace = transfer_agent_get_internet (lookup->agent)->trace;
  g_autofree char *words = NULL;

  if (!trace_wants (trace, TRACE_ROUTE))
    return;
  words = describe (candidates);
  trace_add (trace, &(TraceRecord){ .kind = TRACE_ROUTE, .host = transfer_agent_get_config (lookup->agent)->host, .message = lookup->message, .text = trace_text (trace, lookup->domain), .note = trace_text (trace, words) });
}

static MxOutcome
decide (MxLookup *lookup, const DnsMessage *answer, GPtrArray *hosts)
{
  g_autoptr (GArray) candidates = NULL;

  if (answer == NULL || (answer->code != DNS_NOERROR && answer->code != DNS_NXDOMAIN))
    return MX_UNKNOWN;
  if (answer->code == DNS_NXDOMAIN)
    return MX_NO_SUCH_DOMAIN;
  candidates = collect_candidates (lookup, answer);
  if (candidates->len == 1 && g_array_index (candidates, Candidate, 0).host[0] == '\0')
    return MX_NULL;
  drop_own (lookup, candidates);
  if (candidates->len == 0)
    return MX_LOOP;
  record_route (lookup, candidates);
  for (guint i = 0; i < candidates->len; i++)
    g_ptr_array_add (hosts, g_strdup (g_array_index (candidates, Candidate, i).host));
  return MX_FOUND;
}

static void
on_answer (gpointer user, const DnsMessage *answer)
{
  MxLookup *lookup = user;
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func (g_free);
  MxFunc func = lookup->func;
  gpointer func_user = lookup->user;
  MxOutcome outcome;

  lookup->question = 0;
  outcome = decide (lookup, answer, hosts);
  mx_lookup_free (lookup);
  func (func_user, outcome, hosts);
}

MxLookup *
mx_lookup_start (TransferAgent *agent, const char *domain, MessageId message, MxFunc func, gpointer user)
{
  MxLookup *lookup = g_new0 (MxLookup, 1);

  lookup->agent = agent;
  lookup->domain = g_strdup (domain);
  lookup->message = message;
  lookup->func = func;
  lookup->user = user;
  lookup->question = dns_client_ask (transfer_agent_get_dns (agent), domain, DNS_MX, message, on_answer, lookup);
  return lookup;
}
