/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/pop3-command.h"

#include <string.h>

enum
{
  MOST_DIGITS = 9,
};

gboolean
pop3_command_parse (const char *line, gsize length, Pop3Command *command)
{
  const char *end = line + length, *at = line;

  if (memchr (line, '\0', length) != NULL)
    return FALSE;
  while (at < end && g_ascii_isgraph (*at))
    at++;
  command->verb = line;
  command->verb_length = (gsize) (at - line);
  if (at < end)
    at++;
  command->argument = at;
  command->argument_length = (gsize) (end - at);
  return command->verb_length > 0 && (command->verb_length == length || line[command->verb_length] == ' ');
}

gboolean
pop3_command_is (const Pop3Command *command, const char *verb)
{
  return g_ascii_strncasecmp (command->verb, verb, command->verb_length) == 0
         && verb[command->verb_length] == '\0';
}

int
pop3_command_parse_numbers (const Pop3Command *command, guint numbers[2])
{
  const char *at = command->argument, *end = at + command->argument_length;
  int count = 0;

  for (;;)
    {
      const char *start;
      guint value = 0;

      while (at < end && *at == ' ')
        at++;
      if (at == end)
        return count;
      for (start = at; at < end && g_ascii_isdigit (*at) && at - start < MOST_DIGITS; at++)
        value = value * 10 + (guint) (*at - '0');
      if (at == start || (at < end && *at != ' ') || count == 2)
        return -1;
      numbers[count++] = value;
    }
}
