/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * access-server: gives users their mail by POP3 (RFC 1939) and IMAP (RFC 3501): one session for each
 * connection, each a view of a mailbox in the host's store.
 */
#pragma once

#include "sim/node/internet.h"
#include "sim/store/mail-store.h"

typedef struct AccessServer AccessServer;

/* Listens on ports 110 and 143 of HOST. STORE is borrowed. */
AccessServer *access_server_new (const Internet *internet, HostId host, MailStore *store);
void access_server_free (AccessServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AccessServer, access_server_free)
