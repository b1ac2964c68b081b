/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  const char *name;
  CommandFunc run;
  const char *summary;
} Command;

static const Command commands[] = {
  { "list", command_list, "the scenarios that come with mailflow" },
  { "run", command_run, "run a scenario and tell its story" },
  { "check", command_check, "read, validate and run scenarios; say which expectation failed" },
  { "show", command_show, "the state at an instant, or one message through all its hops" },
  { "why", command_why, "the chain of causes behind a record of the trace" },
  { "diff", command_diff, "what came out differently in two runs, and where they part" },
  { "serve", command_serve, "open a simulated server to real mail programs" },
  { "export", command_export, "take a run out: packets, logs, mailboxes, zones, pictures, a page" },
  { "protocol", command_protocol, "the states of a protocol's client or server, as the program has them" },
  { "gui", command_gui, "open the classroom window" },
  { "bench", command_bench, "measure this program" },
};

static void
print_help (void)
{
  g_print ("Usage: mailflow COMMAND [OPTION…] [ARGUMENT…]\n\n"
           "Shows how e-mail really travels: a small simulated Internet with real SMTP, DNS, POP3 and IMAP.\n\n"
           "Commands:\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-8s %s\n", commands[i].name, commands[i].summary);
  g_print ("\nSCENARIO is a file, or the bare name of one that comes with mailflow (first-delivery).\n"
           "mailflow COMMAND --help says more about a command.\n\n"
           "Exit status: 0 done, 1 an expectation failed, 2 bad usage or unreadable input.\n");
}

static const Command *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

/* What we print is UTF-8 in every locale: JSON must be, and terminals that can't show it are rare. */
static void
print_out (const char *text)
{
  fputs (text, stdout);
}

static void
print_error (const char *text)
{
  fflush (stdout);
  fputs (text, stderr);
}

int
main (int argc, char **argv)
{
  const Command *command;
  CommandStatus status;

  setlocale (LC_CTYPE, "");
  g_set_print_handler (print_out);
  g_set_printerr_handler (print_error);
  g_set_prgname ("mailflow");
  if (argc < 2)
    {
      command_complain ("which command? See mailflow --help");
      return COMMAND_UNUSABLE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 || strcmp (argv[1], "help") == 0)
    {
      print_help ();
      return COMMAND_DONE;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      command_print_version ();
      return COMMAND_DONE;
    }
  command = find_command (argv[1]);
  if (command == NULL)
    {
      command_complain ("there is no command '%s'; see mailflow --help", argv[1]);
      return COMMAND_UNUSABLE;
    }
  status = command->run (argc - 1, argv + 1);
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  command_complain ("standard output: %s", g_strerror (errno));
  return COMMAND_UNUSABLE;
}
