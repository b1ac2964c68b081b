/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * name-server: an authoritative DNS server (RFC 1034 4.3): answers for its zones, over UDP and TCP.
 */
#pragma once

#include "sim/node/internet.h"
#include "sim/store/zone.h"

typedef struct NameServer NameServer;

/* Listens on port 53 of HOST. */
NameServer *name_server_new (const Internet *internet, HostId host);
void name_server_free (NameServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NameServer, name_server_free)

/* Takes ZONE; one of the same origin is replaced. */
void name_server_take_zone (NameServer *server, Zone *zone);
/* ORIGIN in lower case, "" is the root. */
gboolean name_server_has_zone (const NameServer *server, const char *origin);

/* How a server may answer instead of from its zones. */
typedef enum
{
  NAME_SERVER_SERVFAIL,
  NAME_SERVER_NXDOMAIN, /* there is no such name; its SOA record says so */
  NAME_SERVER_TIMEOUT,  /* not at all */
  NAME_SERVER_REFUSED,
  NAME_SERVER_EMPTY,    /* there is no such record; its SOA record says so */
} NameServerTrouble;

/* From now on it answers so to questions about the zone ORIGIN, "" for all; the latest that fits counts. */
void name_server_add_trouble (NameServer *server, const char *origin, NameServerTrouble trouble);
void name_server_clear_troubles (NameServer *server);
