/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/window-program.h"

#include <glib.h>

/* mailflow-gtk lies beside this program. */
char *
window_program_find (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self == NULL ? g_strdup (".") : g_path_get_dirname (self);
  char *beside = g_build_filename (folder, "mailflow-gtk", NULL);

  if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return beside;
  g_free (beside);
  return g_find_program_in_path ("mailflow-gtk");
}

