/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-server: the server's side of SMTP (RFC 5321) as a table of verbs. It asks its owner, through
 * SmtpServerPolicy, whether to accept; it knows no mailbox, queue, clock or socket.
 */
#pragma once

#include "sim/codec/smtp-envelope.h"
#include "sim/codec/smtp-reply.h"
#include "sim/session/session-output.h"
#include "sim/session/session-table.h"

typedef enum
{
  SMTP_SERVER_CONNECTED, /* greeted, no EHLO yet */
  SMTP_SERVER_READY,     /* after EHLO or HELO */
  SMTP_SERVER_MAIL,      /* a reverse-path, no recipient yet */
  SMTP_SERVER_RCPT,      /* at least one recipient */
  SMTP_SERVER_DATA,      /* content is coming in */
  SMTP_SERVER_CHUNKS,    /* some chunks are here, others will follow (RFC 3030) */
  SMTP_SERVER_AUTH,      /* waits for a response to a challenge (RFC 4954) */
  SMTP_SERVER_CLOSED,
} SmtpServerState;

/* Every function returns NULL to accept with the usual reply, or the reply to give (which accepts
 * too where it is positive); the session frees it. Any member may be NULL: accept. */
typedef struct
{
  /* CONNECT, EHLO, AUTH … END-OF-DATA: what a fault rule may answer before the session does. ARGUMENT
   * is the address for MAIL and RCPT, else NULL. */
  SmtpReply *(*intercept) (gpointer user, const char *verb, const char *argument);
  SmtpReply *(*mail) (gpointer user, const char *reverse_path, guint64 size);
  SmtpReply *(*rcpt) (gpointer user, const char *forward_path);
  /* CONTENT is the message, dot-stuffing undone, CRLF lines. ENVELOPE is borrowed. */
  SmtpReply *(*message) (gpointer user, const SmtpEnvelope *envelope, GBytes *content);
  /* TRUE where NAME and PASSWORD are a user's. Where this is there, the session is for submission (RFC 6409): it
   * announces AUTH, and takes mail only after it. */
  gboolean (*authenticate) (gpointer user, const char *name, const char *password);
} SmtpServerPolicy;

typedef struct
{
  const char *host_name;  /* borrowed; in the greeting and the EHLO reply */
  guint64 size_limit;     /* bytes, 0: no SIZE announced (RFC 1870) */
  guint recipient_limit;  /* of one transaction, 0: 1000 */
  gboolean without_dsn;   /* RFC 3461 is not announced */
} SmtpServerConfig;

typedef struct SmtpServer SmtpServer;

/* CONFIG, POLICY and OUTPUT are borrowed and must outlive the session. */
SmtpServer *smtp_server_new (const SmtpServerConfig *config, const SmtpServerPolicy *policy,
                             const SessionOutput *output, gpointer user);
void smtp_server_free (SmtpServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtpServer, smtp_server_free)

/* Says the greeting. */
void smtp_server_open (SmtpServer *server);
/* Any cut of the stream gives the same dialogue. */
void smtp_server_receive (SmtpServer *server, const guint8 *bytes, gsize length);
/* Nothing came for too long: says 421 4.4.2 and closes (RFC 5321 4.5.3.2.7). */
void smtp_server_time_out (SmtpServer *server);

SmtpServerState smtp_server_get_state (const SmtpServer *server);
/* What the client called itself, or NULL; and whether it said EHLO. */
const char *smtp_server_get_helo (const SmtpServer *server);
gboolean smtp_server_is_extended (const SmtpServer *server);
/* As whom the client has authenticated itself, or NULL. */
const char *smtp_server_get_login (const SmtpServer *server);
const SessionTable *smtp_server_table (void);
