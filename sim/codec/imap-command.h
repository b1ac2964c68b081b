/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-command: a command in parts (RFC 3501 2.2.1): tag, verb, and the rest for the scanner.
 */
#pragma once

#include "sim/codec/imap-scanner.h"

typedef struct
{
  const char *tag; /* into the line that was parsed; "*" where it has none */
  int tag_length;
  char verb[24];   /* upper case; "UID FETCH" is one */
  ImapScanner rest; /* after the verb; a space before the first argument is still there */
} ImapCommand;

/* FALSE where the tag or the verb is missing or malformed. */
gboolean imap_command_parse (const char *line, gsize length, ImapCommand *command);
