/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-messages: reads the key 'messages' of a scenario.
 */
#pragma once

#include "sim/world/scenario-fields.h"

/* A row's function; MEMBER is the scenario's array of messages. */
SCENARIO_FIELD (scenario_messages_read);
