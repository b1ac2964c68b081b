/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-defaults: fills in what a scenario leaves out and what depends on its other parts:
 * servers, who is the MX, who has the mailboxes, passwords and devices.
 */
#pragma once

#include "sim/world/scenario.h"

void scenario_defaults_fill (Scenario *scenario);
