/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/address-lookup.h"

struct AddressLookup
{
  TransferAgent *agent; /* borrowed */
  char *host_name;
  DnsQuestionId question;
  AddressFunc func;
  gpointer user;
};

void
address_lookup_free (AddressLookup *lookup)
{
  dns_client_cancel (transfer_agent_get_dns (lookup->agent), &lookup->question);
  g_free (lookup->host_name);
  g_free (lookup);
}

/* FALSE where ANSWER has no address at all. An address may be nobody's. */
static gboolean
collect_peers (const AddressLookup *lookup, const DnsMessage *answer, GArray *peers)
{
  const Network *network = transfer_agent_get_internet (lookup->agent)->network;
  gboolean found = FALSE;

  for (guint i = 0; i < answer->answers->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (answer->answers, i);
      HostId peer = record->type == DNS_A ? network_find_address (network, network_parse_address (record->value)) : 0;

      found |= record->type == DNS_A;
      if (peer != 0)
        g_array_append_val (peers, peer);
    }
  return found;
}

/* NULL where PEERS got some. */
static SmtpReply *
decide (const AddressLookup *lookup, const DnsMessage *answer, GArray *peers)
{
  const char *name = lookup->host_name;
  g_autofree char *text = NULL;

  if (answer == NULL || (answer->code != DNS_NOERROR && answer->code != DNS_NXDOMAIN))
    {
      text = g_strdup_printf ("Host or domain name not found. Name service error for name=%s type=A: %s", name,
                              answer == NULL ? "no answer" : dns_code_name (answer->code));
      return smtp_reply_new (0, "4.4.3", text);
    }
  if (!collect_peers (lookup, answer, peers))
    {
      text = g_strdup_printf ("Host or domain name not found. %s has no address", name);
      return smtp_reply_new (0, "5.4.4", text);
    }
  if (peers->len > 0)
    return NULL;
  text = g_strdup_printf ("connect to %s: no route to host", name);
  return smtp_reply_new (0, "4.4.1", text);
}

static void
on_answer (gpointer user, const DnsMessage *answer)
{
  AddressLookup *lookup = user;
  AddressFunc func = lookup->func;
  gpointer func_user = lookup->user;
  g_autoptr (GArray) peers = g_array_new (FALSE, FALSE, sizeof (HostId));
  g_autoptr (SmtpReply) trouble = decide (lookup, answer, peers);

  lookup->question = 0;
  address_lookup_free (lookup);
  func (func_user, peers, trouble);
}

AddressLookup *
address_lookup_start (TransferAgent *agent, const char *host_name, MessageId message, AddressFunc func, gpointer user)
{
  AddressLookup *lookup = g_new0 (AddressLookup, 1);

  lookup->agent = agent;
  lookup->host_name = g_strdup (host_name);
  lookup->func = func;
  lookup->user = user;
  lookup->question = dns_client_ask (transfer_agent_get_dns (agent), host_name, DNS_A, message, on_answer, lookup);
  return lookup;
}
