/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/smtp-dialogue.h"

#include "sim/codec/smtp-command.h"

#include <string.h>

typedef struct
{
  SmtpVerb verb;
  TraceId id;
} Asked;

struct SmtpDialogue
{
  const Trace *trace; /* borrowed */
  GArray *open;       /* Asked: not yet answered */
  GArray *answers;    /* SmtpAnswer */
  TraceId auth;       /* the AUTH command whose responses come now, or 0 */
  gboolean chunk;     /* BDAT was said, its content comes with it */
};

static const char *const verb_names[N_SMTP_VERBS] = {
  [SMTP_VERB_HELO] = "helo",
  [SMTP_VERB_EHLO] = "ehlo",
  [SMTP_VERB_STARTTLS] = "starttls",
  [SMTP_VERB_AUTH] = "auth",
  [SMTP_VERB_MAIL] = "mail",
  [SMTP_VERB_RCPT] = "rcpt",
  [SMTP_VERB_DATA] = "data",
  [SMTP_VERB_BDAT] = "bdat",
  [SMTP_VERB_RSET] = "rset",
  [SMTP_VERB_NOOP] = "noop",
  [SMTP_VERB_VRFY] = "vrfy",
  [SMTP_VERB_ETRN] = "etrn",
  [SMTP_VERB_QUIT] = "quit",
  [SMTP_VERB_UNKNOWN] = "unknown",
};

const char *
smtp_verb_name (SmtpVerb verb)
{
  g_assert (verb < N_SMTP_VERBS);
  return verb_names[verb];
}

SmtpDialogue *
smtp_dialogue_new (const Trace *trace)
{
  SmtpDialogue *dialogue = g_new0 (SmtpDialogue, 1);

  dialogue->trace = trace;
  dialogue->open = g_array_new (FALSE, FALSE, sizeof (Asked));
  dialogue->answers = g_array_new (FALSE, FALSE, sizeof (SmtpAnswer));
  return dialogue;
}

void
smtp_dialogue_free (SmtpDialogue *dialogue)
{
  g_array_unref (dialogue->open);
  g_array_unref (dialogue->answers);
  g_free (dialogue);
}

static SmtpVerb
find_verb (const SmtpDialogue *dialogue, const TraceRecord *record)
{
  gsize length;
  const char *line = trace_blob (dialogue->trace, record->text, &length);
  SmtpCommand command;

  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  if (!smtp_command_parse (line, length, &command))
    return SMTP_VERB_UNKNOWN;
  for (SmtpVerb verb = 0; verb < SMTP_VERB_UNKNOWN; verb++)
    if (strlen (verb_names[verb]) == command.verb_length && g_ascii_strncasecmp (verb_names[verb], command.verb, command.verb_length) == 0)
      return verb;
  return SMTP_VERB_UNKNOWN;
}

/* The reply to BDAT comes when its chunk is there (RFC 3030 2): both are one question. */
SmtpVerb
smtp_dialogue_hear (SmtpDialogue *dialogue, TraceId id)
{
  const TraceRecord *record = trace_get (dialogue->trace, id);
  gboolean content = record->kind == TRACE_SMTP_DATA;
  Asked asked = { SMTP_VERB_CONTENT, id };

  if (!content)
    asked.verb = dialogue->auth != 0 ? SMTP_VERB_AUTH : find_verb (dialogue, record);
  if (!content || !dialogue->chunk)
    g_array_append_val (dialogue->open, asked);
  else
    asked.verb = SMTP_VERB_BDAT;
  dialogue->chunk = asked.verb == SMTP_VERB_BDAT && !content;
  return asked.verb;
}

/* 421 4.4.2 comes unasked when nothing came for too long (RFC 5321 4.5.3.2.7), whatever may still be under way. */
static gboolean
is_unasked (const SmtpDialogue *dialogue, const TraceRecord *reply)
{
  const char *text = trace_blob (dialogue->trace, reply->text, NULL);

  return dialogue->open->len == 0 || (reply->code == 421 && strstr (text, "Timeout exceeded") != NULL);
}

static Asked
take_asked (SmtpDialogue *dialogue, const TraceRecord *reply)
{
  Asked asked = { SMTP_VERB_NONE, 0 };

  if (dialogue->answers->len == 0)
    asked.verb = SMTP_VERB_CONNECT;
  else if (!is_unasked (dialogue, reply))
    {
      asked = g_array_index (dialogue->open, Asked, 0);
      g_array_remove_index (dialogue->open, 0);
    }
  return asked;
}

const SmtpAnswer *
smtp_dialogue_answer (SmtpDialogue *dialogue, TraceId id)
{
  const TraceRecord *reply = trace_get (dialogue->trace, id);
  Asked asked = take_asked (dialogue, reply);
  SmtpAnswer answer = { asked.verb, asked.id, asked.id, id, reply->t, reply->code, reply->code / 100 != 3 };

  if (asked.verb == SMTP_VERB_AUTH && dialogue->auth != 0)
    answer.first = dialogue->auth;
  dialogue->auth = asked.verb == SMTP_VERB_AUTH && !answer.final ? answer.first : 0;
  g_array_append_val (dialogue->answers, answer);
  return smtp_dialogue_get (dialogue, dialogue->answers->len - 1);
}

guint
smtp_dialogue_count (const SmtpDialogue *dialogue)
{
  return dialogue->answers->len;
}

const SmtpAnswer *
smtp_dialogue_get (const SmtpDialogue *dialogue, guint index)
{
  return &g_array_index (dialogue->answers, SmtpAnswer, index);
}

SmtpVerb
smtp_dialogue_get_open (const SmtpDialogue *dialogue)
{
  if (dialogue->answers->len == 0)
    return SMTP_VERB_CONNECT;
  return dialogue->open->len == 0 ? SMTP_VERB_NONE : g_array_index (dialogue->open, Asked, 0).verb;
}
