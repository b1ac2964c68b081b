/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * outcome: what became of each message for each recipient: a fold over a trace. Reports about mail
 * are mail too, but are not counted; nor are the addresses that an alias or a list stands for: what became of
 * those decides about it.
 */
#pragma once

#include "sim/trace/trace.h"

typedef enum
{
  OUTCOME_WAITING,
  OUTCOME_DELIVERED,
  OUTCOME_BOUNCED,
  OUTCOME_REJECTED,
  OUTCOME_DISCARDED,
  OUTCOME_LOST,
} OutcomeKind;

typedef struct
{
  const char *address;  /* the trace's, likewise below */
  OutcomeKind kind;
  const char *status;   /* enhanced status code, "" while there is none */
  guint16 code;         /* of the deciding reply; 0: no server gave one */
  SimTime time;         /* of the decision, -1 while there is none */
  guint attempts;       /* in the queue of the sender's own server */
  guint delay_notices;
  guint duplicates;     /* further copies in the same mailbox */
  GArray *hops;         /* HostId: who took it, in order */
  guint instead_of;     /* the recipient that an alias, a list or forwarding turned into this one, from 1; 0: the sender wrote it */
  GArray *expanded;     /* guint: the recipients, from 1, that this one was turned into */
  gboolean summed;      /* what became of those is in here */
  gboolean is_list;     /* by a mailing list: whom it does not reach is the owner's business */
} OutcomeRecipient;

typedef struct
{
  MessageId message;
  const char *label;
  const char *message_id;
  const char *from;
  SimTime at;           /* when it was written */
  GPtrArray *recipients; /* OutcomeRecipient *, by number from 1; also those that others were turned into */
} OutcomeMessage;

typedef struct
{
  guint sent, delivered, bounced, waiting, lost; /* per recipient that the sender wrote */
} OutcomeTotals;

typedef struct
{
  GPtrArray *messages;  /* OutcomeMessage *, in the order in which they were written */
  OutcomeTotals totals;
} Outcome;

/* Of the first POSITION records of TRACE, which must outlive it. */
Outcome *outcome_new (const Trace *trace, guint position);
void outcome_free (Outcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

const char *outcome_kind_name (OutcomeKind kind);
/* "recipients: 3 sent, 2 delivered, 1 bounced, 0 waiting, 0 lost"; caller frees. A recipient who was
 * refused at submission or whose mail was dropped by rule is among the sent only. */
char *outcome_format_totals (const OutcomeTotals *totals);
