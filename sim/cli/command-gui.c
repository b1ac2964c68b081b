/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* mailflow-gtk lies beside this program. */
static char *
find_window_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self == NULL ? g_strdup (".") : g_path_get_dirname (self);
  char *beside = g_build_filename (folder, "mailflow-gtk", NULL);

  if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return beside;
  g_free (beside);
  return g_find_program_in_path ("mailflow-gtk");
}

CommandStatus
command_gui (int argc, char **argv)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *program = find_window_program ();

  if (!command_parse (argc, argv, NULL, "[SCENARIO|TRACE]", "Opens the classroom window, on a scenario or on the trace of an earlier run.", &words))
    return COMMAND_UNUSABLE;
  if (g_strv_length (words) > 1)
    {
      command_complain ("gui: expected one scenario or trace at most; see mailflow gui --help");
      return COMMAND_UNUSABLE;
    }
  if (program == NULL)
    {
      command_complain ("gui: mailflow-gtk is not installed; mailflow run tells the same story here");
      return COMMAND_UNUSABLE;
    }
  execl (program, program, words[0], NULL);
  command_complain ("gui: %s: %s", program, g_strerror (errno));
  return COMMAND_UNUSABLE;
}
