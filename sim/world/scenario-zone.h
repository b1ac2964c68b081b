/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-zone: whether a zone text in a scenario is a master file (RFC 1035 5). What is in it
 * is for the name servers to know.
 */
#pragma once

#include "sim/world/scenario-reading.h"

/* Where TEXT, at NODE, is no master file with the origin DOMAIN: a problem at the line that is
 * wrong. */
void scenario_zone_check (ScenarioReading *reading, const YamlNode *node, const char *domain);

/* The place of the first line of the text at NODE. */
ScenarioPlace scenario_zone_place (const ScenarioReading *reading, const YamlNode *node);
