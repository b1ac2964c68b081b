/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pop3-client: the client's side of POP3 (RFC 1939): logs in, asks UIDL, retrieves what its owner
 * does not have yet, deletes (or leaves), quits.
 */
#pragma once

#include "sim/session/session-output.h"
#include "sim/session/session-table.h"

typedef struct
{
  /* TRUE where the message with this UIDL is here already and need not be retrieved. */
  gboolean (*known) (gpointer user, const char *uidl);
  /* A message came, dot-stuffing undone; CONTENT borrowed. */
  void (*retrieved) (gpointer user, const char *uidl, GBytes *content);
  /* QUIT was answered, or (ERROR not NULL: the server's words) something was refused. */
  void (*finished) (gpointer user, const char *error);
} Pop3ClientEvents;

typedef struct Pop3Client Pop3Client;

Pop3Client *pop3_client_new (const char *name, const char *password, gboolean leave_on_server,
                             const SessionOutput *output, const Pop3ClientEvents *events, gpointer user);
void pop3_client_free (Pop3Client *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pop3Client, pop3_client_free)

void pop3_client_receive (Pop3Client *client, const guint8 *bytes, gsize length);
const SessionTable *pop3_client_table (void);
