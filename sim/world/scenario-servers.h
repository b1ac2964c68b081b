/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-servers: reads the key 'servers' of a domain.
 */
#pragma once

#include "sim/world/scenario-fields.h"

/* A row's function; MEMBER is the domain. */
SCENARIO_FIELD (scenario_servers_read);
