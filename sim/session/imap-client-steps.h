/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-client-steps: what each state says, and what its tagged OK means, as rows of one table. Only imap-client
 * includes it.
 */
#pragma once

#include "sim/codec/line-reader.h"
#include "sim/session/imap-client.h"

typedef enum
{
  IMAP_CLIENT_GREETING,
  IMAP_CLIENT_LOGIN,
  IMAP_CLIENT_LIST,
  IMAP_CLIENT_SELECT,
  IMAP_CLIENT_SYNC,  /* asks for the flags of what is here already */
  IMAP_CLIENT_FETCH,
  IMAP_CLIENT_STORE,
  IMAP_CLIENT_IDLE,
  IMAP_CLIENT_LOGOUT,
  IMAP_CLIENT_CLOSED,
} ImapClientState;

struct ImapClient
{
  char *name;
  char *password;
  guint32 first_uid;
  const SessionOutput *output;    /* borrowed */
  const ImapClientEvents *events; /* borrowed */
  gpointer user;                  /* borrowed */
  ImapClientState state;
  LineReader reader;
  GString *out;
  guint last_tag;
  guint32 exists;
  guint32 uid_next; /* 0: not said */
  GArray *uids;     /* guint32 by message number - 1; 0: not known yet */
  GArray *fetched;  /* ImapRange: UIDs to be marked */
  gboolean stays;   /* wants to idle … */
  gboolean offered; /* … and the server offers it */
  gboolean idling;  /* the server has taken IDLE */
  gboolean leaves;  /* after DONE: logs out */
  char *error;      /* what will be told in the end, or NULL */
  gboolean owes_password; /* as a literal, when the server is ready for it */
};

typedef void (*ImapClientFunc) (ImapClient *client);

/* A state: what is said on entering it, and what its tagged OK means. NO and BAD mean LOGOUT. */
typedef struct
{
  SessionRow row;
  ImapClientFunc enter;
  ImapClientFunc on_ok;
} ImapClientStep;

const ImapClientStep *imap_client_step (const ImapClient *client);
void imap_client_enter (ImapClient *client, ImapClientState state);

/* The session is over; its owner learns of it. */
void imap_client_finish (ImapClient *client);
/* The first reason is what will be told. */
void imap_client_note_error (ImapClient *client, const char *reason);

/* The server is ready for a literal; where none is owed, it asks for nothing. */
void imap_client_go_on_with_login (ImapClient *client);
/* RFC 2177 3: DONE is no command of its own, it ends the one that is there. */
void imap_client_say_done (ImapClient *client);
