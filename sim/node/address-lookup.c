/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/address-lookup.h"

#include <string.h>

/* In the order in which they are tried (RFC 6724 2.1). */
enum
{
  FAMILY_IPV6,
  FAMILY_IPV4,
  N_FAMILIES,
};

static const guint16 types[N_FAMILIES] = { DNS_AAAA, DNS_A };

struct AddressLookup
{
  TransferAgent *agent; /* borrowed */
  char *host_name;
  MessageId message;
  DnsQuestionId questions[N_FAMILIES];
  DnsMessage *answers[N_FAMILIES]; /* NULL: none */
  guint open;
  GPtrArray *tried;                /* char *: the peers' addresses */
  gboolean itself;                 /* one address is this host's own */
  AddressFunc func;
  gpointer user;
};

/* What the answers come to. */
typedef struct
{
  AddressLookup *lookup;
  GArray *peers;    /* HostId */
  GString *remarks; /* what was passed over, and other oddities */
  guint addresses;
  gboolean itself;  /* one of them is this host's own */
} Decision;

void
address_lookup_free (AddressLookup *lookup)
{
  for (guint i = 0; i < N_FAMILIES; i++)
    {
      dns_client_cancel (transfer_agent_get_dns (lookup->agent), &lookup->questions[i]);
      g_clear_pointer (&lookup->answers[i], dns_message_free);
    }
  g_ptr_array_unref (lookup->tried);
  g_free (lookup->host_name);
  g_free (lookup);
}

static void G_GNUC_PRINTF (2, 3)
remark (Decision *decision, const char *format, ...)
{
  va_list parts;

  g_string_append (decision->remarks, "; ");
  va_start (parts, format);
  g_string_append_vprintf (decision->remarks, format, parts);
  va_end (parts);
}

/* Who has the address in RECORD; 0: nobody. */
static HostId
find_peer (const AddressLookup *lookup, const DnsRecord *record)
{
  const Internet *internet = transfer_agent_get_internet (lookup->agent);

  if (record->type == DNS_AAAA)
    return ipv6_addresses_find (internet->ipv6, record->value);
  return network_find_address (internet->network, network_parse_address (record->value));
}

/* An address may be nobody's; this host's own would bring the mail back (RFC 5321 5.1). */
static void
judge_address (Decision *decision, const DnsRecord *record)
{
  HostId peer = find_peer (decision->lookup, record);

  decision->addresses++;
  if (peer == transfer_agent_get_config (decision->lookup->agent)->host)
    {
      decision->itself = TRUE;
      decision->lookup->itself = TRUE;
      remark (decision, "%s: passed over, this host itself", record->value);
    }
  else if (peer == 0)
    remark (decision, "%s: passed over, no route to host", record->value);
  else
    {
      g_ptr_array_add (decision->lookup->tried, g_strdup (record->value));
      g_array_append_val (decision->peers, peer);
    }
}

static gboolean
is_answer (const DnsMessage *answer)
{
  return answer != NULL && (answer->code == DNS_NOERROR || answer->code == DNS_NXDOMAIN);
}

static void
judge_answer (Decision *decision, const DnsMessage *answer, guint16 type)
{
  for (guint i = 0; is_answer (answer) && i < answer->answers->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (answer->answers, i);

      if (record->type == type)
        judge_address (decision, record);
    }
}

static void
judge_alias (Decision *decision, const DnsMessage *answer)
{
  const char *name = is_answer (answer) ? dns_message_find_canonical (answer) : NULL;

  if (name != NULL && strcmp (name, answer->name) != 0)
    remark (decision, "%s is an alias of %s, which no mail exchanger's name may be", answer->name, name);
}

/* That there is none is known only where nothing stayed without an answer. */
static const DnsMessage *
find_telling (const AddressLookup *lookup)
{
  gboolean asked_ipv6 = lookup->questions[FAMILY_IPV6] != 0;

  return asked_ipv6 && !is_answer (lookup->answers[FAMILY_IPV6]) ? lookup->answers[FAMILY_IPV6] : lookup->answers[FAMILY_IPV4];
}

/* Why there is none. */
static const char *
describe_nothing (const DnsMessage *answer)
{
  if (answer == NULL)
    return "none yet: no answer";
  if (answer->code == DNS_NXDOMAIN)
    return "none: there is no such name";
  return answer->code == DNS_NOERROR ? "none: there is no address record" : "none yet: SERVFAIL";
}

