/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-server: the server's side of IMAP4rev1 (RFC 3501) as a table of verbs: one mailbox, INBOX,
 * behind a Maildrop.
 */
#pragma once

#include "sim/session/maildrop.h"
#include "sim/session/session-output.h"
#include "sim/session/session-table.h"

typedef enum
{
  IMAP_SERVER_NOT_AUTHENTICATED,
  IMAP_SERVER_AUTHENTICATED,
  IMAP_SERVER_SELECTED,
  IMAP_SERVER_LOGOUT,
} ImapServerState;

typedef struct ImapServer ImapServer;

/* MAILDROP and OUTPUT are borrowed; both are called with USER. */
ImapServer *imap_server_new (const char *host_name, const Maildrop *maildrop,
                             const SessionOutput *output, gpointer user);
void imap_server_free (ImapServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapServer, imap_server_free)

void imap_server_open (ImapServer *server);
void imap_server_receive (ImapServer *server, const guint8 *bytes, gsize length);
void imap_server_abandon (ImapServer *server);
ImapServerState imap_server_get_state (const ImapServer *server);
const SessionTable *imap_server_table (void);
