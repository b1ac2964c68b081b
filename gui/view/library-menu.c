/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/library-menu.h"

#include "gui/model/lesson-list.h"

static GMenuModel *
list_lessons (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GPtrArray) lessons = lesson_list_new ();

  for (guint i = 0; i < lessons->len; i++)
    {
      const Lesson *lesson = g_ptr_array_index (lessons, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (lesson->title, NULL);

      g_menu_item_set_action_and_target (item, "win.open-named", "s", lesson->path);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

GMenuModel *
library_menu_new (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) lessons = list_lessons ();
  g_autoptr (GMenu) files = g_menu_new ();

  g_menu_append (files, "Open a File…", "win.open");
  g_menu_append (files, "Save the Trace…", "win.save-trace");
  g_menu_append_section (menu, NULL, lessons);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  return G_MENU_MODEL (menu);
}
