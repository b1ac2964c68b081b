/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/focus-keys.h"

#include "gui/view/library-page.h"
#include "gui/view/picture-cursor.h"

static gboolean
is_in (GtkWidget *focus, GType type)
{
  return gtk_widget_get_ancestor (focus, type) != NULL;
}

/* Something is typed there, or all of it has another meaning. */
static gboolean
keeps_all (GtkWidget *focus)
{
  return is_in (focus, GTK_TYPE_POPOVER) || is_in (focus, LIBRARY_PAGE_TYPE) || is_in (focus, GTK_TYPE_EDITABLE)
         || (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)));
}

static gboolean
is_pressed (GtkWidget *focus)
{
  return GTK_IS_BUTTON (focus) || GTK_IS_CHECK_BUTTON (focus) || GTK_IS_MENU_BUTTON (focus) || GTK_IS_EXPANDER (focus) || GTK_IS_SWITCH (focus);
}

/* By its class; the first that is met counts. */
static FocusKeys
find_own (GtkWidget *focus)
{
  if (is_pressed (focus))
    return is_in (focus, GTK_TYPE_STACK_SWITCHER) ? FOCUS_KEYS_SPACE | FOCUS_KEYS_ACROSS : FOCUS_KEYS_SPACE;
  if (GTK_IS_TEXT_VIEW (focus) || GTK_IS_LABEL (focus) || GTK_IS_NOTEBOOK (focus) || GTK_IS_RANGE (focus))
    return FOCUS_KEYS_ACROSS | FOCUS_KEYS_ALONG;
  if (picture_cursor_is_attached (focus) || is_in (focus, GTK_TYPE_LIST_VIEW) || is_in (focus, GTK_TYPE_COLUMN_VIEW) || is_in (focus, GTK_TYPE_LIST_BOX))
    return FOCUS_KEYS_ALONG;
  if (GTK_IS_PANED (focus) || GTK_IS_PANED (gtk_widget_get_parent (focus)))
    return FOCUS_KEYS_SPACE | FOCUS_KEYS_ACROSS | FOCUS_KEYS_ALONG;
  return FOCUS_KEYS_NONE;
}

FocusKeys
focus_keys_of (GtkWidget *focus, gboolean walks)
{
  if (focus == NULL)
    return FOCUS_KEYS_NONE;
  if (keeps_all (focus))
    return FOCUS_KEYS_ALL;
  return walks ? find_own (focus) : FOCUS_KEYS_NONE;
}

FocusKeys
focus_keys_find (guint key, GdkModifierType modifiers)
{
  gboolean across = key == GDK_KEY_Left || key == GDK_KEY_Right;

  if ((modifiers & GDK_CONTROL_MASK) != 0)
    return across || key == GDK_KEY_z ? FOCUS_KEYS_EDIT : FOCUS_KEYS_NONE;
  if ((modifiers & GDK_ALT_MASK) != 0 || (key >= GDK_KEY_F1 && key <= GDK_KEY_F12))
    return FOCUS_KEYS_NONE;
  if (across)
    return FOCUS_KEYS_ACROSS;
  if (key == GDK_KEY_Home || key == GDK_KEY_End || key == GDK_KEY_Page_Up || key == GDK_KEY_Page_Down)
    return FOCUS_KEYS_ALONG;
  return key == GDK_KEY_space ? FOCUS_KEYS_SPACE : FOCUS_KEYS_TYPED;
}

gboolean
focus_keys_walk (guint key)
{
  return key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab || key == GDK_KEY_KP_Tab || key == GDK_KEY_F6 || key == GDK_KEY_F8;
}

void
focus_keys_set_walks (GtkWidget *window, gboolean walks)
{
  g_object_set_data (G_OBJECT (window), "walks", GINT_TO_POINTER (walks));
}

gboolean
focus_keys_get_walks (GtkWidget *window)
{
  return g_object_get_data (G_OBJECT (window), "walks") != NULL;
}
