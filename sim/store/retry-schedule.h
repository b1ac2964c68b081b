/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retry-schedule: how long a transfer agent waits before it tries again (RFC 5321 4.5.4.1). Whole
 * numbers only, so that every machine waits equally long.
 */
#pragma once

#include "sim/engine/sim-time.h"

typedef enum
{
  RETRY_POSTFIX, /* as long as the mail is old, from FIRST to LONGEST (Postfix's qmgr) */
  RETRY_GROWING, /* FIRST, then each wait FACTOR times the one before, to LONGEST */
} RetryKind;

typedef struct
{
  RetryKind kind;
  SimTime first;
  SimTime longest;
  guint32 factor_thousandths; /* 2000 doubles */
} RetrySchedule;

/* minimal_backoff_time = 300s, maximal_backoff_time = 4000s. */
RetrySchedule retry_schedule_postfix (void);
RetrySchedule retry_schedule_growing (SimTime first, double factor, SimTime longest);

/* The wait after the attempt number ATTEMPTS (from 1) of mail that is AGE old. Always positive. */
SimTime retry_schedule_wait (const RetrySchedule *schedule, guint attempts, SimTime age);
