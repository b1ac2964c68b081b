/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-stream: the listening side of DNS over TCP (RFC 1035 4.2.2, RFC 7766): questions and answers with
 * their length before them, any number on one connection.
 */
#pragma once

#include "sim/node/internet.h"

typedef struct DnsStreams DnsStreams;

/* A question came FROM a host, over the connection CONN. */
typedef void (*DnsStreamFunc) (gpointer user, HostId from, guint32 conn, const guint8 *bytes, gsize length);

/* Listens on port 53 of HOST. USER is borrowed. */
DnsStreams *dns_streams_new (const Internet *internet, HostId host, DnsStreamFunc answer, gpointer user);
void dns_streams_free (DnsStreams *streams);

/* Sends ANSWER over CONN, if that is still open. */
void dns_streams_answer (DnsStreams *streams, guint32 conn, GBytes *answer);
