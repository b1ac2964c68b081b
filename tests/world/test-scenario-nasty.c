/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-reader.h"

#include "sim/engine/random-stream.h"
#include "tests/world/full-scenario.h"

#include <string.h>

/* Reads BYTES; a refusal has a place in every line. */
static void
read_safely (const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Scenario) scenario = scenario_read_bytes ("x", bytes, length, &error);
  g_auto (GStrv) lines = NULL;

  g_assert_true ((scenario == NULL) == (error != NULL));
  if (error == NULL)
    return;
  lines = g_strsplit (error->message, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_true (g_str_has_prefix (lines[i], "x:") && g_ascii_isdigit (lines[i][2]));
}

static void
test_prefixes (void)
{
  for (gsize length = 0; length < sizeof full_scenario; length++)
    {
      g_autofree char *copy = g_memdup2 (full_scenario, MAX (length, 1));

      read_safely (copy, length);
    }
}

static void
test_changed_bytes (void)
{
  static const guint8 changes[] = { 0x01, 0x20, 0x80, 0xff };
  g_autofree char *copy = g_memdup2 (full_scenario, sizeof full_scenario);

  for (gsize i = 0; i + 1 < sizeof full_scenario; i++)
    {
      char before = copy[i];

      copy[i] = (char) ((guint8) before ^ changes[i % G_N_ELEMENTS (changes)]);
      read_safely (copy, sizeof full_scenario - 1);
      copy[i] = before;
    }
}

static void
test_lost_bytes (void)
{
  gsize length = sizeof full_scenario - 2;

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *copy = g_memdup2 (full_scenario, length);

      memcpy (copy + i, full_scenario + i + 1, length - i);
      read_safely (copy, length);
    }
}

static void
test_random_bytes (void)
{
  static const char alphabet[] = " \n\n-:[]{},&*!|>'\"%#?ab01x\t~\\";
  RandomStream dice;

  random_stream_init (&dice, 1, "nasty");
  for (int round = 0; round < 2000; round++)
    {
      char bytes[200];
      gsize length = random_stream_below (&dice, sizeof bytes);

      for (gsize i = 0; i < length; i++)
        bytes[i] = round % 4 == 0 ? (char) random_stream_next (&dice)
                                  : alphabet[random_stream_below (&dice, sizeof alphabet - 1)];
      read_safely (bytes, length);
    }
}

/* Lines of the full scenario, some twice, some gone, some at another place. */
static void
test_shuffled_lines (void)
{
  g_auto (GStrv) lines = g_strsplit (full_scenario, "\n", -1);
  guint count = g_strv_length (lines);
  RandomStream dice;

  random_stream_init (&dice, 2, "nasty");
  for (int round = 0; round < 500; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint i = 0; i < count; i++)
        g_string_append_printf (text, "%s\n", lines[random_stream_below (&dice, 8) == 0 ? random_stream_below (&dice, count) : i]);
      read_safely (text->str, text->len);
    }
}

typedef struct
{
  const char *name;
  const char *before, *again, *after;
  guint count;
} Large;

static const Large larges[] = {
  { "keys", "", "k: 1\n", "", 60000 },
  { "domains", "domains:\n", " a.org:\n", "", 60000 },
  { "messages", "messages:\n", "- {from: a@b.c}\n", "", 40000 },
  { "aliased-messages", "seed: &m {from: a@b.c, to: d@e.f}\nmessages:\n", "- *m\n", "", 40000 },
  { "blocks", "messages:\n", "- |\n x\n", "", 60000 },
  { "long-text", "title: \"", "xxxxxxxxxx", "\"\n", 200000 },
  { "long-key", "", "xxxxxxxxxx", ": 1\n", 200000 },
  { "flow-keys", "{", "a,", "}", 60000 },
  { "anchors", "[", "&a b,", "]", 60000 },
};

/* A large file costs a moment, not minutes, whatever is in it. */
static void
test_large (gconstpointer data)
{
  const Large *large = data;
  g_autoptr (GString) text = g_string_new (large->before);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < large->count; i++)
    g_string_append (text, large->again);
  g_string_append (text, large->after);
  read_safely (text->str, text->len);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 30 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scenario-nasty/prefixes", test_prefixes);
  g_test_add_func ("/scenario-nasty/changed-bytes", test_changed_bytes);
  g_test_add_func ("/scenario-nasty/lost-bytes", test_lost_bytes);
  g_test_add_func ("/scenario-nasty/random-bytes", test_random_bytes);
  g_test_add_func ("/scenario-nasty/shuffled-lines", test_shuffled_lines);
  for (guint i = 0; i < G_N_ELEMENTS (larges); i++)
    {
      g_autofree char *path = g_strconcat ("/scenario-nasty/large/", larges[i].name, NULL);

      g_test_add_data_func (path, &larges[i], test_large);
    }
  return g_test_run ();
}
