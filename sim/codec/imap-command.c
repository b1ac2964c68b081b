/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-command.h"

#include <string.h>

enum
{
  LONGEST_TAG = 64,
};

/* Appends the next word to the verb, in upper case. */
static gboolean
take_verb (ImapCommand *command)
{
  const char *word;
  gsize length, before = strlen (command->verb);

  if (!imap_scanner_take_char (&command->rest, ' ')
      || !imap_scanner_take_atom (&command->rest, &word, &length)
      || before + length + 1 >= sizeof command->verb)
    return FALSE;
  if (before > 0)
    command->verb[before++] = ' ';
  for (gsize i = 0; i < length; i++)
    command->verb[before + i] = g_ascii_toupper (word[i]);
  command->verb[before + length] = '\0';
  return TRUE;
}

gboolean
imap_command_parse (const char *line, gsize length, ImapCommand *command)
{
  const char *tag;
  gsize tag_length;

  command->tag = "*";
  command->tag_length = 1;
  command->verb[0] = '\0';
  imap_scanner_init (&command->rest, line, length);
  if (!imap_scanner_take_atom (&command->rest, &tag, &tag_length) || tag_length > LONGEST_TAG
      || memchr (tag, '+', tag_length) != NULL)
    return FALSE;
  command->tag = tag;
  command->tag_length = (int) tag_length;
  return take_verb (command) && (strcmp (command->verb, "UID") != 0 || take_verb (command));
}
