/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * command: what all commands of the command line share. Each command is one function in a file of
 * its own and a row in main.c's table.
 */
#pragma once

#include "sim/world/simulation.h"

#include <glib.h>

typedef enum
{
  COMMAND_DONE = 0,     /* and every expectation met */
  COMMAND_FAILED = 1,   /* ran, but an expectation failed */
  COMMAND_UNUSABLE = 2, /* bad usage or unreadable input */
} CommandStatus;

/* ARGV[0] is the command's name. */
typedef CommandStatus (*CommandFunc) (int argc, char **argv);

CommandStatus command_list (int argc, char **argv);
CommandStatus command_run (int argc, char **argv);
CommandStatus command_check (int argc, char **argv);
CommandStatus command_show (int argc, char **argv);
CommandStatus command_why (int argc, char **argv);
CommandStatus command_diff (int argc, char **argv);
CommandStatus command_bench (int argc, char **argv);
CommandStatus command_protocol (int argc, char **argv);
CommandStatus command_gui (int argc, char **argv);
CommandStatus command_serve (int argc, char **argv);
CommandStatus command_export (int argc, char **argv);

/* Parses ENTRIES out of ARGC and ARGV; what remains is in *WORDS (free with g_strfreev), the command's
 * name not among them. FALSE, with a message on standard error, for bad usage. ARGUMENTS and SUMMARY are for
 * --help, which ends the program, as --version does. */
gboolean command_parse (int argc, char **argv, const GOptionEntry *entries, const char *arguments,
                        const char *summary, char ***words);

void command_print_version (void);

/* "mailflow: …" on standard error. */
void command_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Finds, reads and prepares SCENARIO; complaints and warnings go to standard error. NULL where it
 * can't be used. */
Scenario *command_read_scenario (const char *scenario);
Simulation *command_prepare (const char *scenario, const SimulationOptions *options);
/* The same, run to its end with every record. */
Simulation *command_simulate (const char *scenario);

/* A run to look back at: of a scenario, simulated to its end with every record, or read from the file of a
 * trace. */
typedef struct
{
  Simulation *simulation; /* NULL where it was read */
  Trace *trace;
} CommandRun;

/* FALSE, with complaints on standard error, where NAME can't be used. */
gboolean command_open_run (const char *name, CommandRun *run);
void command_clear_run (CommandRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CommandRun, command_clear_run)

/* Writes TRACE to the file of option --trace. FALSE with a complaint. */
gboolean command_write_trace (const Trace *trace, const char *path);

/* A duration after the start ("90s") or a calendar time ("2026-01-05T09:00:00Z"). START is
 * when the run begins. FALSE with a complaint. */
gboolean command_parse_time (const char *option, const char *text, gint64 start_unix_ns, SimTime *t);
