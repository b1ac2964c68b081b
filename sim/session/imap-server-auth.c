/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include "sim/codec/sasl-plain.h"

/* What is said of success tells what can be done from here on (RFC 3501 6.2.3). */
static const char *
log_in (ImapServer *server, const char *name, const char *password)
{
  server->account = mail_store_log_in (server->config.store, name, password);
  if (server->account == NULL)
    return "NO [AUTHENTICATIONFAILED] Invalid name or password"; /* RFC 5530 */
  g_string_assign (server->result, "OK [CAPABILITY ");
  imap_server_write_capabilities (server->result);
  g_string_append (server->result, "] Logged in");
  return server->result->str;
}

const char *
imap_server_run_login (ImapServer *server, ImapCommand *command)
{
  g_autofree char *name = imap_server_dup_argument (command);
  g_autofree char *password = name != NULL ? imap_server_dup_argument (command) : NULL;

  if (password == NULL || !imap_server_ends (command))
    return "BAD Syntax: LOGIN name password";
  return log_in (server, name, password);
}

static const char *
take_response (ImapServer *server, const char *text, gsize length)
{
  g_auto (SaslPlain) plain = { 0 };

  if (!sasl_plain_parse (text, length, &plain))
    return "BAD Not a PLAIN message";
  if (!sasl_plain_is_own (&plain))
    return "NO [AUTHORIZATIONFAILED] Nobody may act for others";
  return log_in (server, plain.name, plain.password);
}

static const char *
take_line (ImapServer *server, const char *line, gsize length)
{
  if (length == 1 && line[0] == '*')
    return "BAD Authentication cancelled";
  return take_response (server, line, length);
}

/* With an initial response (RFC 4959), or asking for it. */
const char *
imap_server_run_authenticate (ImapServer *server, ImapCommand *command)
{
  ImapScanner *rest = &command->rest;
  const char *mechanism;
  gsize length;
  gboolean initial;

  if (!imap_scanner_take_char (rest, ' ') || !imap_scanner_take_atom (rest, &mechanism, &length)
      || (!(initial = imap_scanner_take_char (rest, ' ')) && !imap_scanner_is_at_end (rest)))
    return "BAD A mechanism is needed";
  if (length != 5 || g_ascii_strncasecmp (mechanism, "PLAIN", 5) != 0)
    return "NO [CANNOT] Unknown mechanism";
  if (initial)
    return take_response (server, rest->at, (gsize) (rest->end - rest->at));
  server->waiting = take_line;
  imap_server_ask (server, "");
  return NULL;
}
