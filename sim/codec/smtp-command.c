/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/smtp-command.h"

#include <string.h>

#include "sim/codec/mail-address.h"
#include "sim/codec/smtp-parameters.h"

enum
{
  LONGEST_HOST = 255, /* RFC 5321 4.5.3.1.2 */
};

/* A NUL, or a CR or LF that ends no line: nothing that a command may hold (RFC 5321 2.3.8). */
static gboolean
has_stray_control (const char *line, gsize length)
{
  return memchr (line, '\0', length) != NULL || memchr (line, '\r', length) != NULL
         || memchr (line, '\n', length) != NULL;
}

gboolean
smtp_command_parse (const char *line, gsize length, SmtpCommand *command)
{
  const char *end = line + length, *at = line;

  if (has_stray_control (line, length))
    return FALSE;
  while (at < end && g_ascii_isgraph (*at))
    at++;
  command->verb = line;
  command->verb_length = (gsize) (at - line);
  while (at < end && *at == ' ')
    at++;
  while (end > at && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  command->argument = at;
  command->argument_length = (gsize) (end - at);
  return command->verb_length > 0 && (command->verb_length == length || line[command->verb_length] == ' ');
}

gboolean
smtp_command_is (const SmtpCommand *command, const char *verb)
{
  return g_ascii_strncasecmp (command->verb, verb, command->verb_length) == 0
         && verb[command->verb_length] == '\0';
}

gboolean
smtp_command_is_host (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("-._:[]", text[i]) == NULL)
      return FALSE;
  return length > 0 && length <= LONGEST_HOST;
}

/* The ">" that closes the path whose "<" is at AT, or NULL; a quoted local part may hold others. */
static const char *
find_bracket (const char *at, const char *end)
{
  gboolean quoted = FALSE;

  for (at++; at < end; at++)
    {
      if (*at == '"')
        quoted = !quoted;
      else if (quoted && *at == '\\')
        at++;
      else if (!quoted && *at == '>')
        return at;
    }
  return NULL;
}

/* A-d-l ":" before the mailbox is accepted and ignored (RFC 5321 4.1.2, appendix C). */
static const char *
skip_source_route (const char *at, const char *end)
{
  const char *colon = *at == '@' ? memchr (at, ':', (gsize) (end - at)) : NULL;

  return colon != NULL ? colon + 1 : at;
}

static SmtpPathFault
parse_path (const SmtpCommand *command, const char *keyword, SmtpPath *path, const char **rest)
{
  const char *at = command->argument, *end = at + command->argument_length, *close;
  gsize length = strlen (keyword);

  *path = (SmtpPath){ 0 };
  if (command->argument_length < length || g_ascii_strncasecmp (at, keyword, length) != 0)
    return SMTP_PATH_NO_KEYWORD;
  at += length;
  while (at < end && *at == ' ')
    at++;
  if (at == end || *at != '<' || (close = find_bracket (at, end)) == NULL)
    return SMTP_PATH_NO_KEYWORD;
  at = skip_source_route (at + 1, close);
  if (at == close && close[-1] != '<') /* a route to nobody is not the null path */
    return SMTP_PATH_BAD_ADDRESS;
  path->path = g_strndup (at, (gsize) (close - at));
  *rest = close + 1;
  if (*rest < end && **rest != ' ')
    return SMTP_PATH_NO_KEYWORD;
  return SMTP_PATH_OK;
}

SmtpPathFault
smtp_command_parse_from (const SmtpCommand *command, SmtpPath *path)
{
  const char *rest = NULL;
  SmtpPathFault fault = parse_path (command, "FROM:", path, &rest);

  if (fault != SMTP_PATH_OK)
    return fault;
  if (path->path[0] != '\0' && !mail_address_parse (path->path, NULL))
    return SMTP_PATH_BAD_ADDRESS;
  fault = smtp_parameters_parse_mail (rest, command->argument + command->argument_length, path);
  return fault == SMTP_PATH_OK && !path->utf8 && !g_str_is_ascii (path->path) ? SMTP_PATH_NEEDS_UTF8 : fault;
}

SmtpPathFault
smtp_command_parse_to (const SmtpCommand *command, SmtpPath *path)
{
  const char *rest = NULL;
  SmtpPathFault fault = parse_path (command, "TO:", path, &rest);

  if (fault != SMTP_PATH_OK)
    return fault;
  if (g_ascii_strcasecmp (path->path, "Postmaster") != 0 && !mail_address_parse (path->path, NULL))
    return SMTP_PATH_BAD_ADDRESS;
  return smtp_parameters_parse_rcpt (rest, command->argument + command->argument_length, path);
}

void
smtp_path_clear (SmtpPath *path)
{
  g_clear_pointer (&path->path, g_free);
  g_clear_pointer (&path->envelope_id, g_free);
  g_clear_pointer (&path->original, g_free);
}
