/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/attachment-list.h"

#include "gui/view/file-dialog.h"

#include <glib/gstdio.h>

struct _AttachmentList
{
  GtkBox parent_instance;

  GtkWidget *rows, *button;
};

G_DEFINE_TYPE (AttachmentList, attachment_list, GTK_TYPE_BOX)

static void
attachment_list_class_init (AttachmentListClass *class)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "attachments");
}

static const char *
get_path (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "path");
}

static void
on_chosen (GtkWidget *list, const char *path)
{
  attachment_list_add (MAILFLOW_ATTACHMENT_LIST (list), path);
}

static void
on_clicked (AttachmentList *list)
{
  file_dialog_attach (GTK_WIDGET (list), on_chosen);
}

static gboolean
on_drop (AttachmentList *list, const GValue *value)
{
  g_autofree char *path = g_file_get_path (g_value_get_object (value));

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    attachment_list_add (list, path);
  return path != NULL;
}

static void
attachment_list_init (AttachmentList *list)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (list), GTK_ORIENTATION_VERTICAL);
  list->rows = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  list->button = g_object_new (GTK_TYPE_BUTTON, "label", "Attach a _File…", "use-underline", TRUE, "halign", GTK_ALIGN_START, NULL);
  gtk_box_append (GTK_BOX (list), list->rows);
  gtk_box_append (GTK_BOX (list), list->button);
  g_signal_connect_swapped (list->button, "clicked", G_CALLBACK (on_clicked), list);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), list);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
attachment_list_new (void)
{
  return g_object_new (ATTACHMENT_LIST_TYPE, NULL);
}

/* The keyboard goes where it can go on. */
static void
on_remove (GtkWidget *row)
{
  AttachmentList *list = MAILFLOW_ATTACHMENT_LIST (gtk_widget_get_ancestor (row, ATTACHMENT_LIST_TYPE));

  gtk_widget_grab_focus (list->button);
  gtk_box_remove (GTK_BOX (list->rows), row);
}

static char *
describe (const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  GStatBuf status;
  g_autofree char *size = g_stat (path, &status) == 0 ? g_format_size ((guint64) status.st_size) : g_strdup ("not there");

  return g_strdup_printf ("%s (%s)", name, size);
}

static GtkWidget *
make_row (const char *path)
{
  g_autofree char *text = describe (path), *name = g_strdup_printf ("Leave out %s", text), *whole = g_filename_display_name (path);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "tooltip-text", whole, "xalign", 0.0, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "window-close-symbolic", "has-frame", FALSE, "tooltip-text", name, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_remove), row);
  return row;
}

void
attachment_list_add (AttachmentList *list, const char *path)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list->rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (g_str_equal (get_path (row), path))
      return;
  gtk_box_append (GTK_BOX (list->rows), make_row (path));
}

char **
attachment_list_get_paths (AttachmentList *list)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  char **paths;

  for (GtkWidget *row = gtk_widget_get_first_child (list->rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    g_strv_builder_add (builder, get_path (row));
  paths = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return paths;
}
