/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-call: one SMTP connection made by a client: a user agent's to its server, a transfer agent's
 * to the next one. It frees itself when it is over.
 */
#pragma once

#include "sim/codec/smtp-envelope.h"
#include "sim/codec/smtp-reply.h"
#include "sim/node/internet.h"

typedef struct SmtpCall SmtpCall;

typedef struct
{
  /* Transactions can begin. */
  void (*ready) (gpointer user, SmtpCall *call);
  /* The fate of recipient INDEX of the present transaction. */
  void (*recipient) (gpointer user, guint index, const SmtpReply *reply);
  /* The transaction is over: smtp_call_send or smtp_call_quit must follow, now or later. */
  void (*finished) (gpointer user, SmtpCall *call);
  /* No connection, no readiness, or it broke. Code 0: the other side said nothing; status and text
   * then tell what happened ("4.4.1", "connect to …: connection timed out"). The call is gone; recipients
   * whose fate was not told are still open. */
  void (*failed) (gpointer user, const SmtpReply *reply);
} SmtpCallEvents;

/* ADDRESS: by which TO is called, NULL: its IPv4 address. EVENTS and USER are borrowed until failed or smtp_call_quit. */
SmtpCall *smtp_call_new (const Internet *internet, HostId from, HostId to, const char *address, guint16 port,
                         MessageId message, const SmtpCallEvents *events, gpointer user);

/* Authenticates itself where the server offers it; to be called before anything has happened. */
void smtp_call_set_login (SmtpCall *call, const char *name, const char *password);

/* Whether the server takes over the wishes for reports (RFC 3461). */
gboolean smtp_call_offers_dsn (const SmtpCall *call);

/* MESSAGE is what it is for, as far as the trace is told. ENVELOPE is borrowed until finished or failed. */
void smtp_call_send (SmtpCall *call, const SmtpEnvelope *envelope, GBytes *content, MessageId message);

/* CALL, which is between two transactions, has another owner from now on: it is told that it is ready. */
void smtp_call_take_over (SmtpCall *call, const SmtpCallEvents *events, gpointer user);
HostId smtp_call_get_peer (const SmtpCall *call);

/* Beside the wire (ledger_carry): RECIPIENT of MESSAGE is in the transaction to come. */
void smtp_call_carry (SmtpCall *call, MessageId message, guint recipient);
void smtp_call_carry_end (SmtpCall *call);

/* Says QUIT; USER hears nothing any more. */
void smtp_call_quit (SmtpCall *call);

/* USER hears nothing any more; the call ends when its connection does. */
void smtp_call_forget (SmtpCall *call);
