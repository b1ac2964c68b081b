/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-expectations.h"

#include "sim/world/scenario-type.h"

static const ScenarioChoice outcomes[] = {
  { "delivered" },
  { "bounced" },
  { "rejected" },
  { "waiting" },
  { "discarded" },
  { "lost" },
  { NULL },
};

#define MEMBER(name) G_STRUCT_OFFSET (ScenarioExpectation, name)

static const ScenarioField fields[] = {
  { "message", scenario_type_message, MEMBER (message) },
  { "to", scenario_type_address, MEMBER (to) },
  { "outcome", scenario_type_name, MEMBER (outcome), .choices = outcomes },
  { "within", scenario_type_duration, MEMBER (within) },
  { "attempts", scenario_type_whole, MEMBER (attempts), .least = 0, .most = 1000000 },
  { "via", scenario_type_host, MEMBER (via) },
  { "hops", scenario_type_hosts, MEMBER (hops) },
  { "status", scenario_type_status, MEMBER (status) },
  { "code", scenario_type_whole, MEMBER (code), .least = 200, .most = 599 },
  { "duplicates", scenario_type_whole, MEMBER (duplicates), .least = 0, .most = 1000000 },
  { "delay-notices", scenario_type_whole, MEMBER (delay_notices), .least = 0, .most = 1000000 },
  { "delay_notices", scenario_type_whole, MEMBER (delay_notices), .least = 0, .most = 1000000 }, /* as the report spells it */
  { NULL },
};

static const ScenarioTable table = { "expectation", fields };

static void
read_expectation (ScenarioReading *reading, const YamlNode *item, gpointer owner)
{
  ScenarioExpectation *expectation = scenario_expectation_new ();

  g_ptr_array_add (owner, expectation);
  expectation->place = scenario_reading_place (reading, item);
  scenario_fields_read (reading, &table, item, expectation);
}

SCENARIO_FIELD (scenario_expectations_read)
{
  scenario_fields_read_items (reading, field, value, read_expectation, *(GPtrArray **) member);
}
