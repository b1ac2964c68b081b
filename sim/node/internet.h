/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * internet: what every program on every host shares: time, trace, network. All members are borrowed
 * from the world, which owns them.
 */
#pragma once

#include "sim/engine/engine.h"
#include "sim/engine/random-stream.h"
#include "sim/net/ipv6-addresses.h"
#include "sim/net/network.h"
#include "sim/net/tcp.h"
#include "sim/node/ledger.h"
#include "sim/trace/trace.h"

typedef struct
{
  Engine *engine;
  Trace *trace;
  Network *network;
  Tcp *tcp;
  Ipv6Addresses *ipv6;  /* none in it: all speak IPv4 only */
  Ledger *ledger;
  gint64 start_unix_ns; /* the calendar time of t = 0 */
  HostId visitor;       /* from where real programs speak; 0: none do */
  guint64 seed;
} Internet;

/* Well-known ports. */
enum
{
  PORT_SMTP = 25,
  PORT_DNS = 53,
  PORT_POP3 = 110,
  PORT_IMAP = 143,
  PORT_SUBMISSION = 587, /* RFC 6409 */
};

/* The calendar time now, seconds since 1970. */
gint64 internet_unix_seconds (const Internet *internet);
const char *internet_host_name (const Internet *internet, HostId host);

/* The host ROLE.DOMAIN, as "ns.example.org"; 0 for none. */
HostId internet_find_host (const Internet *internet, const char *role, const char *domain);

/* An id of LENGTH letters and digits, from DICE: a queue id or the left part of a Message-ID. */
char *internet_make_id (RandomStream *dice, guint length);
