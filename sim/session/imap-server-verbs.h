/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-server-verbs: what each verb does, as rows of one table. Only imap-server's own files include
 * it; a new verb is a function and a row.
 */
#pragma once

#include "sim/codec/imap-command.h"
#include "sim/codec/line-reader.h"
#include "sim/session/imap-server.h"
#include "sim/session/imap-view.h"

#define IMAP_SERVER_CAPABILITY "IMAP4rev1 LITERAL+"

struct ImapServer
{
  char *host_name;
  const Maildrop *maildrop;    /* borrowed */
  const SessionOutput *output; /* borrowed */
  gpointer user;               /* borrowed */
  ImapServerState state;
  LineReader reader;
  GString *out; /* the untagged responses of the present command */
  ImapView view;
  gboolean read_only; /* EXAMINE */
  gboolean open;      /* the maildrop */
};

/* Appends untagged responses to OUT and returns the end of the tagged one: "OK …", "NO …", "BAD …".
 * COMMAND's rest is at its end or at the space before the first argument. */
typedef const char *(*ImapServerFunc) (ImapServer *server, ImapCommand *command);

typedef struct
{
  SessionRow row;
  ImapServerFunc run;
  gboolean bare;      /* takes no argument */
  gboolean numbers;   /* names messages by number: no EXPUNGE may be told (RFC 3501 7.4.1) */
} ImapServerVerb;

/* The row for VERB, by preference one that the present state allows; NULL where it is unknown. */
const ImapServerVerb *imap_server_find_verb (const ImapServer *server, const char *verb);

/* imap-server-fetch.c */
const char *imap_server_run_fetch (ImapServer *server, ImapCommand *command);
const char *imap_server_run_uid_fetch (ImapServer *server, ImapCommand *command);
/* imap-server-store.c */
const char *imap_server_run_store (ImapServer *server, ImapCommand *command);
const char *imap_server_run_uid_store (ImapServer *server, ImapCommand *command);
const char *imap_server_run_expunge (ImapServer *server, ImapCommand *command);
const char *imap_server_run_close (ImapServer *server, ImapCommand *command);
