/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report: what came out of a run, as the JSON that `mailflow run --json` prints.
 */
#pragma once

#include "sim/world/expectation.h"
#include "sim/world/simulation.h"

/* With its final line feed; caller frees. */
char *report_to_json (const Simulation *simulation, const Outcome *outcome, const ExpectationResult *expectations);