/* Where all is plain, one address and a host that has it, the connection says it. */
static void
record_decision (const Decision *decision)
{
  const AddressLookup *lookup = decision->lookup;
  Trace *trace = transfer_agent_get_internet (lookup->agent)->trace;
  g_autofree char *tried = NULL, *note = NULL;

  if (!trace_wants (trace, TRACE_ADDRESSES) || (decision->peers->len == 1 && decision->remarks->len == 0))
    return;
  g_ptr_array_add (lookup->tried, NULL);
  tried = g_strjoinv (", ", (char **) lookup->tried->pdata);
  g_ptr_array_remove_index (lookup->tried, lookup->tried->len - 1);
  note = g_strconcat (decision->addresses == 0 ? describe_nothing (find_telling (lookup)) : decision->peers->len == 0 ? "none" : tried, decision->remarks->str, NULL);
  trace_add (trace, &(TraceRecord){ .kind = TRACE_ADDRESSES, .host = transfer_agent_get_config (lookup->agent)->host, .message = lookup->message, .text = trace_text (trace, lookup->host_name), .note = trace_text (trace, note) });
}

/* NULL where there are peers. */
static SmtpReply *
find_trouble (const Decision *decision)
{
  const DnsMessage *answer = find_telling (decision->lookup);
  const char *name = decision->lookup->host_name;
  g_autofree char *text = NULL;

  if (decision->peers->len > 0)
    return NULL;
  if (!is_answer (answer) && decision->addresses == 0)
    {
      text = g_strdup_printf ("Host or domain name not found. Name service error for name=%s type=A: %s", name,
                              answer == NULL ? "no answer" : dns_code_name (answer->code));
      return smtp_reply_new (0, "4.4.3", text);
    }
  if (decision->addresses == 0)
    {
      text = g_strdup_printf ("Host or domain name not found. %s has no address", name);
      return smtp_reply_new (0, "5.4.4", text);
    }
  text = g_strdup_printf (decision->itself ? "mail for %s loops back to myself" : "connect to %s: no route to host", name);
  return smtp_reply_new (0, decision->itself ? "5.4.6" : "4.4.1", text);
}

static void
finish (AddressLookup *lookup)
{
  g_autoptr (GArray) peers = g_array_new (FALSE, FALSE, sizeof (HostId));
  g_autoptr (GString) remarks = g_string_new (NULL);
  g_autoptr (SmtpReply) trouble = NULL;
  Decision decision = { lookup, peers, remarks, 0, FALSE };

  for (guint i = 0; i < N_FAMILIES; i++)
    judge_answer (&decision, lookup->answers[i], types[i]);
  judge_alias (&decision, lookup->answers[FAMILY_IPV4]);
  record_decision (&decision);
  trouble = find_trouble (&decision);
  lookup->func (lookup->user, peers, trouble);
  address_lookup_free (lookup);
}

/* As much of ANSWER as the decision needs. */
static DnsMessage *
keep (const DnsMessage *answer)
{
  DnsMessage *kept = dns_message_new_answer (answer, answer->code);

  g_ptr_array_unref (kept->answers);
  kept->answers = g_ptr_array_ref (answer->answers);
  return kept;
}

/* With the last one it is over. */
static void
on_answer (AddressLookup *lookup, guint family, const DnsMessage *answer)
{
  lookup->answers[family] = answer == NULL ? NULL : keep (answer);
  if (--lookup->open == 0)
    finish (lookup);
}

static void
on_ipv6_answer (gpointer user, const DnsMessage *answer)
{
  on_answer (user, FAMILY_IPV6, answer);
}

static void
on_ipv4_answer (gpointer user, const DnsMessage *answer)
{
  on_answer (user, FAMILY_IPV4, answer);
}

static void
ask (AddressLookup *lookup, guint family)
{
  static const DnsAnswerFunc funcs[N_FAMILIES] = { on_ipv6_answer, on_ipv4_answer };
  Engine *engine = transfer_agent_get_internet (lookup->agent)->engine;
  guint32 cause = engine_get_cause (engine);

  lookup->open++;
  lookup->questions[family] = dns_client_ask (transfer_agent_get_dns (lookup->agent), lookup->host_name, types[family], lookup->message, funcs[family], lookup);
  if (family != FAMILY_IPV4)
    engine_set_cause (engine, cause);
}

gboolean
address_lookup_found_itself (const AddressLookup *lookup)
{
  return lookup->itself;
}

const char *
address_lookup_get_address (const AddressLookup *lookup, guint peer)
{
  return g_ptr_array_index (lookup->tried, peer);
}

/* A host that has no IPv6 address itself has no use for another one's. */
AddressLookup *
address_lookup_start (TransferAgent *agent, const char *host_name, MessageId message, AddressFunc func, gpointer user)
{
  AddressLookup *lookup = g_new0 (AddressLookup, 1);

  lookup->agent = agent;
  lookup->host_name = g_strdup (host_name);
  lookup->message = message;
  lookup->tried = g_ptr_array_new_with_free_func (g_free);
  lookup->func = func;
  lookup->user = user;
  if (ipv6_addresses_get (transfer_agent_get_internet (agent)->ipv6, transfer_agent_get_config (agent)->host) != NULL)
    ask (lookup, FAMILY_IPV6);
  ask (lookup, FAMILY_IPV4);
  return lookup;
}
