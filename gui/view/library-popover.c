/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/library-popover.h"

#include "gui/model/lesson-list.h"

#include <string.h>

struct _LibraryPopover
{
  GtkPopover parent_instance;

  GtkWidget *search, *list;
  GPtrArray *lessons; /* Lesson *, by row; NULL until it is shown */
  char *wanted;       /* in small letters */
};

G_DEFINE_TYPE (LibraryPopover, library_popover, GTK_TYPE_POPOVER)

static void
library_popover_finalize (GObject *object)
{
  LibraryPopover *popover = MAILFLOW_LIBRARY_POPOVER (object);

  g_clear_pointer (&popover->lessons, g_ptr_array_unref);
  g_free (popover->wanted);
  G_OBJECT_CLASS (library_popover_parent_class)->finalize (object);
}

static void
library_popover_class_init (LibraryPopoverClass *class)
{
  G_OBJECT_CLASS (class)->finalize = library_popover_finalize;
}

static const Lesson *
lesson_of (const LibraryPopover *popover, GtkListBoxRow *row)
{
  return g_ptr_array_index (popover->lessons, gtk_list_box_row_get_index (row));
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  const LibraryPopover *popover = data;

  return popover->wanted == NULL || strstr (lesson_of (popover, row)->words, popover->wanted) != NULL;
}

static GtkWidget *
make_label (const char *text, const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, NULL);

  gtk_widget_add_css_class (label, class);
  return label;
}

/* The level stands above its first lesson. */
static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const LibraryPopover *popover = data;
  const char *level = lesson_of (popover, row)->level;
  gboolean first = before == NULL || strcmp (lesson_of (popover, before)->level, level) != 0;

  gtk_list_box_row_set_header (row, first ? make_label (level, "fact-heading") : NULL);
}

static void
on_search (LibraryPopover *popover)
{
  g_free (popover->wanted);
  popover->wanted = g_utf8_strdown (gtk_editable_get_text (GTK_EDITABLE (popover->search)), -1);
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (popover->list));
}

static void
on_row (LibraryPopover *popover, GtkListBoxRow *row)
{
  g_autofree char *path = g_strdup (lesson_of (popover, row)->path);

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (GTK_WIDGET (popover), "win.open-named", "s", path);
}

/* Enter in the search opens the first lesson that is left. */
static void
on_entered (LibraryPopover *popover)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (popover->list), i)) != NULL; i++)
    if (is_wanted (row, popover))
      {
        on_row (popover, row);
        return;
      }
}

static void
fill (LibraryPopover *popover)
{
  popover->lessons = lesson_list_new ();
  gtk_list_box_set_header_func (GTK_LIST_BOX (popover->list), update_header, popover, NULL);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (popover->list), is_wanted, popover, NULL);
  for (guint i = 0; i < popover->lessons->len; i++)
    {
      const Lesson *lesson = g_ptr_array_index (popover->lessons, i);
      GtkWidget *label = make_label (lesson->title, "lesson");

      gtk_widget_set_tooltip_text (label, lesson->topics);
      gtk_list_box_append (GTK_LIST_BOX (popover->list), label);
    }
}

static void
on_show (LibraryPopover *popover)
{
  if (popover->lessons == NULL)
    fill (popover);
  gtk_editable_set_text (GTK_EDITABLE (popover->search), "");
  gtk_widget_grab_focus (popover->search);
}

static GtkWidget *
make_button (LibraryPopover *popover, const char *label, const char *action)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "label", label, "action-name", action, "has-frame", FALSE, NULL);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (gtk_popover_popdown), popover);
  return button;
}

static GtkWidget *
make_files (LibraryPopover *popover)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_box_append (GTK_BOX (box), make_button (popover, "Open a File…", "win.open"));
  gtk_box_append (GTK_BOX (box), make_button (popover, "Save the Trace…", "win.save-trace"));
  return box;
}

static void
library_popover_init (LibraryPopover *popover)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scrolled;

  popover->search = g_object_new (GTK_TYPE_SEARCH_ENTRY, "placeholder-text", "Search: queue, MX, bounce …", NULL);
  popover->list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (popover->list), make_label ("No such lesson", "fact-heading"));
  scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", popover->list,
                           "min-content-height", 420, "max-content-height", 420, "min-content-width", 380, NULL);
  gtk_box_append (GTK_BOX (box), popover->search);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), make_files (popover));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_add_css_class (GTK_WIDGET (popover), "library");
  g_signal_connect_swapped (popover->search, "search-changed", G_CALLBACK (on_search), popover);
  g_signal_connect_swapped (popover->search, "activate", G_CALLBACK (on_entered), popover);
  g_signal_connect_swapped (popover->list, "row-activated", G_CALLBACK (on_row), popover);
  g_signal_connect (popover, "show", G_CALLBACK (on_show), NULL);
}

GtkWidget *
library_popover_new (void)
{
  return g_object_new (LIBRARY_POPOVER_TYPE, NULL);
}
