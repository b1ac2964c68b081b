/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-dialogue: which reply on an SMTP connection answers what. The trace has what each side says where it says it;
 * with pipelining (RFC 2920) several commands are open at a time. It knows no mail.
 */
#pragma once

#include "sim/trace/trace.h"

/* In the order in which smtpd(8) counts them. */
typedef enum
{
  SMTP_VERB_HELO,
  SMTP_VERB_EHLO,
  SMTP_VERB_STARTTLS,
  SMTP_VERB_AUTH,
  SMTP_VERB_MAIL,
  SMTP_VERB_RCPT,
  SMTP_VERB_DATA,
  SMTP_VERB_BDAT,
  SMTP_VERB_RSET,
  SMTP_VERB_NOOP,
  SMTP_VERB_VRFY,
  SMTP_VERB_ETRN,
  SMTP_VERB_QUIT,
  SMTP_VERB_UNKNOWN,
  N_SMTP_VERBS,
  SMTP_VERB_CONNECT = N_SMTP_VERBS, /* no command: what the greeting answers */
  SMTP_VERB_CONTENT,                /* no command: what follows DATA */
  SMTP_VERB_NONE,                   /* nothing was asked: the server hangs up on its own account */
} SmtpVerb;

typedef struct
{
  SmtpVerb verb;
  TraceId asked; /* the record of the command, of the content or of a response of AUTH; 0: none */
  TraceId first; /* of AUTH with responses: the command; else as ASKED */
  TraceId reply;
  SimTime t; /* of the reply */
  guint16 code;
  gboolean final; /* else the server waits for more of it: 334, 354 */
} SmtpAnswer;

typedef struct SmtpDialogue SmtpDialogue;

/* TRACE is borrowed. */
SmtpDialogue *smtp_dialogue_new (const Trace *trace);
void smtp_dialogue_free (SmtpDialogue *dialogue);

/* Record ID is what the client says: a command or content. Its verb; a response of AUTH is AUTH. */
SmtpVerb smtp_dialogue_hear (SmtpDialogue *dialogue, TraceId id);
/* Record ID is a reply. Borrowed until the next call. */
const SmtpAnswer *smtp_dialogue_answer (SmtpDialogue *dialogue, TraceId id);

/* What was answered so far. */
guint smtp_dialogue_count (const SmtpDialogue *dialogue);
const SmtpAnswer *smtp_dialogue_get (const SmtpDialogue *dialogue, guint index);
/* The oldest that waits for its reply; SMTP_VERB_NONE: nothing does. */
SmtpVerb smtp_dialogue_get_open (const SmtpDialogue *dialogue);

/* "helo", "unknown"; only of those that are counted. */
const char *smtp_verb_name (SmtpVerb verb);
