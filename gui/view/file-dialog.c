/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/file-dialog.h"

static void
on_response (GtkFileChooserNative *chooser, int response, FileDialogFunc chosen)
{
  GtkWidget *widget = g_object_get_data (G_OBJECT (chooser), "widget");
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && gtk_widget_get_root (widget) != NULL)
    chosen (widget, path);
  g_object_unref (chooser);
}

static void
add_filter (GtkFileChooserNative *chooser, const char *name, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *patterns != NULL; patterns++)
    gtk_file_filter_add_pattern (filter, *patterns);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
}

static GtkFileChooserNative *
make (GtkWidget *widget, const char *title, GtkFileChooserAction action, const char *accept)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (widget)), action, accept, "_Cancel");

  g_object_set_data_full (G_OBJECT (chooser), "widget", g_object_ref (widget), g_object_unref);
  return chooser;
}

static void
show (GtkFileChooserNative *chooser, FileDialogFunc chosen)
{
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (on_response), chosen);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
file_dialog_open (GtkWidget *widget, FileDialogFunc chosen)
{
  GtkFileChooserNative *chooser = make (widget, "Open a Scenario or a Trace", GTK_FILE_CHOOSER_ACTION_OPEN, "_Open");

  add_filter (chooser, "Scenarios and traces", (const char *const[]){ "*.yaml", "*.yml", "*.jsonl", NULL });
  add_filter (chooser, "All files", (const char *const[]){ "*", NULL });
  show (chooser, chosen);
}

void
file_dialog_attach (GtkWidget *widget, FileDialogFunc chosen)
{
  show (make (widget, "Attach a File", GTK_FILE_CHOOSER_ACTION_OPEN, "_Attach"), chosen);
}

/* The chooser itself asks before a file is replaced. */
void
file_dialog_save (GtkWidget *widget, const char *title, const char *pattern, const char *name, FileDialogFunc chosen)
{
  GtkFileChooserNative *chooser = make (widget, title, GTK_FILE_CHOOSER_ACTION_SAVE, "_Save");

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  add_filter (chooser, pattern, (const char *const[]){ pattern, NULL });
  show (chooser, chosen);
}
