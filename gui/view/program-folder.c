/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/program-folder.h"

static gboolean
lies_in (const char *file, const char *folder)
{
  g_autofree char *start = g_strconcat (folder, "/", NULL);

  return file != NULL && g_str_has_prefix (file, start);
}

char *
program_folder_find (const char *built, const char *shared)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *bin = program == NULL ? NULL : g_path_get_dirname (program);
  g_autofree char *beside = bin == NULL ? NULL : g_build_filename (bin, "..", "share", shared, NULL);

  if (lies_in (program, BUILD_FOLDER))
    return g_strdup (built);
  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_DIR))
    return g_canonicalize_filename (beside, NULL);
  return g_build_filename (SHARE_FOLDER, shared, NULL);
}
