/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stop-condition: where a presentation is to stop: at each line, say, or at the next refusal; and the stop where that is.
 */
#pragma once

#include "sim/trace/stops.h"

typedef enum
{
  STOP_AT_EVENT,   /* anything */
  STOP_AT_LINE,    /* a line of a dialogue, or a question or answer of the DNS */
  STOP_AT_HOP,     /* what is told to those who want one line a hop */
  STOP_AT_MESSAGE, /* a message begins: it is written, or reported with */
  STOP_AT_TROUBLE, /* a reply of 4xx or 5xx */
  STOP_AT_HOST,    /* NUMBER: HostId; something happens there */
  STOP_AT_MOVE,    /* NUMBER: MessageId; it is somewhere else, or waits, or is given up */
  STOP_AT_CONNECTION, /* NUMBER: of the connection */
  STOP_AT_KIND,    /* NUMBER: TraceKind */
} StopConditionKind;

typedef struct
{
  StopConditionKind kind;
  guint32 number;
} StopCondition;

enum
{
  STOP_NOWHERE = G_MAXUINT,
};

gboolean stop_condition_is_met (const Trace *trace, TraceId record, gboolean hop, StopCondition condition);
gboolean stop_condition_equal (StopCondition a, StopCondition b);

/* The stop nearest to FROM, itself included, in DIRECTION (1, -1) where CONDITION is met, or STOP_NOWHERE. */
guint stop_condition_find (const Trace *trace, const Stops *stops, guint from, int direction, StopCondition condition);

/* "the next line", "something at mail.example.org"; caller frees. */
char *stop_condition_describe (const Trace *trace, StopCondition condition);
