/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/address-lookup.h"

#include <string.h>

struct AddressLookup
{
  TransferAgent *agent; /* borrowed */
  char *host_name;
  MessageId message;
  DnsQuestionId question;
  AddressFunc func;
  gpointer user;
};

/* What an answer comes to. */
typedef struct
{
  const AddressLookup *lookup;
  GArray *peers;    /* HostId */
  GString *tried;   /* "192.0.2.1, 192.0.2.2" */
  GString *remarks; /* what was passed over, and other oddities */
  guint addresses;
  gboolean itself;  /* one of them is this host's own */
} Decision;

void
address_lookup_free (AddressLookup *lookup)
{
  dns_client_cancel (transfer_agent_get_dns (lookup->agent), &lookup->question);
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

/* An address may be nobody's; this host's own would bring the mail back (RFC 5321 5.1). */
static void
judge_address (Decision *decision, const char *address)
{
  const Network *network = transfer_agent_get_internet (decision->lookup->agent)->network;
  HostId peer = network_find_address (network, network_parse_address (address));

  decision->addresses++;
  if (peer == transfer_agent_get_config (decision->lookup->agent)->host)
    {
      decision->itself = TRUE;
      remark (decision, "%s: passed over, this host itself", address);
    }
  else if (peer == 0)
    remark (decision, "%s: passed over, no route to host", address);
  else
    {
      g_string_append_printf (decision->tried, "%s%s", decision->peers->len == 0 ? "" : ", ", address);
      g_array_append_val (decision->peers, peer);
    }
}

static void
judge_answer (Decision *decision, const DnsMessage *answer)
{
  const char *name = dns_message_find_canonical (answer);

  for (guint i = 0; i < answer->answers->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (answer->answers, i);

      if (record->type == DNS_A)
        judge_address (decision, record->value);
    }
  if (strcmp (name, answer->name) != 0)
    remark (decision, "%s is an alias of %s, which no mail exchanger's name may be", answer->name, name);
}

static gboolean
is_answer (const DnsMessage *answer)
{
  return answer != NULL && (answer->code == DNS_NOERROR || answer->code == DNS_NXDOMAIN);
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
record_decision (const Decision *decision, const DnsMessage *answer)
{
  const AddressLookup *lookup = decision->lookup;
  Trace *trace = transfer_agent_get_internet (lookup->agent)->trace;
  g_autofree char *note = NULL;

  if (!trace_wants (trace, TRACE_ADDRESSES) || (decision->peers->len == 1 && decision->remarks->len == 0))
    return;
  note = g_strconcat (decision->addresses == 0 ? describe_nothing (answer) : decision->peers->len == 0 ? "none" : decision->tried->str, decision->remarks->str, NULL);
  trace_add (trace, &(TraceRecord){ .kind = TRACE_ADDRESSES, .host = transfer_agent_get_config (lookup->agent)->host, .message = lookup->message, .text = trace_text (trace, lookup->host_name), .note = trace_text (trace, note) });
}

/* NULL where there are peers. */
static SmtpReply *
find_trouble (const Decision *decision, const DnsMessage *answer)
{
  const char *name = decision->lookup->host_name;
  g_autofree char *text = NULL;

  if (decision->peers->len > 0)
    return NULL;
  if (!is_answer (answer))
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
on_answer (gpointer user, const DnsMessage *answer)
{
  AddressLookup *lookup = user;
  AddressFunc func = lookup->func;
  gpointer func_user = lookup->user;
  g_autoptr (GArray) peers = g_array_new (FALSE, FALSE, sizeof (HostId));
  g_autoptr (GString) tried = g_string_new (NULL);
  g_autoptr (GString) remarks = g_string_new (NULL);
  g_autoptr (SmtpReply) trouble = NULL;
  Decision decision = { lookup, peers, tried, remarks, 0, FALSE };

  lookup->question = 0;
  if (is_answer (answer))
    judge_answer (&decision, answer);
  record_decision (&decision, answer);
  trouble = find_trouble (&decision, answer);
  address_lookup_free (lookup);
  func (func_user, peers, trouble);
}

AddressLookup *
address_lookup_start (TransferAgent *agent, const char *host_name, MessageId message, AddressFunc func, gpointer user)
{
  AddressLookup *lookup = g_new0 (AddressLookup, 1);

  lookup->agent = agent;
  lookup->host_name = g_strdup (host_name);
  lookup->message = message;
  lookup->func = func;
  lookup->user = user;
  lookup->question = dns_client_ask (transfer_agent_get_dns (agent), host_name, DNS_A, message, on_answer, lookup);
  return lookup;
}
