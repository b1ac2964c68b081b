/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/lesson-list.h"

#include "sim/world/scenario-library.h"
#include "sim/world/scenario-reader.h"

#include <string.h>

static void
lesson_free (gpointer data)
{
  Lesson *lesson = data;

  g_free (lesson->path);
  g_free (lesson->title);
  g_free (lesson->summary);
  g_free (lesson->topics);
  g_free (lesson->words);
  g_free (lesson);
}

static const char *
level_title (ScenarioLevel level)
{
  switch (level)
    {
    case SCENARIO_BASIC:
      return "Basic";
    case SCENARIO_INTERMEDIATE:
      return "Intermediate";
    case SCENARIO_ADVANCED:
      return "Advanced";
    }
  g_assert_not_reached ();
}

static char *
join_topics (const GPtrArray *topics)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; topics != NULL && i < topics->len; i++)
    g_string_append_printf (joined, "%s%s", i == 0 ? "" : ", ", (const char *) g_ptr_array_index (topics, i));
  return g_string_free (joined, FALSE);
}

static Lesson *
lesson_new (const Scenario *scenario)
{
  Lesson *lesson = g_new (Lesson, 1);
  g_autofree char *all = NULL;

  lesson->path = g_strdup (scenario->file);
  lesson->title = g_strdup (scenario->title);
  lesson->summary = g_strdup (scenario->summary);
  lesson->level = level_title (scenario->level);
  lesson->topics = join_topics (scenario->topics);
  all = g_strdup_printf ("%s %s %s", lesson->title, lesson->topics, scenario->name);
  lesson->words = g_utf8_strdown (all, -1);
  return lesson;
}

/* The first one of all is called so; the others stand as their files do. */
static gint
compare_scenarios (gconstpointer a, gconstpointer b)
{
  const Scenario *first = *(Scenario *const *) a, *second = *(Scenario *const *) b;
  gboolean begins = g_str_has_prefix (first->name, "first-"), other_begins = g_str_has_prefix (second->name, "first-");

  return begins != other_begins ? other_begins - begins : strcmp (first->name, second->name);
}

static void
add_lessons (GPtrArray *lessons, const GPtrArray *scenarios, ScenarioLevel level)
{
  for (guint i = 0; i < scenarios->len; i++)
    {
      const Scenario *scenario = g_ptr_array_index (scenarios, i);

      if (scenario->level == level)
        g_ptr_array_add (lessons, lesson_new (scenario));
    }
}

GPtrArray *
lesson_list_new (void)
{
  GPtrArray *lessons = g_ptr_array_new_with_free_func (lesson_free);
  g_autoptr (GPtrArray) paths = scenario_library_list ();
  g_autoptr (GPtrArray) scenarios = g_ptr_array_new_with_free_func ((GDestroyNotify) scenario_free);

  for (guint i = 0; i < paths->len; i++)
    {
      Scenario *scenario = scenario_read_file (g_ptr_array_index (paths, i), NULL);

      if (scenario != NULL)
        g_ptr_array_add (scenarios, scenario);
    }
  g_ptr_array_sort (scenarios, compare_scenarios);
  add_lessons (lessons, scenarios, SCENARIO_BASIC);
  add_lessons (lessons, scenarios, SCENARIO_INTERMEDIATE);
  add_lessons (lessons, scenarios, SCENARIO_ADVANCED);
  return lessons;
}
