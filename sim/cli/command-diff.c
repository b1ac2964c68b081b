/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"
#include "sim/cli/run-difference.h"

typedef struct
{
  gboolean json, exit_code;
} DiffOptions;

static CommandStatus
compare (const char *name_a, const char *name_b, const DiffOptions *options)
{
  g_auto (CommandRun) a = { NULL }, b = { NULL };
  g_autoptr (RunDifference) difference = NULL;
  g_autofree char *json = NULL;

  if (!command_open_run (name_a, &a) || !command_open_run (name_b, &b))
    return COMMAND_UNUSABLE;
  difference = run_difference_new (name_a, a.trace, name_b, b.trace);
  if (options->json)
    {
      json = run_difference_to_json (difference);
      g_print ("%s", json);
    }
  else
    run_difference_print (difference);
  return options->exit_code && !run_difference_is_none (difference) ? COMMAND_FAILED : COMMAND_DONE;
}

CommandStatus
command_diff (int argc, char **argv)
{
  DiffOptions options = { FALSE, FALSE };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "print the differences as JSON", NULL },
    { "exit-code", 0, 0, G_OPTION_ARG_NONE, &options.exit_code, "exit with 1 where the runs differ", NULL },
    { NULL },
  };
  g_auto (GStrv) words = NULL;

  if (!command_parse (argc, argv, entries, "A B", "Says what came out differently in two runs, message by message, and at which record\nthey part, with what led to it. A and B are scenarios, or files of earlier runs\n(mailflow run --trace FILE).", &words))
    return COMMAND_UNUSABLE;
  if (g_strv_length (words) == 2)
    return compare (words[0], words[1], &options);
  command_complain ("diff: expected two scenarios or traces; see mailflow diff --help");
  return COMMAND_UNUSABLE;
}
