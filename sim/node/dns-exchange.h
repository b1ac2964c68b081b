/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-exchange: a resolver's question to one name server and its answer: over UDP, and over TCP where the
 * answer was cut short. It doesn't judge the answer, and asks no other server.
 */
#pragma once

#include "sim/codec/dns-message.h"
#include "sim/node/internet.h"

/* All exchanges of one host. */
typedef struct DnsExchanges DnsExchanges;
typedef struct DnsExchange DnsExchange;

/* ANSWER (borrowed, but may be changed) is NULL where none came in time. May come again later: after a time-out the answer, if it
 * still comes. */
typedef void (*DnsExchangeFunc) (gpointer user, DnsExchange *exchange, DnsMessage *answer);

/* INTERNET and DICE are borrowed. */
DnsExchanges *dns_exchanges_new (const Internet *internet, HostId host, RandomStream *dice);
void dns_exchanges_free (DnsExchanges *exchanges);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DnsExchanges, dns_exchanges_free)

/* Nothing is sent yet. */
DnsExchange *dns_exchange_new (DnsExchanges *exchanges, HostId server, const char *name, guint16 type,
                               DnsExchangeFunc func, gpointer user);
void dns_exchange_free (DnsExchange *exchange);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DnsExchange, dns_exchange_free)

/* Sends the question, also again; waits for PATIENCE. An exchange over TCP has its own patience. */
void dns_exchange_send (DnsExchange *exchange, SimTime patience);

HostId dns_exchange_get_server (const DnsExchange *exchange);
/* The transaction of the trace. */
guint32 dns_exchange_get_number (const DnsExchange *exchange);
/* How long it is since the question was sent (last). */
SimTime dns_exchange_get_age (const DnsExchange *exchange);
