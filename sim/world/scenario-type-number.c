/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-type.h"

#include "sim/world/scenario-value.h"

static const char *const a_duration = "a duration such as 250ms, 30s, 1h30m or 5d";

static gboolean
read_duration (ScenarioReading *reading, const ScenarioField *field, const YamlNode *value,
               SimTime least, SimTime *out)
{
  SimTime duration;

  if (!scenario_type_check_text (reading, field, value, a_duration))
    return FALSE;
  if (!sim_time_parse_duration (value->text, &duration))
    {
      scenario_fields_refuse (reading, field, value, a_duration);
      return FALSE;
    }
  if (duration < least)
    {
      scenario_fields_refuse (reading, field, value, "a duration longer than 0");
      return FALSE;
    }
  *out = duration;
  return TRUE;
}

SCENARIO_TYPE (duration)
{
  read_duration (reading, field, value, 0, member);
}

SCENARIO_TYPE (period)
{
  read_duration (reading, field, value, SIM_NANOSECOND, member);
}

SCENARIO_TYPE (instant)
{
  static const char *const expected = "a time such as 2026-01-05T09:00:00Z";

  if (!scenario_type_check_text (reading, field, value, expected))
    return;
  if (!sim_time_parse_iso (value->text, member))
    scenario_fields_refuse (reading, field, value, expected);
}

SCENARIO_TYPE (size)
{
  static const char *const expected = "a size such as 800, 64kB or 10MB";

  if (!scenario_type_check_text (reading, field, value, expected))
    return;
  if (!scenario_value_parse_size (value->text, member))
    scenario_fields_refuse (reading, field, value, expected);
}

SCENARIO_TYPE (bandwidth)
{
  static const char *const expected = "a bandwidth such as 64kbit, 100Mbit or 1Gbit";

  if (!scenario_type_check_text (reading, field, value, expected))
    return;
  if (!scenario_value_parse_bandwidth (value->text, member))
    scenario_fields_refuse (reading, field, value, expected);
}

SCENARIO_TYPE (percent)
{
  static const char *const expected = "a percentage from 0% to 100%";

  if (!scenario_type_check_text (reading, field, value, expected))
    return;
  if (!scenario_value_parse_percent (value->text, member))
    scenario_fields_refuse (reading, field, value, expected);
}

static gboolean
read_whole (ScenarioReading *reading, const ScenarioField *field, const YamlNode *value,
            gint64 *out)
{
  g_autofree char *expected = g_strdup_printf (
    "a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, field->least, field->most);

  if (!scenario_type_check_text (reading, field, value, expected))
    return FALSE;
  if (g_ascii_string_to_signed (value->text, 10, field->least, field->most, out, NULL))
    return TRUE;
  scenario_fields_refuse (reading, field, value, expected);
  return FALSE;
}

SCENARIO_TYPE (whole)
{
  gint64 number;

  if (read_whole (reading, field, value, &number))
    *(int *) member = (int) number;
}

SCENARIO_TYPE (short)
{
  gint64 number;

  if (read_whole (reading, field, value, &number))
    *(guint16 *) member = (guint16) number;
}

SCENARIO_TYPE (seed)
{
  static const char *const expected = "a whole number from 0 to 18446744073709551615";
  guint64 seed;

  if (!scenario_type_check_text (reading, field, value, expected))
    return;
  if (g_ascii_string_to_unsigned (value->text, 10, 0, G_MAXUINT64, &seed, NULL))
    *(guint64 *) member = seed;
  else
    scenario_fields_refuse (reading, field, value, expected);
}

SCENARIO_TYPE (status)
{
  char **target = member;

  if (!scenario_type_check_text (reading, field, value, "an enhanced status code such as 4.7.1"))
    return;
  if (!scenario_value_is_status (value->text))
    {
      scenario_fields_refuse (reading, field, value, "an enhanced status code such as 4.7.1");
      return;
    }
  g_free (*target);
  *target = g_strdup (value->text);
}
