/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-network: reads the keys 'network' and 'links' of a scenario.
 */
#pragma once

#include "sim/world/scenario-fields.h"

/* In a link of the scenario's links until the defaults are filled in, as are a latency and jitter
 * of -1 and a bandwidth of 0. */
#define SCENARIO_LOSS_UNSET G_MAXUINT32

/* Rows' functions; MEMBER is the scenario's ScenarioLink, and its array of links. */
SCENARIO_FIELD (scenario_network_read);
SCENARIO_FIELD (scenario_network_read_links);
