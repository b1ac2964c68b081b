/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/help.h"

#include "gui/view/program-folder.h"

char *
help_find (void)
{
  g_autofree char *folder = program_folder_find (HELP_FOLDER, "doc/mailflow/help");

  return g_build_filename (folder, "help.html", NULL);
}

static void
on_shown (GtkWindow *parent, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *words = NULL;

  if (gtk_show_uri_full_finish (parent, result, &error))
    return;
  path = help_find ();
  words = g_strdup_printf ("No program here shows the help, which is %s: %s", path, error->message);
  window_complain (MAILFLOW_WINDOW (parent), words);
}

void
help_present (Window *window, const char *page)
{
  g_autofree char *path = page == NULL ? help_find () : g_strdup (page);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *words = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      gtk_show_uri_full (GTK_WINDOW (window), uri, GDK_CURRENT_TIME, NULL, (GAsyncReadyCallback) on_shown, NULL);
      return;
    }
  words = g_strdup_printf ("The help did not come with this program: there is no %s. The keys are in the menu (F10).", path);
  window_complain (window, words);
}
