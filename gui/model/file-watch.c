/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/file-watch.h"

enum
{
  QUIET = 200, /* milliseconds: editors write in several steps, or another file that takes its place */
};

struct FileWatch
{
  GFile *file;
  GFileMonitor *monitor; /* of its folder: the file may be replaced; NULL: none */
  FileWatchFunc changed;
  gpointer user;
  guint timer; /* 0: nothing has happened */
};

static gboolean
on_quiet (gpointer data)
{
  FileWatch *watch = data;

  watch->timer = 0;
  if (g_file_query_exists (watch->file, NULL))
    watch->changed (watch->user);
  return G_SOURCE_REMOVE;
}

static void
on_event (FileWatch *watch, GFile *file, GFile *other, GFileMonitorEvent event)
{
  if (!g_file_equal (file, watch->file) && (other == NULL || !g_file_equal (other, watch->file)))
    return;
  if (event == G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED)
    return;
  g_clear_handle_id (&watch->timer, g_source_remove);
  watch->timer = g_timeout_add (QUIET, on_quiet, watch);
}

FileWatch *
file_watch_new (const char *path, FileWatchFunc changed, gpointer user)
{
  FileWatch *watch = g_new0 (FileWatch, 1);
  g_autoptr (GFile) folder = NULL;

  watch->file = g_file_new_for_path (path);
  watch->changed = changed;
  watch->user = user;
  folder = g_file_get_parent (watch->file);
  watch->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (watch->monitor != NULL)
    g_signal_connect_swapped (watch->monitor, "changed", G_CALLBACK (on_event), watch);
  return watch;
}

void
file_watch_free (FileWatch *watch)
{
  g_clear_handle_id (&watch->timer, g_source_remove);
  if (watch->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (watch->monitor, watch);
      g_file_monitor_cancel (watch->monitor);
    }
  g_clear_object (&watch->monitor);
  g_object_unref (watch->file);
  g_free (watch);
}
