/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * outcome-comparison: what came out differently in two runs, message by message and recipient by recipient: messages
 * are told apart by their labels, recipients by their addresses.
 */
#pragma once

#include "sim/trace/outcome.h"

typedef enum
{
  DIFFERS_IN_OUTCOME = 1 << 0,
  DIFFERS_IN_STATUS = 1 << 1,
  DIFFERS_IN_CODE = 1 << 2,
  DIFFERS_IN_TIME = 1 << 3, /* since the message was written, as people tell it: one byte more on the wire is nothing */
  DIFFERS_IN_ATTEMPTS = 1 << 4,
  DIFFERS_IN_DELAY_NOTICES = 1 << 5,
  DIFFERS_IN_DUPLICATES = 1 << 6,
  DIFFERS_IN_HOPS = 1 << 7,
} OutcomeAspects;

enum
{
  N_OUTCOME_ASPECTS = 8,
};

typedef struct
{
  const OutcomeRecipient *a, *b; /* NULL: only in the other */
  OutcomeAspects aspects;        /* of both, in what they differ */
} RecipientDifference;

typedef struct
{
  const OutcomeMessage *a, *b; /* NULL: only in the other */
  gboolean other_sender;
  gboolean other_time; /* at which it was written */
  GArray *recipients;  /* RecipientDifference; also those that others were turned into */
} MessageDifference;

/* MessageDifference *, in the order of A, then those that only B has. What points into A, B and their traces lives no
 * longer than they do. Caller owns it. */
GPtrArray *outcome_compare (const Trace *trace_a, const Outcome *a, const Trace *trace_b, const Outcome *b);

/* "outcome", "status", "code", "after", "attempts", "delay_notices", "duplicates", "hops". */
const char *outcome_aspect_name (OutcomeAspects aspect);
/* From when the message was written; -1 while nothing is decided. */
SimTime outcome_delay (const OutcomeMessage *message, const OutcomeRecipient *recipient);
