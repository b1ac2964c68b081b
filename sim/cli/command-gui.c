/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"
#include "sim/cli/window-program.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

CommandStatus
command_gui (int argc, char **argv)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *program = window_program_find ();

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
