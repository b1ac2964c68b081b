/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-client: the client's side of SMTP (RFC 5321) as a table of states: what is said on entering
 * one, what a reply means there. Several transactions may follow one another on one connection.
 */
#pragma once

#include "sim/codec/smtp-envelope.h"
#include "sim/codec/smtp-reply.h"
#include "sim/session/session-output.h"
#include "sim/session/session-table.h"

typedef enum
{
  SMTP_CLIENT_GREETING, /* waits for 220 */
  SMTP_CLIENT_EHLO,
  SMTP_CLIENT_HELO,     /* EHLO was refused with 5yz (RFC 5321 3.2) */
  SMTP_CLIENT_AUTH,     /* waits for 235 (RFC 4954) */
  SMTP_CLIENT_IDLE,     /* between transactions */
  SMTP_CLIENT_MAIL,
  SMTP_CLIENT_RCPT,
  SMTP_CLIENT_DATA,
  SMTP_CLIENT_CONTENT,  /* waits for the reply to the final dot */
  SMTP_CLIENT_RSET,
  SMTP_CLIENT_QUIT,
  SMTP_CLIENT_CLOSED,
} SmtpClientState;

typedef struct
{
  /* The greeting and EHLO (or HELO) were accepted: transactions can begin. */
  void (*ready) (gpointer user);
  /* The fate of recipient INDEX of the present transaction, exactly once each: the reply that
   * decided it. A refused MAIL, DATA or content decides all that are still open. */
  void (*recipient) (gpointer user, guint index, const SmtpReply *reply);
  /* The transaction is over; smtp_client_send or smtp_client_quit may follow, from inside too. */
  void (*finished) (gpointer user);
  /* The session can't go on: a refused greeting or EHLO, 421, or an unreadable reply (code 0).
   * Open recipients have been told. After a refusal QUIT has been said; else close follows. */
  void (*failed) (gpointer user, const SmtpReply *reply);
} SmtpClientEvents;

typedef struct SmtpClient SmtpClient;

/* HOST_NAME goes into EHLO. OUTPUT and EVENTS are borrowed. */
SmtpClient *smtp_client_new (const char *host_name, const SessionOutput *output,
                             const SmtpClientEvents *events, gpointer user);
void smtp_client_free (SmtpClient *client);
/* Authenticates itself before it is ready, where the server announces AUTH PLAIN; before the greeting. */
void smtp_client_set_login (SmtpClient *client, const char *name, const char *password);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtpClient, smtp_client_free)

void smtp_client_receive (SmtpClient *client, const guint8 *bytes, gsize length);

/* Begins a transaction; only in SMTP_CLIENT_IDLE. What the server can't take by what it announced (SIZE, 8BITMIME,
 * SMTPUTF8) is refused here, with code 0 and a status 5.y.z. CONTENT has CRLF lines, not dot-stuffed.
 * ENVELOPE is borrowed until finished; CONTENT is referenced. */
void smtp_client_send (SmtpClient *client, const SmtpEnvelope *envelope, GBytes *content);
/* Says QUIT; the session closes when 221 has come. Only between transactions; else nothing happens. */
void smtp_client_quit (SmtpClient *client);

/* Whether the server takes over the wishes for reports (RFC 3461). */
gboolean smtp_client_offers_dsn (const SmtpClient *client);
SmtpClientState smtp_client_get_state (const SmtpClient *client);
/* The verb whose reply is awaited: "EHLO", "RCPT", "END-OF-DATA"; "CONNECT" for the greeting. */
const char *smtp_client_get_verb (const SmtpClient *client);
const SessionTable *smtp_client_table (void);
