/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-lesson: reads the key 'lesson' of a scenario.
 */
#pragma once

#include "sim/world/scenario-fields.h"

/* A row's function; MEMBER is the scenario's array of stops. */
SCENARIO_FIELD (scenario_lesson_read);
