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
