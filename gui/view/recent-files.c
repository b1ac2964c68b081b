/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/recent-files.h"

#include <string.h>

#define PROGRAM "mailflow-gtk"

enum
{
  MOST_ROWS = 10,
};

void
recent_files_add (const Run *run, const char *name)
{
  const char *scenario = run_get_file (run);
  g_autoptr (GFile) file = g_file_new_for_path (scenario != NULL ? scenario : name);
  g_autofree char *uri = g_file_get_uri (file);
  const GtkRecentData data = {
    .mime_type = (char *) (scenario != NULL ? "application/vnd.mailflow-scenario+yaml" : "application/vnd.mailflow-trace+jsonl"),
    .app_name = (char *) PROGRAM,
    .app_exec = (char *) PROGRAM " %f",
  };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static gint
later_first (gconstpointer a, gconstpointer b)
{
  GtkRecentInfo *one = *(GtkRecentInfo *const *) a, *other = *(GtkRecentInfo *const *) b;
  int order = g_date_time_compare (gtk_recent_info_get_modified (other), gtk_recent_info_get_modified (one));

  return order != 0 ? order : strcmp (gtk_recent_info_get_uri (one), gtk_recent_info_get_uri (other));
}

/* GtkRecentInfo *, those that this program has opened. */
static GPtrArray *
list_ours (void)
{
  GPtrArray *ours = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_recent_info_unref);
  GList *all = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());

  for (GList *node = all; node != NULL; node = node->next)
    if (gtk_recent_info_has_application (node->data, PROGRAM) && gtk_recent_info_is_local (node->data) && gtk_recent_info_exists (node->data))
      g_ptr_array_add (ours, gtk_recent_info_ref (node->data));
  g_list_free_full (all, (GDestroyNotify) gtk_recent_info_unref);
  g_ptr_array_sort (ours, later_first);
  return ours;
}

/* An underscore in a file's name is no mnemonic. */
static char *
label_of (GtkRecentInfo *info)
{
  g_auto (GStrv) parts = g_strsplit (gtk_recent_info_get_display_name (info), "_", -1);

  return g_strjoinv ("__", parts);
}

static void
append_file (GMenu *menu, GtkRecentInfo *info)
{
  g_autofree char *label = label_of (info);
  g_autofree char *path = g_filename_from_uri (gtk_recent_info_get_uri (info), NULL, NULL);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.open-named", "s", path);
  g_menu_append_item (menu, item);
}

void
recent_files_fill (GMenu *menu)
{
  g_autoptr (GPtrArray) ours = list_ours ();

  g_menu_remove_all (menu);
  for (guint i = 0; i < MIN (ours->len, MOST_ROWS); i++)
    append_file (menu, g_ptr_array_index (ours, i));
  if (ours->len == 0)
    g_menu_append (menu, "No file was opened yet", "win.no-recent-file"); /* no such action: the row is pale */
}
