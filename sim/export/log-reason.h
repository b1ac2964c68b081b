/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log-reason: why a recipient's mail was sent, deferred or bounced, in the words of Postfix's smtp(8) and virtual(8).
 */
#pragma once

#include "sim/export/log-connection.h"
#include "sim/export/log-queue.h"

typedef struct
{
  const Trace *trace; /* all borrowed */
  const TraceRecord *fate;
  const LogEntry *entry;
  const LogConnection *connection; /* on which it was decided, or NULL */
  const char *peer;                /* "mx1.example.org[198.51.100.11]", or NULL */
} LogReason;

/* "host mx1.example.org[198.51.100.11] said: 451 4.7.1 Later (in reply to RCPT TO command)"; caller frees. */
char *log_reason_describe (const LogReason *reason);

/* What PEER said as ANSWER, in the same words; caller frees. */
char *log_reason_describe_answer (const Trace *trace, const char *peer, const SmtpAnswer *answer);
/* "lost connection with PEER while sending RCPT TO": VERB was still open; caller frees. */
char *log_reason_describe_break (const char *peer, SmtpVerb verb, gboolean timed_out);
