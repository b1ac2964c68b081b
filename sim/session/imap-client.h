/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-client: the client's side of IMAP4rev1 (RFC 3501): logs in, selects INBOX, fetches what is
 * new (UID FETCH), marks it \\Seen, logs out; leaves everything on the server.
 */
#pragma once

#include "sim/session/session-output.h"
#include "sim/session/session-table.h"

typedef struct
{
  /* A new message; CONTENT borrowed. */
  void (*fetched) (gpointer user, guint32 uid, GBytes *content);
  /* LOGOUT was answered, or (ERROR not NULL: the server's words) something was refused. */
  void (*finished) (gpointer user, const char *error);
} ImapClientEvents;

typedef struct ImapClient ImapClient;

/* Fetches messages with a UID of FIRST_UID and above. */
ImapClient *imap_client_new (const char *name, const char *password, guint32 first_uid,
                             const SessionOutput *output, const ImapClientEvents *events, gpointer user);
void imap_client_free (ImapClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapClient, imap_client_free)

void imap_client_receive (ImapClient *client, const guint8 *bytes, gsize length);
const SessionTable *imap_client_table (void);
