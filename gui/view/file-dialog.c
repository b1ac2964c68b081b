/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/file-dialog.h"

static void
on_response (GtkFileChooserNative *chooser, int response, FileDialogFunc chosen)
{
  GtkWindow *window = gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (chooser));
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && window != NULL)
    chosen (window, path);
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

static void
show (GtkFileChooserNative *chooser, FileDialogFunc chosen)
{
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (on_response), chosen);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
file_dialog_open (GtkWindow *window, FileDialogFunc chosen)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new ("Open a Scenario or a Trace", window, GTK_FILE_CHOOSER_ACTION_OPEN, "_Open", "_Cancel");

  add_filter (chooser, "Scenarios and traces", (const char *const[]){ "*.yaml", "*.yml", "*.jsonl", NULL });
  add_filter (chooser, "All files", (const char *const[]){ "*", NULL });
  show (chooser, chosen);
}

/* The chooser itself asks before a file is replaced. */
void
file_dialog_save (GtkWindow *window, const char *title, const char *pattern, const char *name, FileDialogFunc chosen)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_SAVE, "_Save", "_Cancel");

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  add_filter (chooser, pattern, (const char *const[]){ pattern, NULL });
  show (chooser, chosen);
}
