/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/mx-lookup.h"

#include <string.h>

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
  const char *passed_over; /* why; NULL: to be tried */
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

/* The domain's MX records, the best first; none: it has none. */
static GArray *
collect_candidates (MxLookup *lookup, const DnsMessage *answer)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < answer->answers->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (answer->answers, i);
      Candidate candidate = { record->preference, 0, record->value, NULL };

      if (record->type != DNS_MX)
        continue;
      candidate.draw = random_stream_next (transfer_agent_get_dice (lookup->agent));
      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

static const char *
own_name (const MxLookup *lookup)
{
  return internet_host_name (transfer_agent_get_internet (lookup->agent), transfer_agent_get_config (lookup->agent)->host);
}

/* The best preference that this host itself has; more than any where it is not in the list. */
static guint
find_own_preference (const MxLookup *lookup, const GArray *candidates)
{
  for (guint i = 0; i < candidates->len; i++)
    if (g_ascii_strcasecmp (g_array_index (candidates, Candidate, i).host, own_name (lookup)) == 0)
      return g_array_index (candidates, Candidate, i).preference;
  return G_MAXUINT;
}

/* RFC 5321 5.1: a host that finds itself in the list drops itself and all that are not better. RFC 7505 3: "."
 * stands alone, or it is no host. */
static guint
pass_over (const MxLookup *lookup, GArray *candidates)
{
  guint own_preference = find_own_preference (lookup, candidates), left = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (candidate->host[0] == '\0')
        candidate->passed_over = "a null MX beside others names no host";
      else if (g_ascii_strcasecmp (candidate->host, own_name (lookup)) == 0)
        candidate->passed_over = "this host itself";
      else if (candidate->preference >= own_preference)
        candidate->passed_over = "no better than this host itself";
      left += candidate->passed_over == NULL;
    }
  return left;
}

static void
append_candidates (GString *words, const GArray *candidates)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (candidate->passed_over == NULL)
        g_string_append_printf (words, "%s%u %s", words->len == 0 ? "" : ", ", candidate->preference, candidate->host);
    }
}

static void
append_passed_over (GString *words, const GArray *candidates)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (candidate->passed_over != NULL)
        g_string_append_printf (words, "%s%u %s: passed over, %s", words->len == 0 ? "" : "; ", candidate->preference,
                                candidate->host[0] == '\0' ? "." : candidate->host, candidate->passed_over);
    }
}

/* Where the domain's name is an alias, its real name has the MX records (RFC 5321 5.1). */
static void
append_alias (GString *words, const char *domain, const DnsMessage *answer)
{
  const char *name = dns_message_find_canonical (answer);

  if (strcmp (name, answer->name) != 0)
    g_string_append_printf (words, "; %s is an alias of %s", domain, name);
}

/* Takes WORDS. */
static void
record_route (const MxLookup *lookup, GString *words)
{
  Trace *trace = transfer_agent_get_internet (lookup->agent)->trace;
  g_autofree char *note = g_string_free (words, FALSE);

  if (trace_wants (trace, TRACE_ROUTE))
    trace_add (trace, &(TraceRecord){ .kind = TRACE_ROUTE, .host = transfer_agent_get_config (lookup->agent)->host, .message = lookup->message, .text = trace_text (trace, lookup->domain), .note = trace_text (trace, note) });
}

static MxOutcome
decide_without_records (const MxLookup *lookup, const DnsMessage *answer, GPtrArray *hosts)
{
  GString *words = g_string_new (NULL);
  const char *name = dns_message_find_canonical (answer);

  if (strcmp (name, own_name (lookup)) == 0)
    g_string_append_printf (words, "0 %s: passed over, this host itself", name);
  else
    g_ptr_array_add (hosts, g_strdup (name));
  if (hosts->len > 0)
    g_string_append_printf (words, "0 %s: implicit, there is no MX record", name);
  append_alias (words, lookup->domain, answer);
  record_route (lookup, words);
  return hosts->len > 0 ? MX_FOUND : MX_LOOP;
}

static gboolean
are_all_null (const GArray *candidates)
{
  for (guint i = 0; i < candidates->len; i++)
    if (g_array_index (candidates, Candidate, i).host[0] != '\0')
      return FALSE;
  return TRUE;
}

static MxOutcome
decide_by_records (const MxLookup *lookup, const DnsMessage *answer, GArray *candidates, GPtrArray *hosts)
{
  gboolean null_mx = are_all_null (candidates);
  guint left = null_mx ? 0 : pass_over (lookup, candidates);
  GString *words = g_string_new (null_mx ? "none: a null MX, the domain takes no mail" : NULL);

  if (!null_mx)
    {
      append_candidates (words, candidates);
      append_passed_over (words, candidates);
    }
  append_alias (words, lookup->domain, answer);
  record_route (lookup, words);
  for (guint i = 0; i < candidates->len && left > 0; i++)
    if (g_array_index (candidates, Candidate, i).passed_over == NULL)
      g_ptr_array_add (hosts, g_strdup (g_array_index (candidates, Candidate, i).host));
  return null_mx ? MX_NULL : left > 0 ? MX_FOUND : MX_LOOP;
}

static MxOutcome
decide (MxLookup *lookup, const DnsMessage *answer, GPtrArray *hosts)
{
  g_autoptr (GArray) candidates = NULL;

  if (answer == NULL || (answer->code != DNS_NOERROR && answer->code != DNS_NXDOMAIN))
    {
      GString *words = g_string_new (NULL);

      g_string_append_printf (words, "none yet: %s", answer == NULL ? "no answer" : dns_code_name (answer->code));
      record_route (lookup, words);
      return MX_UNKNOWN;
    }
  if (answer->code == DNS_NXDOMAIN)
    {
      record_route (lookup, g_string_new ("none: there is no such domain"));
      return MX_NO_SUCH_DOMAIN;
    }
  candidates = collect_candidates (lookup, answer);
  return candidates->len == 0 ? decide_without_records (lookup, answer, hosts) : decide_by_records (lookup, answer, candidates, hosts);
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
