/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pop3-command: a command line in parts (RFC 1939 3): the verb and what follows it.
 */
#pragma once

#include <glib.h>

/* Into the line that was parsed. The argument is the rest after one space, for passwords hold spaces. */
typedef struct
{
  const char *verb;
  gsize verb_length;
  const char *argument;
  gsize argument_length;
} Pop3Command;

/* FALSE where LINE has no verb, or a NUL. */
gboolean pop3_command_parse (const char *line, gsize length, Pop3Command *command);
gboolean pop3_command_is (const Pop3Command *command, const char *verb);

/* Reads up to two numbers of at most nine digits. Their count, or -1 where the argument is none. */
int pop3_command_parse_numbers (const Pop3Command *command, guint numbers[2]);
