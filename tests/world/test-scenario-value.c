/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-suggestion.h"
#include "sim/world/scenario-value.h"

typedef struct
{
  const char *text;
  guint64 value;
} Number;

static const Number sizes[] = {
  { "0", 0 },
  { "800", 800 },
  { "12B", 12 },
  { "64kB", 64000 },
  { "64 kB", 64000 },
  { "64KB", 64000 },
  { "10MB", 10000000 },
  { "1.5MB", 1500000 },
  { "2GB", G_GUINT64_CONSTANT (2000000000) },
  { "1000000GB", G_GUINT64_CONSTANT (1000000000000000) },
};

static const char *const no_sizes[] = {
  "", "MB", "-1", "+1", "1.5", "1.5B", "1.", ".5MB", "1kiB", "1e3", "0x10", "1 2", "10MBit", "1MB ", " 1MB",
  "1000001GB", "99999999999999999999", "1.0000000001MB",
};

static const Number bandwidths[] = {
  { "9600", 9600 },
  { "9600bit", 9600 },
  { "64kbit", 64000 },
  { "100Mbit", 100000000 },
  { "2.5Gbit", G_GUINT64_CONSTANT (2500000000) },
};

static const char *const no_bandwidths[] = { "", "0", "0Mbit", "100MB", "fast", "-5kbit" };

static const Number percents[] = {
  { "0", 0 }, { "0%", 0 }, { "2.5%", 25000 }, { "2.5", 25000 }, { "100%", 1000000 }, { "0.0001%", 1 },
};

static const char *const no_percents[] = { "", "%", "101%", "100.1", "-1%", "0.00001%", "1%%", "half" };

static void
test_sizes (void)
{
  guint64 value = 7;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_assert_true (scenario_value_parse_size (sizes[i].text, &value));
      g_assert_cmpuint (value, ==, sizes[i].value);
    }
  value = 7;
  for (guint i = 0; i < G_N_ELEMENTS (no_sizes); i++)
    g_assert_false (scenario_value_parse_size (no_sizes[i], &value));
  g_assert_cmpuint (value, ==, 7);
}

static void
test_bandwidths (void)
{
  guint64 value = 7;

  for (guint i = 0; i < G_N_ELEMENTS (bandwidths); i++)
    {
      g_assert_true (scenario_value_parse_bandwidth (bandwidths[i].text, &value));
      g_assert_cmpuint (value, ==, bandwidths[i].value);
    }
  value = 7;
  for (guint i = 0; i < G_N_ELEMENTS (no_bandwidths); i++)
    g_assert_false (scenario_value_parse_bandwidth (no_bandwidths[i], &value));
  g_assert_cmpuint (value, ==, 7);
}

static void
test_percents (void)
{
  guint32 value = 7;

  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    {
      g_assert_true (scenario_value_parse_percent (percents[i].text, &value));
      g_assert_cmpuint (value, ==, percents[i].value);
    }
  value = 7;
  for (guint i = 0; i < G_N_ELEMENTS (no_percents); i++)
    g_assert_false (scenario_value_parse_percent (no_percents[i], &value));
  g_assert_cmpuint (value, ==, 7);
}

static void
test_booleans (void)
{
  static const char *const yes[] = { "yes", "true", "on", "Yes", "TRUE" };
  static const char *const no[] = { "no", "false", "off", "NO" };
  gboolean value;

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_true (scenario_value_parse_boolean (yes[i], &value) && value);
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_true (scenario_value_parse_boolean (no[i], &value) && !value);
  g_assert_false (scenario_value_parse_boolean ("1", &value));
  g_assert_false (scenario_value_parse_boolean ("y", &value));
  g_assert_false (scenario_value_parse_boolean ("", &value));
}

static void
test_factors (void)
{
  static const char *const none[] = { "", "0", "0.5", "101", "-2", "+2", "nan", "inf", "0x2", "2.0.0", "1e1", ".", "two" };
  double value = 7;

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_false (scenario_value_parse_factor (none[i], &value));
  g_assert_cmpfloat (value, ==, 7);
  g_assert_true (scenario_value_parse_factor ("1.5", &value));
  g_assert_cmpfloat (value, ==, 1.5);
  g_assert_true (scenario_value_parse_factor ("100", &value));
  g_assert_cmpfloat (value, ==, 100);
}

static void
test_statuses (void)
{
  static const char *const good[] = { "2.0.0", "4.7.1", "5.1.10", "5.999.999" };
  static const char *const bad[] = { "", "4", "4.7", "4.7.", "3.0.0", "4.7.1.2", "4..1", "4.1234.1", "4.7.1 ", "x.1.1" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (scenario_value_is_status (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (scenario_value_is_status (bad[i]));
}

static void
test_suggestions (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *near = NULL, *far = NULL;

  g_ptr_array_add (names, (gpointer) "title");
  g_ptr_array_add (names, (gpointer) "mx");
  g_ptr_array_add (names, (gpointer) "messages");
  g_assert_cmpstr (scenario_suggestion_find ("tittle", names), ==, "title");
  g_assert_cmpstr (scenario_suggestion_find ("tilte", names), ==, "title");
  g_assert_cmpstr (scenario_suggestion_find ("Title", names), ==, "title");
  g_assert_cmpstr (scenario_suggestion_find ("mesages", names), ==, "messages");
  g_assert_cmpstr (scenario_suggestion_find ("xyz", names), ==, NULL);
  g_assert_cmpstr (scenario_suggestion_find ("", names), ==, NULL);
  near = scenario_suggestion_format ("tittle", names);
  far = scenario_suggestion_format ("colour", names);
  g_assert_cmpstr (near, ==, "; did you mean 'title'?");
  g_assert_cmpstr (far, ==, "; expected title, mx or messages");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scenario-value/sizes", test_sizes);
  g_test_add_func ("/scenario-value/bandwidths", test_bandwidths);
  g_test_add_func ("/scenario-value/percents", test_percents);
  g_test_add_func ("/scenario-value/booleans", test_booleans);
  g_test_add_func ("/scenario-value/factors", test_factors);
  g_test_add_func ("/scenario-value/statuses", test_statuses);
  g_test_add_func ("/scenario-value/suggestions", test_suggestions);
  return g_test_run ();
}
