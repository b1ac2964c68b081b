/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

#include "sim/bench/bench.h"
#include "sim/cli/window-program.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const char scenario[] = "first-delivery";

static gboolean
is_wanted (const char *name, char **words)
{
  return words[0] == NULL || g_strv_contains ((const char *const *) words, name);
}

static gboolean
are_known (char **words)
{
  static const char *const names[] = { "events", "mails", "seek", "gui", NULL };

  for (guint i = 0; words[i] != NULL; i++)
    if (!g_strv_contains (names, words[i]))
      {
        command_complain ("bench: there is no benchmark '%s'; there are events, mails, seek and gui", words[i]);
        return FALSE;
      }
  return TRUE;
}

/* The window's program measures itself, from now on. */
static CommandStatus
bench_window (void)
{
  g_autofree char *program = window_program_find (), *started = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());

  if (program == NULL)
    {
      command_complain ("bench: mailflow-gtk is not installed");
      return COMMAND_UNUSABLE;
    }
  g_setenv ("MAILFLOW_STARTED", started, TRUE);
  execl (program, program, "--bench", NULL);
  command_complain ("bench: %s: %s", program, g_strerror (errno));
  return COMMAND_UNUSABLE;
}

CommandStatus
command_bench (int argc, char **argv)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;

  if (!command_parse (argc, argv, NULL, "[NAME…]", "Measures this program: events, mails, seek (default: these), and gui, the window, on a display. Each figure stands beside a\nbaseline that is measured in the same run.", &words) || !are_known (words))
    return COMMAND_UNUSABLE;
  if (is_wanted ("events", words))
    bench_events ();
  if (is_wanted ("mails", words) && !bench_mails (scenario, &error))
    command_complain ("bench: %s", error->message);
  if (error == NULL && is_wanted ("seek", words) && !bench_seek (scenario, &error))
    command_complain ("bench: %s", error->message);
  if (error == NULL && words[0] != NULL && is_wanted ("gui", words))
    return bench_window ();
  return error == NULL ? COMMAND_DONE : COMMAND_UNUSABLE;
}
