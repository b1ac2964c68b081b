/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-client-steps: what each state says and what replies mean there, as rows of one table. Only
 * smtp-client includes it.
 */
#pragma once

#include "sim/codec/line-reader.h"
#include "sim/session/smtp-client.h"

/* What the server announced (RFC 5321 4.1.1.1). */
typedef struct
{
  gboolean size;       /* RFC 1870 */
  guint64 size_limit;  /* 0: none */
  gboolean eight_bit;  /* RFC 6152 */
  gboolean utf8;       /* RFC 6531 */
  gboolean dsn;        /* RFC 3461 */
  gboolean pipelining; /* RFC 2920 */
  gboolean auth_plain; /* RFC 4954, RFC 4616 */
} SmtpClientOffer;

struct SmtpClient
{
  char *host_name;
  char *credentials;   /* of AUTH PLAIN, or NULL */
  const SessionOutput *output;     /* borrowed */
  const SmtpClientEvents *events;  /* borrowed */
  gpointer user;                   /* borrowed */
  SmtpClientState state;
  LineReader reader;
  GString *reply; /* the lines of a reply that is not whole yet */
  GString *out;
  SmtpClientOffer offer;
  gboolean open;       /* a transaction is open on the server */
  const SmtpEnvelope *envelope; /* borrowed; NULL outside a transaction */
  GBytes *content;
  GArray *fates;       /* gboolean by recipient: whether it is decided */
  guint present;       /* the recipient whose RCPT is awaited */
  guint accepted;
  gboolean eight_bit;  /* the content is beyond ASCII */
  gboolean utf8;       /* the envelope is, or asks for it */
};

typedef void (*SmtpClientEnterFunc) (SmtpClient *client);
typedef void (*SmtpClientReplyFunc) (SmtpClient *client, const SmtpReply *reply);

/* A state: what is said on entering it, and what a reply of each class means there. The row's next
 * state is the one after success. */
typedef struct
{
  SessionRow row;
  guint8 success; /* first digit of the reply that means success (RFC 5321 4.2.1) */
  SmtpClientEnterFunc enter;
  SmtpClientReplyFunc on_success;
  SmtpClientReplyFunc on_transient;
  SmtpClientReplyFunc on_permanent;
} SmtpClientStep;

const SmtpClientStep *smtp_client_step (const SmtpClient *client);
void smtp_client_enter (SmtpClient *client, SmtpClientState state);

/* Say a constant line, or what has gathered in OUT. */
void smtp_client_say (SmtpClient *client, const char *line);
void smtp_client_say_out (SmtpClient *client, SessionSpeech speech);

/* Tell fates, each recipient's once. */
void smtp_client_decide (SmtpClient *client, guint index, const SmtpReply *reply);
void smtp_client_decide_all (SmtpClient *client, const SmtpReply *reply);

/* The transaction is over. Calls back last: its owner may begin the next one from there. */
void smtp_client_finish (SmtpClient *client);
/* The session can't go on. Says QUIT where the server still listens. */
void smtp_client_fail (SmtpClient *client, const SmtpReply *reply, gboolean quit);
/* Whatever QUIT was answered, it is over. */
void smtp_client_end (SmtpClient *client);
