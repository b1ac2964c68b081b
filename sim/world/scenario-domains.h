/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-domains: reads the key 'domains' of a scenario: users, aliases, servers, zone.
 */
#pragma once

#include "sim/world/scenario-fields.h"

/* A row's function; MEMBER is the scenario's array of domains. */
SCENARIO_FIELD (scenario_domains_read);
