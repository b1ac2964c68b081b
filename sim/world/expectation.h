/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expectation: a scenario's `expect:` held against what came out.
 */
#pragma once

#include "sim/trace/outcome.h"
#include "sim/world/scenario.h"

typedef struct
{
  guint met, failed;
  GPtrArray *faults; /* char *: "FILE:LINE:COLUMN: expected …, but …" */
} ExpectationResult;

/* TRACE is the one that OUTCOME was made of. */
ExpectationResult *expectation_check (const Scenario *scenario, const Trace *trace, const Outcome *outcome);
void expectation_result_free (ExpectationResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExpectationResult, expectation_result_free)
