/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-server: the server's side of IMAP4rev1 (RFC 3501) and, where a client enables it, IMAP4rev2
 * (RFC 9051), as a table of verbs over the accounts of a mail store.
 */
#pragma once

#include "sim/session/session-output.h"
#include "sim/session/session-table.h"
#include "sim/store/mail-store.h"

typedef enum
{
  IMAP_SERVER_NOT_AUTHENTICATED,
  IMAP_SERVER_AUTHENTICATED,
  IMAP_SERVER_SELECTED,
  IMAP_SERVER_LOGOUT,
} ImapServerState;

typedef struct
{
  const char *host_name;
  MailStore *store; /* borrowed */
  /* The time of an APPEND that gives none, in seconds since 1970. */
  gint64 (*now) (gpointer user);
  /* MAIL is read: what the server says next carries of it. NULL: nobody asks. */
  void (*reading) (gpointer user, const StoredMail *mail);
} ImapServerConfig;

typedef struct ImapServer ImapServer;

/* CONFIG is copied, OUTPUT borrowed; both are called with USER. */
ImapServer *imap_server_new (const ImapServerConfig *config, const SessionOutput *output, gpointer user);
void imap_server_free (ImapServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapServer, imap_server_free)

void imap_server_open (ImapServer *server);
void imap_server_receive (ImapServer *server, const guint8 *bytes, gsize length);
void imap_server_abandon (ImapServer *server);
/* TRUE while its client idles: nobody owes a word (RFC 2177). */
gboolean imap_server_is_idling (const ImapServer *server);
ImapServerState imap_server_get_state (const ImapServer *server);
const SessionTable *imap_server_table (void);
