/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mx-decision: which servers a mail server may pass a message to, in which order, and how far it has come with them.
 */
#pragma once

#include "gui/draw/route-candidates.h"
#include "sim/trace/trace-index.h"

typedef enum
{
  MX_WAITS, /* its turn may still come */
  MX_NEXT,
  MX_UNDER_WAY, /* is being connected, or talked to */
  MX_TOOK_IT,
  MX_FAILED,
  MX_NOT_NEEDED,  /* it was over before its turn */
  MX_PASSED_OVER, /* will never be tried */
} MxState;

typedef struct
{
  MxState state;
  int preference; /* -1: none */
  char *name;
  char *addresses; /* "198.51.100.11"; "" where they are not known yet */
  char *words;     /* "tried at 09:00:01: connection refused" */
  TraceId record;  /* that says so */
} MxCandidate;

/* The latest decision at any server after POSITION records; that for MESSAGE, or at HOST, where there is one. 0: none
 * (either may be 0). */
TraceId mx_decision_choose (const Trace *trace, const TraceIndex *index, MessageId message, HostId host, guint position);

/* MxCandidate *, in the order of trial, of the decision that record ROUTE tells of; caller frees. */
GPtrArray *mx_decision_list (const Trace *trace, TraceId route, guint position);
