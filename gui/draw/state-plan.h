/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * state-plan: which arrows a state diagram has: the rows of a session's table, those together that lead from the
 * same states to the same one. The pictures of states include it.
 */
#pragma once

#include "sim/session/session-table.h"

typedef enum
{
  ARROW_DOWN,  /* to the state right below */
  ARROW_RIGHT, /* further down */
  ARROW_LEFT,  /* back up */
} ArrowSide;

typedef struct
{
  guint32 from;  /* bit set of states */
  guint to;
  ArrowSide side;
  GString *verbs; /* "EHLO, HELO" */
  guint lane;     /* from 0, counted outwards on its side */
} StateArrow;

/* StateArrow by side; the arrays are the caller's. */
GPtrArray *state_plan_arrows (const SessionTable *table);
/* The verbs that leave STATE as it is, "NOOP, HELP"; caller frees. */
char *state_plan_loops (const SessionTable *table, guint state);
guint state_plan_first (guint32 states);
guint state_plan_last (guint32 states);
