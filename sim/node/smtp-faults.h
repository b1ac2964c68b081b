/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-faults: what is wrong with a server, as rules: at this command it answers that, or hangs, or the
 * connection breaks. A rule counts: it may let some pass first, and end after some.
 */
#pragma once

#include "sim/codec/smtp-reply.h"

#include <glib.h>

typedef enum
{
  SMTP_FAULT_REPLY,
  SMTP_FAULT_HANG,
  SMTP_FAULT_DROP,
} SmtpFaultKind;

/* All borrowed, and alive as long as the rule is in force. */
typedef struct
{
  SmtpFaultKind kind;
  const char *verb;   /* CONNECT, EHLO, AUTH, MAIL, RCPT, DATA, END-OF-DATA; NULL: any but these before MAIL */
  const char *match;  /* somewhere in the argument, without case; NULL: any */
  guint64 after;      /* bytes that the client has sent, where VERB is NULL and it is a drop */
  guint16 code;       /* reply */
  const char *status;
  const char *text;
  guint times;        /* 0: always */
  guint skip;
} SmtpFault;

typedef struct SmtpFaults SmtpFaults;

SmtpFaults *smtp_faults_new (void);
void smtp_faults_free (SmtpFaults *faults);

/* KEY names the rule for smtp_faults_remove. */
void smtp_faults_add (SmtpFaults *faults, gconstpointer key, const SmtpFault *fault);
void smtp_faults_remove (SmtpFaults *faults, gconstpointer key);

/* The first rule, by age, that strikes VERB with ARGUMENT (or NULL); it has counted this then. NULL: none. */
const SmtpFault *smtp_faults_strike (SmtpFaults *faults, const char *verb, const char *argument);
/* Whether a connection breaks that had BEFORE bytes and has NOW. */
const SmtpFault *smtp_faults_strike_bytes (SmtpFaults *faults, guint64 before, guint64 now);
/* Caller frees. */
SmtpReply *smtp_fault_make_reply (const SmtpFault *fault);
