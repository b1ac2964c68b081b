/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-client: the stub resolver of a host (RFC 1034 5.3.1): asks one recursive resolver, repeats a
 * question that stays without an answer, gives up in the end.
 */
#pragma once

#include "sim/codec/dns-message.h"
#include "sim/node/internet.h"

typedef struct DnsClient DnsClient;

/* ANSWER is NULL where none came in time; borrowed otherwise. */
typedef void (*DnsAnswerFunc) (gpointer user, const DnsMessage *answer);

/* Names one question that is still open; 0 is none. */
typedef guint32 DnsQuestionId;

DnsClient *dns_client_new (const Internet *internet, HostId host, HostId resolver);
void dns_client_free (DnsClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DnsClient, dns_client_free)

/* Calls FUNC exactly once, later, unless cancelled. MESSAGE: what it is asked for, or 0. */
DnsQuestionId dns_client_ask (DnsClient *client, const char *name, guint16 type, MessageId message,
                              DnsAnswerFunc func, gpointer user);
void dns_client_cancel (DnsClient *client, DnsQuestionId *question);
