/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pop3-server-verbs: what each verb does, as rows of one table. Only pop3-server includes it; a new
 * verb is a function and a row there.
 */
#pragma once

#include "sim/codec/line-reader.h"
#include "sim/codec/pop3-command.h"
#include "sim/session/pop3-server.h"

/* A message as it was at login: numbers don't change during a session (RFC 1939 4). */
typedef struct
{
  guint32 uid;
  gboolean deleted;
} Pop3Entry;

struct Pop3Server
{
  char *host_name;
  const Maildrop *maildrop;    /* borrowed */
  const SessionOutput *output; /* borrowed */
  gpointer user;               /* borrowed */
  Pop3ServerState state;
  LineReader reader;
  GString *out;
  char *stamp;     /* the greeting's, or NULL: no APOP */
  char *name;      /* what USER said, or NULL */
  gboolean awaits_response; /* AUTH was said, its response comes next */
  GArray *entries; /* Pop3Entry by number - 1 */
};

typedef void (*Pop3ServerFunc) (Pop3Server *server, const Pop3Command *command);

typedef struct
{
  SessionRow row;
  Pop3ServerFunc run;
} Pop3ServerVerb;

/* The row for COMMAND, by preference one that the present state allows, or NULL. */
const Pop3ServerVerb *pop3_server_find_verb (const Pop3Server *server, const Pop3Command *command);

/* pop3-server-login.c */
void pop3_server_run_user (Pop3Server *server, const Pop3Command *command);
void pop3_server_run_pass (Pop3Server *server, const Pop3Command *command);
void pop3_server_run_apop (Pop3Server *server, const Pop3Command *command);
void pop3_server_run_auth (Pop3Server *server, const Pop3Command *command);
/* The line that AUTH awaits. */
void pop3_server_take_response (Pop3Server *server, const char *line, gsize length);

/* Each says one whole reply; OUT is what has gathered there. */
void pop3_server_say (Pop3Server *server, const char *wire);
void pop3_server_say_out (Pop3Server *server);

/* Leaves the maildrop where it is open; the session is over. */
void pop3_server_leave (Pop3Server *server);
