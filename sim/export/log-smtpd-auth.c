/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-smtpd.h"

#include "sim/codec/sasl-plain.h"
#include "sim/codec/smtp-reply.h"

#include <string.h>

/* PLAIN says it with the password, LOGIN before it. */
static void
note_response (LogSmtpd *session, const char *response, gsize length)
{
  g_auto (SaslPlain) plain = { NULL };

  if (length == 0 || session->name != NULL)
    return;
  if (g_strcmp0 (session->mechanism, "PLAIN") != 0)
    session->name = sasl_decode (response, length, NULL);
  else if (sasl_plain_parse (response, length, &plain))
    session->name = g_strdup (plain.name);
}

/* "AUTH PLAIN", with or without a first response (RFC 4954 4). */
static void
note_command (const LogWalk *walk, LogSmtpd *session, const SmtpAnswer *answer)
{
  g_autofree char *argument = log_smtpd_dup_argument (walk, answer);
  g_auto (GStrv) words = g_strsplit (argument, " ", 2);

  g_free (session->mechanism);
  session->mechanism = g_ascii_strup (words[0] != NULL ? words[0] : "", -1);
  g_clear_pointer (&session->name, g_free);
  if (words[0] != NULL && words[1] != NULL)
    note_response (session, words[1], strlen (words[1]));
}

static void
complain (LogWalk *walk, const LogSmtpd *session, const SmtpAnswer *answer)
{
  gsize length;
  const char *wire = trace_blob (walk->trace, trace_get (walk->trace, answer->reply)->text, &length);
  g_autoptr (SmtpReply) reply = smtp_reply_parse (wire, length, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "warning: %s: SASL %s authentication failed: %s", session->connection->client_name, session->mechanism, reply != NULL ? reply->text : "");
  if (session->name != NULL)
    g_string_append_printf (text, ", sasl_username=%s", session->name);
  log_smtpd_say (walk, session, NULL, text->str);
}

void
log_smtpd_take_auth (LogWalk *walk, LogSmtpd *session, const SmtpAnswer *answer)
{
  gsize length;
  const char *response = log_smtpd_get_line (walk, answer->asked, &length);

  if (answer->asked == answer->first)
    note_command (walk, session, answer);
  else
    note_response (session, response, length);
  if (answer->final && answer->code >= 400)
    complain (walk, session, answer);
  else if (answer->final)
    {
      g_free (session->login);
      g_free (session->method);
      session->login = g_strdup (session->name);
      session->method = g_strdup (session->mechanism);
    }
}
