/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/file-actions.h"

#include "gui/view/file-dialog.h"
#include "gui/view/window.h"

static void
on_open_chosen (GtkWindow *window, const char *path)
{
  window_open (MAILFLOW_WINDOW (window), path);
}

static void
do_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  file_dialog_open (GTK_WINDOW (widget), on_open_chosen);
}

static void
on_save_chosen (GtkWindow *window, const char *path)
{
  window_save_trace (MAILFLOW_WINDOW (window), path);
}

static void
do_save_trace (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *proposed = g_strconcat (run_get_name (player_get_run (window_get_player (MAILFLOW_WINDOW (widget)))), ".jsonl", NULL);

  file_dialog_save (GTK_WINDOW (widget), proposed, on_save_chosen);
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
