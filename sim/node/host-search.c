/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/host-search.h"

#include "sim/node/address-lookup.h"
#include "sim/node/mx-lookup.h"

#include <string.h>

struct HostSearch
{
  TransferAgent *agent;   /* borrowed */
  const MailRoute *route; /* borrowed */
  MessageId message;
  HostSearchFunc found;
  gpointer user;
  gboolean begun;
  GPtrArray *hosts;       /* char *: still to be looked up */
  GArray *peers;          /* HostId: who has the addresses of the last one that are still to be tried */
  GPtrArray *addresses_left; /* char *: those addresses */
  char *address;          /* that is being tried, or NULL */
  SmtpReply *trouble;     /* or NULL */
  HostId trouble_peer;
  MxLookup *lookup;
  AddressLookup *addresses;
};

HostSearch *
host_search_new (TransferAgent *agent, const MailRoute *route, MessageId message, HostSearchFunc found, gpointer user)
{
  HostSearch *search = g_new0 (HostSearch, 1);

  search->agent = agent;
  search->route = route;
  search->message = message;
  search->found = found;
  search->user = user;
  search->hosts = g_ptr_array_new_with_free_func (g_free);
  search->peers = g_array_new (FALSE, FALSE, sizeof (HostId));
  search->addresses_left = g_ptr_array_new_with_free_func (g_free);
  return search;
}

void
host_search_free (HostSearch *search)
{
  g_clear_pointer (&search->addresses, address_lookup_free);
  g_clear_pointer (&search->lookup, mx_lookup_free);
  g_clear_pointer (&search->trouble, smtp_reply_free);
  g_ptr_array_unref (search->hosts);
  g_array_unref (search->peers);
  g_ptr_array_unref (search->addresses_left);
  g_free (search->address);
  g_free (search);
}

const char *
host_search_get_address (const HostSearch *search)
{
  return search->address;
}

gboolean
host_search_has_more (const HostSearch *search)
{
  return search->peers->len > 0 || search->hosts->len > 0;
}

const SmtpReply *
host_search_get_trouble (const HostSearch *search)
{
  return search->trouble;
}

HostId
host_search_get_trouble_peer (const HostSearch *search)
{
  return search->trouble_peer;
}

void
host_search_note_trouble (HostSearch *search, HostId peer, SmtpReply *trouble)
{
  if (search->trouble != NULL && smtp_reply_is_final (trouble))
    {
      smtp_reply_free (trouble);
      return;
    }
  g_clear_pointer (&search->trouble, smtp_reply_free);
  search->trouble = trouble;
  search->trouble_peer = peer;
}

/* One of its addresses is this host's own: like the name, it ends the list. Those of the same preference and the worse
 * ones would only bring the mail back (RFC 5321 5.1). */
static void
drop_worse (HostSearch *search)
{
  g_ptr_array_set_size (search->hosts, 0);
  g_array_set_size (search->peers, 0);
  g_ptr_array_set_size (search->addresses_left, 0);
  if (search->trouble == NULL)
    host_search_note_trouble (search, 0, smtp_reply_new (0, "5.4.6", "mail loops back to myself"));
}

static void
on_addresses (gpointer user, const GArray *peers, const SmtpReply *trouble)
{
  HostSearch *search = user;

  g_array_append_vals (search->peers, peers->data, peers->len);
  for (guint i = 0; i < peers->len; i++)
    g_ptr_array_add (search->addresses_left, g_strdup (address_lookup_get_address (search->addresses, i)));
  if (address_lookup_found_itself (search->addresses))
    drop_worse (search);
  search->addresses = NULL;
  if (trouble != NULL)
    host_search_note_trouble (search, 0, smtp_reply_copy (trouble));
  host_search_next (search);
}

/* Why there is no host to be asked, or NULL. */
static SmtpReply *
describe_outcome (MxOutcome outcome, const char *domain)
{
  g_autofree char *text = NULL;

  switch (outcome)
    {
    case MX_FOUND:
      return NULL;
    case MX_NO_SUCH_DOMAIN:
      text = g_strdup_printf ("Host or domain name not found. There is no domain %s in the DNS", domain);
      return smtp_reply_new (0, "5.1.2", text);
    case MX_NULL:
      text = g_strdup_printf ("Domain %s does not accept mail (nullMX)", domain);
      return smtp_reply_new (0, "5.1.10", text);
    case MX_LOOP:
      text = g_strdup_printf ("mail for %s loops back to myself", domain);
      return smtp_reply_new (0, "5.4.6", text);
    case MX_UNKNOWN:
      text = g_strdup_printf ("Host or domain name not found. Name service error for name=%s type=MX: try again", domain);
      return smtp_reply_new (0, "4.4.3", text);
    }
  g_assert_not_reached ();
}

static void
on_hosts (gpointer user, MxOutcome outcome, const GPtrArray *hosts)
{
  HostSearch *search = user;
  SmtpReply *trouble = describe_outcome (outcome, search->route->name);

  search->lookup = NULL;
  if (trouble != NULL)
    host_search_note_trouble (search, 0, trouble);
  for (guint i = 0; trouble == NULL && i < hosts->len; i++)
    g_ptr_array_add (search->hosts, g_strdup (g_ptr_array_index (hosts, i)));
  host_search_next (search);
}

/* "[192.0.2.1]" (RFC 5321 4.1.3). */
static void
take_literal (HostSearch *search)
{
  const char *literal = search->route->name;
  g_autofree char *address = g_strndup (literal + 1, strlen (literal) - 2);
  HostId host = network_find_address (transfer_agent_get_internet (search->agent)->network, network_parse_address (address));

  if (host != 0)
    g_array_append_val (search->peers, host);
  else
    host_search_note_trouble (search, 0, smtp_reply_new (0, "4.4.1", "connect to the address literal: no route to host"));
}

static void
begin (HostSearch *search)
{
  search->begun = TRUE;
  switch (search->route->kind)
    {
    case ROUTE_HOST:
      g_ptr_array_add (search->hosts, g_strdup (search->route->name));
      host_search_next (search);
      return;
    case ROUTE_DOMAIN:
      search->lookup = mx_lookup_start (search->agent, search->route->name, search->message, on_hosts, search);
      return;
    case ROUTE_LITERAL:
      take_literal (search);
      host_search_next (search);
      return;
    case ROUTE_MAILBOX:
      break;
    }
  g_assert_not_reached ();
}

static HostId
take_peer (HostSearch *search)
{
  HostId peer = g_array_index (search->peers, HostId, 0);

  g_array_remove_index (search->peers, 0);
  g_free (search->address);
  search->address = search->addresses_left->len == 0 ? NULL : g_ptr_array_steal_index (search->addresses_left, 0);
  return peer;
}

void
host_search_next (HostSearch *search)
{
  g_autofree char *host = NULL;

  if (!search->begun)
    begin (search);
  else if (search->peers->len > 0)
    search->found (search->user, take_peer (search));
  else if (search->hosts->len == 0)
    search->found (search->user, 0);
  else
    {
      host = g_ptr_array_steal_index (search->hosts, 0);
      search->addresses = address_lookup_start (search->agent, host, search->message, on_addresses, search);
    }
}
