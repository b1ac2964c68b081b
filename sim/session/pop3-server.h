/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pop3-server: the server's side of POP3 (RFC 1939, CAPA of RFC 2449) as a table of verbs.
 */
#pragma once

#include "sim/session/maildrop.h"
#include "sim/session/session-output.h"
#include "sim/session/session-table.h"

typedef enum
{
  POP3_SERVER_AUTHORIZATION,
  POP3_SERVER_TRANSACTION,
  POP3_SERVER_UPDATE,
  POP3_SERVER_CLOSED,
} Pop3ServerState;

typedef struct Pop3Server Pop3Server;

/* MAILDROP and OUTPUT are borrowed; both are called with USER. STAMP, "<process.clock@host>", goes into the greeting
 * and must never come again; NULL or a MAILDROP that knows no digests: no APOP (RFC 1939 7). */
Pop3Server *pop3_server_new (const char *host_name, const char *stamp, const Maildrop *maildrop,
                             const SessionOutput *output, gpointer user);
void pop3_server_free (Pop3Server *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pop3Server, pop3_server_free)

void pop3_server_open (Pop3Server *server);
void pop3_server_receive (Pop3Server *server, const guint8 *bytes, gsize length);
/* The connection is gone without QUIT: deletes nothing (RFC 1939 3). */
void pop3_server_abandon (Pop3Server *server);
Pop3ServerState pop3_server_get_state (const Pop3Server *server);
const SessionTable *pop3_server_table (void);
