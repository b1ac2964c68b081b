/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-call: the calling side of DNS over TCP (RFC 1035 4.2.2, RFC 7766): one question, one answer, with
 * their length before them. It knows nothing of what they say.
 */
#pragma once

#include "sim/node/internet.h"

typedef struct DnsCall DnsCall;

/* BYTES (borrowed) are a whole answer; NULL: none came in time. */
typedef void (*DnsCallFunc) (gpointer user, const guint8 *bytes, gsize length);

/* Sends QUESTION from host FROM to port 53 of TO; waits for PATIENCE in all. Calls FUNC exactly once, later, unless freed before; frees
 * itself then. */
DnsCall *dns_call_new (const Internet *internet, HostId from, HostId to, GBytes *question, SimTime patience,
                       DnsCallFunc func, gpointer user);
void dns_call_free (DnsCall *call);
