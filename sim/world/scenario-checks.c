/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-checks.h"

#include "sim/world/scenario-type.h"

#define MEMBER(name) G_STRUCT_OFFSET (ScenarioLook, name)

static const ScenarioField fields[] = {
  { "user", scenario_type_user, MEMBER (user), .need = FIELD_REQUIRED },
  { "device", scenario_type_host, MEMBER (device) },
  { "at", scenario_type_duration, MEMBER (at) },
  { NULL },
};

static const ScenarioTable table = { "check", fields };

static void
read_look (ScenarioReading *reading, const YamlNode *item, gpointer owner)
{
  ScenarioLook *look = scenario_look_new ();

  g_ptr_array_add (owner, look);
  look->place = scenario_reading_place (reading, item);
  scenario_fields_read (reading, &table, item, look);
}

SCENARIO_FIELD (scenario_checks_read)
{
  scenario_fields_read_items (reading, field, value, read_look, *(GPtrArray **) member);
}
