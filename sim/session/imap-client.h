/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-client: the client's side of IMAP4rev1 (RFC 3501): logs in, lists the mailboxes, selects INBOX, learns what
 * flags other devices have set, fetches what is new (UID FETCH), marks it \\Seen, and idles (RFC 2177) until it is
 * told of more or told to leave; leaves everything on the server.
 */
#pragma once

#include "sim/session/session-output.h"
#include "sim/session/session-table.h"

typedef struct
{
  /* A new message; CONTENT borrowed. */
  void (*fetched) (gpointer user, guint32 uid, GBytes *content);
  /* The flags (MailFlags) of a message that was fetched before are these now. NULL: nobody asks. */
  void (*marked) (gpointer user, guint32 uid, guint32 flags);
  /* LOGOUT was answered, or (ERROR not NULL: the server's words) something was refused. */
  void (*finished) (gpointer user, const char *error);
} ImapClientEvents;

typedef struct
{
  const char *name;
  const char *password;
  guint32 first_uid; /* messages with this UID and above are new */
  gboolean stays;    /* and idles, where the server offers IDLE; else it logs out when all is fetched */
} ImapClientConfig;

typedef struct ImapClient ImapClient;

/* CONFIG is copied; OUTPUT and EVENTS are borrowed. */
ImapClient *imap_client_new (const ImapClientConfig *config, const SessionOutput *output,
                             const ImapClientEvents *events, gpointer user);
void imap_client_free (ImapClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapClient, imap_client_free)

void imap_client_receive (ImapClient *client, const guint8 *bytes, gsize length);
/* TRUE while it waits in IDLE for news. */
gboolean imap_client_is_idle (const ImapClient *client);
/* Ends IDLE and logs out; only while it is idle. */
void imap_client_leave (ImapClient *client);
const SessionTable *imap_client_table (void);
