/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/file-watch.h"

enum
{
  QUIET = 200, /* milliseconds: editors write in several steps, or another file that takes its place */
};

struct FileWatch
{
  GPtrArray *files;     /* GFile * */
  GHashTable *monitors; /* of a folder (GFile *) → GFileMonitor *: the files may be replaced */
  FileWatchFunc changed;
  gpointer user;
  guint timer; /* 0: nothing has happened */
};

static gboolean
on_quiet (gpointer data)
{
  FileWatch *watch = data;

  watch->timer = 0;
  if (g_file_query_exists (g_ptr_array_index (watch->files, 0), NULL))
    watch->changed (watch->user);
  return G_SOURCE_REMOVE;
}

static gboolean
is_watched (const FileWatch *watch, GFile *file)
{
  return file != NULL && g_ptr_array_find_with_equal_func (watch->files, file, (GEqualFunc) g_file_equal, NULL);
}

static void
on_event (FileWatch *watch, GFile *file, GFile *other, GFileMonitorEvent event)
{
  if (event == G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED || (!is_watched (watch, file) && !is_watched (watch, other)))
    return;
  g_clear_handle_id (&watch->timer, g_source_remove);
  watch->timer = g_timeout_add (QUIET, on_quiet, watch);
}

static void
watch_folder (FileWatch *watch, GFile *folder)
{
  GFileMonitor *monitor = g_hash_table_contains (watch->monitors, folder) ? NULL : g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);

  if (monitor == NULL)
    return;
  g_signal_connect_swapped (monitor, "changed", G_CALLBACK (on_event), watch);
  g_hash_table_insert (watch->monitors, g_object_ref (folder), monitor);
}

FileWatch *
file_watch_new (const char *const *paths, FileWatchFunc changed, gpointer user)
{
  FileWatch *watch = g_new0 (FileWatch, 1);

  watch->files = g_ptr_array_new_with_free_func (g_object_unref);
  watch->monitors = g_hash_table_new_full (g_file_hash, (GEqualFunc) g_file_equal, g_object_unref, g_object_unref);
  watch->changed = changed;
  watch->user = user;
  for (; *paths != NULL; paths++)
    {
      GFile *file = g_file_new_for_path (*paths);
      g_autoptr (GFile) folder = g_file_get_parent (file);

      g_ptr_array_add (watch->files, file);
      watch_folder (watch, folder);
    }
  return watch;
}

void
file_watch_free (FileWatch *watch)
{
  GHashTableIter iter;
  gpointer monitor;

  g_clear_handle_id (&watch->timer, g_source_remove);
  g_hash_table_iter_init (&iter, watch->monitors);
  while (g_hash_table_iter_next (&iter, NULL, &monitor))
    {
      g_signal_handlers_disconnect_by_data (monitor, watch);
      g_file_monitor_cancel (monitor);
    }
  g_hash_table_unref (watch->monitors);
  g_ptr_array_unref (watch->files);
  g_free (watch);
}
