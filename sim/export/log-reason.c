/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-reason.h"

#include "sim/codec/smtp-command.h"
#include "sim/codec/smtp-reply.h"

#include <string.h>

/* What the SMTP client did when it got no reply, or one that it did not like. */
typedef struct
{
  SmtpVerb verb;
  const char *name;  /* in the trace */
  const char *asked; /* "in reply to …"; NULL: the server did not want to talk at all */
  const char *doing; /* "while …" */
} Phase;

static const Phase phases[] = {
  { SMTP_VERB_CONNECT, "CONNECT", NULL, "receiving the initial server greeting" },
  { SMTP_VERB_EHLO, "EHLO", NULL, "performing the EHLO handshake" },
  { SMTP_VERB_HELO, "HELO", NULL, "performing the HELO handshake" },
  { SMTP_VERB_AUTH, "AUTH", "AUTH command", "performing the AUTH handshake" },
  { SMTP_VERB_MAIL, "MAIL", "MAIL FROM command", "sending MAIL FROM" },
  { SMTP_VERB_RCPT, "RCPT", "RCPT TO command", "sending RCPT TO" },
  { SMTP_VERB_DATA, "DATA", "DATA command", "sending DATA command" },
  { SMTP_VERB_CONTENT, "END-OF-DATA", "end of DATA command", "sending end of data -- message may be sent more than once" },
  { SMTP_VERB_RSET, "RSET", "RSET command", "sending RSET" },
  { SMTP_VERB_QUIT, "QUIT", "QUIT command", "sending QUIT" },
  { SMTP_VERB_NONE, "", "next command", "waiting for work" },
};

static const Phase *
find_phase (SmtpVerb verb)
{
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    if (phases[i].verb == verb)
      return &phases[i];
  return &phases[G_N_ELEMENTS (phases) - 1];
}

static const Phase *
find_phase_by_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    if (strcmp (phases[i].name, name) == 0)
      return &phases[i];
  return &phases[G_N_ELEMENTS (phases) - 1];
}

/* A reply of several lines in one, as Postfix has it. */
static char *
join_lines (const char *wire)
{
  g_auto (GStrv) lines = g_strsplit (wire, "\r\n", -1);
  g_autofree char *joined = g_strjoinv (" ", lines);

  return g_strdup (g_strchomp (joined));
}

static char *
describe_refusal (const char *peer, SmtpVerb verb, const char *reply)
{
  const Phase *phase = find_phase (verb);

  if (phase->asked == NULL)
    return g_strdup_printf ("host %s refused to talk to me: %s", peer, reply);
  return g_strdup_printf ("host %s said: %s (in reply to %s)", peer, reply, phase->asked);
}

char *
log_reason_describe_answer (const Trace *trace, const char *peer, const SmtpAnswer *answer)
{
  g_autofree char *reply = join_lines (trace_blob (trace, trace_get (trace, answer->reply)->text, NULL));

  return describe_refusal (peer, answer->verb, reply);
}

char *
log_reason_describe_break (const char *peer, SmtpVerb verb, gboolean timed_out)
{
  const char *doing = find_phase (verb)->doing;

  return timed_out ? g_strdup_printf ("conversation with %s timed out while %s", peer, doing) : g_strdup_printf ("lost connection with %s while %s", peer, doing);
}

/* The address that a RCPT asked about; caller frees. NULL where it can't be read. */
static char *
dup_forward_path (const Trace *trace, const SmtpAnswer *answer)
{
  gsize length;
  const char *line = trace_blob (trace, trace_get (trace, answer->asked)->text, &length);
  g_auto (SmtpPath) path = { NULL };
  SmtpCommand command;

  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  if (!smtp_command_parse (line, length, &command) || smtp_command_parse_to (&command, &path) != SMTP_PATH_OK)
    return NULL;
  return g_steal_pointer (&path.path);
}

static gboolean
is_about (const LogReason *reason, const SmtpAnswer *answer)
{
  g_autofree char *path = answer->verb == SMTP_VERB_RCPT ? dup_forward_path (reason->trace, answer) : NULL;

  return path == NULL || strcmp (path, reason->entry->to) == 0;
}

static gboolean
is_same_reply (const LogReason *reason, const SmtpAnswer *answer)
{
  gsize length;
  const char *wire = trace_blob (reason->trace, trace_get (reason->trace, answer->reply)->text, &length);
  g_autoptr (SmtpReply) reply = smtp_reply_parse (wire, length, NULL);

  return reply != NULL && reply->code == reason->fate->code && strcmp (reply->text, trace_blob (reason->trace, reason->fate->text, NULL)) == 0;
}

/* The reply that decided, or NULL: of those in this turn the latest that fits. */
static const SmtpAnswer *
find_answer (const LogReason *reason)
{
  const LogConnection *connection = reason->connection;

  if (connection == NULL || connection->smtp == NULL)
    return NULL;
  for (guint i = smtp_dialogue_count (connection->smtp); i > connection->first_answer; i--)
    {
      const SmtpAnswer *answer = smtp_dialogue_get (connection->smtp, i - 1);

      if (answer->code == reason->fate->code && is_same_reply (reason, answer) && is_about (reason, answer))
        return answer;
    }
  return NULL;
}

