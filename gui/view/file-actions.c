/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/file-actions.h"

#include "gui/model/file-watch.h"
#include "gui/view/acting.h"
#include "gui/view/file-dialog.h"

static void
on_open_chosen (GtkWidget *window, const char *path)
{
  window_open (MAILFLOW_WINDOW (window), path);
}

static void
do_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  file_dialog_open (widget, on_open_chosen);
}

static void
on_save_chosen (GtkWidget *window, const char *path)
{
  window_save_trace (MAILFLOW_WINDOW (window), path);
}

static void
do_save_trace (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *proposed = g_strconcat (run_get_name (player_get_run (window_get_player (MAILFLOW_WINDOW (widget)))), ".jsonl", NULL);

  file_dialog_save (widget, "Save the Trace", "*.jsonl", proposed, on_save_chosen);
}

static void
do_open_named (GtkWidget *widget, const char *name, GVariant *parameter)
{
  window_open (MAILFLOW_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

void
file_actions_install (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "win.open", NULL, do_open);
  gtk_widget_class_install_action (class, "win.open-named", "s", do_open_named);
  gtk_widget_class_install_action (class, "win.save-trace", NULL, do_save_trace);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, Window *window)
{
  g_autofree char *path = g_file_get_path (g_value_get_object (value));

  if (path == NULL)
    {
      window_complain (window, "Only files of this computer can be opened.");
      return FALSE;
    }
  return window_open (window, path);
}

void
file_actions_attach (Window *window)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (on_drop), window);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (target));
}

/* What was done in the run is done again; the player stays at its time, and plays on. */
static void
reload (gpointer data)
{
  Window *window = data;
  Player *before = window_get_player (window);
  g_autoptr (GError) error = NULL;
  Run *run = run_reload (player_get_run (before), &error);

  if (run == NULL)
    window_complain (window, error->message);
  else
    acting_show (window, run, player_get_time (before));
}

static void
free_watch (gpointer watch)
{
  file_watch_free (watch);
}

/* Runs of the same files keep their watch: it may be just telling. */
void
file_actions_watch (Window *window)
{
  g_auto (GStrv) files = run_list_files (player_get_run (window_get_player (window)));
  const char *const *watched = g_object_get_data (G_OBJECT (window), "watched");

  if (watched != NULL && g_strv_equal (watched, (const char *const *) files))
    return;
  g_object_set_data_full (G_OBJECT (window), "watch", files[0] == NULL ? NULL : file_watch_new ((const char *const *) files, reload, window), free_watch);
  g_object_set_data_full (G_OBJECT (window), "watched", g_steal_pointer (&files), (GDestroyNotify) g_strfreev);
}
