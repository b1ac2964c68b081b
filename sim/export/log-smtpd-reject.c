/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-smtpd.h"

#include "sim/codec/smtp-reply.h"

/* Where smtpd(8) rejects. All else that it refuses is a mistake of the client's, and counted only. */
static const char *const stages[] = {
  [SMTP_VERB_HELO] = "HELO",
  [SMTP_VERB_EHLO] = "EHLO",
  [SMTP_VERB_MAIL] = "MAIL",
  [SMTP_VERB_RCPT] = "RCPT",
  [SMTP_VERB_DATA] = "DATA",
  [SMTP_VERB_BDAT] = "BDAT",
  [SMTP_VERB_CONNECT] = "CONNECT",
  [SMTP_VERB_CONTENT] = "END-OF-MESSAGE",
  [SMTP_VERB_NONE] = NULL,
};

/* 500 to 504 are about syntax and order (RFC 5321 4.2.2), not about a mail that somebody does not want. */
static gboolean
is_rejection (const SmtpAnswer *answer)
{
  return answer->code >= 400 && (answer->code < 500 || answer->code > 504) && stages[answer->verb] != NULL;
}

/* "451 4.7.1 Later" */
static char *
dup_reply (const LogWalk *walk, const SmtpAnswer *answer)
{
  gsize length;
  const char *wire = trace_blob (walk->trace, trace_get (walk->trace, answer->reply)->text, &length);
  g_autoptr (SmtpReply) reply = smtp_reply_parse (wire, length, NULL);

  if (reply == NULL)
    return g_strdup_printf ("%u", answer->code);
  g_strdelimit (reply->text, "\n", ' ');
  return g_strdup_printf ("%u%s%s %s", reply->code, reply->status[0] == '\0' ? "" : " ", reply->status, reply->text);
}

/* What is known of the client and its mail when ANSWER is given. */
typedef struct
{
  char *helo;
  gboolean extended;
  char *sender;
  char *recipient; /* NULL: none, or several */
} Envelope;

static void
envelope_clear (Envelope *envelope)
{
  g_free (envelope->helo);
  g_free (envelope->sender);
  g_free (envelope->recipient);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Envelope, envelope_clear)

static void
fill_envelope (const LogWalk *walk, const LogSmtpd *session, const SmtpAnswer *answer, Envelope *envelope)
{
  const LogTransaction *transaction = &session->transaction;
  gboolean greets = answer->verb == SMTP_VERB_EHLO || answer->verb == SMTP_VERB_HELO;

  envelope->helo = greets ? log_smtpd_dup_argument (walk, answer) : g_strdup (session->helo);
  envelope->extended = greets ? answer->verb == SMTP_VERB_EHLO : session->extended;
  envelope->sender = answer->verb == SMTP_VERB_MAIL ? log_smtpd_dup_path (walk, answer) : g_strdup (transaction->sender);
  if (answer->verb == SMTP_VERB_RCPT)
    envelope->recipient = log_smtpd_dup_path (walk, answer);
  else if (transaction->recipients == 1)
    envelope->recipient = g_strdup (transaction->recipient);
}

/* smtpd(8) leaves out what it does not know yet; here it is empty, so that every line has the same form. */
static char *
describe (const LogWalk *walk, const LogSmtpd *session, const SmtpAnswer *answer)
{
  g_autofree char *reply = dup_reply (walk, answer);
  g_auto (Envelope) envelope = { NULL };
  g_autoptr (GString) text = g_string_new (NULL);

  fill_envelope (walk, session, answer, &envelope);
  g_string_printf (text, "reject: %s from %s: %s; from=<%s>", stages[answer->verb], session->connection->client_name, reply, envelope.sender != NULL ? envelope.sender : "");
  if (envelope.recipient != NULL)
    g_string_append_printf (text, " to=<%s>", envelope.recipient);
  g_string_append_printf (text, " proto=%s helo=<%s>", envelope.extended ? "ESMTP" : "SMTP", envelope.helo != NULL ? envelope.helo : "");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
log_smtpd_reject (LogWalk *walk, LogSmtpd *session, const SmtpAnswer *answer)
{
  g_autofree char *text = NULL;
  LogLine *line;

  if (!is_rejection (answer))
    return;
  text = describe (walk, session, answer);
  line = log_smtpd_say (walk, session, "NOQUEUE", text);
  if (session->transaction.client != NULL)
    g_ptr_array_add (session->transaction.refusals, line);
}
