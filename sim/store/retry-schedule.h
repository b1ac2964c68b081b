/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retry-schedule: when a transfer agent tries again (RFC 5321 4.5.4.1), as the well-known ones do by
 * default. Whole numbers only, so that every machine waits equally long.
 */
#pragma once

#include "sim/engine/sim-time.h"

typedef enum
{
  RETRY_POSTFIX,  /* qmgr(8): as long as the mail is old, from FIRST to LONGEST */
  RETRY_EXIM,     /* the default rule "F,2h,15m; G,16h,1h,1.5; F,4d,6h" (Exim specification 32) */
  RETRY_SENDMAIL, /* at each run of the queue, "-q30m" (Sendmail Installation and Operation Guide 1.3.2) */
  RETRY_QMAIL,    /* qmail-send: after n failures (20 n)² seconds from the arrival */
  RETRY_EXCHANGE, /* 4 glitch retries each minute, 6 transient ones each 5 minutes, then each 10 */
  RETRY_GROWING,  /* FIRST, then each wait FACTOR times the one before, to LONGEST */
} RetryKind;

typedef struct
{
  RetryKind kind;
  SimTime first;
  SimTime longest;
  guint32 factor_thousandths; /* 2000 doubles */
} RetrySchedule;

/* A mail that could not be passed on. */
typedef struct
{
  SimTime arrived;
  SimTime started;   /* the latest attempt */
  SimTime now;       /* it has failed */
  SimTime last_wait; /* before that attempt; 0: it was the first */
  guint attempts;    /* so far, from 1 */
} RetryPast;

/* By the name of a scenario: "postfix", "exim", "sendmail", "qmail", "exchange". */
RetrySchedule retry_schedule_named (const char *name);
RetrySchedule retry_schedule_growing (SimTime first, double factor, SimTime longest);

/* How long the program that is called so keeps mail by default. */
SimTime retry_schedule_lifetime (const RetrySchedule *schedule);

/* The wait from PAST.now to the next attempt. Always positive. */
SimTime retry_schedule_wait (const RetrySchedule *schedule, const RetryPast *past);
