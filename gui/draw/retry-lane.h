/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retry-lane: what became of one entry of a queue, and what would: its attempts by their age, with their results, and
 * those to come. What is to come is told by others.
 */
#pragma once

#include "sim/trace/trace-index.h"

typedef enum
{
  RETRY_MARK_GOING_ON,
  RETRY_MARK_DEFERRED,  /* 4xx */
  RETRY_MARK_NO_ANSWER, /* no reply at all: no connection, or it broke */
  RETRY_MARK_SENT,
  RETRY_MARK_GIVEN_UP,
  RETRY_MARK_TO_COME,
  RETRY_MARK_WILL_GIVE_UP,
} RetryMarkKind;

typedef struct
{
  RetryMarkKind kind;
  SimTime age;    /* since it was queued */
  TraceId record; /* of the result; 0: none yet */
} RetryMark;

typedef struct
{
  char *name, *detail;
  HostId host; /* 0: of no run, a textbook's */
  SimTime queued, expires;
  SimTime now;            /* age; -1: nobody stands anywhere */
  gboolean over;          /* it has left the queue */
  GArray *marks;          /* RetryMark, by rising age */
  SimTime warning;        /* age, -1: none */
  gboolean warned;        /* that has been */
  guint attempts;         /* so far */
  SimTime started, ended; /* the latest attempt; ENDED is 0 while it goes on */
  SimTime lasted;         /* how long the latest one that ended took */
  SimTime last_wait;      /* before the latest one; 0: it was the first */
  SimTime next_try;       /* 0: not known */
} RetryLane;

/* What became of the entry that record QUEUED tells of, up to NOW, which comes after POSITION records. */
RetryLane *retry_lane_new (const Trace *trace, const TraceIndex *index, TraceId queued, guint position, SimTime now);
/* One without a past. */
RetryLane *retry_lane_new_textbook (const char *name, const char *detail, SimTime queued);
void retry_lane_free (RetryLane *lane);

/* Adds what is to come; WARNING is SIM_NEVER where there is none. At the last of TRIES it is given up, if GIVES_UP. */
void retry_lane_foresee (RetryLane *lane, const SimTime *tries, guint n_tries, SimTime warning, gboolean gives_up);
/* How many of its marks are of attempts to come. */
guint retry_lane_count_to_come (const RetryLane *lane);

/* The entry of HOST, as the record that queued it, that is worth a lane after POSITION records: MESSAGE's; the oldest one
 * that waits; or the last one that was put off. 0: none that ever was put off, or waits. */
TraceId retry_lane_choose (const Trace *trace, const TraceIndex *index, HostId host, MessageId message, guint position);
