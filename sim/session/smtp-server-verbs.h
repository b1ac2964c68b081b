/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-server-verbs: what each verb does, as rows of one table. Only smtp-server includes it; a new
 * verb is a function and a row there.
 */
#pragma once

#include "sim/codec/line-reader.h"
#include "sim/codec/smtp-command.h"
#include "sim/session/smtp-server.h"

struct SmtpServer
{
  const SmtpServerConfig *config; /* borrowed */
  const SmtpServerPolicy *policy; /* borrowed */
  const SessionOutput *output;    /* borrowed */
  gpointer user;                  /* borrowed */
  SmtpServerState state;
  LineReader reader;
  GString *out;
  char *helo;
  SmtpEnvelope *envelope; /* or NULL outside a transaction */
  gboolean extended;
  gboolean refused; /* the greeting was 4yz or 5yz: only QUIT is taken (RFC 5321 3.1) */
};

/* Replies to a command. TRUE where the command succeeded. */
typedef gboolean (*SmtpServerFunc) (SmtpServer *server, const SmtpCommand *command);

typedef struct
{
  SessionRow row;
  SmtpServerFunc run; /* NULL where the row is no command */
  gboolean bare;      /* takes no argument */
} SmtpServerVerb;

/* The row for COMMAND, by preference one that the present state allows; NULL where it is unknown. */
const SmtpServerVerb *smtp_server_find_verb (const SmtpServer *server, const SmtpCommand *command);

/* Each says one whole reply, and closes the session after a 421 (RFC 5321 3.8). TRUE where the
 * reply accepts. WIRE is constant text, code and CRLF included; REPLY is freed. */
gboolean smtp_server_say (SmtpServer *server, const char *wire);
gboolean smtp_server_say_out (SmtpServer *server, guint16 code);
gboolean smtp_server_say_reply (SmtpServer *server, SmtpReply *reply);

/* What the owner answers in the session's place, or NULL. */
SmtpReply *smtp_server_intercept (SmtpServer *server, const char *verb, const char *argument);
void smtp_server_forget_transaction (SmtpServer *server);
guint64 smtp_server_content_limit (const SmtpServer *server);