/* As it would be on the wire; a status that only stands for the code was not there. */
static char *
write_reply (const LogReason *reason)
{
  const char *status = trace_blob (reason->trace, reason->fate->note, NULL);
  g_autoptr (SmtpReply) reply = smtp_reply_new (reason->fate->code, g_str_has_suffix (status, ".0.0") ? NULL : status, trace_blob (reason->trace, reason->fate->text, NULL));
  g_autoptr (GString) wire = g_string_new (NULL);

  smtp_reply_write (reply, wire);
  return join_lines (wire->str);
}

static char *
describe_reply (const LogReason *reason)
{
  const SmtpAnswer *answer = find_answer (reason);
  g_autofree char *reply = answer != NULL ? join_lines (trace_blob (reason->trace, trace_get (reason->trace, answer->reply)->text, NULL)) : write_reply (reason);

  if (reason->fate->kind == TRACE_SENT)
    return g_steal_pointer (&reply);
  if (answer == NULL)
    return g_strdup_printf ("host %s said: %s", reason->peer, reply);
  return describe_refusal (reason->peer, answer->verb, reply);
}

/* What our simulated servers say of what they found out themselves, and how Postfix puts it. */
typedef struct
{
  const char *ours;    /* a regular expression */
  const char *postfix; /* "\\1" is what its first group matched */
} Wording;

static const Wording wordings[] = {
  { "^connect to (.*): connection timed out$", "connect to \\1: Connection timed out" },
  { "^connect to (.*): connection refused$", "connect to \\1: Connection refused" },
  { "^connect to (.*): no route to host$", "connect to \\1: No route to host" },
  { "^(Host or domain name not found\\.) There is no domain (.*) in the DNS$", "\\1 Name service error for name=\\2 type=MX: Host not found" },
  { "^(Host or domain name not found\\.) (\\S+) has no address$", "\\1 Name service error for name=\\2 type=A: Host not found" },
  { "^(Host or domain name not found\\. Name service error for name=\\S+ type=\\S+): .*$", "\\1: Host not found, try again" },
};

static char *
translate (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (wordings); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (wordings[i].ours, G_REGEX_RAW, 0, NULL);

      if (g_regex_match (regex, text, 0, NULL))
        return g_regex_replace (regex, text, -1, 0, wordings[i].postfix, 0, NULL);
    }
  return g_strdup (text);
}

/* "lost connection with mx1[198.51.100.11]:25 while waiting for the reply to RCPT", or NULL: it was something else. */
static char *
translate_break (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("^(?:lost connection|conversation) with (.*):\\d+ (timed out )?while waiting for the reply to (.*)$", G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *peer = NULL, *timed_out = NULL, *verb = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return NULL;
  peer = g_match_info_fetch (match, 1);
  timed_out = g_match_info_fetch (match, 2);
  verb = g_match_info_fetch (match, 3);
  return log_reason_describe_break (peer, find_phase_by_name (verb)->verb, timed_out[0] != '\0');
}

/* The SIZE that the server announced on CONNECTION (RFC 1870 3); 0: none. */
static guint64
find_size_limit (const Trace *trace, const LogConnection *connection)
{
  guint64 limit = 0;

  for (guint i = 0; connection != NULL && i < smtp_dialogue_count (connection->smtp); i++)
    {
      const SmtpAnswer *answer = smtp_dialogue_get (connection->smtp, i);
      const char *text = answer->verb != SMTP_VERB_EHLO ? "" : trace_blob (trace, trace_get (trace, answer->reply)->text, NULL);
      const char *size = strstr (text, "SIZE ");

      if (size != NULL)
        limit = g_ascii_strtoull (size + strlen ("SIZE "), NULL, 10);
    }
  return limit;
}

/* What the server's offer rules out; NULL: nothing did. */
static char *
describe_lack (const LogReason *reason, const char *text)
{
  guint64 limit;

  if (reason->peer == NULL)
    return NULL;
  if (g_str_has_prefix (text, "an address beyond ASCII is needed"))
    return g_strdup_printf ("SMTPUTF8 is required, but was not offered by host %s", reason->peer);
  if (strcmp (text, "the message is larger than the server takes") != 0)
    return NULL;
  limit = find_size_limit (reason->trace, reason->connection);
  return limit == 0 ? NULL : g_strdup_printf ("message size %" G_GUINT64_FORMAT " exceeds size limit %" G_GUINT64_FORMAT " of server %s", reason->entry->file->size, limit, reason->peer);
}

static char *
describe_finding (const LogReason *reason, const char *text)
{
  static const char suspended[] = "delivery temporarily suspended: ";
  char *words;

  if (g_str_has_prefix (text, suspended))
    {
      g_autofree char *cause = describe_finding (reason, text + strlen (suspended));

      return g_strconcat (suspended, cause, NULL);
    }
  words = translate_break (text);
  if (words == NULL)
    words = describe_lack (reason, text);
  return words != NULL ? words : translate (text);
}

/* virtual(8) */
static char *
describe_local (const LogReason *reason, const char *text)
{
  if (reason->fate->kind == TRACE_SENT)
    return g_strdup ("delivered to maildir");
  if (strcmp (text, "User unknown") == 0)
    return g_strdup_printf ("unknown user: \"%s\"", reason->entry->to);
  return g_strdup (text);
}

char *
log_reason_describe (const LogReason *reason)
{
  const char *text = trace_blob (reason->trace, reason->fate->text, NULL);

  if (reason->fate->peer == reason->fate->host)
    return describe_local (reason, text);
  return reason->fate->code != 0 && reason->peer != NULL ? describe_reply (reason) : describe_finding (reason, text);
}
