/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * host-search: the hosts that a next hop may be reached at, one after the other (RFC 5321 5.1): by MX or by
 * name, each with all its addresses. It remembers what was in the way; it connects to nobody.
 */
#pragma once

#include "sim/node/mail-route.h"

typedef struct HostSearch HostSearch;

/* PEER 0: there is nobody (any more). */
typedef void (*HostSearchFunc) (gpointer user, HostId peer);

/* ROUTE is borrowed; of any kind but ROUTE_MAILBOX. MESSAGE: what it is for. */
HostSearch *host_search_new (TransferAgent *agent, const MailRoute *route, MessageId message,
                             HostSearchFunc found, gpointer user);
void host_search_free (HostSearch *search);

/* Calls FOUND once, now or later, with the next one. */
void host_search_next (HostSearch *search);
/* By which the present one is called; borrowed until the next. NULL: by its IPv4 address. */
const char *host_search_get_address (const HostSearch *search);
/* Whether there may be others after the present one. */
gboolean host_search_has_more (const HostSearch *search);

/* Why the present one, PEER (0: it was not even found), is of no use; TROUBLE is taken over. What may pass outweighs what may not: another host may come back. */
void host_search_note_trouble (HostSearch *search, HostId peer, SmtpReply *trouble);
/* NULL where there was none yet; borrowed. */
const SmtpReply *host_search_get_trouble (const HostSearch *search);
HostId host_search_get_trouble_peer (const HostSearch *search);
