/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * address-lookup: where a mail host can be reached: its addresses in the DNS, and who has them. It
 * connects to nobody.
 */
#pragma once

#include "sim/node/transfer-agent.h"

typedef struct AddressLookup AddressLookup;

/* PEERS: HostId, in the order of the answers, by IPv6 first (RFC 5321 5.1: each is tried; RFC 6724); a host that
 * has two addresses stands there twice. Borrowed. Where there is
 * none TROUBLE says why (code 0), else it is NULL; borrowed too. */
typedef void (*AddressFunc) (gpointer user, const GArray *peers, const SmtpReply *trouble);

/* Calls FUNC exactly once, later, unless freed before; frees itself then. */
AddressLookup *address_lookup_start (TransferAgent *agent, const char *host_name, MessageId message,
                                     AddressFunc func, gpointer user);
void address_lookup_free (AddressLookup *lookup);

/* Whether one of the addresses is this host's own. Only while FUNC runs. */
gboolean address_lookup_found_itself (const AddressLookup *lookup);

/* The address by which PEER, an index in PEERS, is called: "192.0.2.1", "2001:db8::1". Only while FUNC runs; borrowed
 * for so long. */
const char *address_lookup_get_address (const AddressLookup *lookup, guint peer);
