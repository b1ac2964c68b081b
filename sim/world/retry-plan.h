/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retry-plan: when a mail that fails again and again would be tried: reckoned by what the transfer agents of a run reckon
 * with. It knows no trace.
 */
#pragma once

#include "sim/engine/sim-time.h"
#include "sim/world/scenario.h"

/* What has happened to the entry up to now. */
typedef struct
{
  SimTime queued, expires;
  guint attempts;
  SimTime started, failed; /* the latest attempt; later ones take as long */
  SimTime last_wait;       /* before that one; 0: it was the first */
  SimTime next_try;        /* that was decided when it failed; 0: it goes on, and is to fail at FAILED */
  gboolean warned;         /* the sender has been told that it is late */
} RetryPlanPast;

typedef struct
{
  GArray *tries;   /* SimTime: attempts to come; at the last one it is given up */
  SimTime warning; /* when the sender is told that it is late; SIM_NEVER */
} RetryPlan;

/* As SERVER goes on. */
RetryPlan *retry_plan_new (const ScenarioServer *server, const RetryPlanPast *past);
/* As PROGRAM ("postfix" …) would by default, from the first attempt on, for what comes at QUEUED. */
RetryPlan *retry_plan_new_textbook (const char *program, SimTime queued);
void retry_plan_free (RetryPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RetryPlan, retry_plan_free)

/* The programs that retry_plan_new_textbook knows, NULL-terminated. */
extern const char *const retry_plan_programs[];
/* Whether SERVER does just what PROGRAM does by default. */
gboolean retry_plan_is_textbook (const ScenarioServer *server, const char *program);
/* "Postfix", or "own: 5 min, then 2 times as long, at most 4 h"; caller frees. */
char *retry_plan_describe (const ScenarioServer *server);
/* "Postfix" for "postfix". */
const char *retry_plan_program_name (const char *program);
