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
  char *login;            /* or NULL: not authenticated */
  char *auth_name;        /* of LOGIN, while its password is awaited; else NULL */
  gboolean auth_plain;    /* the mechanism in state AUTH; else it is LOGIN */
  GString *chunks;        /* the content so far, or NULL */
  gboolean chunk_comes;   /* the bytes of a BDAT are awaited … */
  gboolean chunk_is_last; /* … and this is what it said */
  guint faults;           /* refused commands, in the whole session */
  gboolean refused; /* the greeting was 4yz or 5yz: only QUIT is taken (RFC 5321 3.1) */
};

/* Replies to a command. TRUE where the command succeeded. */
typedef gboolean (*SmtpServerFunc) (SmtpServer *server, const SmtpCommand *command);

typedef struct
{
  SessionRow row;
  SmtpServerFunc run; /* NULL where the row is no command */
  gboolean bare;      /* takes no argument */
  gboolean always;    /* runs in every state, and looks itself whether it may */
} SmtpServerVerb;

/* The row for COMMAND, by preference one that the present state allows; NULL where it is unknown. */
const SmtpServerVerb *smtp_server_find_verb (const SmtpServer *server, const SmtpCommand *command);

/* Each says one whole reply, and closes the session after a 421 (RFC 5321 3.8). TRUE where the
 * reply accepts. WIRE is constant text, code and CRLF included; REPLY is freed. */
gboolean smtp_server_say (SmtpServer *server, const char *wire);
gboolean smtp_server_say_out (SmtpServer *server, guint16 code);
gboolean smtp_server_say_reply (SmtpServer *server, SmtpReply *reply);

/* The content is whole (or TOO_LARGE and gone): answers, and the transaction is over. */
void smtp_server_take_content (SmtpServer *server, const char *content, gsize length, gboolean too_large);

/* smtp-server-auth.c */
gboolean smtp_server_run_auth (SmtpServer *server, const SmtpCommand *command);
/* The exchange is over, and answered with WIRE; next comes a command. */
void smtp_server_end_exchange (SmtpServer *server, const char *wire);
/* A line in state AUTH. */
void smtp_server_take_response (SmtpServer *server, const char *line, gsize length);

/* smtp-server-chunks.c */
gboolean smtp_server_run_bdat (SmtpServer *server, const SmtpCommand *command);
/* The bytes that a BDAT announced. */
void smtp_server_take_chunk (SmtpServer *server, const char *bytes, gsize length, gboolean too_large);

enum
{
  SMTP_SERVER_LONGEST_LINE = 1024,          /* RFC 5321 4.5.3.1.4 asks for 512, and more for extensions */
  SMTP_SERVER_LONGEST_RESPONSE = 12288 + 2, /* RFC 4954 4 */
};

/* What the owner answers in the session's place, or NULL. */
SmtpReply *smtp_server_intercept (SmtpServer *server, const char *verb, const char *argument);
void smtp_server_forget_transaction (SmtpServer *server);
guint64 smtp_server_content_limit (const SmtpServer *server);
