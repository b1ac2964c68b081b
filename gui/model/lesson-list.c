/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/lesson-list.h"

#include "sim/world/scenario-library.h"
#include "sim/world/scenario-reader.h"

static void
lesson_free (gpointer data)
{
  Lesson *lesson = data;

  g_free (lesson->path);
  g_free (lesson->title);
  g_free (lesson);
}

static void
add_lessons (GPtrArray *lessons, const GPtrArray *scenarios, ScenarioLevel level)
{
  for (guint i = 0; i < scenarios->len; i++)
    {
      const Scenario *scenario = g_ptr_array_index (scenarios, i);
      Lesson *lesson;

      if (scenario->level != level)
        continue;
      lesson = g_new (Lesson, 1);
      lesson->path = g_strdup (scenario->file);
      lesson->title = g_strdup (scenario->title);
      g_ptr_array_add (lessons, lesson);
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
  add_lessons (lessons, scenarios, SCENARIO_BASIC);
  add_lessons (lessons, scenarios, SCENARIO_INTERMEDIATE);
  add_lessons (lessons, scenarios, SCENARIO_ADVANCED);
  return lessons;
}
